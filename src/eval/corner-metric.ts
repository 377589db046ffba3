import { farthestCornerM, updateLanes } from "./lanes.ts";
import { isSample, newSampleClock, type SampleClock, STEP_SEC } from "./maths/sample-rate.ts";
import type { Metric } from "./metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "./peak.ts";
import type { Scene } from "./scene.ts";

export interface CornerAcc {
  readonly scene: Scene;
  readonly peak: Peak;
  readonly clock: SampleClock;
}

/** How far a corner of the subject left the driving lanes at most, m, sampled ten times a second; series: the same of the sample. */
export function farthestCorner(
  spec: Pick<Metric<unknown>, "id" | "title" | "definition" | "params" | "sentence"> & { readonly limitM: number },
): Metric<CornerAcc> {
  const { limitM, params, ...named } = spec;
  return {
    ...named,
    dimension: "rules",
    unit: "m",
    better: "lower",
    class: "tick",
    attribution: "worst",
    limit: limitM,
    params: { ...params, stepSec: STEP_SEC },
    init: (header, _subjectIndex, scene) => ({
      scene,
      peak: newPeak(scene.geometry, header.dtSec, limitM),
      clock: newSampleClock(header.dtSec),
    }),
    step(acc, _previous, now, out) {
      const { lanes, geometry } = acc.scene;
      // Every tick, so that the lane that is kept does not depend on the rate.
      updateLanes(lanes, geometry);
      if (!lanes.lookup.hasDriving || !isSample(acc.clock, now.tick)) {
        out.none();
        return;
      }
      const off = farthestCornerM(lanes, geometry);
      out.value(off);
      notePeak(acc.peak, now.tick, off);
    },
    finish: (acc) => peakResult(acc.peak, "the road has no driving lanes"),
  };
}
