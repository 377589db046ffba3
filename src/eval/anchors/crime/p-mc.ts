/**
 * Tells: how likely the subject, had it moved at random, would have touched somebody at the worst tick.
 * Formula: max over ticks 1 s apart of the share of 50 random motions over the next 3 s that touch another road user, as the others really
 *   went on; after the end of the run they keep their last velocities. A motion is that of a point mass in steps of 0.1 s, with
 *   accelerations along and across its motion each normal with deviation 2.875 m/s^2, at most 8 m/s^2 and changing by at most 25 m/s^3;
 *   slower than 0.1 m/s it stands. Random numbers are a hash of the run's seed and the step. No series.
 * Unit: ratio, 0 to 1.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/probability/p_mc.py, utility/simulation.py (Broadhurst, Baker and Kanade 2005) with
 *   its weights, which leave the random manoeuvre alone; corrected: upstream averages densities of those that touch, which is no
 *   probability, and limits accelerations along the axes of W.
 * Not applicable: no other road user was in the world.
 */
import { type Box, emptyBox, setBox } from "../../../core/box.ts";
import { gaussianAt, streamIdOf } from "../../../core/random.ts";
import { touchedBy } from "../../first-contact.ts";
import { ACCEL_MPS2, CUT_MPS2, JERK_MPS3, STANDING_MPS } from "../../manoeuvre.ts";
import type { Metric, MetricResult } from "../../metric.ts";
import { isThere, type PostAcc, postMetric, type Replay, setReplayBox, tickOfRow } from "../../replay.ts";

const EVERY_SEC = 1;
const HORIZON_SEC = 3;
const SAMPLES = 50;
/** A quarter of the largest acceleration of CommonRoad's vehicle 2. */
const DEVIATION_MPS2: number = ACCEL_MPS2 / 4;
const STREAM: number = streamIdOf("crime.p-mc");

export const crimePMc: Metric<PostAcc> = postMetric({
  id: "crime.p-mc",
  title: "largest collision probability of random motion",
  definition: "crime.p-mc@6898",
  unit: "ratio",
  better: "lower",
  limit: null,
  params: {
    everySec: EVERY_SEC,
    horizonSec: HORIZON_SEC,
    samplesCount: SAMPLES,
    deviationMps2: DEVIATION_MPS2,
    cutMps2: CUT_MPS2,
    jerkMps3: JERK_MPS3,
    standingMps: STANDING_MPS,
  },
  attribution: "worst",
  judge: worstProbability,
  sentence: (e) =>
    `moving at random from ${e.atSec.toFixed(2)} s on would have touched somebody in ${(100 * e.value).toFixed(0)} of 100 cases`,
});

function worstProbability(r: Replay): MetricResult {
  let value = 0;
  let atTick: number | null = null;
  const every = Math.max(1, Math.round(EVERY_SEC / r.stepSec));
  for (let row = 0; row < r.rows; row += every) {
    if (!isThere(r, row, r.subjectIndex)) continue;
    let touched = 0;
    for (let sample = 0; sample < SAMPLES; sample++) if (touches(r, row, sample)) touched++;
    if (touched / SAMPLES <= value) continue;
    value = touched / SAMPLES;
    atTick = tickOfRow(r, row);
  }
  return { kind: "value", value, atTick, actorId: null, episodes: [] };
}

/** Whether one random motion from a row on touches anybody within the horizon. */
function touches(r: Replay, fromRow: number, sample: number): boolean {
  const at = fromRow * r.actorCount + r.subjectIndex;
  const kept = r.keptRow[fromRow] as number;
  const box: Box = emptyBox();
  setReplayBox(box, r, fromRow, r.subjectIndex);
  const p = {
    vx: r.vxMps[at] as number,
    vy: r.vyMps[at] as number,
    aLon: r.history.subject.aLonMps2[kept] as number,
    aLat: r.history.subject.aLatMps2[kept] as number,
  };
  const steps = Math.round(HORIZON_SEC / r.stepSec);
  for (let k = 1; k <= steps; k++) {
    const draw = (fromRow * SAMPLES + sample) * 128 + 2 * k;
    p.aLon = limited(DEVIATION_MPS2 * gaussianAt(r.header.seed, STREAM, draw), p.aLon, r.stepSec);
    p.aLat = limited(DEVIATION_MPS2 * gaussianAt(r.header.seed, STREAM, draw + 1), p.aLat, r.stepSec);
    step(p, box, r.stepSec);
    if (touchedBy(r, fromRow + k, box) >= 0) return true;
  }
  return false;
}

function limited(wanted: number, before: number, dtSec: number): number {
  const change = JERK_MPS3 * dtSec;
  return Math.max(-CUT_MPS2, Math.min(CUT_MPS2, Math.max(before - change, Math.min(before + change, wanted))));
}

/** One step of the point mass; its box turns with the motion. */
function step(p: { vx: number; vy: number; aLon: number; aLat: number }, box: Box, dtSec: number): void {
  const speed = Math.sqrt(p.vx * p.vx + p.vy * p.vy);
  if (speed < STANDING_MPS) return;
  const c = p.vx / speed;
  const s = p.vy / speed;
  const ax = p.aLon * c - p.aLat * s;
  const ay = p.aLon * s + p.aLat * c;
  const x = box.xM + p.vx * dtSec + 0.5 * ax * dtSec * dtSec;
  const y = box.yM + p.vy * dtSec + 0.5 * ay * dtSec * dtSec;
  p.vx += ax * dtSec;
  p.vy += ay * dtSec;
  const after = Math.sqrt(p.vx * p.vx + p.vy * p.vy);
  const isMoving = after >= STANDING_MPS;
  setBox(box, x, y, isMoving ? p.vx / after : c, isMoving ? p.vy / after : s, 2 * box.halfLengthM, 2 * box.halfWidthM);
}
