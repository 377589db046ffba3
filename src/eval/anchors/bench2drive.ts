import type { Metric } from "../metric.ts";
import { smoothness } from "./bench2drive/smoothness.ts";

/** Bench2Drive's own definitions (Thinklab-SJTU/Bench2Drive@087f74f). */
export const BENCH2DRIVE: readonly Metric<unknown>[] = [smoothness];
