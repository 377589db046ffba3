/** Units of a time column and how many decimal places of it make one nanosecond. */
const PLACES = { s: 9, ms: 6, us: 3, ns: 0 } as const;
export type TimeUnit = keyof typeof PLACES;
export const TIME_UNITS: readonly string[] = Object.keys(PLACES);

const DECIMAL = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * A stamp in nanoseconds, exact to the last digit: ns since 1970 do not fit a double, so the decimal text is never made one.
 * Digits below a nanosecond are rounded, half away from zero. Null where the text is not a decimal number.
 */
export function parseStampNs(text: string, unit: TimeUnit): bigint | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  const shift = PLACES[unit] + Number(exponent) - fraction.length;
  const size = shift >= 0 ? BigInt(digits + "0".repeat(shift)) : roundedCut(digits, -shift);
  return sign === "-" ? -size : size;
}

/** The number `digits` without its last `count` digits, rounded half up. */
function roundedCut(digits: string, count: number): bigint {
  if (count > digits.length) return 0n;
  const kept = BigInt(digits.slice(0, digits.length - count) || "0");
  return digits.charAt(digits.length - count) >= "5" ? kept + 1n : kept;
}
