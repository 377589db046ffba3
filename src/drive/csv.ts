import { dirname, join } from "node:path";
import type { RoadNetwork } from "../road/network.ts";
import { buildChannel, noteGaps, orderOf, pick } from "./build.ts";
import { sealDrive } from "./content-hash.ts";
import { courseOf } from "./course.ts";
import { type ColumnMeaning, readMapping } from "./csv-mapping.ts";
import { type CsvReading, readRows, type Track } from "./csv-rows.ts";
import type { Channel, ChannelName, Drive, DriveActor, DriveNote } from "./drive.ts";
import { readWhole } from "./file.ts";
import { parseJson } from "./json.ts";
import { inFile, inputError, quoted } from "./problem.ts";
import { decodeUtf8 } from "./utf8.ts";

const MAX_MAPPING_BYTES = 1024 * 1024;
const NO_ROAD: RoadNetwork = { source: "none", lanes: [] };

/**
 * Reads a CSV recording through its mapping file (`NAME.drive.json`, csv-mapping.ts), which states scale, offset, sign and the
 * reason of each for every column used. The CSV lies in the mapping's folder.
 * Throws InputError with line and column; see docs of the codes RDV_FILE_*, RDV_DRIVE_*.
 */
export function readCsvDrive(mappingPath: string, name: string): Drive {
  const json = decodeUtf8(readWhole(mappingPath, MAX_MAPPING_BYTES), mappingPath);
  const mapping = readMapping(parseJson(json, mappingPath));
  if (/[/\\]/.test(mapping.csvName) || mapping.csvName.startsWith(".")) {
    throw inputError("RDV_PATH_OUTSIDE", mapping.fileWhere, "the name of a file beside the mapping file", quoted(mapping.csvName));
  }
  const file = join(dirname(mappingPath), mapping.csvName);
  return finish(readRows(file, mapping), name);
}

function finish(r: CsvReading, name: string): Drive {
  if (r.header === null)
    throw inputError("RDV_DRIVE_FORMAT", inFile(r.file), `column names in line ${r.mapping.headerLine}`, "the end of the file");
  if (r.rows < 2 || r.maxNs === r.minNs)
    throw inputError("RDV_DRIVE_TIME", inFile(r.file), "at least two rows at different times", `${r.rows}`);
  const notes = mappingNotes(r);
  const ego: Partial<Record<ChannelName, Channel>> = {};
  for (const [channel, series] of r.ego) {
    noteDropped(series.dropped, channel, notes);
    if (series.tNs.length < 2) throw inputError("RDV_DRIVE_VALUE", inFile(r.file, channel), "at least two values", `${series.tNs.length}`);
    ego[channel] = buildChannel(channel, series, r.minNs, r.mapping.gapLimitNs, notes);
  }
  addCourse(r, ego, notes);
  refuseDegreesAsMetres(r, ego);
  const actors = [...r.tracks].flatMap(([id, track]) => finishActor(r, id, track, notes));
  if (Object.keys(ego).length === 0 && actors.length === 0) {
    throw inputError("RDV_DRIVE_VALUE", inFile(r.file), "a channel of the ego or a road user", "none");
  }
  const { synthetic, vehicle } = r.mapping;
  return sealDrive({
    name,
    format: "csv",
    synthetic,
    vehicle,
    durationNs: r.maxNs - r.minNs,
    ego,
    actors,
    road: NO_ROAD,
    notes,
    task: null,
  });
}

function addCourse(r: CsvReading, ego: Partial<Record<ChannelName, Channel>>, notes: DriveNote[]): void {
  const { egoCourse, gapLimitNs } = r.mapping;
  if (egoCourse === null) return;
  const { xM, yM, yawRad } = ego;
  if (xM === undefined || yM === undefined || yawRad !== undefined || xM.tNs.length !== yM.tNs.length) {
    throw inputError(
      "RDV_DRIVE_FORMAT",
      inFile(r.file, "yawFromCourse"),
      "xM and yM at the same instants, and no yawRad",
      "something else",
    );
  }
  ego.yawRad = { tNs: xM.tNs, value: courseOf(xM.value, yM.value, egoCourse.minChordM), between: "angle", gapLimitNs };
  const text = `course over ground, chords of at least ${egoCourse.minChordM} m: ${egoCourse.why}`;
  notes.push({ kind: "fact", rule: "mapping", channel: "yawRad", count: xM.tNs.length, text });
}

/** A degree of latitude is 111 km: positions in degrees make a drive 100,000 times too short. */
function refuseDegreesAsMetres(r: CsvReading, ego: Partial<Record<ChannelName, Channel>>): void {
  const { xM, yM, vLonMps } = ego;
  if (xM === undefined || yM === undefined || vLonMps === undefined || r.mapping.position !== null) return;
  let drivenM = 0;
  for (let i = 1; i < vLonMps.tNs.length; i++) drivenM += (Math.abs(vLonMps.value[i]!) * (vLonMps.tNs[i]! - vLonMps.tNs[i - 1]!)) / 1e9;
  const spanM = spanOf(xM.value) + spanOf(yM.value);
  const isGlobe = xM.value.every((x) => Math.abs(x) <= 360) && yM.value.every((y) => Math.abs(y) <= 360);
  if (drivenM < 20 || spanM * 10_000 > drivenM || spanM === 0 || !isGlobe) return;
  const found = `a span of ${spanM} over ${Math.round(drivenM)} m driven`;
  throw inputError("RDV_DRIVE_VALUE", inFile(r.file, "xM, yM"), "positions in metres", found, "latitude and longitude go under `position`");
}

function spanOf(values: Float64Array): number {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return max - min;
}

function finishActor(r: CsvReading, id: string, track: Track, notes: DriveNote[]): DriveActor[] {
  const channel = `actor ${id}`;
  noteDropped(track.dropped, channel, notes);
  if (track.tNs.length < 2) {
    notes.push({ kind: "warning", rule: "too-short", channel, count: track.tNs.length, text: "fewer than two states; left out" });
    return [];
  }
  const kept = orderOf(track.tNs, channel, notes);
  const tNs = pick(track.tNs, kept, -r.minNs);
  const xM = pick(track.xM, kept, 0);
  const yM = pick(track.yM, kept, 0);
  noteGaps(tNs, r.mapping.gapLimitNs, channel, notes);
  const { yaw, cls } = track.mapping;
  const yawRad = yaw.kind === "course" ? courseOf(xM, yM, yaw.minChordM) : pick(track.yawRad, kept, 0);
  const vLonMps = pick(track.vLonMps, kept, 0);
  const { lengthM, widthM } = track;
  return [{ id, cls, lengthM, widthM, tNs, xM, yM, yawRad, vLonMps, gapLimitNs: r.mapping.gapLimitNs }];
}

function noteDropped(count: number, channel: string, notes: DriveNote[]): void {
  if (count === 0) return;
  notes.push({
    kind: "repair",
    rule: "missing-value-drop",
    channel,
    count,
    text: "empty or non-finite samples were left out, as the mapping says",
  });
}

/** The mapping itself, row by row: where each number's meaning was settled. */
function mappingNotes(r: CsvReading): DriveNote[] {
  const { mapping: m } = r;
  const notes: DriveNote[] = [];
  const fact = (rule: string, channel: string, count: number, text: string): void => {
    notes.push({ kind: "fact", rule, channel, count, text });
  };
  const row = (channel: string, from: ColumnMeaning): void => fact("mapping", channel, r.rows, meaningText(from));
  if (m.source !== "") fact("source", "", 0, m.source);
  if (m.licence !== "") fact("licence", "", 0, m.licence);
  if (m.only !== null) fact("rows", "", r.skipped, `rows left out where ${m.only.column} is not ${quoted(m.only.equals)}: ${m.only.why}`);
  fact("mapping", "time", r.rows, `column ${m.time.column} in ${m.time.unit}: ${m.time.why}`);
  for (const { channel, from } of m.columns) row(channel, from);
  if (m.position !== null) {
    row("latitude", m.position.latitude);
    row("longitude", m.position.longitude);
    fact("frame", "xM, yM", 0, "metres east and north of the first position, on the ellipsoid of WGS 84");
  }
  for (const a of m.actors) {
    fact("mapping", "actors", 0, `${a.cls}: ${a.why}`);
    row("actors xM", a.x);
    row("actors yM", a.y);
    row("actors vLonMps", a.vLon);
    if (a.yaw.kind === "column") row("actors yawRad", a.yaw.from);
    else fact("mapping", "actors yawRad", 0, `course over ground, chords of at least ${a.yaw.minChordM} m: ${a.yaw.why}`);
  }
  if (!r.lastEnded) {
    notes.push({
      kind: "warning",
      rule: "last-line-open",
      channel: "",
      count: 1,
      text: "the last line has no line end: the file may have been cut off",
    });
  }
  return notes;
}

function meaningText(from: ColumnMeaning): string {
  const offset = from.offset === 0 ? "" : ` + ${from.offset}`;
  return `column ${from.column} x ${from.scale}${offset}: ${from.why}`;
}
