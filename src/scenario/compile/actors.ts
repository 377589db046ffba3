import type { Footprint } from "../../core/frames.ts";
import type { RoadNetwork } from "../../road/network.ts";
import type { ActorModel, PathStart, ReplayTrack, SpeedProfile } from "../../sim/world.ts";
import type { ActorClass } from "../../trace/tick.ts";
import type { ActorSpec } from "../spec.ts";
import { pathStart } from "./lanes.ts";

/** A road user other than the ego, before its slot is settled. */
export interface RoadUser {
  readonly name: string;
  readonly cls: ActorClass;
  readonly footprint: Footprint;
  readonly moves:
    | { readonly motion: "replayed"; readonly track: ReplayTrack }
    | { readonly motion: "scripted"; readonly start: PathStart; readonly speedProfile: SpeedProfile | null }
    | { readonly motion: "reactive"; readonly start: PathStart; readonly driver: Extract<ActorModel, { motion: "reactive" }>["driver"] };
}

/** A scripted or reactive road user; null for one that replays a recording. Its place must have been checked. */
export function pathActor(actor: ActorSpec, road: RoadNetwork, dtSec: number): RoadUser | null {
  const { name, motion } = actor;
  if (motion.kind === "replays") return null;
  const common = { name, cls: actor.cls ?? "car", footprint: boxFootprint(actor.lengthM ?? 0, actor.widthM ?? 0) };
  const start = pathStart(road, motion.place, motion.speedMps, Math.round(actor.fromSec / dtSec));
  if (motion.kind === "reactive") return { ...common, moves: { motion: "reactive", start, driver: motion.idm } };
  return { ...common, moves: { motion: "scripted", start, speedProfile: profileOf(motion.speeds) } };
}

/** Road users other than the ego have the origin of B at their box centre. */
export function boxFootprint(lengthM: number, widthM: number): Footprint {
  return { lengthM, widthM, rearM: 0.5 * lengthM };
}

function profileOf(speeds: readonly { readonly atSec: number; readonly speedMps: number }[]): SpeedProfile | null {
  if (speeds.length === 0) return null;
  return { tSec: Float64Array.from(speeds, (p) => p.atSec), vMps: Float64Array.from(speeds, (p) => p.speedMps) };
}
