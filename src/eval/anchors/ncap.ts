import type { Metric } from "../metric.ts";
import { ncapImpactSpeed } from "./ncap/impact-speed.ts";
import { ncapImpactVutSpeed } from "./ncap/impact-vut-speed.ts";

/** Euro NCAP crash avoidance 2026 (Euro-NCAP/euroncap_rating_2026@94b1035). */
export const NCAP: readonly Metric<unknown>[] = [ncapImpactSpeed, ncapImpactVutSpeed];
