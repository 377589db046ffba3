/**
 * Tells: how far the ego came along the recorded way, as a share of how far the recorded driver came by then, by AlpaSim.
 * Formula: s / s_rec at the last of the samples, each tenth of a second; s the place of the ego's rear axle along the recorded line, within its ends, s_rec that of
 *   the recorded driver at the same time, the whole line in a gap of the recording; 1 where he had not moved. Series: the
 *   same, absent between samples.
 * Unit: ratio; above 1 where the ego is ahead.
 * Source: NVlabs/alpasim@3032e0c, src/eval/src/eval/scorers/ground_truth.py, progress along the recorded way that the run's time reaches.
 * Not applicable: there is no recording, it does not move, or the subject is not the ego.
 */
import { project } from "../../../core/polyline.ts";
import type { RecordedPath, TickRecord } from "../../../trace/tick.ts";
import { newLogDistance } from "../../log-distance.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import type { RecordedScene } from "../../recorded.ts";
import type { Scene } from "../../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly recorded: RecordedScene;
  readonly path: RecordedPath | null;
  readonly everyTicks: number;
  ratio: number;
  lastTick: number;
}

const PLACE = { sM: 0, tM: 0, distanceM: 0, segment: 0 };

export const alpasimProgress: Metric<Acc> = {
  id: "alpasim.progress",
  title: "progress along the recorded way by AlpaSim",
  definition: "alpasim.progress@3032",
  dimension: "progress",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    scene,
    recorded: scene.recorded,
    path: scene.recorded.line === null ? null : newLogDistance(header, scene).path,
    everyTicks: ticksAStep(header.dtSec),
    ratio: 0,
    lastTick: -1,
  }),
  step(acc, _previous, now, out) {
    if (acc.path === null || now.tick % acc.everyTicks !== 0) {
      out.none();
      return;
    }
    acc.ratio = ratioNow(acc, acc.path, now);
    acc.lastTick = now.tick;
    out.value(acc.ratio);
  },
  finish(acc) {
    if (acc.lastTick < 0) return { kind: "not-applicable", reason: "there is no recorded way in the ego's place", vacuous: false };
    return { kind: "value", value: acc.ratio, atTick: acc.lastTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the ego made ${(100 * e.value).toFixed(1)} % of the recorded driver's way`,
};

function ratioNow({ scene, recorded }: Acc, path: RecordedPath, { tick }: TickRecord): number {
  const line = recorded.line as NonNullable<RecordedScene["line"]>;
  const { tickOf } = recorded;
  const within = (sM: number): number => Math.min(line.lengthM, Math.max(0, sM));
  project(line, scene.geometry.xM, scene.geometry.yM, PLACE);
  const own = within(PLACE.sM);
  // beyond its end the recording stays where it ended
  const last = Math.min(tick, tickOf[tickOf.length - 1] as number);
  if (path.valid[last] === 0) return own / line.lengthM;
  project(line, path.xM[last] as number, path.yM[last] as number, PLACE);
  const reached = within(PLACE.sM);
  return reached > 0 ? own / reached : 1;
}
