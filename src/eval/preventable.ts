import type { DriverRun } from "./profile.ts";

/** The driver whose run decides (metrics.md section 3.4: preventable by a careful human). */
export const CAREFUL_HUMAN = "careful-human";

/** Why nothing is known of preventability. */
export const NOT_RUN = "the careful drivers were not run on this variant (redrive run --preventability)";

/** Whether a collision in a variant is preventable, by what the careful drivers of UN R157 came to in the ego's place. */
export interface Preventability {
  readonly verdict: "preventable" | "not-preventable" | "unknown";
  /** One clause. */
  readonly why: string;
  /** Those that could drive it. */
  readonly drivers: readonly DriverRun[];
}

/** Whether a careful human in the ego's place does not collide; null where it was not run, or could not drive. */
export function isPreventable(drivers: readonly DriverRun[]): boolean | null {
  const human = drivers.find(({ driver }) => driver === CAREFUL_HUMAN);
  return human === undefined ? null : !human.collided;
}

/** @param refused why a driver could not drive, one clause each. */
export function preventabilityFrom(drivers: readonly DriverRun[], refused: readonly string[]): Preventability {
  const preventable = isPreventable(drivers);
  if (preventable === null) return { verdict: "unknown", why: refused[0] ?? NOT_RUN, drivers };
  if (preventable) return { verdict: "preventable", why: "a careful human in the ego's place does not collide", drivers };
  return { verdict: "not-preventable", why: "a careful human in the ego's place collides too", drivers };
}
