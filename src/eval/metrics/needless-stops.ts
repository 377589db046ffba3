/**
 * Tells: how often the ego stopped without a cause.
 * Formula: number of times at which its speed falls below 0.1 m/s, after 0.5 m/s or more, and none of these holds at that tick: a lead
 *   (eval/lead.ts) at most 10 m ahead; a road user that moves with 0.1 m/s or more, ahead of the box centre, at most 10 m away (circles about the boxes); a stop line of its
 *   lane's direction at most 10 m before the front bumper, of a stop sign or a light that is not green; the goal at most 10 m ahead, or
 *   behind. Series: 1 from such a tick on until it moves with 0.5 m/s or more, else 0.
 * Unit: count.
 * Source: ours (metrics.md section 3.7).
 * Not applicable: the subject never moved with 0.5 m/s or more.
 */
import type { StopLine } from "../../road/network.ts";
import { SIGNAL_STATES } from "../../core/signal-state.ts";
import type { TickRecord, TraceHeader } from "../../trace/tick.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import { leastGapM } from "../geometry.ts";
import { updateLead } from "../lead.ts";
import type { Metric } from "../metric.ts";
import type { Scene } from "../scene.ts";
import { isJustBefore } from "../stop-lines.ts";

/** AC minimum speed and stop sign of CARLA: below it stands. */
const STOPPED_MPS = 0.1;
/** Ours: from standing to moving, so that creeping is no new stop. */
const MOVING_MPS = 0.5;
/** Ours: what is farther away is no reason to stand. */
const CAUSE_M = 10;
const GREEN = SIGNAL_STATES.indexOf("green");

interface Acc {
  readonly scene: Scene;
  readonly header: TraceHeader;
  readonly log: EpisodeLog;
  hasMoved: boolean;
  isMoving: boolean;
  isNeedless: boolean;
  /** Of the stop that goes on: stops are told apart, however soon one follows another. */
  label: string;
  count: number;
}

export const needlessStops: Metric<Acc> = {
  id: "needless-stops",
  title: "stops without a cause",
  definition: "redrive.needless-stops@1",
  dimension: "progress",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: { stoppedMps: STOPPED_MPS, movingMps: MOVING_MPS, causeM: CAUSE_M },
  init: (header, _subjectIndex, scene) => ({
    scene,
    header,
    log: newEpisodeLog(0, header.dtSec),
    hasMoved: false,
    isMoving: false,
    isNeedless: false,
    label: "",
    count: 0,
  }),
  step(acc, _previous, now, out) {
    const { speedMps } = acc.scene.geometry;
    updateLead(acc.scene.lead, acc.scene.geometry, now);
    if (speedMps >= MOVING_MPS) {
      acc.hasMoved = true;
      acc.isMoving = true;
      acc.isNeedless = false;
    } else if (speedMps < STOPPED_MPS && acc.isMoving) {
      acc.isMoving = false;
      acc.isNeedless = !hasCause(acc, now);
      if (acc.isNeedless) acc.label = `stop ${++acc.count}`;
    }
    if (acc.isNeedless) noteBreak(acc.log, now.tick, -1, 1, 1, 1, acc.label);
    out.value(acc.isNeedless ? 1 : 0);
  },
  finish(acc) {
    if (!acc.hasMoved) return { kind: "not-applicable", reason: "the subject never moved", vacuous: true };
    const episodes = closedEpisodes(acc.log).map((e) => ({ ...e, severity: 1 }));
    return { kind: "value", value: acc.count, atTick: episodes[0]?.fromTick ?? null, actorId: null, episodes };
  },
  sentence: (e) => `the ego stood without a cause from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
};

function hasCause({ scene, header }: Acc, now: TickRecord): boolean {
  const { lead, geometry: g } = scene;
  if (lead.slot >= 0 && lead.gapM <= CAUSE_M) return true;
  const { goal } = header;
  if (g.isEgo && goal !== null && lead.route !== null && goal.sM - lead.sM <= CAUSE_M) return true;
  return (header.stopLines ?? []).some((line) => isHeldBy(line, scene, now)) || isAnyAhead(scene, now);
}

/** Whether the subject is before the line, near it, and the line says to stop. */
function isHeldBy(line: StopLine, { geometry: { box } }: Scene, now: TickRecord): boolean {
  if (line.signal >= 0 && now.signals.state[line.signal] === GREEN) return false;
  const x = box.xM + box.halfLengthM * box.cosYaw;
  const y = box.yM + box.halfLengthM * box.sinYaw;
  return isJustBefore(line, x, y, CAUSE_M);
}

function isAnyAhead({ geometry: g }: Scene, { actors }: TickRecord): boolean {
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    if (leastGapM(g, slot) > CAUSE_M) continue;
    const vx = actors.vxMps[slot] as number;
    const vy = actors.vyMps[slot] as number;
    const ahead = ((actors.xM[slot] as number) - g.box.xM) * g.cosYaw + ((actors.yM[slot] as number) - g.box.yM) * g.sinYaw;
    if (ahead > 0 && vx * vx + vy * vy >= STOPPED_MPS * STOPPED_MPS) return true;
  }
  return false;
}
