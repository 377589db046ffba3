/**
 * Tells: how close in time the subject followed the road user ahead.
 * Formula: min over ticks 0.1 s apart of the time until the first such tick at which the subject's front has really come to where the
 *   lead's rear (eval/lead.ts) is now, measured along the route, or without one as way driven; none where it never does, or touches it. No
 *   series.
 * Unit: s; above 0.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/thw.py: the trajectory that was driven, not gap over speed.
 * Not applicable: the subject never came to where a road user ahead of it had been.
 */
import type { TickRecord, TraceHeader } from "../../../trace/tick.ts";
import { instantEpisode } from "../../episodes.ts";
import { updateLead } from "../../lead.ts";
import { isSample, newSampleClock, type SampleClock, STEP_SEC } from "../../maths/sample-rate.ts";
import type { Metric, MetricResult } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

/** Fined in Germany below half of 1.8 s. */
const LIMIT_SEC = 0.9;

interface Acc {
  readonly header: TraceHeader;
  readonly scene: Scene;
  readonly clock: SampleClock;
  readonly hasRoute: boolean;
  drivenM: number;
  // by judged tick
  readonly ticks: number[];
  readonly placeM: number[];
  /** Where the lead's rear is on the same scale as the subject's front; Infinity without a lead, or while touching it. */
  readonly rearM: number[];
  readonly actors: number[];
}

export const crimeThw: Metric<Acc> = {
  id: "crime.thw",
  title: "least time headway by CriMe",
  definition: "crime.thw@6898",
  dimension: "safety",
  unit: "s",
  better: "higher",
  class: "post",
  attribution: "worst",
  limit: LIMIT_SEC,
  params: { stepSec: STEP_SEC, limitSec: LIMIT_SEC },
  init: (header, _subjectIndex, scene) => ({
    header,
    scene,
    clock: newSampleClock(header.dtSec),
    hasRoute: scene.lead.route !== null,
    drivenM: 0,
    ticks: [],
    placeM: [],
    rearM: [],
    actors: [],
  }),
  step(acc, _previous, now, out) {
    out.none();
    const { lead, geometry } = acc.scene;
    acc.drivenM += geometry.speedMps * acc.header.dtSec;
    // Every tick, so that the place on the route that is followed does not depend on the rate.
    updateLead(lead, geometry, now);
    if (isSample(acc.clock, now.tick)) noteTick(acc, now);
  },
  finish: leastHeadway,
  sentence: (e) =>
    `${e.value.toFixed(2)} s after ${e.atSec.toFixed(2)} s the subject was where ${e.who} had been; below ${e.limit.toFixed(2)} s is fined`,
};

function noteTick(acc: Acc, now: TickRecord): void {
  const { lead } = acc.scene;
  const placeM = acc.hasRoute ? lead.sM : acc.drivenM;
  acc.ticks.push(now.tick);
  acc.placeM.push(placeM);
  const isAhead = lead.slot >= 0 && lead.gapM > 0;
  acc.rearM.push(isAhead ? placeM + lead.gapM : Infinity);
  acc.actors.push(isAhead ? (now.actors.id[lead.slot] as number) : -1);
}

/**
 * The first row from `fromRow` on at which a place has come to `targetM`; Infinity where none has. Places are those of the front less
 * what the front is ahead of them now.
 */
export function passesAtRow(placeM: ArrayLike<number>, fromRow: number, targetM: number): number {
  for (let row = fromRow; row < placeM.length; row++) if ((placeM[row] as number) >= targetM) return row;
  return Infinity;
}

function leastHeadway(acc: Acc): MetricResult {
  const { ticks, placeM, rearM, actors, header } = acc;
  let least = Infinity;
  let at = -1;
  for (let row = 0; row < ticks.length; row++) {
    const target = rearM[row] as number;
    if (target === Infinity) continue;
    const then = passesAtRow(placeM, row, target);
    if (then === Infinity) continue;
    const sec = ((ticks[then] as number) - (ticks[row] as number)) * header.dtSec;
    if (sec >= least) continue;
    least = sec;
    at = row;
  }
  if (at < 0) {
    return { kind: "not-applicable", reason: "the subject never came to where a road user ahead of it had been", vacuous: true };
  }
  const tick = ticks[at] as number;
  const actorId = actors[at] as number;
  const short = LIMIT_SEC - least;
  const episode = instantEpisode(tick, actorId, least, LIMIT_SEC, short);
  return { kind: "value", value: least, atTick: tick, actorId, episodes: short > 0 ? [episode] : [] };
}
