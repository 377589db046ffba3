/** What a running action remembers: one plain record a kind, in the file of the kind. */
import type { LateralRun } from "./lat-actions.ts";
import type { LongitudinalRun } from "./long-actions.ts";
import type { RoutingRun } from "./routing-actions.ts";

export type ActionRun = LongitudinalRun | LateralRun | RoutingRun;
