import { describe, expect, test } from "vitest";
import { evaluateTape } from "../../src/eval/evaluate-tape.ts";
import { humanInstead } from "../../src/eval/human.ts";
import { NO_RERUNS, type Profile, type ProfileRow } from "../../src/eval/profile.ts";
import { metricsOfProfiles, profileReport } from "../../src/eval/profile-report.ts";
import { PROFILES } from "../../src/eval/profiles.ts";
import { carla10, carla20, carla21 } from "../../src/eval/profiles/carla.ts";
import { epdms } from "../../src/eval/profiles/epdms.ts";
import { nuplanCl } from "../../src/eval/profiles/nuplan-cl.ts";
import type { ProfileReport } from "../../src/eval/result.ts";
import type { SignalState } from "../../src/core/signal-state.ts";
import { parametricRoad } from "../../src/road/parametric.ts";
import { stopLineAcross } from "../../src/road/stop-lines.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";
import { tapedOf } from "../support/judged-traces.ts";
import { type Frame, headerOf, lineOf, type Motion, type OtherSpec, recordedOf } from "../support/records.ts";

// One lane of 4 m each way along x; the own one has its centre at y = -2; limit 10 m/s. The ego is 4 m long, its centre at x + 1.
const ROAD = parametricRoad({ lanes: 1, oncomingLanes: 1, laneWidthM: 4, lengthM: 500, speedLimitMps: 10 });
const ROUTE = lineOf([
  [0, -2],
  [100, -2],
]);
const GOAL = { sM: 100, pose: { xM: 100, yM: -2, yawRad: 0 } };
const END = { reason: "completed", tick: 0 };

function run(header: TraceHeader, frames: readonly Frame[], profile: Profile, end = END): ProfileReport {
  const { tape } = tapedOf({ header, frames });
  const metrics = metricsOfProfiles([profile]);
  const human = humanInstead(header);
  const recorded = human === null ? null : evaluateTape(header, tape, { metrics }, human);
  return profileReport(profile, header, evaluateTape(header, tape, { metrics }), { end, tags: [], reruns: NO_RERUNS }, recorded);
}

const at = (ticks: number, motion: (k: number) => Motion): Motion[] => Array.from({ length: ticks }, (_, k) => motion(k));
const lane = (v: number, ticks = 41): Motion[] => at(ticks, (k) => ({ x: 20 + 0.1 * v * k, y: -2, v }));
const lost = (report: ProfileReport): number => report.findings.reduce((sum, f) => sum + f.lossPoints, 0);

function drive(
  profile: Profile,
  motions: readonly Motion[],
  changes: Partial<TraceHeader> = {},
  others: readonly Motion[] = [],
  specs: readonly OtherSpec[] = [],
) {
  const header = headerOf(
    others.map((_, i) => specs[i] ?? { name: `car${i}` }),
    { road: ROAD, route: ROUTE, recorded: recordedOf(lane(8)), stopLines: [], ...changes },
  );
  return run(
    header,
    motions.map((ego) => ({ ego, others })),
    profile,
  );
}

describe("nuplan-cl", () => {
  test("the recorded driver's own way has the whole score", () => {
    expect(drive(nuplanCl, lane(8))).toMatchObject({ score: 100, findings: [] });
  });

  test("half the way is (5 x 0.5 + 5 + 4 + 2) / 16", () => {
    const report = drive(nuplanCl, lane(4));
    expect(report.score).toBeCloseTo((100 * 13.5) / 16, 5);
    expect(report.findings).toMatchObject([{ metric: "nuplan.progress" }]);
    expect(lost(report)).toBeCloseTo(100 - report.score!, 9);
  });

  test("less than a fifth of it is nothing; a corner 0.3 m off is nothing", () => {
    expect(drive(nuplanCl, lane(1)).score).toBe(0);
    expect(
      drive(
        nuplanCl,
        lane(8).map((m) => ({ ...m, y: -3.31 })),
      ).score,
    ).toBe(0);
    expect(
      drive(
        nuplanCl,
        lane(8).map((m) => ({ ...m, y: -3.29 })),
      ).score,
    ).toBe(100);
  });

  test("a jolt costs the two sixteenths of comfort", () => {
    expect(
      drive(
        nuplanCl,
        lane(8).map((m, k) => ({ ...m, aLon: k > 20 && k < 30 ? -6 : 0 })),
      ).score,
    ).toBe(87.5);
  });

  test("a close lead costs the time to collision, a crash all", () => {
    const near = drive(nuplanCl, lane(8), {}, [{ x: 63, y: -2 }]);
    expect(near.score).toBeCloseTo((100 * 11) / 16, 5);
    expect(drive(nuplanCl, lane(8), {}, [{ x: 50, y: -2 }]).score).toBe(0);
  });

  test("not applicable without a recording or lanes", () => {
    expect(drive(nuplanCl, lane(8), { recorded: null })).toMatchObject({ score: null, reason: expect.stringContaining("recorded driver") });
    expect(drive(nuplanCl, lane(8), { road: { source: "none", lanes: [] } }).reason).toContain("lanes");
  });

  test("a suite is each type's mean by its count", () => {
    const row = (tag: string, score: number | null): ProfileRow => {
      return { variantId: tag, scenarioId: tag, tags: [tag], parameters: [], score, values: {}, facts: {} };
    };
    const { value, lines } = nuplanCl.aggregate!([row("a", 100), row("a", 50), row("b", 0), row("b", null)]);
    expect(value).toBe(50);
    expect(lines).toEqual(["a: 75 over 2", "b: 0 over 1"]);
    expect(nuplanCl.aggregate!([row("a", null)]).value).toBeNull();
  });
});

describe("epdms", () => {
  test("progress is divided by the better of ego and recorded driver", () => {
    expect(drive(epdms, lane(8)).score).toBe(100);
    // 16 m of 32 m: (5 x 0.5 + 5 + 2 + 2) / 14
    expect(drive(epdms, lane(4)).score).toBeCloseTo((100 * 11.5) / 14, 5);
    expect(drive(epdms, lane(9.5)).score).toBe(100);
  });

  test("where nobody gets farther than 5 m progress says nothing", () => {
    expect(drive(epdms, lane(0.5), { recorded: recordedOf(lane(1)) }).score).toBe(100);
  });

  test("a recorded driver who is off the lanes himself does not hold that against the ego, and is no reference", () => {
    const beside = recordedOf(lane(8).map((m) => ({ ...m, y: -3.2 })));
    const report = drive(
      epdms,
      lane(4).map((m) => ({ ...m, y: -3.2 })),
      { recorded: beside },
    );
    expect(report.notes.join()).toContain("drivable area");
    // Both leave the centre line for 2 s too. 16 m are the only admissible way.
    expect(report.score).toBe(100);
    const changed = { recorded: beside, parameters: [{ name: "gapM", value: "3" }] };
    expect(
      drive(
        epdms,
        lane(4).map((m) => ({ ...m, y: -3.2 })),
        changed,
      ).score,
    ).toBe(0);
  });

  test("not applicable without a recording", () => {
    expect(drive(epdms, lane(8), { recorded: null })).toMatchObject({ score: null, reason: expect.stringContaining("recorded driver") });
  });
});

describe("carla", () => {
  const LIT: Partial<TraceHeader> = {
    signals: [{ id: "light" }],
    stopLines: [stopLineAcross(ROAD.lanes[0]!, 0, 50, "light", 0), stopLineAcross(ROAD.lanes[0]!, 0, 70, "stop", -1)],
  };
  // The route begins where the ego does, with its centre at 0.
  const all = at(101, (k) => ({ x: k === 0 ? -1 : k - 0.5, y: -2, v: 10 }));
  const routed = (
    profile: Profile,
    motions: readonly Motion[],
    changes: Partial<TraceHeader> = {},
    light: SignalState = "red",
    others: readonly Motion[] = [],
  ) => {
    const header = headerOf(
      others.map((_, i) => ({ name: `car${i}` })),
      { road: ROAD, route: ROUTE, goal: GOAL, stopLines: [], ...changes },
    );
    return run(
      header,
      motions.map((ego) => ({ ego, others, signals: changes.signals === undefined ? [] : [light] })),
      profile,
    );
  };

  test("is the share of the route that was driven", () => {
    expect(routed(carla20, all)).toMatchObject({ score: 100, findings: [], notes: ["Perfect, 0 infractions"] });
    expect(routed(carla20, all.slice(0, 41)).score).toBeCloseTo(40, 5);
  });

  test("a red light and a stop sign multiply, in 2.1 they share a denominator", () => {
    expect(routed(carla20, all, LIT).score).toBeCloseTo(100 * 0.7 * 0.8, 5);
    expect(routed(carla10, all, LIT).score).toBeCloseTo(100 * 0.7 * 0.8, 5);
    const report = routed(carla21, all, LIT);
    expect(report.score).toBeCloseTo(100 / 1.65, 5);
    expect(lost(report)).toBeCloseTo(100 - report.score!, 9);
    const by = (metric: string): number => report.findings.find((f) => f.metric === metric)!.lossPoints;
    expect(by("carla.red-light") / by("carla.stop-sign")).toBeCloseTo(0.4 / 0.25, 5);
    expect(routed(carla20, all, LIT, "green").score).toBeCloseTo(80, 5);
  });

  test("slower than the traffic costs in 2.0 and 2.1, not in 1.0", () => {
    const traffic: Motion[] = [{ x: 300, y: 2, v: 20 }];
    expect(routed(carla10, all, {}, "red", traffic).score).toBe(100);
    expect(routed(carla20, all, {}, "red", traffic).score).toBeCloseTo(100 * 0.85 ** 4, 4);
    expect(routed(carla21, all, {}, "red", traffic).score).toBeCloseTo(100 / 1.8, 4);
  });

  test("a car that is run into costs .6 and .7", () => {
    const car: Motion[] = [{ x: 60, y: -2, v: 0 }];
    const short = all.slice(0, 61);
    expect(routed(carla20, short, {}, "red", car).score).toBeCloseTo(60 * 0.6, 4);
    expect(routed(carla21, short, {}, "red", car).score).toBeCloseTo(60 / 1.7, 4);
  });

  test("not applicable without a route, or where the trace lacks what it needs", () => {
    expect(routed(carla20, all, { route: null })).toMatchObject({ score: null, reason: "the ego has no route" });
    const { stopLines: _, ...old } = headerOf([], { road: ROAD, route: ROUTE, goal: GOAL });
    expect(
      run(
        old,
        all.map((ego) => ({ ego })),
        carla20,
      ).reason,
    ).toContain("where traffic has to stop");
  });

  test("a suite has a mean, a deviation, and infractions a kilometre", () => {
    const row = (report: ProfileReport): ProfileRow => {
      return { variantId: "v", scenarioId: "s", tags: [], parameters: [], score: report.score, values: {}, facts: report.facts ?? {} };
    };
    const aggregate = carla20.aggregate!([row(routed(carla20, all)), row(routed(carla20, all.slice(0, 51), LIT))]);
    expect(aggregate.value).toBeCloseTo(75, 5);
    expect(aggregate.lines).toEqual([
      "driving score 75, deviation 35.355",
      "route completion 75 %, deviation 35.355",
      "penalty 1, deviation 0",
    ]);
    const worse = carla20.aggregate!([row(routed(carla20, all, LIT))]);
    expect(worse.lines.slice(3)).toEqual(["red light: 10 a driven km", "stop sign: 10 a driven km"]);
  });
});

test("every profile says what it needs and how it differs", () => {
  expect(new Set(PROFILES.map(({ id }) => id)).size).toBe(PROFILES.length);
  for (const { id, formula, needs, source, differences } of PROFILES) {
    for (const text of [formula, needs, source, ...differences]) expect(text.length, id).toBeGreaterThan(5);
  }
});
