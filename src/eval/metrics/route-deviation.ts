/**
 * Tells: how far from its route the ego drove at most.
 * Formula: max over ticks of |t|, t the distance of the box centre to the left of the route, whose ends go on straight. Series: t.
 * Unit: m; series positive to the left, value never negative.
 * Source: carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:1398, whose second rule (30 % of the route) is left out.
 * Not applicable: there is no route, or the subject is not the ego.
 */
import { updateLead } from "../lead.ts";
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../peak.ts";
import type { Scene } from "../scene.ts";

/** CARLA ends a run that is farther off. */
const LIMIT_M = 30;

interface Acc {
  readonly scene: Scene;
  readonly peak: Peak;
  readonly hasRoute: boolean;
}

export const routeDeviation: Metric<Acc> = {
  id: "route-deviation",
  title: "largest distance from the route",
  definition: "redrive.route-deviation@1",
  dimension: "rules",
  unit: "m",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_M,
  params: { limitM: LIMIT_M },
  init: (header, _subjectIndex, scene) => ({
    scene,
    peak: newPeak(scene.geometry, header.dtSec, LIMIT_M),
    hasRoute: scene.lead.route !== null,
  }),
  step(acc, _previous, now, out) {
    if (!acc.hasRoute) {
      out.none();
      return;
    }
    const { lead, geometry } = acc.scene;
    updateLead(lead, geometry, now);
    out.value(lead.tM);
    notePeak(acc.peak, now.tick, Math.abs(lead.tM));
  },
  finish: (acc) => peakResult(acc.peak, "the ego has no route"),
  sentence: (e) => `the ego was ${e.value.toFixed(1)} m off its route at ${e.atSec.toFixed(2)} s; the limit is ${e.limit.toFixed(0)} m`,
};
