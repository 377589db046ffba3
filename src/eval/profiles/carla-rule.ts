/**
 * CARLA leaderboard's way from infractions to a score (carla-simulator/leaderboard, leaderboard/utils/statistics_manager.py; branches
 * leaderboard-1.0@2165f5e, leaderboard-2.0@a87a341, leaderboard-2.1@cfecdc8).
 */
import { roundedTo } from "../maths/rounding.ts";

export type CarlaVersion = "1.0" | "2.0" | "2.1";

/** What costs score once an event, or ends the route. Order as in the leaderboard's reports. */
export const CARLA_KINDS = [
  "pedestrian collision",
  "vehicle collision",
  "layout collision",
  "red light",
  "stop sign",
  "outside route lanes",
  "minimum speed",
  "emergency vehicle",
  "scenario timeout",
  "route deviation",
  "vehicle blocked",
] as const;
export type CarlaKind = (typeof CARLA_KINDS)[number];

/** An infraction; `percentage` of minimum speed: the ego's mean speed over the traffic's; outside: of the driven route. */
export interface CarlaEvent {
  readonly kind: CarlaKind;
  readonly percentage?: number;
}

type Rates = Readonly<Partial<Record<CarlaKind, number>>>;

/** Factor of each event. Version 1.0 knows neither scenario timeout, minimum speed nor emergency vehicles. */
const FACTORS_1: Rates = {
  "pedestrian collision": 0.5,
  "vehicle collision": 0.6,
  "layout collision": 0.65,
  "red light": 0.7,
  "stop sign": 0.8,
};
const FACTORS_2: Rates = { ...FACTORS_1, "scenario timeout": 0.7, "emergency vehicle": 0.7 };
/** What standing still beside moving traffic costs in 2.0 and adds in 2.1. */
const MIN_SPEED_2_0 = 0.3;
const MIN_SPEED_2_1 = 0.4;
/** What each event adds to the denominator: products collapse on long routes. */
const ADDENDS_2_1: Rates = {
  "pedestrian collision": 1,
  "vehicle collision": 0.7,
  "layout collision": 0.6,
  "red light": 0.4,
  "stop sign": 0.25,
  "scenario timeout": 0.4,
  "emergency vehicle": 0.4,
};

/** 2.0 and before: what an event multiplies the score by. */
export function carlaFactor(version: CarlaVersion, { kind, percentage = 100 }: CarlaEvent): number {
  if (kind === "outside route lanes") return 1 - percentage / 100;
  if (version === "1.0") return FACTORS_1[kind] ?? 1;
  if (kind === "minimum speed") return 1 - MIN_SPEED_2_0 * (1 - percentage / 100);
  return FACTORS_2[kind] ?? 1;
}

/** 2.1: what an event adds to the denominator. */
export function carlaAddend({ kind, percentage = 100 }: CarlaEvent): number {
  if (kind === "minimum speed") return MIN_SPEED_2_1 * (1 - percentage / 100);
  return ADDENDS_2_1[kind] ?? 0;
}

/** The penalty, 0..1: a product of factors, or in 2.1 what is inside the lanes over one and all addends. */
export function carlaPenalty(version: CarlaVersion, events: readonly CarlaEvent[]): number {
  if (version !== "2.1") return events.reduce((product, e) => product * carlaFactor(version, e), 1);
  let inside = 1;
  let sum = 1;
  for (const event of events) {
    if (event.kind === "outside route lanes") inside *= carlaFactor(version, event);
    else sum += carlaAddend(event);
  }
  return inside / sum;
}

/** One driven route. */
export interface CarlaRoute {
  /** 0..100 */
  readonly completion: number;
  readonly lengthM: number;
  readonly timedOut: boolean;
  readonly events: readonly CarlaEvent[];
}

export interface CarlaRecord {
  readonly route: number;
  readonly penalty: number;
  readonly composed: number;
  readonly status: string;
  readonly infractions: number;
}

/** Scores are rounded to 6 digits, as they are stored. */
const SCORE_DIGITS = 6;

/** The record of one route. */
export function carlaRecord(version: CarlaVersion, route: CarlaRoute): CarlaRecord {
  const penalty = carlaPenalty(version, route.events);
  const infractions = route.events.length + (route.timedOut ? 1 : 0);
  return {
    route: roundedTo(route.completion, SCORE_DIGITS),
    penalty: roundedTo(penalty, SCORE_DIGITS),
    composed: roundedTo(Math.max(route.completion * penalty, 0), SCORE_DIGITS),
    status: statusOf(route, infractions),
    infractions,
  };
}

function statusOf({ completion, timedOut, events }: CarlaRoute, infractions: number): string {
  if (completion >= 100) return infractions === 0 ? "Perfect" : "Completed";
  if (events.some((e) => e.kind === "route deviation")) return "Failed - Agent deviated from the route";
  if (events.some((e) => e.kind === "vehicle blocked")) return "Failed - Agent got blocked";
  return timedOut ? "Failed - Agent timed out" : "Failed";
}

export interface CarlaGlobal {
  readonly mean: Pick<CarlaRecord, "route" | "penalty" | "composed">;
  /** Sample standard deviation; 0 for one route. */
  readonly deviation: Pick<CarlaRecord, "route" | "penalty" | "composed">;
  readonly status: "Completed" | "Failed" | "Perfect";
  /** Events a driven kilometre, by kind, and the timeouts. */
  readonly perKm: Readonly<Record<CarlaKind, number>>;
  readonly timeoutsPerKm: number;
}

/** Less was driven by nobody: the least distance that infractions are counted over. */
export const LEAST_KM = 0.001;
const RATE_DIGITS = 3;

/** The record of a set of routes. */
export function carlaGlobal(version: CarlaVersion, routes: readonly CarlaRoute[]): CarlaGlobal {
  const records = routes.map((route) => carlaRecord(version, route));
  const km = Math.max(
    LEAST_KM,
    routes.reduce((sum, r) => sum + (r.lengthM / 1000) * (r.completion / 100), 0),
  );
  const rate = (count: number): number => roundedTo(count / km, RATE_DIGITS);
  const count = (kind: CarlaKind): number => routes.reduce((n, r) => n + r.events.filter((e) => e.kind === kind).length, 0);
  const [route, penalty, composed] = (["route", "penalty", "composed"] as const).map((key) => sampleSpread(records.map((r) => r[key])));
  if (route === undefined || penalty === undefined || composed === undefined) throw new Error("three scores");
  return {
    mean: { route: route.mean, penalty: penalty.mean, composed: composed.mean },
    deviation: { route: route.deviation, penalty: penalty.deviation, composed: composed.deviation },
    status: worstStatus(records),
    perKm: Object.fromEntries(CARLA_KINDS.map((kind) => [kind, rate(count(kind))])) as Record<CarlaKind, number>,
    timeoutsPerKm: rate(routes.filter((r) => r.timedOut).length),
  };
}

function worstStatus(records: readonly CarlaRecord[]): CarlaGlobal["status"] {
  if (records.some(({ status }) => status.startsWith("Failed"))) return "Failed";
  return records.every(({ status }) => status === "Perfect") ? "Perfect" : "Completed";
}

/** Mean to 6 digits, and the deviation from that mean to 3. */
export function sampleSpread(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const n = values.length;
  if (n === 0) return { mean: 0, deviation: 0 };
  const mean = roundedTo(values.reduce((a, b) => a + b, 0) / n, SCORE_DIGITS);
  if (n === 1) return { mean, deviation: 0 };
  const squares = values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0);
  return { mean, deviation: roundedTo(Math.sqrt(squares / (n - 1)), RATE_DIGITS) };
}
