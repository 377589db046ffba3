/**
 * Tells: how far the ego came along its route, as NAVSIM counts it.
 * Formula: place of the box centre along the route at the last tick less that at the first, at least 0. Series: the same up to each tick.
 * Unit: m; never negative.
 * Source: autonomousvision/navsim@0a380a9 (v2.2), pdm_scorer.py, _calculate_progress.
 * Not applicable: there is no route, or the subject is not the ego.
 */
import { updateLead } from "../../lead.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

interface Acc {
  readonly scene: Scene;
  ticks: number;
  startSM: number;
  progressM: number;
  lastTick: number;
}

export const progress: Metric<Acc> = {
  id: "navsim.progress",
  title: "way along the route, NAVSIM",
  definition: "navsim.progress@0a38",
  dimension: "progress",
  unit: "m",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (_header, _subjectIndex, scene) => ({ scene, ticks: 0, startSM: 0, progressM: 0, lastTick: 0 }),
  step(acc, _previous, now, out) {
    const { lead, geometry } = acc.scene;
    if (lead.route === null) {
      out.none();
      return;
    }
    updateLead(lead, geometry, now);
    if (acc.ticks === 0) acc.startSM = lead.sM;
    acc.ticks++;
    acc.lastTick = now.tick;
    acc.progressM = Math.max(0, lead.sM - acc.startSM);
    out.value(acc.progressM);
  },
  finish(acc) {
    if (acc.ticks === 0) return { kind: "not-applicable", reason: "the ego has no route", vacuous: false };
    return { kind: "value", value: acc.progressM, atTick: acc.lastTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the ego came ${e.value.toFixed(1)} m along its route`,
};
