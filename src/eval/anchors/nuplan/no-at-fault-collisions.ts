/**
 * Tells: nuPlan's sub-score for collisions that the ego is to blame for.
 * Formula: product over pedestrians and bicycles, vehicles, objects of max(0, 1 - n / (allowed + 1)), allowed 0, 0, 1, n the at-fault
 *   collisions with that kind. A collision is the first contact of two boxes (touching edges count); who was touched once is never touched
 *   anew. Its type is the first that holds: `stopped-ego`, subject at <= 0.05 m/s; `stopped-track`, the other at <= 0.05 m/s or static;
 *   `rear`, the other's centre more than 150 deg off the heading, seen from the rear axle; `front`, the subject's front edge shares a point
 *   with the other; else `lateral`. At fault: front, stopped-track, and lateral while the subject's corners are not all in one lane or
 *   connected ones. Series: boxes in contact now.
 * Unit: ratio, 1 without an at-fault collision; series count.
 * Source: motional/nuplan-devkit@e9241677, evaluation_metrics/common/no_ego_at_fault_collisions.py:47-235, defects included: once per
 *   track, "behind" from the rear axle, reversing into a standing car blamed and into a moving one not. Judged at every tick; nuPlan's are
 *   0.1 s apart.
 * Not applicable: no other road user was in the world, or the scenario has no lanes.
 */
import { ACTOR_CLASSES, type TickRecord, type TraceHeader } from "../../../trace/tick.ts";
import { type ContactAcc, type ContactAt, contactMetric } from "../../contact-metric.ts";
import { type EgoArea, newEgoArea, updateEgoArea } from "../../ego-area.ts";
import { updateLanes } from "../../lanes.ts";
import { nuplanBlames, nuplanCollision, nuplanKind, type NuplanKind, STOPPED_MPS } from "../../maths/nuplan-contact.ts";
import type { Episode, Metric } from "../../metric.ts";

const STATIC_CLASS: number = ACTOR_CLASSES.indexOf("static");

/** nuPlan's three kinds of tracks, and how many collisions with each cost nothing yet (max_violation_threshold_*). */
const ALLOWED: Readonly<Record<NuplanKind, number>> = { vru: 0, vehicle: 0, object: 1 };

export const nuplanNoAtFaultCollisions: Metric<ContactAcc<EgoArea>> = contactMetric<EgoArea>({
  id: "nuplan.no-at-fault-collisions",
  title: "nuPlan's score for at-fault collisions",
  definition: "nuplan.no-at-fault-collisions@e924",
  unit: "ratio",
  better: "higher",
  limit: 1,
  params: {
    stoppedMps: STOPPED_MPS,
    allowedVruCount: ALLOWED.vru,
    allowedVehicleCount: ALLOWED.vehicle,
    allowedObjectCount: ALLOWED.object,
  },
  newAfterSec: Infinity,
  lacks: ({ road }) => (road.lanes.length === 0 ? "the scenario has no lanes" : null),
  begin: newEgoArea,
  // Every tick, so that the lane that is kept at a contact is that of the way there.
  each: ({ scene }) => updateLanes(scene.lanes, scene.geometry),
  judge: judgeContact,
  episodeValue: 0,
  value: scoreOfEpisodes,
  sentence: (e) =>
    `${e.severity > 0 ? "at-fault collision" : "collision without fault"} by nuPlan's rule with ${e.who} at ${e.fromSec.toFixed(2)} s (${e.label})`,
});

/** The type of a contact and whether nuPlan blames the subject for it. */
function judgeContact(at: ContactAt, area: EgoArea, now: TickRecord, slot: number): void {
  const { geometry: g, lanes } = at.scene;
  const { vxMps, vyMps, cls } = now.actors;
  const speed = Math.sqrt((vxMps[slot] as number) * (vxMps[slot] as number) + (vyMps[slot] as number) * (vyMps[slot] as number));
  const type = nuplanCollision(g, at.contacts.box, speed, cls[slot] === STATIC_CLASS);
  if (type === "lateral") updateEgoArea(area, lanes, g);
  at.label = type;
  at.severity = nuplanBlames(type, area.keepsLane) ? 1 : 0;
}

function scoreOfEpisodes(atFault: readonly Episode[], header: TraceHeader): number {
  const counts = { vru: 0, vehicle: 0, object: 0 };
  for (const { actorId, severity } of atFault) {
    const actor = header.actors.find((a) => a.id === actorId);
    if (actor !== undefined) counts[nuplanKind(actor.cls)] += severity;
  }
  return nuplanCollisionScore(counts);
}

/** nuPlan's product over the kinds of tracks. */
export function nuplanCollisionScore(counts: Readonly<Record<NuplanKind, number>>): number {
  let score = 1;
  for (const kind of ["vru", "vehicle", "object"] as const) score *= Math.max(0, 1 - counts[kind] / (ALLOWED[kind] + 1));
  return score;
}
