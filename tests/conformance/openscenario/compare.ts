import type { Reference, ReferenceEvent } from "./reference.ts";

/** What a run of ours gives for the comparison. */
export interface Played {
  /** Pose and speed of each entity at a time, by name; null where it is not there. */
  readonly at: (entity: string, tSec: number) => { xM: number; yM: number; speedMps: number } | null;
  readonly lastSec: number;
  readonly events: readonly ReferenceEvent[];
  /** Names of all elements of the storyboard. */
  readonly elements: ReadonlySet<string>;
}

export interface Comparison {
  /** Largest distance, and how much of the tolerance it is. */
  readonly worstM: number;
  readonly worstShare: number;
  readonly worstAt: string;
  /** Largest difference of an event's time; NaN where events are missing or in another order. */
  readonly worstEventSec: number;
  readonly verdict: "agrees" | "differs";
  readonly reason: string;
}

/** Of a position beside v dt (scenarios.md section 5). */
const POSITION_M = 0.05;
const ROUNDING_SEC = 1e-6;

/** Compares by the tolerances of scenarios.md: position v dt + 0.05 m, events in the same order within one dt. */
export function compare(reference: Reference, played: Played): Comparison {
  let worstM = 0;
  let worstShare = 0;
  let worstAt = "";
  let missing = "";
  for (const row of reference.rows) {
    const ours = played.at(row.entity, row.tSec);
    if (ours === null) {
      missing ||= `${row.entity} is not there at ${row.tSec} s`;
      continue;
    }
    const gapM = Math.hypot(ours.xM - row.xM, ours.yM - row.yM);
    // No number is as far away as can be.
    const distance = Number.isNaN(gapM) ? Number.POSITIVE_INFINITY : gapM;
    const share = distance / (Math.abs(row.speedMps) * reference.dtSec + POSITION_M);
    if (share > worstShare) {
      worstShare = share;
      worstM = distance;
      worstAt = `${row.entity} at ${row.tSec} s`;
    }
  }
  const events = compareEvents(reference, played.events, played.elements);
  const reasons = [missing, worstShare > 1 ? `${worstAt} is ${worstM.toFixed(3)} m away` : "", events.reason].filter((text) => text !== "");
  return {
    worstM,
    worstShare,
    worstAt,
    worstEventSec: events.worstSec,
    verdict: reasons.length === 0 ? "agrees" : "differs",
    reason: reasons.join("; "),
  };
}

/**
 * Two differences in the names of transitions, both listed in docs/openscenario-differences.md: an action that is over at once ends
 * regularly (endTransition), which the reference player calls stopTransition; and what is running when a stop trigger ends it or its
 * parent is stopped (stopTransition), while the reference player lets acts and stories end regularly then.
 */
function isSame(theirs: ReferenceEvent, ours: ReferenceEvent, atOnce: boolean, isStopping: boolean): boolean {
  if (ours.transition === theirs.transition) return true;
  if (atOnce) return theirs.transition === "stopTransition" && ours.transition === "endTransition";
  return isStopping && theirs.transition === "endTransition" && ours.transition === "stopTransition";
}

function endsAtOnce(events: readonly ReferenceEvent[], i: number): boolean {
  return i > 0 && events[i - 1]?.transition === "startTransition" && events[i - 1]?.tSec === events[i]?.tSec;
}

/**
 * What waits or runs again when a stop trigger stops it *ends* and then *stops* at once in the reference player; here it stops, once
 * (docs/openscenario-differences.md).
 */
function isEndBeforeStop(events: readonly ReferenceEvent[], i: number): boolean {
  const [event, next] = [events[i], events[i + 1]];
  return event?.transition === "endTransition" && next?.transition === "stopTransition" && next.tSec === event.tSec;
}

/** What controllers of the reference player do as if it were an action, without an element of the scenario: their lane changes. */
const OF_CONTROLLERS = /^LaneChange(Action_\d+)?$/;

/**
 * Elements are compared one by one, each in its own order, and each must do all that is recorded of it and nothing more; what happens at one
 * instant may stand in any order in the two files. An element without a line is an action that the reference player left out when it read
 * the file (a controller at its keyboard): it starts with its event, which is compared.
 */
function compareEvents(
  reference: Reference,
  ours: readonly ReferenceEvent[],
  elements: ReadonlySet<string>,
): { worstSec: number; reason: string } {
  const lastSec = Math.max(0, ...reference.events.map((e) => e.tSec));
  const byElement = (events: readonly ReferenceEvent[]): Map<string, ReferenceEvent[]> => {
    const map = new Map<string, ReferenceEvent[]>();
    for (const event of events) {
      if (event.what.startsWith("Init ") || event.tSec > lastSec + reference.dtSec) continue;
      map.set(event.what, [...(map.get(event.what) ?? []), event]);
    }
    return map;
  };
  const stops = new Set(reference.events.filter((e) => e.transition === "stopTransition").map((e) => e.tSec));
  const a = byElement(reference.events);
  const b = byElement(ours);
  let worstSec = 0;
  let worst = "";
  for (const [what, recorded] of a) {
    if (OF_CONTROLLERS.test(what) && !elements.has(what)) continue;
    const theirs = recorded.filter((_, i) => !isEndBeforeStop(recorded, i));
    const mine = b.get(what) ?? [];
    for (const [i, event] of theirs.entries()) {
      const own = mine[i];
      if (own === undefined || !isSame(event, own, endsAtOnce(theirs, i), stops.has(event.tSec))) {
        return {
          worstSec: Number.NaN,
          reason: `${what} ${event.transition} at ${event.tSec} s: ${own === undefined ? "never here" : `${own.transition} here at ${own.tSec.toFixed(3)} s`}`,
        };
      }
      const difference = Math.abs(own.tSec - event.tSec);
      if (difference > worstSec) {
        worstSec = difference;
        worst = `${what} ${event.transition} at ${event.tSec} s, here at ${own.tSec.toFixed(3)} s`;
      }
    }
  }
  for (const [what, recorded] of a) {
    const extra = b.get(what)?.[recorded.filter((_, i) => !isEndBeforeStop(recorded, i)).length];
    if (extra !== undefined)
      return { worstSec: Number.NaN, reason: `${what} ${extra.transition} at ${extra.tSec.toFixed(3)} s: never there` };
  }
  const isLate = worstSec > reference.dtSec + ROUNDING_SEC;
  return { worstSec, reason: isLate ? worst : "" };
}
