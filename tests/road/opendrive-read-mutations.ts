import type { Problem } from "../../src/core/errors.ts";
import { nextInt, type RandomStream } from "../../src/core/random.ts";
import type { OpenDriveMap } from "../../src/road/opendrive/model.ts";
import { readOpenDrive } from "../../src/road/opendrive/opendrive-read.ts";

/** What people and programs get wrong, and what an attacker would try, in place of a value. */
const VALUES = [
  ..."0 -0 -1 1 1e-300 1e300 -1e12 NaN INF Infinity 0x10 1,5 999999999999999999999 true start end + - none".split(" "),
  "",
  " ",
  "é\u0301",
  "\u{1f697}",
  "__proto__",
  "&amp;",
  "&#0;",
  "&x;",
  "<",
  "a".repeat(300),
];
const PIECES = [
  "<",
  ">",
  "/>",
  "</lane>",
  "</road>",
  "<road>",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<!DOCTYPE a>",
  "<?xml?>",
  "\0",
  "\r\n",
  "&",
  '"',
];

/** A file with one to three mutations: a value, a byte, a piece put in, taken out, doubled, moved, or all from some place on lost. */
export function mutated(text: string, random: RandomStream): Uint8Array {
  let now = text;
  for (let left = 1 + nextInt(random, 3); left > 0; left--) now = mutatedOnce(now, random);
  const bytes = new TextEncoder().encode(now);
  if (nextInt(random, 10) === 0 && bytes.length > 0) bytes[nextInt(random, bytes.length)] = nextInt(random, 256);
  return bytes;
}

function mutatedOnce(text: string, random: RandomStream): string {
  if (text.length < 2) return text;
  const at = nextInt(random, text.length - 1);
  const to = Math.min(text.length, at + 1 + nextInt(random, 400));
  switch (nextInt(random, 8)) {
    case 0:
    case 1:
    case 2:
      return withValue(text, at, VALUES[nextInt(random, VALUES.length)] ?? "");
    case 3:
      return text.slice(0, at) + (PIECES[nextInt(random, PIECES.length)] ?? "") + text.slice(at);
    case 4:
      return text.slice(0, at) + text.slice(to);
    case 5:
      return text.slice(0, to) + text.slice(at);
    case 6:
      return withElements(text, at, nextInt(random, 2) === 0);
    default:
      return nextInt(random, 4) === 0 ? text.slice(0, at) : withValue(text, at, String(nextInt(random, 1000) - 500));
  }
}

/** Another value for the attribute after `at`. */
function withValue(text: string, at: number, value: string): string {
  const open = text.indexOf('="', at);
  const close = open < 0 ? -1 : text.indexOf('"', open + 2);
  return close < 0 ? text : text.slice(0, open + 2) + value + text.slice(close);
}

/** The element after `at` left out, or given twice; well formed where it has no children. */
function withElements(text: string, at: number, isDoubled: boolean): string {
  const open = text.indexOf("<", at);
  const close = open < 0 ? -1 : text.indexOf("/>", open);
  if (close < 0) return text;
  const element = text.slice(open, close + 2);
  return text.slice(0, open) + (isDoubled ? element + element : "") + text.slice(close + 2);
}

/** What is wrong with a reading, whatever the file was: null for nothing. Problems have places, and a map has only numbers to calculate with. */
export function faultOf(bytes: Uint8Array): string | null {
  const { map, problems } = readOpenDrive(bytes, "mutated.xodr");
  const hasErrors = problems.some(({ severity }) => severity === "error");
  if ((map === null) !== hasErrors) return `map ${map === null ? "null" : "there"} with ${hasErrors ? "" : "no "}errors`;
  const lines = new TextDecoder().decode(bytes).split("\n");
  const astray = problems.find((problem) => !isInside(problem, lines));
  if (astray !== undefined) return `a place outside the file: ${JSON.stringify(astray)}`;
  return map === null ? null : faultOfMap(map);
}

function isInside({ line, column, expected, found }: Problem, lines: readonly string[]): boolean {
  if (expected === "" || found === "") return false;
  return line === 0 ? column === 0 : column >= 1 && column <= (lines[line - 1]?.length ?? -2) + 1;
}

function faultOfMap(map: OpenDriveMap): string | null {
  const roads = new Set(map.roads.map(({ id }) => id));
  const bad = firstNotFinite(map, "map");
  if (bad !== null) return bad;
  if (roads.size !== map.roads.length) return "two roads of one id";
  for (const { id, lengthM, geometry, sections, elevation, predecessor, successor } of map.roads) {
    if (!(lengthM > 0) || geometry.length === 0 || sections.length === 0) return `road ${id} is empty`;
    for (const list of [geometry, sections, elevation]) if (!ascends(list)) return `road ${id} has a list out of order`;
    for (const link of [predecessor, successor])
      if (link !== null && link.kind !== "junction" && !roads.has(link.id)) return `road ${id} is linked to nothing`;
    for (const { lanes } of sections) {
      if (!lanes.every((lane, i) => i === 0 || lane.id < lanes[i - 1]!.id)) return `road ${id} has lanes out of order`;
      if (!lanes.every((lane) => lane.id === 0 || lane.width.length > 0 !== lane.border.length > 0)) return `road ${id}: width and border`;
      if (!lanes.some((lane) => lane.id === 0)) return `road ${id} has no centre`;
    }
  }
  return null;
}

function ascends(list: readonly { readonly sM: number }[]): boolean {
  return list.every(({ sM }, i) => i === 0 || sM > list[i - 1]!.sM);
}

function firstNotFinite(value: unknown, path: string): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (typeof value !== "object" || value === null) return value === undefined ? `${path} is undefined` : null;
  for (const [key, inner] of Object.entries(value)) {
    const bad = firstNotFinite(inner, `${path}.${key}`);
    if (bad !== null) return bad;
  }
  return null;
}
