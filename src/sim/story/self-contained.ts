import type { ActionSpec } from "./plan.ts";

/**
 * Whether an action can begin within a tick before anyone has been moved over it: it asks for nothing but the speed, which is known at any instant;
 * it is laid to where others are at that instant (instant.ts); or it shifts its actor from a lane. All else begins at the next tick, where everyone
 * is in place.
 */
export function isSelfContained(spec: ActionSpec): boolean {
  if (spec.kind === "lane-offset") return spec.target.kind === "absolute";
  return KINDS.includes(spec.kind);
}

const KINDS: readonly ActionSpec["kind"][] = ["speed", "speed-profile", "follow-trajectory", "teleport", "lane-change"];
