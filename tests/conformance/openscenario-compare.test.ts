import { describe, expect, test } from "vitest";
import { compare } from "./openscenario/compare.ts";
import type { Reference, ReferenceEvent } from "./openscenario/reference.ts";

type Entry = readonly [tSec: number, what: string, transition: string];

function reasonOf(theirs: readonly Entry[], ours: readonly Entry[]): string {
  const events = (list: readonly Entry[]): ReferenceEvent[] => list.map(([tSec, what, transition]) => ({ tSec, what, transition }));
  const reference: Reference = {
    id: "",
    scenarioPath: "",
    dtSec: 0.1,
    controllersOff: false,
    untilSec: 9,
    rows: [],
    events: events(theirs),
  };
  return compare(reference, { at: () => null, lastSec: 9, events: events(ours), elements: new Set() }).reason;
}

describe("comparison of events with a recorded run", () => {
  test("one tick is allowed, two are not; nor another order, nor a missing one", () => {
    const theirs: Entry[] = [
      [1, "E", "startTransition"],
      [2, "E", "endTransition"],
    ];
    expect(reasonOf(theirs, [[1.1, "E", "startTransition"], theirs[1]!])).toBe("");
    expect(reasonOf(theirs, [[1.2, "E", "startTransition"], theirs[1]!])).toContain("here at 1.200 s");
    expect(reasonOf(theirs, [theirs[1]!, theirs[0]!])).toContain("endTransition here");
    expect(reasonOf(theirs, [theirs[0]!])).toContain("never here");
    expect(reasonOf([theirs[0]!, [5, "F", "startTransition"]], [...theirs, [5, "F", "startTransition"]])).toContain("2.000 s: never there");
  });

  test("an element that is stopped with executions left: the end before its stop at the same instant does not count, another one does", () => {
    const start: Entry = [1, "E", "startTransition"];
    const stop: Entry = [3, "E", "stopTransition"];
    expect(reasonOf([start, [3, "E", "endTransition"], stop], [start, stop])).toBe("");
    expect(reasonOf([start, [2, "E", "endTransition"], stop], [start, stop])).toContain("endTransition at 2 s: stopTransition here");
  });
});
