import type { TraceHeader } from "../trace/tick.ts";
import type { TickGeometry } from "./geometry.ts";
import { ticksAStep } from "./maths/sample-rate.ts";
import { type Kinematics, newKinematics, pushPlace } from "./maths/wosac-kinematics.ts";
import type { Metric } from "./metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "./peak.ts";

/** What makes a kinematic feature of Waymo's sim agents. */
export interface KinematicSpec extends Pick<Metric<unknown>, "id" | "title" | "definition" | "unit" | "sentence"> {
  /** Samples that must follow one another before there is a value. */
  readonly needs: (k: Kinematics) => boolean;
  readonly read: (k: Kinematics) => number;
}

export interface KinematicAcc {
  readonly geometry: TickGeometry;
  readonly everyTicks: number;
  readonly kinematics: Kinematics;
  readonly peak: Peak;
  lastTick: number;
}

/** A feature of the box centre's motion, sampled each tenth of a second; its value is the largest size. */
export function kinematicFeature({ needs, read, ...spec }: KinematicSpec): Metric<KinematicAcc> {
  return {
    ...spec,
    dimension: "human-likeness",
    better: "lower",
    class: "window",
    attribution: "worst",
    limit: null,
    params: {},
    init: (header: TraceHeader, _subjectIndex, scene) => {
      const everyTicks = ticksAStep(header.dtSec);
      return {
        geometry: scene.geometry,
        everyTicks,
        kinematics: newKinematics(everyTicks * header.dtSec),
        peak: newPeak(scene.geometry, header.dtSec, Infinity),
        lastTick: -1,
      };
    },
    step(acc, _previous, now, out) {
      const { geometry: g, kinematics, everyTicks } = acc;
      if (now.tick % everyTicks !== 0) {
        out.none();
        return;
      }
      pushPlace(kinematics, g.box.xM, g.box.yM, g.yawRad, acc.lastTick === now.tick - everyTicks);
      acc.lastTick = now.tick;
      if (!needs(kinematics)) {
        out.none();
        return;
      }
      const value = read(kinematics);
      out.value(value);
      notePeak(acc.peak, now.tick, Math.abs(value));
    },
    finish: (acc) => peakResult(acc.peak, "too few samples follow one another"),
  };
}
