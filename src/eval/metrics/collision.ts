/**
 * Tells: how many collisions the subject is to blame for, of what kind, and with whom.
 * Formula: the number of at-fault collisions. A collision begins when two boxes first share a point (touching edges count), and anew
 *   after 0.5 s apart. Its type is the first that holds: `stopped-ego`, subject at <= 0.05 m/s; `stopped-track`, the other at
 *   <= 0.05 m/s or static; `rear`, the other's centre more than 150 deg off the subject's heading, seen from the box centre; `front`, the
 *   subject's front edge shares a point with the other's box; else `lateral`. At fault: front and stopped-track; lateral while the
 *   subject's corners are not all on its lane and the lanes before and after it; rear while the subject reverses and moves faster
 *   towards the other, along its heading, than the other towards it; on a plane without lanes, lateral by the same rule across the
 *   heading. Series: boxes in contact now.
 * Unit: count; series count.
 * Source: motional/nuplan-devkit@e9241677, evaluation_metrics/common/no_ego_at_fault_collisions.py:47-169; ours are the new collision
 *   after 0.5 s (theirs: never), the box centre (theirs: rear axle), and the blame for reversing, which theirs puts on the other.
 * Not applicable: no other road user was in the world.
 */
import { frontEdgeTouches } from "../../core/box.ts";
import { ACTOR_CLASSES, type TickRecord } from "../../trace/tick.ts";
import { type Contacts, contactWith, NEW_AFTER_SEC, newContacts } from "../contacts.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import { keepsLane, updateLanes } from "../lanes.ts";
import type { EventText, Metric } from "../metric.ts";
import type { Scene } from "../scene.ts";

export type CollisionType = "stopped-ego" | "stopped-track" | "rear" | "front" | "lateral";

/** nuPlan stopped_speed_threshold. */
const STOPPED_MPS = 0.05;
/** Cosine of 150 deg, nuPlan's angle of "behind". */
const BEHIND_COSINE: number = -0.5 * Math.sqrt(3);
const STATIC_CLASS: number = ACTOR_CLASSES.indexOf("static");

interface Acc {
  readonly scene: Scene;
  readonly log: EpisodeLog;
  readonly contacts: Contacts;
  /** By slot, the type and blame of the collision going on. */
  readonly types: CollisionType[];
  readonly blames: Uint8Array;
  sawOthers: boolean;
  atFault: number;
  firstTick: number;
  firstActorId: number;
}

export const collision: Metric<Acc> = {
  id: "collision",
  title: "at-fault collisions",
  definition: "redrive.collision@1",
  dimension: "safety",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: { stoppedMps: STOPPED_MPS, behindCosine: BEHIND_COSINE, newAfterSec: NEW_AFTER_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    log: newEpisodeLog(0, header.dtSec),
    contacts: newContacts(header, NEW_AFTER_SEC),
    types: header.actors.map(() => "lateral"),
    blames: new Uint8Array(header.actors.length),
    sawOthers: false,
    atFault: 0,
    firstTick: -1,
    firstActorId: -1,
  }),
  step(acc, _previous, now, out) {
    const { geometry: g, lanes } = acc.scene;
    if (g.otherCount > 0) acc.sawOthers = true;
    // Every tick, so that the lane that is kept at a contact is that of the way there.
    updateLanes(lanes, g);
    let contacts = 0;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      const state = contactWith(acc.contacts, g, now, slot);
      if (state === "none") continue;
      contacts++;
      noteContact(acc, now, slot, state === "new");
    }
    out.value(contacts);
  },
  finish(acc) {
    if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    const isAny = acc.firstTick >= 0;
    return {
      kind: "value",
      value: acc.atFault,
      atTick: isAny ? acc.firstTick : null,
      actorId: isAny ? acc.firstActorId : null,
      episodes: closedEpisodes(acc.log),
    };
  },
  sentence: sentenceOf,
};

/** Opens a collision at its first tick, prolongs it at the others. */
function noteContact(acc: Acc, now: TickRecord, slot: number, isNew: boolean): void {
  const actorId = now.actors.id[slot] as number;
  if (isNew) {
    const type = typeOf(acc, now, slot);
    const isAtFault = isSubjectAtFault(acc, now, slot, type);
    acc.types[slot] = type;
    acc.blames[slot] = isAtFault ? 1 : 0;
    if (isAtFault) {
      acc.atFault++;
      if (acc.firstTick < 0) {
        acc.firstTick = now.tick;
        acc.firstActorId = actorId;
      }
    }
  }
  const blame = acc.blames[slot] as number;
  noteBreak(acc.log, now.tick, actorId, 1, 0, isNew ? blame : 0, acc.types[slot] as CollisionType);
}

function typeOf(acc: Acc, now: TickRecord, slot: number): CollisionType {
  const g = acc.scene.geometry;
  const { vxMps, vyMps, cls, xM, yM } = now.actors;
  if (g.speedMps <= STOPPED_MPS) return "stopped-ego";
  const vx = vxMps[slot] as number;
  const vy = vyMps[slot] as number;
  if (cls[slot] === STATIC_CLASS || Math.sqrt(vx * vx + vy * vy) <= STOPPED_MPS) return "stopped-track";
  const ahead = ((xM[slot] as number) - g.box.xM) * g.cosYaw + ((yM[slot] as number) - g.box.yM) * g.sinYaw;
  if (ahead < BEHIND_COSINE * (g.distanceM[slot] as number)) return "rear";
  return frontEdgeTouches(g.box, acc.contacts.box) ? "front" : "lateral";
}

function isSubjectAtFault(acc: Acc, now: TickRecord, slot: number, type: CollisionType): boolean {
  const { geometry: g, lanes } = acc.scene;
  if (type === "front" || type === "stopped-track") return true;
  if (type === "stopped-ego") return false;
  if (type === "rear") return g.vLonMps < -STOPPED_MPS && closesFaster(acc, now, slot, type);
  if (lanes.lookup.network.lanes.length === 0) return closesFaster(acc, now, slot, type);
  return !keepsLane(lanes, g);
}

/**
 * Whether the subject's velocity towards the other is larger than the other's towards the subject: along the heading where the other is
 * behind, across it where it is beside.
 */
function closesFaster(acc: Acc, now: TickRecord, slot: number, type: "rear" | "lateral"): boolean {
  const g = acc.scene.geometry;
  const { xM, yM, vxMps, vyMps } = now.actors;
  const left = ((yM[slot] as number) - g.box.yM) * g.cosYaw - ((xM[slot] as number) - g.box.xM) * g.sinYaw;
  const side = left < 0 ? -1 : 1;
  const towardsX = type === "rear" ? -g.cosYaw : -side * g.sinYaw;
  const towardsY = type === "rear" ? -g.sinYaw : side * g.cosYaw;
  const own = g.vxMps * towardsX + g.vyMps * towardsY;
  const others = -((vxMps[slot] as number) * towardsX + (vyMps[slot] as number) * towardsY);
  return own > others;
}

const TYPE_TEXT: Readonly<Record<CollisionType, string>> = {
  "stopped-ego": "the ego stood",
  "stopped-track": "it stood",
  rear: "rear",
  front: "front",
  lateral: "side",
};

function sentenceOf(e: EventText): string {
  const what = e.severity > 0 ? "at-fault collision" : "collision without fault of the ego";
  return `${what} with ${e.who} at ${e.fromSec.toFixed(2)} s, ${TYPE_TEXT[e.label as CollisionType]}`;
}
