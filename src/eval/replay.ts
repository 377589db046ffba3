import { type Box, setBox } from "../core/box.ts";
import { cos, sin } from "../core/dmath.ts";
import type { TraceHeader } from "../trace/tick.ts";
import { instantEpisode } from "./episodes.ts";
import { type History, keepHistory } from "./history.ts";
import { STEP_SEC, ticksAStep } from "./maths/sample-rate.ts";
import type { Metric, MetricResult, MetricValue } from "./metric.ts";
import { oncePer } from "./once.ts";
import type { Scene } from "./scene.ts";

/**
 * A finished run in rows a fixed time apart, for metrics that look at what really came after: row k is `k * stepSec` after the
 * first. Rows are `STEP_SEC` apart, or the whole number of ticks next to that. Numbers of slot i at row k stand at `k * actorCount + i`; W, box centres.
 */
export interface Replay {
  readonly header: TraceHeader;
  readonly scene: Scene;
  readonly history: History;
  readonly subjectIndex: number;
  readonly actorCount: number;
  readonly strideTicks: number;
  readonly stepSec: number;
  readonly firstTick: number;
  readonly rows: number;
  /** The history's row at each row; -1 where that tick does not count. */
  readonly keptRow: Int32Array;
  /** 1 where the road user is in the world and the row counts. */
  readonly present: Uint8Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly cosYaw: Float64Array;
  readonly sinYaw: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  /** By slot: no two boxes can touch while their centres are farther apart than the sum of their reaches. */
  readonly reachesM: Float64Array;
}

/** The run that the history has kept; one for all metrics. */
const replayOf: (scene: Scene, header: TraceHeader) => Replay = oncePer(newReplay);

function newReplay(scene: Scene, header: TraceHeader): Replay {
  const h = scene.history;
  const strideTicks = ticksAStep(header.dtSec);
  const firstTick = h.rows === 0 ? 0 : (h.tick[0] as number);
  const rows = h.rows === 0 ? 0 : Math.floor(((h.tick[h.rows - 1] as number) - firstTick) / strideTicks) + 1;
  const count = rows * h.actorCount;
  const numbers = (): Float64Array => new Float64Array(count);
  const replay: Replay = {
    header,
    scene,
    history: h,
    subjectIndex: h.subjectIndex,
    actorCount: h.actorCount,
    strideTicks,
    stepSec: strideTicks * header.dtSec,
    firstTick,
    rows,
    keptRow: new Int32Array(rows).fill(-1),
    present: new Uint8Array(count),
    xM: numbers(),
    yM: numbers(),
    cosYaw: numbers(),
    sinYaw: numbers(),
    vxMps: numbers(),
    vyMps: numbers(),
    reachesM: scene.geometry.reachesM,
  };
  for (let kept = 0; kept < h.rows; kept++) {
    const since = (h.tick[kept] as number) - firstTick;
    if (since % strideTicks === 0) takeRow(replay, since / strideTicks, kept);
  }
  return replay;
}

function takeRow(r: Replay, row: number, keptRow: number): void {
  const { history: h, actorCount: n } = r;
  r.keptRow[row] = keptRow;
  for (let i = 0; i < n; i++) {
    const from = keptRow * n + i;
    if (h.present[from] === 0) continue;
    const to = row * n + i;
    const yaw = h.yawRad[from] as number;
    r.present[to] = 1;
    r.xM[to] = h.xM[from] as number;
    r.yM[to] = h.yM[from] as number;
    r.cosYaw[to] = cos(yaw);
    r.sinYaw[to] = sin(yaw);
    r.vxMps[to] = h.vxMps[from] as number;
    r.vyMps[to] = h.vyMps[from] as number;
  }
}

export function isThere(r: Replay, row: number, slot: number): boolean {
  return r.present[row * r.actorCount + slot] === 1;
}

/** Writes the box of a road user that is there. */
export function setReplayBox(out: Box, r: Replay, row: number, slot: number): void {
  const at = row * r.actorCount + slot;
  const { lengthM, widthM } = (r.header.actors[slot] as TraceHeader["actors"][number]).footprint;
  setBox(out, r.xM[at] as number, r.yM[at] as number, r.cosYaw[at] as number, r.sinYaw[at] as number, lengthM, widthM);
}

/** Squared distance of the box centres of two road users that are there. */
export function replayDistanceM2(r: Replay, row: number, slot: number, otherRow: number, otherSlot: number): number {
  const a = row * r.actorCount + slot;
  const b = otherRow * r.actorCount + otherSlot;
  const dx = (r.xM[b] as number) - (r.xM[a] as number);
  const dy = (r.yM[b] as number) - (r.yM[a] as number);
  return dx * dx + dy * dy;
}

export function tickOfRow(r: Replay, row: number): number {
  return r.firstTick + row * r.strideTicks;
}

/**
 * A value that the state of one row decided, against the road user in a slot, or nobody where there is none in it; below `limit` it has an
 * episode of the row's tick.
 */
export function valueAtRow(r: Replay, value: number, row: number, slot: number, limit: number = -Infinity): MetricValue {
  const tick = tickOfRow(r, row);
  const actorId = r.header.actors[slot]?.id ?? null;
  const episodes = value < limit ? [instantEpisode(tick, actorId, value, limit, limit - value)] : [];
  return { kind: "value", value, atTick: tick, actorId, episodes };
}

export interface PostSpec
  extends Pick<Metric<unknown>, "id" | "title" | "definition" | "unit" | "better" | "limit" | "params" | "attribution" | "sentence"> {
  /** What the header lacks that the definition needs; null where it lacks nothing. */
  readonly lacks?: (header: TraceHeader, isEgo: boolean) => string | null;
  readonly judge: (replay: Replay) => MetricResult;
}

export interface PostAcc {
  readonly header: TraceHeader;
  readonly scene: Scene;
  readonly lack: string | null;
}

/** A metric of class `post` that judges the run in rows; it has no series. Not applicable where nobody else was in any frame. */
export function postMetric(spec: PostSpec): Metric<PostAcc> {
  const { id, title, definition, unit, better, limit, params, attribution, sentence } = spec;
  return {
    id,
    title,
    definition,
    dimension: "safety",
    unit,
    better,
    class: "post",
    attribution,
    limit,
    params: { stepSec: STEP_SEC, ...params },
    sentence,
    init(header, _subjectIndex, scene) {
      keepHistory(scene.history);
      return { header, scene, lack: spec.lacks?.(header, scene.geometry.isEgo) ?? null };
    },
    step(_acc, _previous, _now, out) {
      out.none();
    },
    finish({ header, scene, lack }) {
      if (lack !== null) return { kind: "not-applicable", reason: lack, vacuous: false };
      const replay = replayOf(scene, header);
      if (!hasOthers(replay)) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
      return spec.judge(replay);
    },
  };
}

function hasOthers(r: Replay): boolean {
  for (let f = 0; f < r.rows; f++) {
    for (let i = 0; i < r.actorCount; i++) if (i !== r.subjectIndex && isThere(r, f, i)) return true;
  }
  return false;
}
