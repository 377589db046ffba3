import type { DriverRun } from "./profile.ts";

/** The driver whose run decides (metrics.md section 3.4: preventable by a careful human). */
export const CAREFUL_HUMAN = "careful-human";

/** Why nothing is known of preventability. */
export const NOT_RUN = "the careful drivers were not run on this variant (redrive run --preventability)";

/** Whether a careful human in the ego's place does not collide; null where it was not run, or could not drive. */
export function isPreventable(drivers: readonly DriverRun[]): boolean | null {
  const human = drivers.find(({ driver }) => driver === CAREFUL_HUMAN);
  return human === undefined ? null : !human.collided;
}
