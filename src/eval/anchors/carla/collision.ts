/**
 * Tells: how many collisions CARLA counts against the ego, whoever is to blame.
 * Formula: at each tick, every contact of the subject's box while it moves at >= 0.1 m/s is an event, unless it is the same one: with the
 *   road user of the last event within 5 s of it, or with the ego still within 5 m of where the last event was. Label: `walker` for people
 *   and animals, `static` for objects, `vehicle` for the rest. Being rear-ended while rolling counts. Series: events of the tick.
 * Unit: count; series count.
 * Source: carla-simulator/scenario_runner@94ff3b8a, srunner/scenariomanager/scenarioatomics/atomic_criteria.py:280-413 (CollisionTest).
 * Not applicable: no other road user was in the world.
 */
import type { ActorClass, TickRecord } from "../../../trace/tick.ts";
import { type Contacts, contactWith, newContacts } from "../../contacts.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

/** EPSILON, MAX_ID_TIME, COLLISION_RADIUS. */
const MOVES_MPS = 0.1;
const SAME_SEC = 5;
const SAME_M = 5;

export type CarlaCollision = "static" | "vehicle" | "walker";

interface Acc {
  readonly scene: Scene;
  readonly contacts: Contacts;
  readonly log: EpisodeLog;
  readonly kinds: readonly CarlaCollision[];
  readonly dtSec: number;
  sawOthers: boolean;
  count: number;
  // the last event: slot of the road user and tick, place of the ego; -1 and false once forgotten
  lastSlot: number;
  lastTick: number;
  hasPlace: boolean;
  placeXM: number;
  placeYM: number;
}

export const carlaCollision: Metric<Acc> = {
  id: "carla.collision",
  title: "collisions by CARLA",
  definition: "carla.collision@94ff",
  dimension: "safety",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: { movesMps: MOVES_MPS, sameSec: SAME_SEC, sameM: SAME_M },
  init: (header, _subjectIndex, scene) => ({
    scene,
    contacts: newContacts(header, 0),
    log: newEpisodeLog(0, header.dtSec),
    kinds: header.actors.map(({ cls }) => kindOf(cls)),
    dtSec: header.dtSec,
    sawOthers: false,
    count: 0,
    lastSlot: -1,
    lastTick: 0,
    hasPlace: false,
    placeXM: 0,
    placeYM: 0,
  }),
  step(acc, _previous, now, out) {
    const { geometry: g } = acc.scene;
    if (g.otherCount > 0) acc.sawOthers = true;
    forget(acc, now.tick);
    const before = acc.count;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      if (contactWith(acc.contacts, g, now, slot) !== "none") noteContact(acc, now, slot);
    }
    out.value(acc.count - before);
  },
  finish(acc) {
    if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    const episodes = closedEpisodes(acc.log);
    const first = episodes[0];
    return { kind: "value", value: acc.count, atTick: first?.fromTick ?? null, actorId: first?.actorId ?? null, episodes };
  },
  sentence: (e) => `collision by CARLA's rule with ${e.who} at ${e.fromSec.toFixed(2)} s (${e.label})`,
};

function kindOf(cls: ActorClass): CarlaCollision {
  if (cls === "pedestrian" || cls === "animal") return "walker";
  return cls === "static" || cls === "other" ? "static" : "vehicle";
}

function forget(acc: Acc, tick: number): void {
  const { box } = acc.scene.geometry;
  const dx = box.xM - acc.placeXM;
  const dy = box.yM - acc.placeYM;
  if (acc.hasPlace && dx * dx + dy * dy > SAME_M * SAME_M) acc.hasPlace = false;
  if (acc.lastSlot >= 0 && acc.dtSec * (tick - acc.lastTick) > SAME_SEC) acc.lastSlot = -1;
}

function noteContact(acc: Acc, now: TickRecord, slot: number): void {
  const { geometry: g } = acc.scene;
  if (slot === acc.lastSlot || acc.hasPlace || g.speedMps < MOVES_MPS) return;
  acc.count++;
  acc.lastSlot = slot;
  acc.lastTick = now.tick;
  acc.hasPlace = true;
  acc.placeXM = g.box.xM;
  acc.placeYM = g.box.yM;
  noteBreak(acc.log, now.tick, now.actors.id[slot] as number, 1, 0, 1, acc.kinds[slot] as CarlaCollision);
}
