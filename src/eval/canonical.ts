import { sha256Hex } from "../core/sha256.ts";

/** Data that has one spelling: JSON without NaN, infinities and undefined. */
export type Canonical = null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical };

/**
 * One text for one value: keys sorted by code unit, no spaces, numbers in shortest round-trip form (metrics.md section 9).
 * RangeError for a number that JSON cannot carry.
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`canonical JSON has no ${value}`);
    return JSON.stringify(value);
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields: string[] = [];
  for (const key of Object.keys(value).sort()) fields.push(`${JSON.stringify(key)}:${canonicalJson(value[key] as Canonical)}`);
  return `{${fields.join(",")}}`;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(value: readonly Canonical[] | { readonly [key: string]: Canonical }): value is readonly Canonical[] {
  return Array.isArray(value);
}

/** The first 16 hexadecimal digits of SHA-256 over the canonical JSON: the hash of parameters and of a score's definition. */
export function definitionHash(value: Canonical): string {
  return sha256Hex(canonicalJson(value)).slice(0, 16);
}
