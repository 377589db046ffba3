import { MAX_DURATION_NS } from "./build.ts";
import type { ActorMapping, ColumnMeaning, CsvMapping, NumberSource } from "./csv-mapping.ts";
import { type CsvRow, createCsvReader } from "./csv-reader.ts";
import type { ChannelName } from "./drive.ts";
import { readChunks } from "./file.ts";
import { alongAxis, ecefOf, type LocalPlane, localPlaneAt } from "./geodetic.ts";
import { inFile, inputError, quoted, type Where } from "./problem.ts";
import { parseStampNs } from "./stamps.ts";

const MAX_CSV_BYTES = 4 * 1024 * 1024 * 1024;
/** 16 bytes each while reading: 320 MB. */
const MAX_SAMPLES = 20_000_000;
const MAX_ACTORS = 100_000;
/** Stamps at and above 2^63 ns fit no signed 64-bit clock: a counter that was never set. */
const STAMP_LIMIT = 9_223_372_036_854_775_808n;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOTHING = /^(?:|nan|[+-]?inf(?:inity)?|null|na|n\/a)$/i;
const DEG = Math.PI / 180;

/** Values of one quantity as they come, and what was left out. */
export interface Series {
  readonly tNs: number[];
  readonly value: number[];
  dropped: number;
}

/** States of one road user as they come; `yawRad` stays empty where the course is to give it. */
export interface Track {
  readonly mapping: ActorMapping;
  readonly lengthM: number;
  readonly widthM: number;
  readonly tNs: number[];
  readonly xM: number[];
  readonly yM: number[];
  readonly yawRad: number[];
  readonly vLonMps: number[];
  dropped: number;
}

/** Everything that grows while rows come in. */
export interface CsvReading {
  readonly file: string;
  readonly mapping: CsvMapping;
  /** Index of each named column; null before the header line. */
  header: ReadonlyMap<string, number> | null;
  headerSize: number;
  rows: number;
  skipped: number;
  samples: number;
  firstNs: bigint | null;
  minNs: number;
  maxNs: number;
  lastEnded: boolean;
  plane: LocalPlane | null;
  readonly ego: Map<ChannelName, Series>;
  readonly tracks: Map<string, Track>;
}

/**
 * Reads the rows of a CSV file as its mapping says, in the order of the file; nothing is sorted or repaired yet.
 * Memory grows with the values that are mapped, not with the file. Throws InputError with line and column.
 */
export function readRows(file: string, mapping: CsvMapping): CsvReading {
  const reading: CsvReading = {
    file,
    mapping,
    header: null,
    headerSize: 0,
    rows: 0,
    skipped: 0,
    samples: 0,
    firstNs: null,
    minNs: Infinity,
    maxNs: -Infinity,
    lastEnded: true,
    plane: null,
    ego: new Map(),
    tracks: new Map(),
  };
  feed(reading);
  return reading;
}

function feed(r: CsvReading): void {
  const reader = createCsvReader(r.file, r.mapping.delimiter, (row) => takeRow(r, row));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw inputError("RDV_DRIVE_FORMAT", inFile(r.file), "UTF-8 text", `other bytes after byte ${bytes}`);
    }
  };
  readChunks(r.file, MAX_CSV_BYTES, (chunk) => {
    reader.push(decode(chunk));
    bytes += chunk.length;
  });
  reader.push(decode());
  reader.end();
}

function takeRow(r: CsvReading, row: CsvRow): void {
  if (row.line < r.mapping.headerLine) return;
  if (r.header === null) {
    r.header = readHeader(r, row);
    r.headerSize = row.fields.length;
    return;
  }
  r.lastEnded = row.ended;
  if (row.fields.length !== r.headerSize) {
    const code = row.ended ? "RDV_DRIVE_FORMAT" : "RDV_DRIVE_TRUNCATED";
    throw inputError(code, whereOf(r, row, 0), `${r.headerSize} fields as in the header`, `${row.fields.length}`);
  }
  const { only } = r.mapping;
  if (only !== null && row.fields[indexOf(r, only.column, only.where)] !== only.equals) {
    r.skipped++;
    return;
  }
  const tNs = stampOf(r, row);
  r.rows++;
  for (const { channel, from } of r.mapping.columns) addTo(r, channel, tNs, numberOf(r, row, from));
  takePosition(r, row, tNs);
  for (const actors of r.mapping.actors) takeActors(r, row, tNs, actors);
  if (r.samples > MAX_SAMPLES) throw inputError("RDV_DRIVE_LIMIT", whereOf(r, row, 0), `at most ${MAX_SAMPLES} values`, "more");
}

function readHeader(r: CsvReading, row: CsvRow): ReadonlyMap<string, number> {
  const header = new Map<string, number>();
  const twice = new Set<string>();
  row.fields.forEach((field, i) => {
    const name = field.trim();
    if (header.has(name)) twice.add(name);
    header.set(name, i);
  });
  r.header = header;
  for (const [column, where] of columnsOf(r.mapping)) {
    indexOf(r, column, where);
    if (twice.has(column))
      throw inputError("RDV_DRIVE_COLUMN", where, "a column that occurs once", `${quoted(column)} twice in line ${row.line}`);
  }
  return header;
}

/** Every column the mapping names, with the place that names it. */
function columnsOf(m: CsvMapping): [string, Where][] {
  const meanings: ColumnMeaning[] = m.columns.map((row) => row.from);
  const named: [string, Where][] = [[m.time.column, m.time.where]];
  if (m.only !== null) named.push([m.only.column, m.only.where]);
  if (m.position !== null) meanings.push(m.position.latitude, m.position.longitude);
  for (const a of m.actors) {
    const own = [a.x, a.y, a.vLon, ...[a.yaw, a.lengthM, a.widthM].flatMap((source) => (source.kind === "column" ? [source.from] : []))];
    if (a.idColumn !== null) named.push([a.idColumn, a.where]);
    for (const id of a.ids ?? [""]) named.push(...own.map((from): [string, Where] => [columnFor(from, id), from.where]));
  }
  return [...named, ...meanings.map((from): [string, Where] => [from.column, from.where])];
}

function columnFor(from: ColumnMeaning, id: string): string {
  return from.column.replaceAll("{id}", id);
}

function indexOf(r: CsvReading, column: string, where: Where): number {
  const index = r.header?.get(column);
  if (index !== undefined) return index;
  throw inputError("RDV_DRIVE_COLUMN", where, `a column of line ${r.mapping.headerLine} of ${quoted(r.mapping.csvName)}`, quoted(column));
}

function stampOf(r: CsvReading, row: CsvRow): number {
  const { column, unit, where } = r.mapping.time;
  const index = indexOf(r, column, where);
  const text = (row.fields[index] ?? "").trim();
  const stamp = parseStampNs(text, unit);
  if (stamp === null) throw inputError("RDV_DRIVE_TIME", whereOf(r, row, index), `a time in ${unit}`, quoted(text));
  if (stamp >= STAMP_LIMIT || stamp <= -STAMP_LIMIT)
    throw inputError("RDV_DRIVE_TIME", whereOf(r, row, index), "a time below 2^63 ns", quoted(text));
  r.firstNs ??= stamp;
  const tNs = Number(stamp - r.firstNs);
  r.minNs = Math.min(r.minNs, tNs);
  r.maxNs = Math.max(r.maxNs, tNs);
  if (r.maxNs - r.minNs > MAX_DURATION_NS) {
    throw inputError("RDV_DRIVE_TIME", whereOf(r, row, index), "all times within 104 days", quoted(text));
  }
  return tNs;
}

/** The meaning's number in this row; null where it is missing and the mapping says to leave it out. */
function numberOf(r: CsvReading, row: CsvRow, from: ColumnMeaning, id = ""): number | null {
  const index = indexOf(r, columnFor(from, id), from.where);
  const text = (row.fields[index] ?? "").trim();
  const value = NUMBER.test(text) ? Number(text) * from.scale + from.offset : Number.NaN;
  if (Number.isFinite(value)) return value;
  if (from.missing === "drop" && (NUMBER.test(text) || NOTHING.test(text))) return null;
  const hint = NOTHING.test(text) ? 'the mapping may say "missing": "drop"' : "";
  throw inputError("RDV_DRIVE_VALUE", { ...whereOf(r, row, index), path: columnFor(from, id) }, "a finite number", quoted(text), hint);
}

function addTo(r: CsvReading, channel: ChannelName, tNs: number, value: number | null): void {
  let series = r.ego.get(channel);
  if (series === undefined) {
    series = { tNs: [], value: [], dropped: 0 };
    r.ego.set(channel, series);
  }
  if (value === null) {
    series.dropped++;
    return;
  }
  series.tNs.push(tNs);
  series.value.push(value);
  r.samples++;
}

/** Latitude and longitude become metres east and north about the first sample, on the ellipsoid. */
function takePosition(r: CsvReading, row: CsvRow, tNs: number): void {
  const { position } = r.mapping;
  if (position === null) return;
  const latitudeDeg = numberOf(r, row, position.latitude);
  const longitudeDeg = numberOf(r, row, position.longitude);
  if (latitudeDeg === null || longitudeDeg === null) {
    addTo(r, "xM", tNs, null);
    addTo(r, "yM", tNs, null);
    return;
  }
  if (Math.abs(latitudeDeg) > 90 || Math.abs(longitudeDeg) > 360) {
    const where = whereOf(r, row, indexOf(r, position.latitude.column, position.latitude.where));
    throw inputError("RDV_DRIVE_VALUE", where, "latitude and longitude in degrees", `${latitudeDeg}, ${longitudeDeg}`);
  }
  const point = ecefOf(latitudeDeg * DEG, longitudeDeg * DEG, 0);
  r.plane ??= localPlaneAt(point);
  const { origin } = r.plane;
  const [dx, dy, dz] = [point.xM - origin.xM, point.yM - origin.yM, point.zM - origin.zM];
  addTo(r, "xM", tNs, alongAxis(r.plane, 0, dx, dy, dz));
  addTo(r, "yM", tNs, alongAxis(r.plane, 1, dx, dy, dz));
}

function takeActors(r: CsvReading, row: CsvRow, tNs: number, mapping: ActorMapping): void {
  if (mapping.idColumn !== null) {
    takeActor(r, row, tNs, mapping, row.fields[indexOf(r, mapping.idColumn, mapping.where)] ?? "", "");
    return;
  }
  for (const id of mapping.ids ?? []) takeActor(r, row, tNs, mapping, id, id);
}

function takeActor(r: CsvReading, row: CsvRow, tNs: number, mapping: ActorMapping, actorId: string, columnId: string): void {
  let track = r.tracks.get(actorId);
  if (track === undefined) {
    if (r.tracks.size === MAX_ACTORS) throw inputError("RDV_DRIVE_LIMIT", whereOf(r, row, 0), `at most ${MAX_ACTORS} road users`, "more");
    const lengthM = sizeOf(r, row, mapping.lengthM, columnId);
    const widthM = sizeOf(r, row, mapping.widthM, columnId);
    track = { mapping, lengthM, widthM, tNs: [], xM: [], yM: [], yawRad: [], vLonMps: [], dropped: 0 };
    r.tracks.set(actorId, track);
  } else if (track.mapping !== mapping) {
    throw inputError("RDV_DRIVE_FORMAT", mapping.where, "each road user once", quoted(actorId));
  }
  const x = numberOf(r, row, mapping.x, columnId);
  const y = numberOf(r, row, mapping.y, columnId);
  const v = numberOf(r, row, mapping.vLon, columnId);
  const yaw = mapping.yaw.kind === "column" ? numberOf(r, row, mapping.yaw.from, columnId) : 0;
  if (x === null || y === null || v === null || yaw === null) {
    track.dropped++;
    return;
  }
  track.tNs.push(tNs);
  track.xM.push(x);
  track.yM.push(y);
  track.vLonMps.push(v);
  if (mapping.yaw.kind === "column") track.yawRad.push(yaw);
  r.samples += 4;
}

function sizeOf(r: CsvReading, row: CsvRow, source: NumberSource, columnId: string): number {
  if (source.kind === "constant") return source.value;
  const value = numberOf(r, row, source.from, columnId);
  if (value !== null && value > 0 && value <= 100) return value;
  const where = whereOf(r, row, indexOf(r, columnFor(source.from, columnId), source.from.where));
  throw inputError("RDV_DRIVE_VALUE", where, "a size above 0 and at most 100 m", String(value));
}

function whereOf(r: CsvReading, row: CsvRow, index: number): Where {
  return { file: r.file, line: row.line, column: row.columns[index] ?? 1, path: "" };
}
