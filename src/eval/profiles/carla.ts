import { blocked } from "../anchors/carla/blocked.ts";
import { carlaCollision } from "../anchors/carla/collision.ts";
import { minimumSpeed } from "../anchors/carla/minimum-speed.ts";
import { outsideLanes } from "../anchors/carla/outside-lanes.ts";
import { redLight } from "../anchors/carla/red-light.ts";
import { routeCompletion } from "../anchors/carla/route-completion.ts";
import { routeLength } from "../anchors/carla/route-length.ts";
import { routeDeviation } from "../anchors/carla/route-deviation.ts";
import { stopSign } from "../anchors/carla/stop-sign.ts";
import { roundedTo } from "../maths/rounding.ts";
import type { Metric, MetricResult, MetricValue } from "../metric.ts";
import type { Profile, ProfileAggregate, ProfileRow, ProfileRun, ProfileScore } from "../profile.ts";
import type { Gate, ScoreTree } from "../score-tree.ts";
import {
  CARLA_KINDS,
  carlaAddend,
  type CarlaEvent,
  carlaFactor,
  type CarlaKind,
  carlaPenalty,
  carlaRecord,
  type CarlaVersion,
  LEAST_KM,
  sampleSpread,
} from "./carla-rule.ts";

const METRICS: readonly Metric<unknown>[] = [
  routeCompletion,
  routeLength,
  carlaCollision,
  redLight,
  stopSign,
  outsideLanes,
  minimumSpeed,
  routeDeviation,
  blocked,
];

const DIFFERENCES: readonly string[] = [
  "a run goes on where CARLA would have ended it: after a route deviation, a stand of 180 s or the end of the route",
  "no road user is known to be an emergency vehicle and no scenario to have timed out: these two never count",
  "every other vehicle in the world stands for CARLA's background traffic",
  "the trace keeps stop lines, not the trigger boxes of lights and signs",
  "only road users can be run into: buildings and fences are not in the world",
  "the percentage of minimum speed is that of four checkpoints a route",
];

/** Leaderboard 1.0 knows neither minimum speed, scenario timeouts nor emergency vehicles. */
export const carla10: Profile = profileOf(
  "1.0",
  "2165",
  "route completion x product of factors: pedestrian .5, vehicle .6, layout .65, red light .7, stop sign .8, 1 - share outside the lanes",
);
export const carla20: Profile = profileOf(
  "2.0",
  "a87a",
  "as carla-1.0, and 1 - .3 (1 - p) for each checkpoint below the traffic's mean speed, p the share of it",
);
export const carla21: Profile = profileOf(
  "2.1",
  "cfec",
  "route completion x (1 - share outside the lanes) / (1 + sum): pedestrian 1, vehicle .7, layout .6, red light .4, stop sign .25, .4 (1 - p) for each checkpoint below the traffic's mean speed",
);

function profileOf(version: CarlaVersion, commit: string, formula: string): Profile {
  return {
    id: `carla-${version}`,
    title: `CARLA leaderboard ${version}`,
    definition: `carla.driving-score-${version}@${commit}`,
    metrics: METRICS,
    params: {},
    formula: `${formula}; over a suite the mean, the sample deviation, and infractions a driven kilometre`,
    needs:
      "a route that ends at a goal or where a recorded driver ends, lanes that say which lead through a junction, and where traffic has to stop",
    differences: DIFFERENCES,
    source: `carla-simulator/leaderboard, branch leaderboard-${version}@${commit}, leaderboard/utils/statistics_manager.py`,
    score: (run) => scoreOfRun(version, run),
    aggregate: aggregateRoutes,
  };
}

/** Infractions of one kind, and what found them. */
interface Group {
  readonly kind: CarlaKind;
  readonly metric: Metric<unknown>;
  readonly result: MetricValue;
  readonly events: readonly CarlaEvent[];
}

function scoreOfRun(version: CarlaVersion, run: ProfileRun): ProfileScore {
  const lack = METRICS.map(({ id }) => run.result(id)).find((r) => r.kind === "not-applicable" && !r.vacuous);
  if (lack?.kind === "not-applicable") return { kind: "not-applicable", reason: lack.reason };
  const completion = run.result(routeCompletion.id);
  const length = run.result(routeLength.id);
  if (completion.kind !== "value" || length.kind !== "value") throw new Error("a route that is there has a length");
  const groups = groupsOf(run).filter(({ kind }) => version !== "1.0" || kind !== "minimum speed");
  const events = groups.flatMap((g) => g.events);
  const driven: Gate = { name: "route completion", metric: routeCompletion, result: completion, value: completion.value, lossLimit: 1 };
  const penalties = version === "2.1" ? sumGates(groups) : productGates(version, groups);
  const tree: ScoreTree = { gates: [driven, ...penalties], soft: [] };
  const lengthM = length.value;
  const timedOut = run.end.reason === "max-ticks";
  const { status, infractions } = carlaRecord(version, { completion: 100 * completion.value, lengthM, timedOut, events });
  const counts = CARLA_KINDS.map((kind) => [kind, groups.find((g) => g.kind === kind)?.events.length ?? 0] as const);
  return {
    kind: "score",
    tree,
    notes: [`${status}, ${infractions} ${infractions === 1 ? "infraction" : "infractions"}`],
    facts: {
      ...Object.fromEntries(counts),
      "route timeout": timedOut ? 1 : 0,
      completion: completion.value,
      penalty: carlaPenalty(version, events),
      drivenKm: (lengthM / 1000) * completion.value,
    },
  };
}

/** All infractions by kind; kinds without any are left out. */
function groupsOf(run: ProfileRun): Group[] {
  const collisions = run.result(carlaCollision.id);
  const standing = run.result(blocked.id);
  const outside = run.result(outsideLanes.id);
  const slow = run.result(minimumSpeed.id);
  const groups = [
    collisionGroup("pedestrian collision", "walker", collisions),
    collisionGroup("vehicle collision", "vehicle", collisions),
    collisionGroup("layout collision", "static", collisions),
    countGroup("red light", redLight, run.result(redLight.id)),
    countGroup("stop sign", stopSign, run.result(stopSign.id)),
    groupOf("outside route lanes", outsideLanes, outside, ({ value }) => (value > 0 ? [{ percentage: 100 * value }] : [])),
    groupOf("minimum speed", minimumSpeed, slow, ({ episodes }) => episodes.map(({ value }) => ({ percentage: 100 * value }))),
    countGroup("route deviation", routeDeviation, run.result(routeDeviation.id)),
    groupOf("vehicle blocked", blocked, standing, ({ value }) => (value > (blocked.limit ?? Infinity) ? [{}] : [])),
  ];
  return groups.filter(({ events }) => events.length > 0);
}

function groupOf(
  kind: CarlaKind,
  metric: Metric<unknown>,
  result: MetricResult,
  eventsOf: (result: MetricValue) => readonly Omit<CarlaEvent, "kind">[],
): Group {
  const value: MetricValue = result.kind === "value" ? result : { kind: "value", value: 0, atTick: null, actorId: null, episodes: [] };
  return { kind, metric, result: value, events: eventsOf(value).map((event) => ({ kind, ...event })) };
}

function countGroup(kind: CarlaKind, metric: Metric<unknown>, result: MetricResult): Group {
  return groupOf(kind, metric, result, ({ value }) => Array.from({ length: value }, () => ({})));
}

/** The collisions with one kind of road user alone. */
function collisionGroup(kind: CarlaKind, label: string, result: MetricResult): Group {
  if (result.kind !== "value") return countGroup(kind, carlaCollision, result);
  const episodes = result.episodes.filter((e) => e.label === label);
  const count = episodes.reduce((sum, { severity }) => sum + severity, 0);
  const [first] = episodes;
  return countGroup(kind, carlaCollision, {
    kind: "value",
    value: count,
    atTick: first?.fromTick ?? null,
    actorId: first?.actorId ?? null,
    episodes,
  });
}

/** 2.0 and before: each kind is a factor. */
function productGates(version: CarlaVersion, groups: readonly Group[]): Gate[] {
  return groups.map(({ kind, metric, result, events }) => {
    const value = events.reduce((product, e) => product * carlaFactor(version, e), 1);
    return { name: kind, metric, result, value, lossLimit: metric.limit ?? 0 };
  });
}

/** 2.1: what is outside the lanes is a factor, all others share one denominator. */
function sumGates(groups: readonly Group[]): Gate[] {
  const outside = productGates(
    "2.1",
    groups.filter(({ kind }) => kind === "outside route lanes"),
  );
  const among = groups.map(({ kind, metric, result, events }) => {
    const share = events.reduce((sum, e) => sum + (kind === "outside route lanes" ? 0 : carlaAddend(e)), 0);
    return { name: kind, metric, result, lossLimit: metric.limit ?? 0, share };
  });
  const sum = among.reduce((total, { share }) => total + share, 0);
  const [largest] = among.toSorted((a, b) => b.share - a.share);
  if (sum === 0 || largest === undefined) return outside;
  const { metric, result, lossLimit } = largest;
  return [...outside, { name: "infractions", metric, result, lossLimit, value: 1 / (1 + sum), among }];
}

function aggregateRoutes(rows: readonly ProfileRow[]): ProfileAggregate {
  const scored = rows.flatMap((row) => (row.score === null ? [] : [{ score: row.score, facts: row.facts }]));
  if (scored.length === 0) return { value: null, unit: "points", lines: [] };
  const of = (name: string): number[] => scored.map(({ facts }) => facts[name] ?? 0);
  const total = (name: string): number => of(name).reduce((a, b) => a + b, 0);
  const composed = sampleSpread(scored.map(({ score }) => score));
  const route = sampleSpread(of("completion").map((c) => 100 * c));
  const penalty = sampleSpread(of("penalty"));
  const km = Math.max(LEAST_KM, total("drivenKm"));
  const rates = [...CARLA_KINDS, "route timeout"].filter((kind) => total(kind) > 0);
  return {
    value: composed.mean,
    unit: "points",
    lines: [
      `driving score ${composed.mean}, deviation ${composed.deviation}`,
      `route completion ${route.mean} %, deviation ${route.deviation}`,
      `penalty ${penalty.mean}, deviation ${penalty.deviation}`,
      ...rates.map((kind) => `${kind}: ${roundedTo(total(kind) / km, 3)} a driven km`),
    ],
  };
}
