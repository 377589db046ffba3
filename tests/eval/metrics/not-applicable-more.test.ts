import { describe, expect, test } from "vitest";
import { METRICS } from "../../../src/eval/metrics.ts";
import { OFFERED } from "../../../src/eval/offered.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { stopLineAcross } from "../../../src/road/stop-lines.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { evaluateFrames, type Frame, headerOf, lineOf, type Motion, type OtherSpec, recordedOf, resultOf } from "../../support/records.ts";

/** What metrics say where the first thing that they need is there, and the next is not. */
const ALL = [...METRICS, ...OFFERED];
// Own lane with its centre at y = -2, oncoming one at y = 2.
const ROAD = parametricRoad({ lanes: 1, oncomingLanes: 1, laneWidthM: 4, lengthM: 500, speedLimitMps: 10 });
const ROUTE = lineOf([
  [0, -2],
  [400, -2],
]);
const GOAL = { sM: 400, pose: { xM: 400, yM: -2, yawRad: 0 } };
const CAR: readonly OtherSpec[] = [{ name: "car" }];

function reasonOf(id: string, changes: Partial<TraceHeader>, others: readonly OtherSpec[], frames: readonly Frame[]): unknown {
  const metrics = ALL.filter((m) => m.id === id);
  const e = evaluateFrames(headerOf(others, changes), frames.length, (k) => frames[k] as Frame, { metrics });
  const result = resultOf(e, id);
  return result.kind === "value" ? result.value : [result.reason, result.vacuous];
}

const alone = (ticks: number, motion: Motion): Frame[] => Array.from({ length: ticks }, () => ({ ego: motion }));
const beside = (ticks: number, motion: Motion, other: Motion): Frame[] => alone(ticks, motion).map((f) => ({ ...f, others: [other] }));
const unscored = (ticks: number): Frame[] => alone(ticks, { x: 50, y: -2 }).map((f) => ({ ...f, lowFidelity: true }));

describe("a route", () => {
  test("without a goal or a recorded driver ends nowhere", () => {
    for (const name of ["minimum-speed", "outside-lanes", "route-completion", "route-deviation", "route-length"]) {
      const frames = beside(5, { x: 50, y: -2, v: 5 }, { x: 70, y: -2, v: 5 });
      const reason = "neither a goal nor a recorded driver says where the route ends";
      expect(reasonOf(`carla.${name}`, { road: ROAD, route: ROUTE }, CAR, frames), name).toEqual([reason, false]);
    }
  });

  test("with nobody else, or driven for less than a twentieth, has no speed of traffic to compare with", () => {
    const changes = { road: ROAD, route: ROUTE, goal: GOAL };
    const none = reasonOf("carla.minimum-speed", changes, [], alone(5, { x: 5, y: -2, v: 5 }));
    expect(none).toEqual(["no other vehicle was in the world", true]);
    const short = reasonOf("carla.minimum-speed", changes, CAR, beside(5, { x: 5, y: -2, v: 5 }, { x: 70, y: -2, v: 5 }));
    expect(short).toEqual(["the ego came to no checkpoint of its route", true]);
  });
});

describe("a road", () => {
  test("beside which the ego begins", () => {
    const off = alone(5, { x: 50, y: 50, v: 5 });
    for (const name of ["orientation", "sm1", "sm2", "sm3"])
      expect(reasonOf(`commonroad.${name}`, { road: ROAD }, [], off)).toEqual(["the ego does not begin on a driving lane", false]);
    const psd = reasonOf("crime.psd", { road: ROAD }, CAR, beside(5, { x: 50, y: 50, v: 5 }, { x: 70, y: 50 }));
    expect(psd).toEqual(["the subject began on no lane", false]);
    const behind = reasonOf("crime.psd", { road: ROAD }, CAR, beside(5, { x: 50, y: -2, v: 5 }, { x: 20, y: -2 }));
    expect(behind).toEqual(["nobody's path lay ahead of a moving subject", true]);
  });

  test("without stop lines, or with one on a lane that the ego is not on", () => {
    const frames = alone(5, { x: 50, y: -2, v: 5 });
    expect(reasonOf("nuplan.stop-line", { road: ROAD, stopLines: [] }, [], frames)).toEqual(["there is no stop line", true]);
    const oncoming = { road: ROAD, stopLines: [stopLineAcross(ROAD.lanes[1]!, 1, 450, "sign", -1)] };
    const unmet = reasonOf("nuplan.stop-line", oncoming, [], alone(5, { x: 350, y: -2, v: 5 }));
    expect(unmet).toEqual(["the ego met no stop line as the first of its lane", true]);
  });

  test("on which no tick counts", () => {
    const changes = { road: ROAD, route: ROUTE, stopLines: [] };
    for (const id of ["waymax.wrong-way", "wosac.red-light"])
      expect(reasonOf(id, changes, [], unscored(5)), id).toEqual(["no tick was sampled", false]);
  });
});

test("a recorded driver who follows nobody has no headways to compare with", () => {
  const recorded = recordedOf(Array.from({ length: 5 }, (_, k) => ({ x: 50 + k, y: -2, v: 10 })));
  const frames = alone(5, { x: 50, y: -2, v: 10 });
  const reason = "the ego or the recorded driver never followed a moving road user";
  expect(reasonOf("headway-distribution", { road: ROAD, recorded }, [], frames)).toEqual([reason, true]);
});
