/**
 * Tells: whether AlpaSim sees an at-fault collision.
 * Formula: 1 where at any tick the flag front or lateral is up, else 0. At each tick the flags are those of the last road user whose box
 *   touches the subject's: `front` where it touches the subject's front edge, else `rear` where it touches the rear edge, else `lateral`
 *   (upstream's defect: those of the others in contact are lost). Series: 1 where such a flag is up.
 * Unit: ratio, 0 or 1.
 * Source: NVlabs/alpasim@3032e0c, src/eval/src/eval/scorers/collision.py; at fault is front or lateral (aggregation/scene_score.py). "Last" is
 *   the order of the road users here; upstream's is that of its spatial index.
 * Not applicable: no other road user was in the world.
 */
import { type Box, frontEdgeTouches, segmentTouchesBox } from "../../../core/box.ts";
import { type Contacts, contactWith, newContacts } from "../../contacts.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly contacts: Contacts;
  readonly log: EpisodeLog;
  sawOthers: boolean;
}

export type AlpasimFlag = "front" | "rear" | "lateral";

export const alpasimCollision: Metric<Acc> = {
  id: "alpasim.collision",
  title: "at-fault collision by AlpaSim",
  definition: "alpasim.collision@3032",
  dimension: "safety",
  unit: "ratio",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    scene,
    contacts: newContacts(header, 0),
    log: newEpisodeLog(0, header.dtSec),
    sawOthers: false,
  }),
  step(acc, _previous, now, out) {
    const { geometry: g } = acc.scene;
    if (g.otherCount > 0) acc.sawOthers = true;
    let flag: AlpasimFlag | null = null;
    let actorId = -1;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      if (contactWith(acc.contacts, g, now, slot) === "none") continue;
      flag = flagOf(g.box, acc.contacts.box);
      actorId = now.actors.id[slot] as number;
    }
    const isAtFault = flag === "front" || flag === "lateral";
    if (flag !== null) noteBreak(acc.log, now.tick, actorId, isAtFault ? 1 : 0, 0, isAtFault ? 1 : 0, flag);
    out.value(isAtFault ? 1 : 0);
  },
  finish(acc) {
    if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    const episodes = closedEpisodes(acc.log).map((e) => ({ ...e, severity: Math.min(1, e.severity) }));
    const first = episodes.find((e) => e.severity > 0);
    return {
      kind: "value",
      value: first === undefined ? 0 : 1,
      atTick: first?.fromTick ?? null,
      actorId: first?.actorId ?? null,
      episodes,
    };
  },
  sentence: (e) => `collision by AlpaSim's rule with ${e.who} at ${e.fromSec.toFixed(2)} s (${e.label})`,
};

/** Where the subject's box is touched. */
function flagOf(own: Box, other: Box): AlpasimFlag {
  if (frontEdgeTouches(own, other)) return "front";
  const rearX = own.xM - own.halfLengthM * own.cosYaw;
  const rearY = own.yM - own.halfLengthM * own.sinYaw;
  const leftX = -own.halfWidthM * own.sinYaw;
  const leftY = own.halfWidthM * own.cosYaw;
  return segmentTouchesBox(rearX + leftX, rearY + leftY, rearX - leftX, rearY - leftY, other) ? "rear" : "lateral";
}
