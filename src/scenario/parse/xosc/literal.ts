export type LiteralType = "boolean" | "dateTime" | "double" | "int" | "string" | "unsignedInt" | "unsignedShort";

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+(?:\.0*)?$/;
const DATE_TIME = /^(-?\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

const RANGES: Partial<Record<LiteralType, readonly [number, number, string]>> = {
  int: [-2147483648, 2147483647, "a whole number of 32 bits"],
  unsignedInt: [0, 4294967295, "a whole number from 0 to 4294967295"],
  unsignedShort: [0, 65535, "a whole number from 0 to 65535"],
};

/** What is wrong with a literal of that type of XML Schema; null where nothing is. NaN and infinities are refused. */
export function literalProblem(type: LiteralType, text: string): { readonly expected: string; readonly found: string } | null {
  const found = JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
  if (type === "string") return null;
  if (type === "boolean") return ["true", "false", "1", "0"].includes(text) ? null : { expected: "true or false", found };
  if (type === "dateTime") return secondsOfDateTime(text) === null ? { expected: "a date and time as 2026-01-31T12:00:00", found } : null;
  if (!DECIMAL.test(text) || !Number.isFinite(Number(text))) return { expected: "a finite decimal number", found };
  const range = RANGES[type];
  if (range === undefined) return null;
  const value = Number(text);
  return INTEGER.test(text) && value >= range[0] && value <= range[1] ? null : { expected: range[2], found };
}

/** Seconds since 1970-01-01T00:00Z of an xsd:dateTime; one without time zone counts as UTC. null where it is none. */
export function secondsOfDateTime(text: string): number | null {
  const match = DATE_TIME.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour > 24 || minute > 59 || second > 59) return null;
  const zone = match[8] ?? "Z";
  const sign = zone.startsWith("-") ? -1 : 1;
  const offsetMinutes = zone === "Z" ? 0 : sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  const seconds = ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offsetMinutes) * 60 + second;
  return seconds + Number(`0${match[7] ?? ""}`);
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Of the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms", days_from_civil). */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}
