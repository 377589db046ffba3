/**
 * Tells: NAVSIM's sub-score for collisions that the ego is to blame for.
 * Formula: 0 after an at-fault collision with a vehicle, a pedestrian or a bicycle, 1/2 after one with an object alone, else 1. Types and
 *   blame are nuPlan's (`nuplan.no-at-fault-collisions`), with two differences: lateral is at fault while the subject's corners are not all
 *   in one and the same lane, and who touches the subject at the first tick never counts. NAVSIM goes on to look at a track that it has
 *   blamed the ego for, which changes no score. Series: boxes in contact now.
 * Unit: ratio, 1 without an at-fault collision; series count.
 * Source: autonomousvision/navsim@0a380a9, scoring/pdm_scorer.py:_calculate_no_at_fault_collision, pdm_scorer_utils.py:12-60. Judged at
 *   every tick; NAVSIM's are 0.1 s apart.
 * Not applicable: no other road user was in the world, or the scenario has no lanes.
 */
import { ACTOR_CLASSES, type TickRecord, type TraceHeader } from "../../../trace/tick.ts";
import { type ContactAcc, type ContactAt, contactMetric } from "../../contact-metric.ts";
import { isInOneLane } from "../../ego-area.ts";
import { nuplanBlames, nuplanCollision, nuplanKind, STOPPED_MPS } from "../../maths/nuplan-contact.ts";
import type { Episode, Metric } from "../../metric.ts";

const STATIC_CLASS: number = ACTOR_CLASSES.indexOf("static");
/** no_collision_score of an object that is no agent. */
const OBJECT_RATIO = 0.5;
/** Label of a track that touched the subject from the start. */
const FROM_START = "from the start";

interface Start {
  firstTick: number;
}

export const navsimNoAtFaultCollisions: Metric<ContactAcc<Start>> = contactMetric<Start>({
  id: "navsim.no-at-fault-collisions",
  title: "NAVSIM's score for at-fault collisions",
  definition: "navsim.no-at-fault-collisions@0a38",
  unit: "ratio",
  better: "higher",
  limit: 1,
  params: { stoppedMps: STOPPED_MPS, objectRatio: OBJECT_RATIO },
  newAfterSec: Infinity,
  lacks: ({ road }) => (road.lanes.length === 0 ? "the scenario has no lanes" : null),
  begin: () => ({ firstTick: -1 }),
  each(_at, state, now) {
    if (state.firstTick < 0) state.firstTick = now.tick;
  },
  judge: judgeContact,
  episodeValue: 0,
  value: leastScore,
  sentence: (e) =>
    `${e.severity > 0 ? "at-fault collision" : "collision without fault"} by NAVSIM's rule with ${e.who} at ${e.fromSec.toFixed(2)} s (${e.label})`,
});

function judgeContact(at: ContactAt, { firstTick }: Start, now: TickRecord, slot: number): void {
  if (now.tick === firstTick) {
    at.label = FROM_START;
    return;
  }
  const { geometry: g, lanes } = at.scene;
  const { vxMps, vyMps, cls } = now.actors;
  const speed = Math.sqrt((vxMps[slot] as number) * (vxMps[slot] as number) + (vyMps[slot] as number) * (vyMps[slot] as number));
  const type = nuplanCollision(g, at.contacts.box, speed, cls[slot] === STATIC_CLASS);
  at.label = type;
  at.severity = nuplanBlames(type, type !== "lateral" || isInOneLane(lanes.lookup, g.box)) ? 1 : 0;
}

function leastScore(atFault: readonly Episode[], header: TraceHeader): number {
  if (atFault.length === 0) return 1;
  const isObject = ({ actorId }: Episode): boolean => nuplanKind(header.actors.find((a) => a.id === actorId)?.cls ?? "car") === "object";
  return atFault.every(isObject) ? OBJECT_RATIO : 0;
}
