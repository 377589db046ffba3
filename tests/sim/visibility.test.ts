import { describe, expect, test } from "vitest";
import { runSync } from "../../src/sim/loop.ts";
import type { Reply, Session } from "../../src/sim/port.ts";
import type { WorldModel } from "../../src/sim/world.ts";
import { problemsOf, readFiles } from "../scenario/xosc/support.ts";
import { BRAKES, modelOf, type Parts, specIn, startXml, storyFolder, storyXml, STRAIGHT_XODR, USUAL } from "../scenario/story/support.ts";

function visibilityXml(sensors: boolean, traffic = true): string {
  return `<PrivateAction><VisibilityAction graphics="true" sensors="${sensors}" traffic="${traffic}"/></PrivateAction>`;
}

/** Lead stands 70 m ahead of the ego, hidden from the start; an action of an event on it at 1 s. */
const HIDDEN: Parts = {
  ...BRAKES,
  init: `${startXml("Ego", 50, 15)}${startXml("Lead", 120, 0).replace("</Private>", `${visibilityXml(false)}</Private>`)}`,
  endSec: 8,
};
const folder = storyFolder({
  "hidden.xosc": storyXml({ ...HIDDEN, action: visibilityXml(false, false), atSec: 90 }),
  "shown-later.xosc": storyXml({ ...HIDDEN, action: visibilityXml(true), atSec: 1 }),
});

function model(file: string): WorldModel {
  return modelOf(specIn(folder, file, { ...USUAL, dtSec: 0.05 }));
}

/** Straight on at its speed; keeps the ids it is told. */
function watching(told: number[][]): Session {
  return {
    start: () => ({ kind: "ready" }),
    decide: ({ tick, objects: { count, id } }): Reply => {
      told.push([...id.subarray(0, count)]);
      const command = { kind: "accel-steer", lateral: "road-wheel", accelMps2: 0, roadWheelRad: 0 } as const;
      return { kind: "command", tick, command, mode: "engaged", debug: [] };
    },
    end: () => undefined,
  };
}

describe("who a VisibilityAction hides from sensors", () => {
  test("is not told to the controller, but recorded, and no less in the way", () => {
    const told: number[][] = [];
    let recorded = 0;
    const outcome = runSync(model("hidden.xosc"), watching(told), { record: ({ actors }) => void (recorded += actors.present[1]!) });
    expect(told.every((ids) => ids.length === 0)).toBe(true);
    expect(recorded).toBe(told.length + 1);
    expect(outcome.end.reason).toBe("contact");
    expect(outcome.end.detail).toContain("Lead");
  });

  test("is told of from when it is shown", () => {
    const told: number[][] = [];
    runSync(model("shown-later.xosc"), watching(told), { record: () => undefined });
    const first = told.findIndex((ids) => ids.includes(1));
    // The action is done over the tick that begins at 1 s.
    expect(first * 0.05).toBeGreaterThanOrEqual(0.95);
    expect(first * 0.05).toBeLessThanOrEqual(1.1);
    expect(told.slice(first).every((ids) => ids.length === 1)).toBe(true);
  });

  test("from the drivers of the file it is not hidden, and the user is told", () => {
    expect(model("hidden.xosc").story!.notes).toEqual([
      'VisibilityAction: traffic="false" has no effect, drivers of the file see everyone',
    ]);
    expect(model("shown-later.xosc").story!.notes).toEqual([]);
    const warnings = problemsOf(
      readFiles({ "a.xosc": storyXml({ ...HIDDEN, action: visibilityXml(false, false) }), "straight.xodr": STRAIGHT_XODR }),
    );
    expect(warnings.filter((line) => line.includes("no effect"))).toHaveLength(1);
  });
});
