import { sha256Hex } from "../../core/sha256.ts";
import type { ScenarioSpec } from "../spec.ts";

/** Hash of what a scenario says, whatever it and its files are called and wherever they lie: 16 hex digits of SHA-256. */
export function specHash(spec: ScenarioSpec): string {
  const { scenarioId: _id, variantId: _variant, name: _name, description: _text, tags: _tags, ...meaning } = spec;
  const world = meaning.world.kind === "drive" ? { ...meaning.world, drivePath: "" } : meaning.world;
  return hashOf({ ...meaning, world });
}

/** Hash of plain data: of its JSON with keys sorted, so that the order in which a reader built it does not matter. */
export function hashOf(data: object): string {
  return sha256Hex(JSON.stringify(data, sortKeys)).slice(0, 16);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
