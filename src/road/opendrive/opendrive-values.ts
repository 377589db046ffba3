import type { Cubic } from "./model.ts";
import { addProblem, type Cause, quoted } from "./opendrive-problems.ts";
import type { Cursor } from "./opendrive-xml.ts";

/** No length, coordinate or coefficient of a road is beyond this; larger numbers overflow when they are multiplied. */
const MAX_NUMBER = 1e12;
/** A list that is further out of order than this is not put in order: that would take time that grows with its square. */
const MAX_BACK = 100;
const KPH = 1 / 3.6;
const MPH = 0.44704;

/** `OpenDRIVE/road/planView/geometry/@length`: the present element, or one of its attributes. */
export function pathOf(r: Cursor, attribute = ""): string {
  return r.names.join("/") + (attribute === "" ? "" : `/@${attribute}`);
}

/** Something wrong with the present element, which makes the map unusable. */
export function fault(r: Cursor, cause: Cause, attribute: string, expected: string, found: string, hint = ""): void {
  addProblem(r.log, { cause, severity: "error", at: r.at, path: pathOf(r, attribute), expected, found, hint });
}

/** Something wrong with the present element, which the map can do without. `hint` says what is done instead. */
export function warn(r: Cursor, cause: Cause, attribute: string, expected: string, found: string, hint: string): void {
  addProblem(r.log, { cause, severity: "warning", at: r.at, path: pathOf(r, attribute), expected, found, hint });
}

/** The cursor as if it stood at an element further up. */
export function standingAt(r: Cursor, at: number): Cursor {
  return { attributes: {}, at, names: r.names, log: r.log };
}

/**
 * A text of the file, to be kept: a copy, as a part of the file's text would keep all of it in memory. Texts of up to 12 characters are
 * copies already (V8 has no shorter slices).
 */
function copied(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** A text that may be absent. */
export function textOr<T>(r: Cursor, name: string, otherwise: T): string | T {
  const text = r.attributes[name];
  return text === undefined ? otherwise : copied(text);
}

/** A text that must be there; empty where it is not, with an error. */
export function textOf(r: Cursor, name: string): string {
  const text = r.attributes[name];
  if (text === undefined) fault(r, "missing", name, `the attribute ${name}`, "none");
  return copied(text ?? "");
}

/** A text that is not empty; null with an error otherwise. */
export function idOf(r: Cursor, name: string): string | null {
  const text = r.attributes[name];
  if (text !== undefined && text !== "") return copied(text);
  fault(r, "missing", name, `the attribute ${name}`, text === undefined ? "none" : '""');
  return null;
}

/** A finite number that must be there; 0 where it is not, with an error. */
export function numberOf(r: Cursor, name: string): number {
  const text = r.attributes[name];
  if (text !== undefined) return parsed(r, name, text);
  fault(r, "missing", name, `the attribute ${name}`, "none");
  return 0;
}

/** A finite number that may be absent. */
export function numberOr<T>(r: Cursor, name: string, otherwise: T): number | T {
  const text = r.attributes[name];
  return text === undefined ? otherwise : parsed(r, name, text);
}

/** As `numberOr`, of what only describes: an empty or unreadable text is a warning, and as if absent. */
export function describingNumber<T>(r: Cursor, name: string, otherwise: T): number | T {
  const text = r.attributes[name];
  if (text === undefined) return otherwise;
  const value = decimal(text);
  if (Math.abs(value) <= MAX_NUMBER) return value;
  warn(r, "type", name, "a finite number", quoted(text), "it is read as absent");
  return otherwise;
}

/** A number of at least 0 that must be there. */
export function distanceOf(r: Cursor, name: string): number {
  const value = numberOf(r, name);
  if (value < 0) fault(r, "range", name, "0 or more", `${value}`);
  return value;
}

/** An integer that must be there. */
export function integerOf(r: Cursor, name: string): number {
  const value = numberOf(r, name);
  if (Math.trunc(value) === value) return value;
  fault(r, "type", name, "an integer", quoted(r.attributes[name] ?? ""));
  return Math.trunc(value);
}

/** One of some words, or `otherwise` where it is absent; also, with a warning, where it is another word. */
export function choiceOr<T extends string, D>(r: Cursor, name: string, words: readonly T[], otherwise: T | D): T | D {
  const text = r.attributes[name];
  if (text === undefined) return otherwise;
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  warn(r, "choice", name, words.join(", "), quoted(text), otherwise === null ? "it is left out" : `it is read as ${String(otherwise)}`);
  return otherwise;
}

/** `true` and `1`, or `otherwise` where it is absent. */
export function claimOr(r: Cursor, name: string, otherwise: boolean): boolean {
  const text = r.attributes[name];
  if (text === undefined) return otherwise;
  if (text === "true" || text === "1" || text === "yes") return true;
  if (text === "false" || text === "0" || text === "no") return false;
  warn(r, "choice", name, "true, false", quoted(text), `it is read as ${otherwise}`);
  return otherwise;
}

/** A cubic of the present element, valid from its attribute `from` on. */
export function cubicOf(r: Cursor, from: "s" | "sOffset"): Cubic {
  const sM = distanceOf(r, from);
  return { sM, a: numberOf(r, "a"), b: numberOf(r, "b"), c: numberOf(r, "c"), d: numberOf(r, "d") };
}

/**
 * Adds an entry to a list that must ascend in s. One that comes too late in the file is put in its place, and of two at the same s the
 * later counts (the other is valid nowhere): both with a warning.
 */
export function addInOrder<T extends { readonly sM: number }>(r: Cursor, list: T[], entry: T): void {
  const last = list.at(-1);
  if (last === undefined || entry.sM > last.sM) {
    list.push(entry);
    return;
  }
  let place = list.length - 1;
  const lowest = Math.max(0, place - MAX_BACK);
  while (place > lowest && list[place - 1]!.sM >= entry.sM) place--;
  if (place > 0 && place === lowest) {
    fault(r, "range", "", "entries in ascending order of s", `${entry.sM} after ${last.sM}`, "sort them");
    return;
  }
  const isSame = list[place]!.sM === entry.sM;
  if (entry.sM < last.sM) warn(r, "range", "", `s above ${last.sM}, that of the entry before`, `${entry.sM}`, "it is put in its place");
  if (isSame) warn(r, "duplicate", "", "one entry at each s", `two at ${entry.sM}`, "the later one counts");
  list.splice(place, isSame ? 1 : 0, entry);
}

/** Metres a second; null where the unit is unknown, with a warning. Without a unit it is m/s, as all of OpenDRIVE is in SI units. */
export function speedOf(r: Cursor, name: string): number | null {
  const value = distanceOf(r, name);
  const unit = choiceOr(r, "unit", ["m/s", "km/h", "mph"], r.attributes["unit"] === undefined ? "m/s" : null);
  if (unit === null) return null;
  return unit === "m/s" ? value : value * (unit === "km/h" ? KPH : MPH);
}

/** A finite number as XML writes it, without the other forms that JavaScript reads (empty, hexadecimal); NaN otherwise. */
function decimal(text: string): number {
  const value = Number(text);
  // An empty text is 0 too, and "0x1f" is 31; a second character above "9" is rare enough for the slow way.
  const isOdd = text.charCodeAt(0) <= 32 || text.charCodeAt(1) > 0x39 || (value === 0 && !text.includes("0"));
  return isOdd ? slowDecimal(text) : value;
}

function slowDecimal(text: string): number {
  const trimmed = text.trim();
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
}

function parsed(r: Cursor, name: string, text: string): number {
  const value = decimal(text);
  if (Math.abs(value) <= MAX_NUMBER) return value;
  const hint = text.includes(",") ? "write a point, not a comma" : "";
  const isFinite = value - value === 0;
  fault(r, isFinite ? "range" : "type", name, isFinite ? `a number within ${MAX_NUMBER}` : "a finite number", quoted(text), hint);
  return 0;
}
