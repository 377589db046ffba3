import type { Finding } from "../finding.ts";

/**
 * A document without its malformed parts, so that the meaning of the sound ones can be checked in the same reading.
 * Nothing is ever run from it.
 */
export interface Pruned {
  readonly document: Record<string, unknown>;
  /** Names of road users and events that were taken out; they may still be referred to. */
  readonly names: ReadonlySet<string>;
  /** True where a finding about the pruned document says something about the written one. */
  readonly holds: (finding: Finding) => boolean;
}

/** In place of parts that no document can lack: the widest road, an ego that asks for nothing. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  redrive: 1,
  name: "-",
  world: { road: { lanes: 8, oncomingLanes: 8, lengthM: 10_000 } },
  ego: { vehicle: "-", start: { lane: "-1", sM: 10, speedMps: 0 }, goal: { sM: 20 } },
};

/** Parts of which single entries can be taken out. */
const COLLECTIONS = ["actors", "trafficLights", "storyboard", "expect"];

/** Takes out what `findings` name: an actor, an event, a metric's limits, or else a whole part of the document. */
export function prune(data: Readonly<Record<string, unknown>>, findings: readonly Finding[]): Pruned {
  const document: Record<string, unknown> = { ...STAND_INS, ...data };
  const bad = new Map<string, Set<string | number | undefined>>();
  for (const { path } of findings) {
    const part = String(path[0]);
    bad.set(part, (bad.get(part) ?? new Set()).add(path[1]));
  }
  for (const [part, entries] of bad) {
    const rest = COLLECTIONS.includes(part) && !entries.has(undefined) ? without(document[part], entries) : standInFor(part);
    if (rest === undefined) delete document[part];
    else document[part] = rest;
  }
  const isGone = (part: string, key: string | number): boolean =>
    (bad.get(part)?.has(key) ?? false) || (bad.get(part)?.has(undefined) ?? false);
  const actors = namesOf(data["actors"]).filter((name) => isGone("actors", name));
  const events = listOf(data["storyboard"]).map((event, i) => (isGone("storyboard", i) ? (nameOf(event) ?? `event-${i + 1}`) : ""));
  const holds = (f: Finding): boolean => {
    if (bad.has("world") && f.code === "RDV_SCENARIO_WORLD") return false;
    return !bad.has(String(f.path[0])) || COLLECTIONS.includes(String(f.path[0]));
  };
  return { document, names: new Set([...actors, ...events]), holds };
}

function standInFor(part: string): unknown {
  return Object.hasOwn(STAND_INS, part) ? STAND_INS[part] : undefined;
}

/** The entries that are not named. An event is emptied instead, so that the indices of the others stay. */
function without(part: unknown, entries: ReadonlySet<string | number | undefined>): unknown {
  if (Array.isArray(part)) {
    const emptied = (i: number): unknown => ({ name: `-${i}`, when: { time: { atSec: 0 } }, do: { friction: { frictionRatio: 1 } } });
    return part.map((entry: unknown, i) => (entries.has(i) ? emptied(i) : entry));
  }
  if (typeof part !== "object" || part === null) return undefined;
  return Object.fromEntries(Object.entries(part).filter(([key]) => !entries.has(key)));
}

function namesOf(part: unknown): string[] {
  return typeof part === "object" && part !== null ? Object.keys(part) : [];
}

function listOf(part: unknown): unknown[] {
  return Array.isArray(part) ? part : [];
}

function nameOf(event: unknown): string | null {
  if (typeof event !== "object" || event === null || !("name" in event)) return null;
  return typeof event.name === "string" ? event.name : null;
}
