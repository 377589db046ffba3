import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { RoadNetwork } from "../road/network.ts";
import { buildChannel, CHANNEL_NAMES, MAX_DURATION_NS, type Samples } from "./build.ts";
import { type ClockSamples, optionalArray, requireFinite, requireTwo, shapeText } from "./comma2k19-arrays.ts";
import { ARRAY_ROWS, type ArrayRow, CAN_ROWS, type CanRow, RAD_PER_DEG } from "./comma2k19-map.ts";
import { poseSamples } from "./comma2k19-pose.ts";
import { sealDrive } from "./content-hash.ts";
import { type CanMessage, type CanSignal, canDecode, decodeSignal, readDbc } from "./dbc.ts";
import type { Channel, ChannelName, Drive, DriveNote } from "./drive.ts";
import { exists, readWhole } from "./file.ts";
import type { NpyArray } from "./npy.ts";
import { inFile, inputError } from "./problem.ts";
import { decodeUtf8 } from "./utf8.ts";

/**
 * comma2k19 (Schafer, Santana, Haden, Biasini 2018, arXiv:1812.05752): one minute of driving as numpy arrays. `processed_log` holds CAN,
 * inertial and satellite data with stamps in seconds since the device's start, `global_pose` the camera's pose in ECEF.
 * CAN frames are decoded with the one `.dbc` file in the folder, in its `dbc`, or in a `dbc` beside it.
 */

const MAX_DBC_BYTES = 4 * 1024 * 1024;
const GAP_LIMIT_NS = 1e9;
const NO_ROAD: RoadNetwork = { source: "none", lanes: [] };

/** True where the folder is one of comma2k19's segments. */
export function isComma2k19(folder: string): boolean {
  return exists(join(folder, "processed_log"));
}

/** Reads one segment's folder; throws InputError. A missing array leaves its channels out, with a warning; a damaged one is refused. */
export function readComma2k19(folder: string): Drive {
  const notes: DriveNote[] = [];
  const found = new Map<ChannelName, ClockSamples>();
  for (const row of ARRAY_ROWS) readArrayRow(folder, row, found, notes);
  readCanRows(folder, found, notes);
  for (const [channel, samples] of poseSamples(folder, notes)) found.set(channel, samples);
  if (found.size === 0) throw inputError("RDV_DRIVE_FORMAT", inFile(folder), "arrays of comma2k19 under processed_log", "none");
  const startSec = Math.min(...[...found.values()].map((samples) => earliest(samples.tSec)));
  const ego: Partial<Record<ChannelName, Channel>> = {};
  let durationNs = 0;
  for (const channel of CHANNEL_NAMES) {
    const samples = found.get(channel);
    if (samples === undefined) continue;
    const built = buildChannel(channel, fromStart(samples, startSec), 0, GAP_LIMIT_NS, notes);
    durationNs = Math.max(durationNs, built.tNs.at(-1) ?? 0);
    ego[channel] = built;
  }
  if (durationNs === 0 || durationNs > MAX_DURATION_NS)
    throw inputError("RDV_DRIVE_TIME", inFile(folder), "stamps over 0 to 104 days", `${durationNs / 1e9} s`);
  const name = basename(folder);
  return sealDrive({
    name,
    format: "comma2k19",
    synthetic: false,
    vehicle: vehicleOf(folder),
    durationNs,
    ego,
    actors: [],
    road: NO_ROAD,
    notes,
    task: null,
  });
}

/** The data set's two cars are told apart by the DBC file that goes with their CAN frames; the RAV4 has a vehicle file. */
function vehicleOf(folder: string): string | null {
  const dbc = findDbc(folder);
  return dbc !== null && /rav4/i.test(basename(dbc)) ? "rav4-2017" : null;
}

function earliest(tSec: readonly number[]): number {
  return tSec.reduce((least, t) => Math.min(least, t), Infinity);
}

/** Seconds of the device's clock become whole nanoseconds since the start; a double holds the clock's seconds to 7e-12 s. */
function fromStart(samples: ClockSamples, startSec: number): Samples {
  return { tNs: samples.tSec.map((t) => Math.round((t - startSec) * 1e9)), value: samples.value };
}

function readArrayRow(folder: string, row: ArrayRow, found: Map<ChannelName, ClockSamples>, notes: DriveNote[]): void {
  const base = join("processed_log", row.folder);
  const t = optionalArray(folder, join(base, "t"), notes);
  const value = optionalArray(folder, join(base, "value"), notes);
  if (t === null || value === null) return;
  const columns = value.shape[1] ?? 1;
  const place = join(folder, base);
  if (t.shape.length !== 1 || t.shape[0] !== value.shape[0] || row.column >= columns) {
    throw inputError("RDV_DRIVE_FORMAT", inFile(place), "as many stamps as rows", `shapes ${shapeText(t)} and ${shapeText(value)}`);
  }
  requireTwo(t, place);
  requireFinite(t, join(place, "t"));
  requireFinite(value, join(place, "value"));
  const values = Array.from(t.values, (_, i) => value.values[i * columns + row.column]! * row.scale + row.offset);
  found.set(row.channel, { tSec: Array.from(t.values), value: values });
  noteRow(row, `${row.folder} column ${row.column}`, t.values.length, notes);
}

function noteRow(row: ArrayRow | CanRow, from: string, count: number, notes: DriveNote[]): void {
  const scale = row.scale === RAD_PER_DEG ? "pi/180" : String(row.scale);
  notes.push({ kind: "fact", rule: "mapping", channel: row.channel, count, text: `${from} x ${scale}: ${row.why}` });
}

function readCanRows(folder: string, found: Map<ChannelName, ClockSamples>, notes: DriveNote[]): void {
  const base = join("processed_log", "CAN", "raw_can");
  if (!exists(join(folder, base))) {
    notes.push({ kind: "warning", rule: "absent", channel: "raw_can", count: 1, text: "no CAN frames; what they feed is left out" });
    return;
  }
  const dbcPath = findDbc(folder);
  if (dbcPath === null) {
    notes.push({
      kind: "warning",
      rule: "absent",
      channel: "dbc",
      count: 1,
      text: "no .dbc file in the folder or a dbc folder: CAN frames are left out",
    });
    return;
  }
  const dbc = readDbc(decodeUtf8(readWhole(dbcPath, MAX_DBC_BYTES), dbcPath), dbcPath);
  const t = optionalArray(folder, join(base, "t"), notes);
  const src = optionalArray(folder, join(base, "src"), notes);
  const address = optionalArray(folder, join(base, "address"), notes);
  const data = optionalArray(folder, join(base, "data"), notes);
  if (t === null || src === null || address === null || data === null) return;
  const count = t.values.length;
  if (src.values.length !== count || address.values.length !== count || data.shape[0] !== count || data.byteWidth !== 8) {
    throw inputError("RDV_DRIVE_FORMAT", inFile(join(folder, base)), "t, src, address and data (|S8) of one length", "different ones");
  }
  requireFinite(t, join(folder, base, "t"));
  for (const row of CAN_ROWS) readCanRow({ t, src, address, data }, row, dbc, dbcPath, found, notes);
}

interface CanFrames {
  readonly t: NpyArray;
  readonly src: NpyArray;
  readonly address: NpyArray;
  readonly data: NpyArray;
}

function readCanRow(
  frames: CanFrames,
  row: CanRow,
  dbc: ReadonlyMap<number, CanMessage>,
  dbcPath: string,
  found: Map<ChannelName, ClockSamples>,
  notes: DriveNote[],
): void {
  const { message, signal } = signalOf(row, dbc, dbcPath);
  const tSec: number[] = [];
  const value: number[] = [];
  for (let i = 0; i < frames.t.values.length; i++) {
    if (frames.address.values[i] !== message.id || frames.src.values[i] !== row.bus) continue;
    tSec.push(frames.t.values[i]!);
    value.push(decodeSignal(signal, frames.data.bytes, i * 8) * row.scale + row.offset);
  }
  if (tSec.length < 2) {
    const text = `fewer than two frames of ${row.message} on bus ${row.bus}; left out`;
    notes.push({ kind: "warning", rule: "absent", channel: row.channel, count: tSec.length, text });
    return;
  }
  found.set(row.channel, { tSec, value });
  noteRow(row, `bus ${row.bus} ${row.message}.${row.signal}`, tSec.length, notes);
}

function signalOf(row: CanRow, dbc: ReadonlyMap<number, CanMessage>, dbcPath: string): { message: CanMessage; signal: CanSignal } {
  for (const message of dbc.values()) {
    if (message.name !== row.message) continue;
    const signal = message.signals.find((candidate) => candidate.name === row.signal);
    if (signal !== undefined && canDecode(signal, 8)) return { message, signal };
  }
  throw inputError("RDV_DRIVE_COLUMN", inFile(dbcPath), `a plain signal ${row.message}.${row.signal}`, "none");
}

/** The one `.dbc` file that belongs to the folder; null where there is none. Throws RDV_DRIVE_FORMAT where there are several. */
function findDbc(folder: string): string | null {
  for (const place of [folder, join(folder, "dbc"), join(folder, "..", "dbc")]) {
    if (!exists(place)) continue;
    const files = readdirSync(place).filter((name) => name.endsWith(".dbc"));
    if (files.length > 1) throw inputError("RDV_DRIVE_FORMAT", inFile(place), "one .dbc file", `${files.length}`);
    if (files[0] !== undefined) return join(place, files[0]);
  }
  return null;
}
