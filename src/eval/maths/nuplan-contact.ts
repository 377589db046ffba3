/**
 * nuPlan's words for where a track is and what a collision with it was (motional/nuplan-devkit@e9241677,
 * evaluation_metrics/common/no_ego_at_fault_collisions.py:47-169; planning/simulation/observation/idm/utils.py).
 */
import type { ActorClass } from "../../core/actor-class.ts";
import { type Box, frontEdgeTouches } from "../../core/box.ts";
import type { TickGeometry } from "../geometry.ts";

/** stopped_speed_threshold of the collision type. */
export const STOPPED_MPS = 0.05;
/** Cosine of 30 deg: a track is ahead within it, behind beyond its negative, seen from the rear axle. */
const AHEAD_COSINE: number = 0.5 * Math.sqrt(3);

export type NuplanCollision = "stopped-ego" | "stopped-track" | "rear" | "front" | "lateral";

/** The subject's reference point (the rear axle) and its heading. */
export type Rear = Pick<TickGeometry, "xM" | "yM" | "cosYaw" | "sinYaw">;

/** Whether a centre lies within 30 deg of the heading, seen from the subject's reference point (the rear axle). */
export function isAheadOfRear(rear: Rear, xM: number, yM: number): boolean {
  const dx = xM - rear.xM;
  const dy = yM - rear.yM;
  return dx * rear.cosYaw + dy * rear.sinYaw > AHEAD_COSINE * Math.sqrt(dx * dx + dy * dy);
}

/** Whether a centre lies more than 150 deg off the heading, seen from the subject's reference point. */
export function isBehindRear(rear: Rear, xM: number, yM: number): boolean {
  const dx = xM - rear.xM;
  const dy = yM - rear.yM;
  return dx * rear.cosYaw + dy * rear.sinYaw < -AHEAD_COSINE * Math.sqrt(dx * dx + dy * dy);
}

/** The kind of a collision with a track that has this box and speed; `isStatic` for what never moves. */
export function nuplanCollision(g: TickGeometry, track: Box, speedMps: number, isStatic: boolean): NuplanCollision {
  if (g.speedMps <= STOPPED_MPS) return "stopped-ego";
  if (isStatic || speedMps <= STOPPED_MPS) return "stopped-track";
  if (isBehindRear(g, track.xM, track.yM)) return "rear";
  return frontEdgeTouches(g.box, track) ? "front" : "lateral";
}

/** Whether nuPlan blames the ego: front, standing track, and lateral while the ego is not in one lane or connected ones. */
export function nuplanBlames(kind: NuplanCollision, keepsLane: boolean): boolean {
  return kind === "front" || kind === "stopped-track" || (kind === "lateral" && !keepsLane);
}

/** nuPlan's kinds of tracks: people unprotected by a body of their own, vehicles, and things. */
export type NuplanKind = "vru" | "vehicle" | "object";

/** nuPlan's kind of a class of road users; what is unknown counts as a vehicle. */
export function nuplanKind(cls: ActorClass): NuplanKind {
  if (cls === "pedestrian" || cls === "bicycle" || cls === "animal") return "vru";
  return cls === "static" || cls === "other" ? "object" : "vehicle";
}
