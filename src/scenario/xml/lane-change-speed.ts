import type { PrivateActionSpec } from "../../sim/story/spec.ts";
import { LINEAR, SHAPES, shapeRate, STEP } from "../../sim/transition.ts";
import type { ActionSpec, RoadSpec, ScenarioSpec } from "../spec.ts";

type LaneChange = Extract<ActionSpec, { kind: "lane-change" }>;
type SpeedProfile = Extract<PrivateActionSpec, { kind: "speed-profile" }>;

/** Straight pieces that the speed is made of; the way differs by their number to the power of -2. */
const PIECES = 24;

/**
 * The speed along its path of a road user that keeps its speed along the lane while it changes lanes, as the native notation has it; the standard
 * has a speed along the path: sqrt(v^2 + (d f'(u) / T)^2), a d of whole lanes over T by the shape f. Null where that is not known beforehand: the
 * speed or the road changes meanwhile, or the shape begins with a jump of it.
 */
export function laneChangeSpeed(change: LaneChange, spec: ScenarioSpec, road: RoadSpec): SpeedProfile | null {
  const shape = SHAPES.indexOf(change.shape);
  const v = keptSpeedMps(change.actor, spec);
  if (v === null || !(v > 0) || road.curvaturePerM !== 0 || shape === STEP || shape === LINEAR || !(change.overSec > 0)) return null;
  const entries = Array.from({ length: PIECES }, (_, i) => {
    const asideMps = (change.lanes * road.laneWidthM * shapeRate(shape, (i + 1) / PIECES)) / change.overSec;
    return { timeSec: change.overSec / PIECES, speedMps: Math.sqrt(v * v + asideMps * asideMps) };
  });
  return { kind: "speed-profile", entity: null, followingMode: "position", constraints: null, entries };
}

/** The speed of a scripted road user, in the middle of its lane, that nothing ever changes; null for others. */
function keptSpeedMps(name: string, spec: ScenarioSpec): number | null {
  const motion = spec.actors.find((actor) => actor.name === name)?.motion;
  if (motion?.kind !== "script" || motion.place.kind !== "lane" || motion.place.tM !== 0 || motion.speeds.length > 0) return null;
  const isChanged = spec.storyboard.some((event) => event.actions.some((action) => action.kind === "speed" && action.actor === name));
  return isChanged ? null : motion.speedMps;
}
