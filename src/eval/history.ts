import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import type { TickGeometry } from "./geometry.ts";

/**
 * Every scored tick of a run, kept for metrics of class `post`, which look ahead or resample: one copy, however many of them ask for it.
 * Numbers of slot i at row k stand at `k * actorCount + i`; W, box centres; they mean nothing where `present` is 0.
 */
export interface History {
  readonly actorCount: number;
  readonly dtSec: number;
  readonly subjectIndex: number;
  /** Whether a metric asked for it in its `init`; nothing is kept otherwise. */
  wanted: boolean;
  rows: number;
  /** The tick of each row. Ticks that do not count are left out, so neighbouring rows need not be neighbouring ticks. */
  tick: Int32Array;
  present: Uint8Array;
  xM: Float64Array;
  yM: Float64Array;
  yawRad: Float64Array;
  vxMps: Float64Array;
  vyMps: Float64Array;
  axMps2: Float64Array;
  ayMps2: Float64Array;
  yawRateRadps: Float64Array;
  /** The subject's own motion at its reference point, B: one number a row. */
  readonly subject: SubjectHistory;
}

/** At the rear axle of the ego, at the box centre of another road user. */
export interface SubjectHistory {
  xM: Float64Array;
  yM: Float64Array;
  vLonMps: Float64Array;
  vLatMps: Float64Array;
  aLonMps2: Float64Array;
  aLatMps2: Float64Array;
}

const ACTOR_FIELDS = ["xM", "yM", "yawRad", "vxMps", "vyMps", "axMps2", "ayMps2", "yawRateRadps"] as const;
const SUBJECT_FIELDS = ["xM", "yM", "vLonMps", "vLatMps", "aLonMps2", "aLatMps2"] as const;
const FIRST_ROWS = 256;

export function newHistory(header: TraceHeader, subjectIndex: number): History {
  const none = (): Float64Array => new Float64Array(0);
  return {
    actorCount: header.actors.length,
    dtSec: header.dtSec,
    subjectIndex,
    wanted: false,
    rows: 0,
    tick: new Int32Array(0),
    present: new Uint8Array(0),
    xM: none(),
    yM: none(),
    yawRad: none(),
    vxMps: none(),
    vyMps: none(),
    axMps2: none(),
    ayMps2: none(),
    yawRateRadps: none(),
    subject: { xM: none(), yM: none(), vLonMps: none(), vLatMps: none(), aLonMps2: none(), aLatMps2: none() },
  };
}

/** What a metric of class `post` calls in its `init`: from here on every scored tick is kept. */
export function keepHistory(history: History): History {
  history.wanted = true;
  return history;
}

/** Keeps the tick that `g` describes, where a metric asked for it. */
export function takeHistory(h: History, g: TickGeometry, now: TickRecord): void {
  if (!h.wanted) return;
  if (h.rows === h.tick.length) growHistory(h);
  const k = h.rows++;
  h.tick[k] = now.tick;
  const from = k * h.actorCount;
  h.present.set(now.actors.present, from);
  for (const field of ACTOR_FIELDS) h[field].set(now.actors[field], from);
  for (const field of SUBJECT_FIELDS) h.subject[field][k] = g[field];
}

function growHistory(h: History): void {
  const rows = Math.max(FIRST_ROWS, 2 * h.rows);
  const tick = new Int32Array(rows);
  tick.set(h.tick);
  h.tick = tick;
  const present = new Uint8Array(rows * h.actorCount);
  present.set(h.present);
  h.present = present;
  for (const field of ACTOR_FIELDS) h[field] = wider(h[field], rows * h.actorCount);
  for (const field of SUBJECT_FIELDS) h.subject[field] = wider(h.subject[field], rows);
}

function wider(values: Float64Array, length: number): Float64Array {
  const out = new Float64Array(length);
  out.set(values);
  return out;
}
