/** What a longitudinal action remembers while it runs. */
import type { DistanceRun } from "./distance-action.ts";
import type { SpeedRun } from "./speed-action.ts";
import type { SpeedProfileRun } from "./speed-profile-action.ts";

export type LongitudinalRun = SpeedRun | SpeedProfileRun | DistanceRun;

export { startDistance, stepDistance } from "./distance-action.ts";
export { startSpeed, stepSpeed } from "./speed-action.ts";
export { startSpeedProfile, stepSpeedProfile } from "./speed-profile-action.ts";
