import { describe, expect, test } from "vitest";
import { type Box, boxesOverlap, boxGapM, emptyBox, setBox, sweptContactSec } from "../../src/core/box.ts";
import type { Evaluated } from "../../src/eval/evaluate.ts";
import { roundedDistanceM } from "../../src/eval/maths/rounded-distance.ts";
import { discRadiusM, wttcSec } from "../../src/eval/maths/wttc.ts";
import type { MetricResult } from "../../src/eval/metric.ts";
import { METRICS } from "../../src/eval/metrics.ts";
import { OFFERED } from "../../src/eval/offered.ts";
import type { Finding, Score } from "../../src/eval/result.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { newRecord } from "../../src/trace/record.ts";
import { ACTOR_CLASSES, type TickRecord, type TraceHeader } from "../../src/trace/tick.ts";
import { movedTrace, randomTrace, type RandomTrace } from "../support/random-traces.ts";
import { evaluateFrames, fillRecord, type Frame, type Motion, resultOf, seriesOf } from "../support/records.ts";

const evaluate = ({ header, frames }: RandomTrace): Evaluated => evaluateFrames(header, frames.length, (k) => frames[k] as Frame);
const score = (trace: RandomTrace): Score => scoreOf(trace.header, evaluate(trace));
const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** Every metric there is, those that are only asked for by name too. */
const ALL = [...METRICS, ...OFFERED];
const IDS = ALL.map((m) => m.id);
const named = (ids: readonly string[]): typeof ALL => ALL.filter(({ id }) => ids.includes(id));
const measure = ({ header, frames }: RandomTrace, metrics = ALL): Evaluated =>
  evaluateFrames(header, frames.length, (k) => frames[k] as Frame, { metrics });

/** Metrics whose series has a sign that a mirror turns. */
const LATERAL = [
  "lane-keeping",
  "lat-accel",
  "lat-jerk",
  "yaw-rate",
  "yaw-accel",
  "cross-track",
  "heading-error",
  "route-deviation",
  "wosac.angular-speed",
  "wosac.angular-acceleration",
];

const SHIFTED = "nuPlan moves the acceleration to the box centre with the sign of the turn (maths/nuplan-motion.ts)";
const PROJECTED = "CriMe multiplies the speed by the cosine of the lane's direction in W (metrics.md section 11)";
/** Anchors' definitions that break a law, each with the defect that does; each must break it somewhere. */
const NOT_TURNED: Readonly<Record<string, string>> = {
  "crime.msd": PROJECTED,
  "crime.psd": PROJECTED,
};
const NOT_MIRRORED: Readonly<Record<string, string>> = {
  "crime.p-mc": "the random motions are those of the seed, which no mirror turns",
  "highwayenv.reward": "HighwayEnv rewards the right lane",
  "navsim.history-comfort": SHIFTED,
  "nuplan.comfort": SHIFTED,
  "nuplan.jerk": SHIFTED,
  "nuplan.lon-accel": SHIFTED,
  "nuplan.lon-decel": SHIFTED,
  "nuplan.lon-jerk": SHIFTED,
};

const NOT_ORDERED: Readonly<Record<string, string>> = {
  "carla.collision": "CARLA takes a collision within 5 m of the last one for the same: of several at a tick, the first counts",
  "alpasim.collision": "only the flags of the last road user of a tick survive in AlpaSim (metrics.md section 11)",
};

const NOT_NEAR: Readonly<Record<string, string>> = {
  "carla.minimum-speed": "CARLA compares with all traffic, wherever on the map (metrics.md section 11)",
};

/** Sums over road users, which the order of addition rounds differently. */
const SUMS = ["traffic-speed", "crime.pf"];

/** Metrics that have a value as soon as anybody is in the world, however far. */
const OF_ANYBODY = "clearance tet tit wttc crime.soi crime.wttc waymax.overlap wosac.nearest wosac.ttc".split(" ");

/** What each seed gives is computed once for all tests of this file. */
function once<T>(make: (seed: number) => T): (seed: number) => T {
  const made = new Map<number, T>();
  return (seed) => {
    const known = made.get(seed) ?? make(seed);
    made.set(seed, known);
    return known;
  };
}
const measured = once((seed) => measure(randomTrace(seed)));
const scored = once((seed) => score(randomTrace(seed)));

function expectNear(actual: number | null, wanted: number | null, what: string): void {
  if (actual === null || wanted === null) expect(actual, what).toBe(wanted);
  else expect(Math.abs(actual - wanted) / Math.max(1, Math.abs(wanted)), what).toBeLessThanOrEqual(1e-9);
}

function expectSameValue(actual: MetricResult, wanted: MetricResult, what: string): void {
  expect(actual.kind, what).toBe(wanted.kind);
  if (actual.kind === "value" && wanted.kind === "value") expect(actual.value, what).toBe(wanted.value);
}

describe("moving the world", () => {
  test("anywhere in the plane leaves every value within 1e-9", () => {
    for (const seed of seeds(20)) {
      const trace = randomTrace(seed);
      const here = measured(seed);
      const there = measure(movedTrace(trace, { xM: -700, yM: 1300, yawRad: 2.2, mirrors: false }));
      for (const id of IDS) {
        if (id in NOT_TURNED) continue;
        const [a, b] = [resultOf(here, id), resultOf(there, id)];
        expect(b.kind, `${seed} ${id}`).toBe(a.kind);
        if (a.kind === "value" && b.kind === "value") expectNear(b.value, a.value, `seed ${seed} ${id}`);
        const [sa, sb] = [seriesOf(here, id), seriesOf(there, id)];
        for (const [k, v] of sa.entries()) expectNear(sb[k] as number | null, v, `seed ${seed} ${id} tick ${k}`);
      }
    }
  });

  test("into a mirror turns the sign of lateral series and leaves the rest", () => {
    for (const seed of seeds(20)) {
      const trace = randomTrace(seed);
      const here = measured(seed);
      const there = measure(movedTrace(trace, { xM: 0, yM: 0, yawRad: 0, mirrors: true }));
      for (const id of IDS) {
        if (id in NOT_MIRRORED) continue;
        const [a, b] = [resultOf(here, id), resultOf(there, id)];
        if (a.kind === "value" && b.kind === "value") expectNear(b.value, a.value, `seed ${seed} ${id}`);
        else expect(b.kind, `seed ${seed} ${id}`).toBe(a.kind);
        const sign = LATERAL.includes(id) ? -1 : 1;
        const [sa, sb] = [seriesOf(here, id), seriesOf(there, id)];
        for (const [k, v] of sa.entries()) expectNear(sb[k] as number | null, v === null ? null : sign * v, `seed ${seed} ${id} tick ${k}`);
      }
    }
  });

  test("every exception breaks its law", () => {
    const turned = { xM: -700, yM: 1300, yawRad: 2.2, mirrors: false };
    const mirrored = { xM: 0, yM: 0, yawRad: 0, mirrors: true };
    for (const [exceptions, move] of [[NOT_TURNED, turned] as const, [NOT_MIRRORED, mirrored] as const]) {
      for (const id of Object.keys(exceptions)) {
        const breaks = seeds(30).some((seed) => {
          const trace = randomTrace(seed);
          const metrics = named([id]);
          const [a, b] = [resultOf(measure(trace, metrics), id), resultOf(measure(movedTrace(trace, move), metrics), id)];
          return a.kind === "value" && b.kind === "value" && Math.abs(a.value - b.value) > 1e-6;
        });
        expect(breaks, id).toBe(true);
      }
    }
  });

  test("a mirror is exact where no map is searched", () => {
    const exact = ["min-ttc", "clearance", "lat-accel", "lat-jerk", "jerk", "yaw-rate", "yaw-accel", "speed-error"];
    for (const seed of seeds(60)) {
      const trace = randomTrace(seed);
      const here = evaluate(trace);
      const there = evaluate(movedTrace(trace, { xM: 0, yM: 0, yawRad: 0, mirrors: true }));
      for (const id of exact) {
        const sign = LATERAL.includes(id) ? -1 : 1;
        expect(seriesOf(there, id), `seed ${seed} ${id}`).toEqual(seriesOf(here, id).map((v) => (v === null ? null : sign * v)));
      }
    }
  });
});

describe("slowing down time", () => {
  // Half the speeds at twice the time step drive the same ways: what is measured follows its unit alone.
  // Those with a constant that has a time in it, as a deceleration that a car can do, follow no one power.
  const POWERS: readonly (readonly [number, string])[] = [
    [
      0,
      `clearance cross-track heading-error ade fde off-road route-deviation solid-line alpasim.off-road alpasim.progress
       carla.route-completion carla.route-deviation carla.route-length commonroad.path-length crime.dce crime.hw crime.soi
       navsim.drivable-area navsim.progress nuplan.drivable-area nuplan.progress smarts.lane-offset waymax.log-divergence
       waymax.off-road waymax.overlap wosac.nearest wosac.road-edge`,
    ],
    [
      1,
      `pet time-to-goal commonroad.jb1 commonroad.orientation commonroad.steering-angle crime.et crime.pet crime.thw crime.ttce sumo.ttc`,
    ],
    [
      -1,
      `yaw-rate speed-error delta-v commonroad.steering-rate crime.delta-v ncap.impact-speed ncap.impact-vut-speed wosac.angular-speed
       wosac.linear-speed`,
    ],
    [
      -2,
      `drac a-req btn stn lon-accel lon-decel lat-accel crime.a-long-req crime.btn crime.drac crime.msd sumo.drac
       wosac.angular-acceleration wosac.linear-acceleration`,
    ],
    [-3, "commonroad.acceleration"],
    [-4, "joksch"],
  ];

  const slowed = (m: Motion): Motion => ({
    ...m,
    v: (m.v ?? 0) / 2,
    vLat: (m.vLat ?? 0) / 2,
    aLon: (m.aLon ?? 0) / 4,
    aLat: (m.aLat ?? 0) / 4,
    yawRate: (m.yawRate ?? 0) / 2,
  });

  test("doubles every time and scales the rest by its unit", () => {
    for (const seed of seeds(20)) {
      const { header, frames } = randomTrace(seed);
      const { recorded } = header;
      const slow = {
        header: { ...header, dtSec: 2 * header.dtSec, recorded: recorded && { ...recorded, vLonMps: recorded.vLonMps.map((v) => v / 2) } },
        frames: frames.map((f) => ({ ...f, ego: slowed(f.ego), others: (f.others ?? []).map((m) => (m === null ? null : slowed(m))) })),
      };
      const scaled = POWERS.flatMap(([power, ids]) => ids.split(/\s+/).map((id) => [power, id] as const));
      const metrics = named(scaled.map(([, id]) => id));
      const [fast, half] = [measure({ header, frames }, metrics), measure(slow, metrics)];
      for (const [power, id] of scaled) {
        const [a, b] = [resultOf(fast, id), resultOf(half, id)];
        expect(b.kind, `seed ${seed} ${id}`).toBe(a.kind);
        if (a.kind === "value" && b.kind === "value") expectNear(b.value, a.value * 2 ** power, `seed ${seed} ${id}`);
      }
    }
  });
});

describe("names and order of road users", () => {
  const pointsOf = (s: Score): unknown => [s.total, s.dimensions, s.findings.map((f) => [f.metric, f.lossPoints, f.worstTick, f.masked])];

  function renamed(header: TraceHeader): TraceHeader {
    const actors = header.actors.map((a, i) => (i === header.egoIndex ? a : { ...a, id: 7 * a.id + 3, name: `z${1000 - i}` }));
    return { ...header, actors };
  }

  test("renaming actors moves no point", () => {
    for (const seed of seeds(200)) {
      const trace = randomTrace(seed);
      expect(pointsOf(score({ ...trace, header: renamed(trace.header) })), `seed ${seed}`).toEqual(pointsOf(scored(seed)));
    }
  });

  test("another order of the road users changes no value", () => {
    for (const seed of seeds(25)) {
      const { header, frames } = randomTrace(seed);
      const [ego, ...others] = header.actors as [TraceHeader["actors"][number], ...TraceHeader["actors"][number][]];
      const swapped = {
        header: { ...header, actors: [ego, ...others.toReversed().map((a, i) => ({ ...a, id: 10 * (i + 1) }))] },
        frames: frames.map((f) => ({ ...f, others: (f.others ?? []).toReversed() })),
      };
      const [a, b] = [measured(seed), measure(swapped)];
      for (const id of IDS) {
        if (id in NOT_ORDERED) continue;
        if (SUMS.includes(id)) {
          for (const [k, v] of seriesOf(a, id).entries()) expectNear(seriesOf(b, id)[k] as number | null, v, `seed ${seed} ${id}`);
          continue;
        }
        expect(seriesOf(b, id), `seed ${seed} ${id}`).toEqual(seriesOf(a, id));
        expectSameValue(resultOf(b, id), resultOf(a, id), `seed ${seed} ${id}`);
      }
      expect(scoreOf(swapped.header, evaluate(swapped)).total).toBe(scoreOf(header, evaluate({ header, frames })).total);
    }
  });
});

test("a metric alone gives what it gives among all", () => {
  for (const seed of [3, 8]) {
    const { header, frames } = randomTrace(seed);
    const among = measured(seed);
    for (const metric of ALL) {
      const alone = measure({ header, frames }, [metric]);
      expect(resultOf(alone, metric.id), `seed ${seed} ${metric.id}`).toEqual(resultOf(among, metric.id));
      expect(seriesOf(alone, metric.id), `seed ${seed} ${metric.id}`).toEqual(seriesOf(among, metric.id));
    }
  }
});

describe("leaving out the far ones", () => {
  test("road users a kilometre away change no value", () => {
    for (const seed of seeds(20)) {
      const { header, frames } = randomTrace(seed);
      if (header.actors.length === 1) continue;
      const far = [0, 1, 2].map((i) => ({ ...(header.actors[1] as TraceHeader["actors"][number]), id: 1000 + i, name: `far${i}` }));
      const crowd = {
        header: { ...header, actors: [...header.actors, ...far] },
        frames: frames.map((f) => ({
          ...f,
          others: [...(f.others ?? []), ...far.map((_, i) => ({ x: 1000 * i - 1000, y: 1500, v: 30 }))],
        })),
      };
      const [a, b] = [measured(seed), measure(crowd)];
      for (const id of IDS.filter((known) => !(known in NOT_NEAR))) {
        const [alone, among] = [seriesOf(a, id), seriesOf(b, id)];
        // Where nobody else is in the world, they are the nearest.
        for (const [tick, v] of alone.entries())
          if (v !== null || !OF_ANYBODY.includes(id)) expect(among[tick], `seed ${seed} ${id} ${tick}`).toBe(v);
        expectSameValue(resultOf(b, id), resultOf(a, id), `seed ${seed} ${id}`);
      }
    }
  });

  test("what is culled by distance is what all pairs of boxes give", () => {
    const ids = ["clearance", "min-ttc", "wttc", "wosac.nearest", "waymax.overlap"];
    for (const seed of seeds(100)) {
      const { header, frames } = randomTrace(seed);
      const e = measure({ header, frames }, named(ids));
      const record = newRecord(header.actors, 0);
      const wanted = frames.map((frame, k) => {
        fillRecord(record, header, k, frame);
        return overAllPairs(record);
      });
      for (const [i, id] of ids.entries()) expect(seriesOf(e, id), `seed ${seed} ${id}`).toEqual(wanted.map((values) => values[i]));
    }
  });

  /** The values of one tick in the order of `ids`. */
  function overAllPairs({ actors: a }: TickRecord): (number | null)[] {
    const boxAt = (i: number): Box => {
      const box = emptyBox();
      setBox(box, a.xM[i]!, a.yM[i]!, a.cosYaw[i]!, a.sinYaw[i]!, a.lengthM[i]!, a.widthM[i]!);
      return box;
    };
    const radiusOf = (i: number): number => discRadiusM(a.lengthM[i]!, a.widthM[i]!);
    const ego = boxAt(0);
    const least = [Infinity, Infinity, Infinity, Infinity];
    let overlaps: number | null = null;
    for (let i = 1; i < a.count; i++) {
      if (a.present[i] === 0) continue;
      const other = boxAt(i);
      const accel = a.cls[i] === ACTOR_CLASSES.indexOf("static") ? 9.81 : 19.62;
      const [dx, dy] = [other.xM - ego.xM, other.yM - ego.yM];
      const [dvx, dvy] = [a.vxMps[i]! - a.vxMps[0]!, a.vyMps[i]! - a.vyMps[0]!];
      const values = [
        boxGapM(ego, other),
        sweptContactSec(ego, a.vxMps[0]!, a.vyMps[0]!, other, a.vxMps[i]!, a.vyMps[i]!, 3),
        wttcSec(dx, dy, dvx, dvy, radiusOf(0) + radiusOf(i), accel),
        roundedDistanceM(ego, other, 0.7),
      ];
      for (const [k, value] of values.entries()) least[k] = Math.min(least[k]!, value);
      overlaps = Math.max(overlaps ?? 0, boxesOverlap(ego, other) ? 1 : 0);
    }
    return [...least.map((value) => (Number.isFinite(value) ? value : null)), overlaps];
  }
});

describe("losses", () => {
  const units = (points: number): number => Math.round(points * 1e6);
  const total = (findings: readonly Finding[]): number => findings.reduce((sum, f) => sum + units(f.lossPoints), 0);

  test("over 1000 traces they sum to exactly 100 - score, and none lacks a finding", () => {
    const seen = { perfect: 0, masked: 0, partial: 0 };
    for (const seed of seeds(1000)) {
      const s = scored(seed);
      expect(total(s.findings), `seed ${seed}`).toBe(1e8 - units(s.total));
      for (const f of s.findings) expect(units(f.lossPoints) / 1e6).toBe(f.lossPoints);
      checkEveryLossHasItsFinding(s, seed);
      if (s.findings.some((f) => f.masked)) seen.masked++;
      if (s.total === 100) seen.perfect++;
      else if (s.total > 0) seen.partial++;
    }
    // The traces reach every branch of the rules.
    expect(seen.masked).toBeGreaterThan(50);
    expect(seen.partial).toBeGreaterThan(50);
  });

  function checkEveryLossHasItsFinding(s: Score, seed: number): void {
    const withWeight = new Set(s.dimensions.filter((d) => d.weight > 0).map((d) => d.dimension));
    for (const m of s.metrics) {
      const isPerfect = m.normalised === null || m.normalised > 1 - 1e-7 || m.role === "reported" || !withWeight.has(m.dimension);
      const own = s.findings.filter((f) => f.metric === m.id && (f.lossPoints > 0 || f.masked));
      if (isPerfect) expect(total(own), `seed ${seed} ${m.id}`).toBeLessThanOrEqual(20);
      else expect(own.length, `seed ${seed} ${m.id}`).toBeGreaterThan(0);
    }
  }

  test("a masked loss says what the score would be with the gates open, and costs nothing", () => {
    for (const seed of seeds(300)) {
      const s = scored(seed);
      for (const f of s.findings.filter((x) => x.masked)) {
        expect(s.total).toBe(0);
        expect(f.lossPoints).toBe(0);
        expect(f.wouldScore).toBeGreaterThan(0);
        expect(f.wouldScore).toBeLessThan(100);
      }
    }
  });

  test("every finding speaks of a tick of the run and reads as a sentence", () => {
    for (const seed of seeds(300)) {
      const { header, frames } = randomTrace(seed);
      const { findings } = scored(seed);
      for (const f of findings) {
        expect(f.worstTick).toBeGreaterThanOrEqual(f.fromTick);
        expect(f.worstTick).toBeLessThanOrEqual(f.toTick);
        expect(f.toTick).toBeLessThan(frames.length);
        expect(f.tSec).toBe(f.worstTick * header.dtSec);
        expect(f.sentence).not.toMatch(/NaN|Infinity|undefined|null|\.$| {2}/);
        if (f.actor !== null) expect(f.sentence).toContain(f.actor);
      }
    }
  });

  test("the same records give the same bits again", () => {
    for (const seed of seeds(50)) expect(score(randomTrace(seed))).toEqual(scored(seed));
  });
});
