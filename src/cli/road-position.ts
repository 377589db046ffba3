import { type ErrorCode, InputError, type Problem } from "../core/errors.ts";
import { createCsvReader, type CsvRow } from "../drive/csv-reader.ts";
import { quoted } from "../drive/problem.ts";
import type { RoadMap } from "../road/opendrive/map.ts";
import { emptyPlace, locate, type LocateOptions, placeOnLane } from "../road/opendrive/place.ts";
import { drivesAlong, emptyRoadPoint, laneTypeAt, laneWidthM, pointAt, speedLimitMpsAt } from "../road/opendrive/point.ts";

/** More would only scroll past. */
const MAX_PROBLEMS = 50;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const CODE: ErrorCode = "RDV_TABLE";

const FORWARD = "road,lane,s,offset,t,x,y,z,h,p,r,curvature,width,type,drive_h,speed_limit";
const INVERSE = "x,y,z,road,lane,s,t,offset,h,junction";

/**
 * A table of (road, lane, s, offset) to places in the map plane. Columns by name in any order, `offset` 0 where it is absent; others are not
 * carried over. Lengths in m, angles in rad, speeds in m/s. Throws InputError with a line and column for each row that names nothing.
 */
export function forwardTable(map: RoadMap, text: string, file: string): string {
  const place = emptyPlace();
  const point = emptyRoadPoint();
  return mapRows(text, file, FORWARD, { needed: ["road", "lane", "s"], known: ["offset"] }, (row) => {
    const id = row.text("road");
    const road = map.roadIndex.get(id);
    if (road === undefined) return row.wrong("road", "the id of a road of the map");
    const { lengthM } = map.roads[road]!;
    const [lane, sM, offsetM] = [row.number("lane"), row.number("s"), row.number("offset", 0)];
    if (lane === null || sM === null || offsetM === null) return null;
    if (!(sM >= 0 && sM <= lengthM)) return row.wrong("s", `a number from 0 to ${lengthM}, the length of road ${quoted(id)}`);
    if (!placeOnLane(map, road, lane, sM, offsetM, place)) return row.wrong("lane", `a lane of road ${quoted(id)} at s ${sM}`);
    pointAt(map, road, sM, place.tM, point);
    const driveRad = point.hRad + (drivesAlong(map, road, lane, sM) ? 0 : Math.PI);
    return [
      field(id),
      String(lane),
      ...[sM, offsetM, place.tM, point.xM, point.yM, point.zM].map(metres),
      angle(point.hRad),
      ...[point.pRad, point.rRad, point.curvaturePerM].map(fine),
      metres(laneWidthM(map, road, sM, lane)),
      laneTypeAt(map, road, sM, lane) ?? "",
      angle(driveRad),
      speedLimitMpsAt(map, road, sM, lane)?.toFixed(4) ?? "",
    ].join();
  });
}

/** A table of (x, y, z) to places on the nearest lane; without z, or where it is empty, on whichever level. Throws InputError as `forwardTable`. */
export function inverseTable(map: RoadMap, text: string, file: string, options: LocateOptions): string {
  const place = emptyPlace();
  const point = emptyRoadPoint();
  return mapRows(text, file, INVERSE, { needed: ["x", "y"], known: ["z"] }, (row) => {
    const [xM, yM, zM] = [row.number("x"), row.number("y"), row.number("z", Number.NaN)];
    if (xM === null || yM === null || zM === null) return null;
    locate(map, xM, yM, zM, null, place, options);
    const given = [metres(xM), metres(yM), Number.isNaN(zM) ? "" : metres(zM)];
    if (place.road < 0) return [...given, ",,,,,,"].join();
    pointAt(map, place.road, place.sM, place.tM, point);
    const { id, junction } = map.source.roads[place.road]!;
    const { lane, sM, tM, offsetM } = place;
    return [...given, field(id), String(lane), ...[sM, tM, offsetM].map(metres), angle(point.hRad), field(junction ?? "")].join();
  });
}

interface Columns {
  readonly needed: readonly string[];
  readonly known: readonly string[];
}

/** The fields of a row by the name of their column; what is wrong is kept, with its place. */
interface Row {
  text(column: string): string;
  /** null, and a problem, where it is no number; `absent` where the column or its value is not there and may be. */
  number(column: string, absent?: number): number | null;
  wrong(column: string, expected: string): null;
}

function mapRows(text: string, file: string, header: string, columns: Columns, convert: (row: Row) => string | null): string {
  const lines = [header];
  const problems: Problem[] = [];
  let names: string[] | null = null;
  const onRow = (row: CsvRow): void => {
    if (row.fields.length === 1 && row.fields[0]!.trim() === "") return;
    if (names === null) {
      names = headerOf(row, file, columns);
      return;
    }
    if (row.fields.length !== names.length) {
      problems.push(problem(file, row.line, 1, "", `${names.length} fields, as the header has`, `${row.fields.length}`));
    } else {
      const line = convert(rowOf(row, file, names, problems));
      if (line !== null) lines.push(line);
    }
    if (problems.length >= MAX_PROBLEMS) throw new InputError(problems);
  };
  readCsv(text, file, onRow);
  if (names === null) throw new InputError([problem(file, 1, 1, "", `a header with ${columns.needed.join(", ")}`, "an empty file")]);
  if (problems.length > 0) throw new InputError(problems);
  return `${lines.join("\n")}\n`;
}

function readCsv(text: string, file: string, onRow: (row: CsvRow) => void): void {
  try {
    const reader = createCsvReader(file, ",", onRow);
    reader.push(text);
    reader.end();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems.map((found) => ({ ...found, code: CODE })));
  }
}

function headerOf(row: CsvRow, file: string, columns: Columns): string[] {
  const names = row.fields.map((name) => name.trim().toLowerCase());
  const missing = columns.needed.filter((name) => !names.includes(name));
  const all = [...columns.needed, ...columns.known];
  const twice = names.findIndex((name, i) => all.includes(name) && names.indexOf(name) !== i);
  if (missing.length > 0) {
    const found = names.length === 0 ? "nothing" : names.map((name) => quoted(name)).join(", ");
    throw new InputError([
      problem(file, row.line, 1, "", `a header with the columns ${all.join(", ")}`, found, `${missing.join(" and ")} missing`),
    ]);
  }
  if (twice >= 0)
    throw new InputError([problem(file, row.line, row.columns[twice]!, names[twice]!, "each column once", "the column again")]);
  return names;
}

function rowOf(row: CsvRow, file: string, names: readonly string[], problems: Problem[]): Row {
  const text = (column: string): string => row.fields[names.indexOf(column)]?.trim() ?? "";
  const wrong = (column: string, expected: string): null => {
    const at = row.columns[names.indexOf(column)] ?? 1;
    problems.push(problem(file, row.line, at, column, expected, text(column) === "" ? "nothing" : quoted(text(column))));
    return null;
  };
  const number = (column: string, absent?: number): number | null => {
    const value = text(column);
    if (value === "" && absent !== undefined) return absent;
    const parsed = NUMBER.test(value) ? Number(value) : Number.NaN;
    return Number.isFinite(parsed) ? parsed : wrong(column, "a number");
  };
  return { text, wrong, number };
}

function problem(file: string, line: number, column: number, path: string, expected: string, found: string, hint = ""): Problem {
  return { code: CODE, severity: "error", file, line, column, path, expected, found, hint };
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function metres(valueM: number): string {
  return (Math.round(valueM * 1e6) / 1e6 + 0).toFixed(6);
}

function fine(value: number): string {
  return (Math.round(value * 1e8) / 1e8 + 0).toFixed(8);
}

/** In [0, 2 pi). */
function angle(valueRad: number): string {
  const turn = 2 * Math.PI;
  const wrapped = fine(((valueRad % turn) + turn) % turn);
  return wrapped === fine(turn) ? fine(0) : wrapped;
}
