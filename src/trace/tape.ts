import { COMMAND_KINDS, type CommandKind } from "../vehicle/command.ts";
import { type DebugTape, newDebugTape } from "./debug-tape.ts";
import { DRIVING_MODES, type TickRecord, type TraceHeader } from "./tick.ts";

/**
 * A run in memory: one row of numbers a tick, every field of the record in a fixed column, and beside them the controller's debug scalars.
 * The trace file, the diff of two runs and the report's pictures are made from it.
 */
export interface Tape {
  /** Numbers a row. */
  readonly stride: number;
  readonly actorCount: number;
  readonly signalCount: number;
  rows: number;
  data: Float64Array;
  readonly debug: DebugTape;
}

const EGO_FIELDS = ["xM", "yM", "yawRad", "vLonMps", "vLatMps", "yawRateRadps", "aLonMps2", "aLatMps2", "roadWheelRad"] as const;
const ACTOR_FIELDS = ["xM", "yM", "yawRad", "cosYaw", "sinYaw", "vxMps", "vyMps", "axMps2", "ayMps2", "yawRateRadps"] as const;
const COMMAND_FIELDS = ["fromTick", "kind", "accelMps2", "roadWheelRad", "curvaturePerM", "usesCurvature", "mode"] as const;
const APPLIED_FIELDS = ["fromTick", "kind", "accelMps2", "roadWheelRad", "clamped", "held"] as const;
const EGO_AT = 1;
const COMMAND_AT = EGO_AT + EGO_FIELDS.length;
const APPLIED_AT = COMMAND_AT + COMMAND_FIELDS.length;
const LOW_FIDELITY_AT = APPLIED_AT + APPLIED_FIELDS.length;
const SIGNALS_AT = LOW_FIDELITY_AT + 1;
const ACTOR_STRIDE = 1 + ACTOR_FIELDS.length;

export function newTape(header: TraceHeader): Tape {
  const actorCount = header.actors.length;
  const signalCount = header.signals.length;
  const stride = SIGNALS_AT + signalCount + actorCount * ACTOR_STRIDE;
  return { stride, actorCount, signalCount, rows: 0, data: new Float64Array(stride * 256), debug: newDebugTape() };
}

/** The name of each column, in the words of `TickRecord`: `ego.xM`, `actors[lead].vxMps`. */
export function columnNames(header: TraceHeader): string[] {
  const names = ["tick"];
  for (const f of EGO_FIELDS) names.push(`ego.${f}`);
  for (const f of COMMAND_FIELDS) names.push(`command.${f}`);
  for (const f of APPLIED_FIELDS) names.push(`applied.${f}`);
  names.push("lowFidelity");
  for (const s of header.signals) names.push(`signals[${s.id}]`);
  for (const a of header.actors) {
    names.push(`actors[${a.name}].present`);
    for (const f of ACTOR_FIELDS) names.push(`actors[${a.name}].${f}`);
  }
  return names;
}

/** Copies a record to the end of the tape. Numbers of absent road users are stored as 0: they mean nothing. */
export function appendRecord(tape: Tape, r: TickRecord): void {
  const from = tape.rows * tape.stride;
  if (from + tape.stride > tape.data.length) grow(tape);
  const d = tape.data;
  d[from] = r.tick;
  for (let i = 0; i < EGO_FIELDS.length; i++) d[from + EGO_AT + i] = r.ego[EGO_FIELDS[i] as (typeof EGO_FIELDS)[number]];
  writeCommands(d, from, r);
  d[from + LOW_FIDELITY_AT] = r.lowFidelity ? 1 : 0;
  for (let i = 0; i < tape.signalCount; i++) d[from + SIGNALS_AT + i] = r.signals.state[i] as number;
  let at = from + SIGNALS_AT + tape.signalCount;
  for (let i = 0; i < tape.actorCount; i++, at += ACTOR_STRIDE) writeActor(d, at, r, i);
  tape.rows++;
}

function grow(tape: Tape): void {
  const wider = new Float64Array(tape.data.length * 2);
  wider.set(tape.data);
  tape.data = wider;
}

function writeCommands(d: Float64Array, from: number, r: TickRecord): void {
  const c = from + COMMAND_AT;
  d[c] = r.command.fromTick;
  d[c + 1] = COMMAND_KINDS.indexOf(r.command.kind);
  d[c + 2] = r.command.accelMps2;
  d[c + 3] = r.command.roadWheelRad;
  d[c + 4] = r.command.curvaturePerM;
  d[c + 5] = r.command.usesCurvature ? 1 : 0;
  d[c + 6] = DRIVING_MODES.indexOf(r.command.mode);
  const a = from + APPLIED_AT;
  d[a] = r.applied.fromTick;
  d[a + 1] = COMMAND_KINDS.indexOf(r.applied.kind);
  d[a + 2] = r.applied.accelMps2;
  d[a + 3] = r.applied.roadWheelRad;
  d[a + 4] = r.applied.clamped ? 1 : 0;
  d[a + 5] = r.applied.held ? 1 : 0;
}

function writeActor(d: Float64Array, at: number, r: TickRecord, i: number): void {
  const present = r.actors.present[i] as number;
  d[at] = present;
  for (let f = 0; f < ACTOR_FIELDS.length; f++) {
    d[at + 1 + f] = present ? (r.actors[ACTOR_FIELDS[f] as (typeof ACTOR_FIELDS)[number]][i] as number) : 0;
  }
}

/** 1 for each slot of road users that was ever in the world: slots of made traffic may be left over. */
export function slotsUsed(tape: Tape): Uint8Array {
  const used = new Uint8Array(tape.actorCount);
  const first = SIGNALS_AT + tape.signalCount;
  for (let slot = 0; slot < tape.actorCount; slot++) {
    for (let row = 0; row < tape.rows && used[slot] === 0; row++)
      used[slot] = tape.data[row * tape.stride + first + slot * ACTOR_STRIDE] as number;
  }
  return used;
}

/** Fills `out` (from `newRecord` for the same header) with row `row`. Throws RangeError for a row that is not there. */
export function readRecord(tape: Tape, row: number, out: TickRecord): void {
  if (row < 0 || row >= tape.rows) throw new RangeError(`row ${row} of a tape with ${tape.rows} rows`);
  const d = tape.data;
  const from = row * tape.stride;
  out.tick = d[from] as number;
  for (let i = 0; i < EGO_FIELDS.length; i++) out.ego[EGO_FIELDS[i] as (typeof EGO_FIELDS)[number]] = d[from + EGO_AT + i] as number;
  readCommands(d, from, out);
  out.lowFidelity = d[from + LOW_FIDELITY_AT] === 1;
  for (let i = 0; i < tape.signalCount; i++) out.signals.state[i] = d[from + SIGNALS_AT + i] as number;
  let at = from + SIGNALS_AT + tape.signalCount;
  for (let i = 0; i < tape.actorCount; i++, at += ACTOR_STRIDE) {
    out.actors.present[i] = d[at] as number;
    for (let f = 0; f < ACTOR_FIELDS.length; f++) out.actors[ACTOR_FIELDS[f] as (typeof ACTOR_FIELDS)[number]][i] = d[at + 1 + f] as number;
  }
}

function readCommands(d: Float64Array, from: number, out: TickRecord): void {
  const c = from + COMMAND_AT;
  out.command.fromTick = d[c] as number;
  out.command.kind = COMMAND_KINDS[d[c + 1] as number] as CommandKind;
  out.command.accelMps2 = d[c + 2] as number;
  out.command.roadWheelRad = d[c + 3] as number;
  out.command.curvaturePerM = d[c + 4] as number;
  out.command.usesCurvature = d[c + 5] === 1;
  out.command.mode = DRIVING_MODES[d[c + 6] as number] as (typeof DRIVING_MODES)[number];
  const a = from + APPLIED_AT;
  out.applied.fromTick = d[a] as number;
  out.applied.kind = COMMAND_KINDS[d[a + 1] as number] as CommandKind;
  out.applied.accelMps2 = d[a + 2] as number;
  out.applied.roadWheelRad = d[a + 3] as number;
  out.applied.clamped = d[a + 4] === 1;
  out.applied.held = d[a + 5] === 1;
}
