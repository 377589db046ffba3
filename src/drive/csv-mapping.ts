import { CHANNEL_NAMES, isChannelName } from "./build.ts";
import { ACTOR_CLASSES, type ActorClass } from "../core/actor-class.ts";
import type { ChannelName } from "./drive.ts";
import type { JsonNode } from "./json.ts";
import { inputError, quoted, type Where } from "./problem.ts";
import { TIME_UNITS, type TimeUnit } from "./stamps.ts";

/** What a column's text means: number * scale + offset, and why the unit and the sign are so. */
export interface ColumnMeaning {
  readonly column: string;
  readonly scale: number;
  readonly offset: number;
  readonly missing: MissingPolicy;
  readonly why: string;
  readonly where: Where;
}

/** What is done with an empty or non-finite field: refuse the file, or leave the sample out and count it. */
export type MissingPolicy = "error" | "drop";

/** A number from a column, or one that holds for all rows. */
export type NumberSource =
  | { readonly kind: "column"; readonly from: ColumnMeaning }
  | { readonly kind: "constant"; readonly value: number };

/** A heading from a column, or from the course over ground. */
export type HeadingSource =
  | { readonly kind: "column"; readonly from: ColumnMeaning }
  | { readonly kind: "course"; readonly minChordM: number; readonly why: string };

/** Road users: one set of columns each (`ids`, with `{id}` in the column names), or one row each (`idColumn`). */
export interface ActorMapping {
  readonly ids: readonly string[] | null;
  readonly idColumn: string | null;
  readonly cls: ActorClass;
  readonly lengthM: NumberSource;
  readonly widthM: NumberSource;
  readonly x: ColumnMeaning;
  readonly y: ColumnMeaning;
  readonly yaw: HeadingSource;
  readonly vLon: ColumnMeaning;
  readonly why: string;
  readonly where: Where;
}

/**
 * A `.drive.json` file: how the columns of one CSV file become a drive.
 * Required: `redriveDrive` (1), `file`, `synthetic`, `time`, `columns`; every column used states a reason (`why`).
 */
export interface CsvMapping {
  /** As written: beside the mapping file. */
  readonly csvName: string;
  readonly fileWhere: Where;
  /** Line of the column names, from 1; what stands before it is not read. */
  readonly headerLine: number;
  readonly delimiter: string;
  readonly synthetic: boolean;
  /** Shipped vehicle that made it; null where it is not said. */
  readonly vehicle: string | null;
  readonly gapLimitNs: number;
  readonly time: { readonly column: string; readonly unit: TimeUnit; readonly why: string; readonly where: Where };
  /** Only rows whose column holds this text are read. */
  readonly only: { readonly column: string; readonly equals: string; readonly why: string; readonly where: Where } | null;
  readonly columns: readonly { readonly channel: ChannelName; readonly from: ColumnMeaning }[];
  /** Latitude and longitude in degrees of WGS 84, become xM and yM about the first sample. */
  readonly position: { readonly latitude: ColumnMeaning; readonly longitude: ColumnMeaning } | null;
  /** The ego's yaw from its course, where no column gives it. */
  readonly egoCourse: { readonly minChordM: number; readonly why: string } | null;
  readonly actors: readonly ActorMapping[];
  /** Free text shown in the report: where the recording comes from and under which terms. */
  readonly source: string;
  readonly licence: string;
}

const KEYS =
  "redriveDrive file headerLine delimiter synthetic gapLimitSec time rows columns position yawFromCourse actors source licence vehicle".split(
    " ",
  );

type Fields = ReadonlyMap<string, JsonNode>;

/** Reads a mapping; unknown keys, wrong types and missing reasons are refused with line and column (RDV_DRIVE_FORMAT). */
export function readMapping(root: JsonNode): CsvMapping {
  const f = fieldsOf(root, KEYS);
  const version = need(f, "redriveDrive", root);
  if (version.value !== 1) throw wrong(version, "1, the version of this notation");
  const timeNode = need(f, "time", root);
  const time = fieldsOf(timeNode, ["column", "unit", "why"]);
  const columns = listOf(need(f, "columns", root)).map(readChannelRow);
  const channels = columns.map((row) => row.channel);
  columns.forEach((row, i) => {
    if (channels.indexOf(row.channel) !== i)
      throw inputError("RDV_DRIVE_FORMAT", row.from.where, "each channel once", `${row.channel} again`);
  });
  const actors = f.get("actors");
  const position = f.get("position");
  const course = f.get("yawFromCourse");
  const only = f.get("rows");
  return {
    csvName: textOf(need(f, "file", root)),
    fileWhere: need(f, "file", root).where,
    headerLine: optional(f, "headerLine", 1, (node) => wholeOf(node, 1, 1000)),
    delimiter: optional(f, "delimiter", ",", (node) => choiceOf(node, [",", ";", "\t", "|"])),
    synthetic: booleanOf(need(f, "synthetic", root)),
    vehicle: optional<string | null>(f, "vehicle", null, textOf),
    gapLimitNs: Math.round(optional(f, "gapLimitSec", 1, (node) => numberOf(node, 1e-3, 3600)) * 1e9),
    time: {
      column: textOf(need(time, "column", timeNode)),
      unit: choiceOf(need(time, "unit", timeNode), TIME_UNITS) as TimeUnit,
      why: reasonOf(time, timeNode),
      where: timeNode.where,
    },
    only: only === undefined ? null : readOnly(only),
    columns,
    position: position === undefined ? null : readPosition(position),
    egoCourse: course === undefined ? null : readCourse(course),
    actors: actors === undefined ? [] : listOf(actors).map(readActors),
    source: optional(f, "source", "", textOf),
    licence: optional(f, "licence", "", textOf),
  };
}

function readChannelRow(node: JsonNode): { channel: ChannelName; from: ColumnMeaning } {
  const f = fieldsOf(node, ["channel", "column", "scale", "offset", "missing", "why"]);
  const nameNode = need(f, "channel", node);
  const channel = textOf(nameNode);
  if (!isChannelName(channel)) throw wrong(nameNode, `a channel: ${CHANNEL_NAMES.join(", ")}`);
  return { channel, from: columnMeaning(f, node) };
}

function readColumn(node: JsonNode): ColumnMeaning {
  return columnMeaning(fieldsOf(node, ["column", "scale", "offset", "missing", "why"]), node);
}

function columnMeaning(f: Fields, node: JsonNode): ColumnMeaning {
  const scale = optional(f, "scale", 1, (n) => numberOf(n, -1e12, 1e12));
  if (scale === 0) throw wrong(need(f, "scale", node), "a scale other than 0");
  return {
    column: textOf(need(f, "column", node)),
    scale,
    offset: optional(f, "offset", 0, (n) => numberOf(n, -1e12, 1e12)),
    missing: optional(f, "missing", "error", (n) => choiceOf(n, ["error", "drop"])) as MissingPolicy,
    why: reasonOf(f, node),
    where: node.where,
  };
}

function readOnly(node: JsonNode): NonNullable<CsvMapping["only"]> {
  const f = fieldsOf(node, ["column", "equals", "why"]);
  return { column: textOf(need(f, "column", node)), equals: textOf(need(f, "equals", node)), why: reasonOf(f, node), where: node.where };
}

function readPosition(node: JsonNode): NonNullable<CsvMapping["position"]> {
  const f = fieldsOf(node, ["latitude", "longitude"]);
  return { latitude: readColumn(need(f, "latitude", node)), longitude: readColumn(need(f, "longitude", node)) };
}

function readCourse(node: JsonNode): { minChordM: number; why: string } {
  const f = fieldsOf(node, ["minChordM", "why"]);
  return { minChordM: numberOf(need(f, "minChordM", node), 1e-3, 1000), why: reasonOf(f, node) };
}

function readActors(node: JsonNode): ActorMapping {
  const f = fieldsOf(node, ["ids", "idColumn", "class", "lengthM", "widthM", "x", "y", "yaw", "yawFromCourse", "vLon", "why"]);
  const ids = f.get("ids");
  const idColumn = f.get("idColumn");
  if ((ids === undefined) === (idColumn === undefined)) throw wrong(node, "either ids or idColumn");
  const yaw = f.get("yaw");
  const course = f.get("yawFromCourse");
  if ((yaw === undefined) === (course === undefined)) throw wrong(node, "either yaw or yawFromCourse");
  return {
    ids: ids === undefined ? null : listOf(ids).map(textOf),
    idColumn: idColumn === undefined ? null : textOf(idColumn),
    cls: choiceOf(need(f, "class", node), ACTOR_CLASSES) as ActorClass,
    lengthM: readNumber(need(f, "lengthM", node)),
    widthM: readNumber(need(f, "widthM", node)),
    x: readColumn(need(f, "x", node)),
    y: readColumn(need(f, "y", node)),
    yaw: course === undefined ? { kind: "column", from: readColumn(need(f, "yaw", node)) } : { kind: "course", ...readCourse(course) },
    vLon: readColumn(need(f, "vLon", node)),
    why: reasonOf(f, node),
    where: node.where,
  };
}

function readNumber(node: JsonNode): NumberSource {
  if (typeof node.value !== "number") return { kind: "column", from: readColumn(node) };
  return { kind: "constant", value: numberOf(node, 0.01, 100) };
}

function fieldsOf(node: JsonNode, allowed: readonly string[]): Fields {
  if (!(node.value instanceof Map)) throw wrong(node, "an object");
  for (const [key, child] of node.value as Fields) {
    if (!allowed.includes(key)) throw inputError("RDV_DRIVE_FORMAT", child.where, `one of ${allowed.join(", ")}`, quoted(key));
  }
  return node.value;
}

function need(f: Fields, key: string, parent: JsonNode): JsonNode {
  const node = f.get(key);
  if (node === undefined) throw inputError("RDV_DRIVE_FORMAT", parent.where, `the key ${quoted(key)}`, "no such key");
  return node;
}

function optional<T>(f: Fields, key: string, otherwise: T, read: (node: JsonNode) => T): T {
  const node = f.get(key);
  return node === undefined ? otherwise : read(node);
}

function reasonOf(f: Fields, parent: JsonNode): string {
  return textOf(need(f, "why", parent));
}

function textOf(node: JsonNode): string {
  if (typeof node.value !== "string" || node.value === "") throw wrong(node, "a text that is not empty");
  return node.value;
}

function booleanOf(node: JsonNode): boolean {
  if (typeof node.value !== "boolean") throw wrong(node, "true or false");
  return node.value;
}

function numberOf(node: JsonNode, min: number, max: number): number {
  if (typeof node.value !== "number" || node.value < min || node.value > max) throw wrong(node, `a number from ${min} to ${max}`);
  return node.value;
}

function wholeOf(node: JsonNode, min: number, max: number): number {
  const value = numberOf(node, min, max);
  if (!Number.isInteger(value)) throw wrong(node, "a whole number");
  return value;
}

function choiceOf(node: JsonNode, choices: readonly string[]): string {
  const value = textOf(node);
  if (!choices.includes(value)) throw wrong(node, `one of ${choices.map(quoted).join(", ")}`);
  return value;
}

function listOf(node: JsonNode): readonly JsonNode[] {
  if (!Array.isArray(node.value)) throw wrong(node, "a list");
  return node.value as readonly JsonNode[];
}

function wrong(node: JsonNode, expected: string) {
  const { value } = node;
  const found = value instanceof Map ? "an object" : Array.isArray(value) ? "a list" : JSON.stringify(value);
  return inputError("RDV_DRIVE_FORMAT", node.where, expected, found.slice(0, 60));
}
