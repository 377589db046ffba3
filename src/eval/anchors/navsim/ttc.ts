/**
 * Tells: how close in time the subject came to touching where a road user ahead of it really went, by NAVSIM's rule.
 * Formula: min over frames 0.1 s apart of the least of 0, 0.3, 0.6, 0.9 s at which the subject's box, moved at constant speed along its
 *   heading, touches the box of a track as it then was. A track counts where its centre then lies within 30 deg of the heading, seen from
 *   the rear axle, or not more than 150 deg off it while the subject's corners are not all in one lane or its rear axle is in an
 *   intersection (eval/ego-area.ts); a track met where it does not count is left out from then on, as are those that touch the subject
 *   at the first frame. Frames below 0.005 m/s have none. 1 s where there is none. No series.
 * Unit: s; never negative. NAVSIM's score is 1 where there is none, else 0.
 * Source: autonomousvision/navsim@0a380a9, scoring/pdm_scorer.py:_calculate_ttc; the tracks "as they then were" are those of this run.
 * Not applicable: no other road user was in the world, or the scenario has no lanes.
 */
import { type Box, boxesOverlap, emptyBox, setBox } from "../../../core/box.ts";
import { isInJunction, isInOneLane } from "../../ego-area.ts";
import { CULL_MARGIN_M } from "../../geometry.ts";
import { isAheadOfRear, isBehindRear } from "../../maths/nuplan-contact.ts";
import type { Metric, MetricResult } from "../../metric.ts";
import { isThere, type PostAcc, postMetric, type Replay, replayDistanceM2, setReplayBox, valueAtRow } from "../../replay.ts";

/** Frames ahead that are looked at: future_time_idcs, every third of ten. */
const AHEAD_FRAMES: readonly number[] = [0, 3, 6, 9];
const WINDOW_SEC = 1;
const STOPPED_MPS = 0.005;

export const navsimTtc: Metric<PostAcc> = postMetric({
  id: "navsim.ttc",
  title: "least time to collision by NAVSIM",
  definition: "navsim.ttc@0a38",
  unit: "s",
  better: "higher",
  limit: WINDOW_SEC,
  params: { windowSec: WINDOW_SEC, stoppedMps: STOPPED_MPS },
  attribution: "worst",
  lacks: (header) => (header.road.lanes.length === 0 ? "the scenario has no lanes" : null),
  judge: leastTtc,
  sentence: (e) =>
    `time to collision with ${e.who} by NAVSIM's rule was ${e.value.toFixed(1)} s at ${e.atSec.toFixed(2)} s; none within ${e.limit.toFixed(0)} s is asked for`,
});

interface Search {
  readonly r: Replay;
  readonly isLeftOut: Uint8Array;
  readonly now: Box;
  readonly moved: Box;
  readonly track: Box;
}

function leastTtc(r: Replay): MetricResult {
  const s: Search = { r, isLeftOut: touchedAtStart(r), now: emptyBox(), moved: emptyBox(), track: emptyBox() };
  let least = WINDOW_SEC;
  let at = -1;
  let slot = -1;
  for (let row = 0; row < r.rows; row++) {
    const speed = speedAt(r, row);
    if (!isThere(r, row, r.subjectIndex)) continue;
    setReplayBox(s.now, r, row, r.subjectIndex);
    for (const ahead of AHEAD_FRAMES) {
      const found = contactIn(s, row, ahead, speed);
      if (found < 0 || ahead * r.stepSec >= least) continue;
      least = ahead * r.stepSec;
      at = row;
      slot = found;
    }
  }
  if (at < 0) return { kind: "value", value: WINDOW_SEC, atTick: null, actorId: null, episodes: [] };
  return valueAtRow(r, least, at, slot, WINDOW_SEC);
}

function speedAt(r: Replay, row: number): number {
  const kept = r.keptRow[row] as number;
  if (kept < 0) return 0;
  const lon = r.history.subject.vLonMps[kept] as number;
  const lat = r.history.subject.vLatMps[kept] as number;
  return Math.sqrt(lon * lon + lat * lat);
}

/** The slot of the first track that counts and is met that many rows ahead, -1 for none; notes those that are met and do not count. */
function contactIn(s: Search, row: number, ahead: number, speedMps: number): number {
  const { r, now, moved } = s;
  const later = row + ahead;
  if (later >= r.rows || speedMps < STOPPED_MPS) return -1;
  const byM = speedMps * ahead * r.stepSec;
  setBox(moved, now.xM + byM * now.cosYaw, now.yM + byM * now.sinYaw, now.cosYaw, now.sinYaw, 2 * now.halfLengthM, 2 * now.halfWidthM);
  let found = -1;
  for (let slot = 0; slot < r.actorCount; slot++) {
    if (slot === r.subjectIndex || s.isLeftOut[slot] === 1 || !isThere(r, later, slot)) continue;
    const reach = byM + (r.reachesM[slot] as number) + (r.reachesM[r.subjectIndex] as number) + CULL_MARGIN_M;
    if (replayDistanceM2(r, row, r.subjectIndex, later, slot) > reach * reach) continue;
    setReplayBox(s.track, r, later, slot);
    if (!boxesOverlap(moved, s.track)) continue;
    if (!counts(s, row)) s.isLeftOut[slot] = 1;
    else if (found < 0) found = slot;
  }
  return found;
}

/** Whether the track in `track` is ahead of the subject in `now`, or beside it while it is between lanes or in an intersection. */
function counts({ r, now, track }: Search, row: number): boolean {
  const kept = r.keptRow[row] as number;
  const xM = r.history.subject.xM[kept] as number;
  const yM = r.history.subject.yM[kept] as number;
  const rear = { xM, yM, cosYaw: now.cosYaw, sinYaw: now.sinYaw };
  if (isAheadOfRear(rear, track.xM, track.yM)) return true;
  if (isBehindRear(rear, track.xM, track.yM)) return false;
  const { lookup } = r.scene.lanes;
  return !isInOneLane(lookup, now) || isInJunction(lookup, xM, yM);
}

function touchedAtStart(r: Replay): Uint8Array {
  const out = new Uint8Array(r.actorCount);
  const [ego, other] = [emptyBox(), emptyBox()];
  setReplayBox(ego, r, 0, r.subjectIndex);
  for (let slot = 0; slot < r.actorCount; slot++) {
    if (slot === r.subjectIndex || !isThere(r, 0, slot)) continue;
    setReplayBox(other, r, 0, slot);
    if (boxesOverlap(ego, other)) out[slot] = 1;
  }
  return out;
}
