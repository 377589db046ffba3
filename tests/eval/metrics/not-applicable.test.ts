import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { metricHeader } from "../../../scripts/metric-header.ts";
import type { MetricResult } from "../../../src/eval/metric.ts";
import { METRICS } from "../../../src/eval/metrics.ts";
import { OFFERED } from "../../../src/eval/offered.ts";
import { randomTrace } from "../../support/random-traces.ts";
import { evaluateFrames, type Frame, headerOf, resultOf } from "../../support/records.ts";

/**
 * What every metric says of a car alone for one tick, on no road, with no route, goal, recording, plans or commands: why it has no value.
 * A new metric needs a line here, and an example in one of the files beside.
 */
const ALL = [...METRICS, ...OFFERED];
const list = (ids: string): string[] => ids.trim().split(/\s+/);

/** Something is not known that a value, or that nothing was wrong, would need. */
const UNKNOWN: Readonly<Record<string, string>> = {
  "the road has no driving lanes": `
    alpasim.off-road highwayenv.reward metadrive.reward navsim.drivable-area nuplan.drivable-area nuplan.driving-direction
    nuplan.speed-limit off-road smarts.lane-offset smarts.wrong-way waymax.off-road wosac.road-edge`,
  "the subject was never on a driving lane": "driving-direction",
  "the trace does not say where traffic has to stop: it was written before that was kept": `
    carla.red-light carla.stop-sign navsim.red-light nuplan.stop-line red-light stop-sign`,
  "the ego has no route": `
    carla.minimum-speed carla.outside-lanes carla.route-completion carla.route-deviation carla.route-length navsim.lane-keeping
    navsim.progress route-deviation waymax.wrong-way`,
  "no speed limit was known": "speed-limit",
  "the subject was never on a driving lane outside junctions for 2 s": "lane-keeping",
  "the run is shorter than the window of 1 s": "jerk lon-jerk",
  "the run is shorter than the window of 0.5 s": "lat-jerk",
  "the run is shorter than the window of 0.4 s": "yaw-accel",
  "there is no recording, no goal, and no tick on a free road with a known speed limit": "making-progress progress",
  "the ego has no goal on a route": "time-to-goal",
  "the ego was never beside a recorded driver's line": "cross-track heading-error",
  "no tick of the run has a recorded speed of the ego": "speed-error",
  "no command took effect": "command-saturation",
  "no command took effect beside a recorded motion": "actuator-limits",
  "no tick of the run has a recorded place of the ego": "ade fde",
  "there is no recorded driver in the ego's place": "headway-distribution",
  "the road does not say how the borders of its driving lanes are marked": "solid-line",
  "there is no recorded way in the ego's place": "alpasim.progress",
  "the run has fewer than 3 samples at 10 Hz": "bench2drive.smoothness",
  "the run has fewer than 3 samples of the ego at 10 Hz": `
    commonroad.acceleration commonroad.jb1 commonroad.jerk commonroad.orientation commonroad.path-length commonroad.sm1
    commonroad.sm2 commonroad.sm3 commonroad.steering-angle commonroad.steering-rate`,
  "the scenario has no lanes": `
    crime.msd crime.pf crime.psd navsim.no-at-fault-collisions navsim.ttc nuplan.no-at-fault-collisions nuplan.ttc r157.cut-in`,
  "the ego has no route over driving lanes": "navsim.driving-direction",
  "no plans are known: the controller gave no trajectories, or the trace keeps no frames of it": `
    navsim.extended-comfort nuplan.ade nuplan.ahe nuplan.fde nuplan.fhe nuplan.miss`,
  "the run has fewer than 4 samples at 10 Hz, too few for nuPlan's filters": `
    navsim.history-comfort nuplan.comfort nuplan.jerk nuplan.lat-accel nuplan.lon-accel nuplan.lon-decel nuplan.lon-jerk
    nuplan.yaw-accel nuplan.yaw-rate`,
  "no tick of the run has a recorded driver in the ego's place": "nuplan.making-progress nuplan.progress",
  "the ego has no way to a goal along a route": "smarts.destination",
  "no lane that was driven on has a speed limit": "smarts.speed-limit",
  "no two samples follow one another": "waymax.infeasibility",
  "no sample of the run has a recorded place of the ego": "waymax.log-divergence",
  "too few samples follow one another": "wosac.angular-acceleration wosac.angular-speed wosac.linear-acceleration wosac.linear-speed",
  "the trace does not say where traffic has to stop": "wosac.red-light",
};

/** Nothing was there that could have broken a limit. */
const VACUOUS: Readonly<Record<string, string>> = {
  "no other road user was in the world": `
    alpasim.collision carla.collision clearance collision crime.ci crime.dce crime.drivable-area crime.et crime.p-mc crime.pet
    crime.soi crime.ttb crime.ttc-star crime.ttce crime.ttk crime.ttr crime.tts crime.wttc min-ttc ncap.impact-speed
    ncap.impact-vut-speed pet r157.collision rss.collision rss.responsible rss.unsafe ssv2.collision tet tit waymax.overlap
    wosac.nearest wosac.ttc wttc`,
  "no road user was ever ahead in the subject's path": `
    a-req btn crime.a-lat-req crime.a-long-req crime.a-req crime.btn crime.cpi crime.drac crime.dst crime.hw crime.stn crime.tet
    crime.tit drac jrc.cfs jrc.pfs stn`,
  "the subject never followed a moving road user": "headway",
  "there was no collision": "crime.delta-v delta-v joksch",
  "the subject never moved": "needless-stops",
  "no moving vehicle was within 100 m": "traffic-speed",
  "the subject never came to where a road user ahead of it had been": "crime.thw",
  "the subject was never on course to run into a road user ahead of it": "crime.ttc",
  "the subject never followed anyone at up to 60 km/h": "r157.following-gap",
  "no road user was ever ahead of the subject or crossed its course": "sumo.drac",
  "the subject never closed in on a road user ahead of it": "sumo.ttc",
};

/** What one tick of a car alone is enough for: these have no value only where no tick is scored. */
const ENOUGH = list(`
    acc-bounds carla.blocked lane-bounds lat-accel lon-accel lon-decel msdv smarts.comfort smarts.jerk smarts.obstacles
    smarts.steps ssv2.standstill vdv weighted-accel yaw-rate
`);

test("every metric has its row", () => {
  const rows = [...Object.values(UNKNOWN), ...Object.values(VACUOUS)].flatMap(list);
  expect([...rows, ...ENOUGH].sort()).toEqual(ALL.map(({ id }) => id).sort());
});

describe("a car alone for one tick", () => {
  const e = evaluateFrames(headerOf(), 1, () => ({ ego: { x: 0 } }), { metrics: ALL });
  const none = (reason: string, vacuous: boolean): MetricResult => ({ kind: "not-applicable", reason, vacuous });

  test.each(Object.entries(UNKNOWN))("%s", (reason, ids) => {
    for (const id of list(ids)) expect(resultOf(e, id), id).toEqual(none(reason, false));
  });

  test.each(Object.entries(VACUOUS))("%s, so an expectation is met", (reason, ids) => {
    for (const id of list(ids)) expect(resultOf(e, id), id).toEqual(none(reason, true));
  });

  test("is enough for the rest, as their headers say, where the tick is scored", () => {
    const unscored = evaluateFrames(headerOf(), 3, () => ({ ego: { x: 0 }, lowFidelity: true }), { metrics: ALL });
    for (const id of ENOUGH) {
      expect(resultOf(e, id).kind, id).toBe("value");
      expect(resultOf(unscored, id), id).toEqual(none("no tick was scored", false));
      expect(metricHeader(id)["Not applicable"], id).toBe("no tick was scored.");
    }
    for (const { metric, result } of unscored.results) expect(result.kind, metric.id).toBe("not-applicable");
  });
});

test("what is known of the ego alone is said of nobody else", () => {
  const hasEgoAlone = (id: string): boolean =>
    /the subject is not the ego|^where `?[a-z.]*progress`? is not/.test(metricHeader(id)["Not applicable"]);
  const valued = new Set<string>();
  for (let seed = 1; seed <= 12; seed++) {
    const { header, frames } = randomTrace(seed);
    if (header.actors.length === 1) continue;
    const frameAt = (k: number): Frame => frames[k] as Frame;
    const other = evaluateFrames(header, frames.length, frameAt, { metrics: ALL, subjectIndex: 1 });
    for (const { metric, result } of other.results) if (result.kind === "value") valued.add(metric.id);
  }
  // What has a value for another road user does not depend on the ego, and the other way round.
  expect([...valued].filter(hasEgoAlone)).toEqual([]);
  expect(valued.size).toBeGreaterThan(100);
});

test("every metric has an example in a file beside this one", () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts") && !name.startsWith("not-applicable"));
  const text = files.map((name) => readFileSync(join(import.meta.dirname, name), "utf8")).join("\n");
  expect(ALL.map(({ id }) => id).filter((id) => !text.includes(`"${id}"`))).toEqual([]);
});
