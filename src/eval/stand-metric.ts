import type { TickGeometry } from "./geometry.ts";
import type { Metric } from "./metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "./peak.ts";

export interface StandAcc {
  readonly geometry: TickGeometry;
  readonly peak: Peak;
  readonly dtSec: number;
  /** Ticks stood so far; -1 while the subject moves. */
  ticks: number;
}

export interface StandSpec extends Pick<Metric<unknown>, "id" | "title" | "definition" | "sentence"> {
  /** Below it the subject stands. */
  readonly standingMps: number;
  readonly limitSec: number;
}

/** The longest time on end for which the subject stood, s; series: the time so far. */
export function longestStand({ standingMps, limitSec, ...named }: StandSpec): Metric<StandAcc> {
  return {
    ...named,
    dimension: "progress",
    unit: "s",
    better: "lower",
    class: "tick",
    attribution: "worst",
    limit: limitSec,
    params: { standingMps, limitSec },
    init: (header, _subjectIndex, scene) => ({
      geometry: scene.geometry,
      peak: newPeak(scene.geometry, header.dtSec, limitSec),
      dtSec: header.dtSec,
      ticks: -1,
    }),
    step(acc, previous, now, out) {
      const isStanding = acc.geometry.speedMps < standingMps;
      acc.ticks = isStanding ? (previous === null ? 0 : acc.ticks + 1) : -1;
      const sec = Math.max(0, acc.ticks) * acc.dtSec;
      out.value(sec);
      notePeak(acc.peak, now.tick, sec);
    },
    finish: (acc) => peakResult(acc.peak, "no tick was scored"),
  };
}
