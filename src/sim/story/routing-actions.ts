/** What a routing, synchronising, trailer or traffic action remembers while it runs. */
import type { TrajectoryRun } from "./follow-trajectory.ts";
import type { SynchronizeRun } from "./synchronize.ts";

export type RoutingRun = TrajectoryRun | SynchronizeRun;

export { rulesSpeed, startFollowTrajectory, stepFollowTrajectory } from "./follow-trajectory.ts";
export { startSynchronize, stepSynchronize } from "./synchronize.ts";
