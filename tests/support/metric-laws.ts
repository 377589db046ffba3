import { expect } from "vitest";
import type { Evaluated } from "../../src/eval/evaluate.ts";
import { METRICS } from "../../src/eval/metrics.ts";
import { OFFERED } from "../../src/eval/offered.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";
import { movedTrace, randomTrace, type RandomTrace } from "./random-traces.ts";
import { evaluateFrames, type Frame, type Motion, resultOf, seriesOf } from "./records.ts";

/** Laws that the values of every metric keep; each is checked over as many random traces as a caller asks for. */

/** Every metric there is, those that are only asked for by name too. */
export const ALL: typeof OFFERED = [...METRICS, ...OFFERED];

export function measure({ header, frames }: RandomTrace, metrics: typeof OFFERED = ALL): Evaluated {
  return evaluateFrames(header, frames.length, (k) => frames[k] as Frame, { metrics });
}

/** The metrics of these ids. */
export function named(ids: readonly string[]): typeof OFFERED {
  return ALL.filter(({ id }) => ids.includes(id));
}

/** 1 to `count`. */
export function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** What each seed gives is computed once for all tests of a file. */
export function once<T>(make: (seed: number) => T): (seed: number) => T {
  const made = new Map<number, T>();
  return (seed) => {
    const known = made.get(seed) ?? make(seed);
    made.set(seed, known);
    return known;
  };
}

/** Every metric of a seed's trace. */
export const measured: (seed: number) => Evaluated = once((seed) => measure(randomTrace(seed)));

/** A change of a trace, and what it makes of values. */
export interface Law {
  /** Null where there is nothing to change. */
  readonly change: (trace: RandomTrace) => RandomTrace | null;
  /** Metrics whose definition breaks the law, each with the defect that does. */
  readonly exceptions: Readonly<Record<string, string>>;
  /** How far a value may be off, as a share of it or of 1 where it is smaller; to the bit where 0. */
  readonly toleranceRatio: (id: string) => number;
  /** What becomes of a value of a series; undefined where the law says nothing of it. */
  readonly becomes: (id: string, value: number | null) => number | null | undefined;
}

const NEAR_RATIO = 1e-9;

/** Metrics whose series has a sign that a mirror turns. */
export const LATERAL: readonly string[] = [
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

/** Moving the world anywhere in the plane leaves every value. */
export const TURNED: Law = {
  change: (trace) => movedTrace(trace, { xM: -700, yM: 1300, yawRad: 2.2, mirrors: false }),
  exceptions: { "crime.msd": PROJECTED, "crime.psd": PROJECTED },
  toleranceRatio: () => NEAR_RATIO,
  becomes: (_id, value) => value,
};

/** A mirror turns the sign of lateral series and leaves the rest. */
export const MIRRORED: Law = {
  change: (trace) => movedTrace(trace, { xM: 0, yM: 0, yawRad: 0, mirrors: true }),
  exceptions: {
    "crime.p-mc": "the random motions are those of the seed, which no mirror turns",
    "highwayenv.reward": "HighwayEnv rewards the right lane",
    "navsim.history-comfort": SHIFTED,
    "nuplan.comfort": SHIFTED,
    "nuplan.jerk": SHIFTED,
    "nuplan.lon-accel": SHIFTED,
    "nuplan.lon-decel": SHIFTED,
    "nuplan.lon-jerk": SHIFTED,
  },
  toleranceRatio: () => NEAR_RATIO,
  becomes: (id, value) => (value !== null && LATERAL.includes(id) ? -value : value),
};

/** A sum over road users, which the order of addition rounds differently. */
const SUM = "crime.pf";

/** Another order of the road users changes no value. */
export const REORDERED: Law = {
  change({ header, frames }) {
    const [ego, ...others] = header.actors as [TraceHeader["actors"][number], ...TraceHeader["actors"][number][]];
    return {
      header: { ...header, actors: [ego, ...others.toReversed().map((a, i) => ({ ...a, id: 10 * (i + 1) }))] },
      frames: frames.map((f) => ({ ...f, others: (f.others ?? []).toReversed() })),
    };
  },
  exceptions: {
    "carla.collision": "CARLA takes a collision within 5 m of the last one for the same: of several at a tick, the first counts",
    "alpasim.collision": "only the flags of the last road user of a tick survive in AlpaSim (metrics.md section 11)",
  },
  toleranceRatio: (id) => (id === SUM ? NEAR_RATIO : 0),
  becomes: (_id, value) => value,
};

/** Metrics that have a value as soon as anybody is in the world, however far. */
const OF_ANYBODY = "clearance tet tit wttc crime.soi crime.wttc waymax.overlap wosac.nearest wosac.ttc".split(" ");

/** Road users a kilometre away change no value. */
export const CROWDED: Law = {
  change({ header, frames }) {
    const [, other] = header.actors;
    if (other === undefined) return null;
    const far = [0, 1, 2].map((i) => ({ ...other, id: 1000 + i, name: `far${i}` }));
    const added = far.map((_, i) => ({ x: 1000 * i - 1000, y: 1500, v: 30 }));
    return {
      header: { ...header, actors: [...header.actors, ...far] },
      frames: frames.map((f) => ({ ...f, others: [...(f.others ?? []), ...added] })),
    };
  },
  exceptions: { "carla.minimum-speed": "CARLA compares with all traffic, wherever on the map (metrics.md section 11)" },
  toleranceRatio: () => 0,
  // Where nobody else is in the world, they are the nearest.
  becomes: (id, value) => (value === null && OF_ANYBODY.includes(id) ? undefined : value),
};

/** Over so many traces every metric keeps a law, or the named ones do. Throws where one does not, with the seed and the metric. */
export function checkLaw(law: Law, count: number, ids: readonly string[] = lawful(law)): void {
  const metrics = named(ids);
  for (const seed of seeds(count)) {
    const changed = law.change(randomTrace(seed));
    if (changed === null) continue;
    const [here, there] = [measured(seed), measure(changed, metrics)];
    for (const { id } of metrics) checkMetric(law, id, here, there, `seed ${seed} ${id}`);
  }
}

const lawful = ({ exceptions }: Law): string[] => ALL.flatMap(({ id }) => (id in exceptions ? [] : [id]));

function checkMetric(law: Law, id: string, here: Evaluated, there: Evaluated, what: string): void {
  const toleranceRatio = law.toleranceRatio(id);
  checkValue(resultIn(there, id), resultIn(here, id), toleranceRatio, what);
  const series = seriesOf(there, id);
  for (const [tick, value] of seriesOf(here, id).entries()) {
    const wanted = law.becomes(id, value);
    if (wanted !== undefined) checkValue(series[tick] as number | null, wanted, toleranceRatio, `${what} tick ${tick}`);
  }
}

/** A value; null where it is not applicable. */
function resultIn(evaluated: Evaluated, id: string): number | null {
  const result = resultOf(evaluated, id);
  return result.kind === "value" ? result.value : null;
}

/** As `expect` does, which a hundred thousand values would wait for. */
function checkValue(actual: number | null, wanted: number | null, toleranceRatio: number, what: string): void {
  if (Object.is(actual, wanted)) return;
  const isNear =
    actual !== null && wanted !== null && toleranceRatio > 0 && Math.abs(actual - wanted) <= toleranceRatio * Math.max(1, Math.abs(wanted));
  if (!isNear) expect(actual, what).toBe(wanted);
}

// ---- slowing down time ----

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
  [1, `pet time-to-goal commonroad.jb1 commonroad.orientation commonroad.steering-angle crime.et crime.pet crime.thw crime.ttce sumo.ttc`],
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

function slowed({ header, frames }: RandomTrace): RandomTrace {
  const { recorded } = header;
  return {
    header: { ...header, dtSec: 2 * header.dtSec, recorded: recorded && { ...recorded, vLonMps: recorded.vLonMps.map((v) => v / 2) } },
    frames: frames.map((f) => ({ ...f, ego: slower(f.ego), others: (f.others ?? []).map((m) => (m === null ? null : slower(m))) })),
  };
}

function slower(m: Motion): Motion {
  const rates = { aLon: (m.aLon ?? 0) / 4, aLat: (m.aLat ?? 0) / 4, yawRate: (m.yawRate ?? 0) / 2 };
  return { ...m, v: (m.v ?? 0) / 2, vLat: (m.vLat ?? 0) / 2, ...rates };
}

/** Slowing down time by two doubles every time and scales the rest by its unit. */
export function checkSlowed(count: number): void {
  const scaled = POWERS.flatMap(([power, ids]) => ids.split(/\s+/).map((id) => [power, id] as const));
  const metrics = named(scaled.map(([, id]) => id));
  expect(metrics).toHaveLength(scaled.length);
  for (const seed of seeds(count)) {
    const [fast, half] = [measured(seed), measure(slowed(randomTrace(seed)), metrics)];
    for (const [power, id] of scaled) {
      const value = resultIn(fast, id);
      checkValue(resultIn(half, id), value && value * 2 ** power, NEAR_RATIO, `seed ${seed} ${id}`);
    }
  }
}
