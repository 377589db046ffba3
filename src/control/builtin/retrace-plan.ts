/**
 * Commands that make a car follow recorded poses, found by simulating that very car: Gauss-Newton on the values of both channels at
 * knots in time, linear between them, over windows of some seconds that overlap.
 *
 * The distance of the box centre to the recorded one, sampled along the window, is minimised; curvature of the commands over time is
 * weighed lightly, so that noise of the recording below a centimetre is not followed. Derivatives are differences of simulations, so the
 * car's dead times, lags, limits and tyres are all in them. Nothing of a recorded pose is copied: the limits of the vehicle hold.
 */
import { atan, cos, sin } from "../../core/dmath.ts";
import type { VehicleCommand } from "../../vehicle/command.ts";
import { newVehicleState, type RetraceTask } from "./retrace-task.ts";
import { solveWithin } from "./solve.ts";

/** The commands of every decision, and where they lead. */
export interface RetracePlan {
  readonly accelMps2: Float64Array;
  readonly roadWheelRad: Float64Array;
  /** Rear axle and speed at each decision, as simulated. */
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly vLonMps: Float64Array;
}

const KNOT_SEC = 0.1;
const SAMPLE_SEC = 0.05;
/** A window ends so much later than the one before: no farther than a first guess can be trusted. */
const ADVANCE_SEC = 1;
/** And begins so long before its end: long enough to make up for what the last part needs. */
const WINDOW_SEC = 4;
const ITERATIONS = 15;
const HALVINGS = 1;
/** A step that does not lower the cost is damped more and more (Levenberg, Marquardt), so many times. */
const ATTEMPTS = 7;
const FIRST_DAMPING = 1e-3;
const LEAST_DAMPING = 1e-6;
/** A step of this size is damped like the present cost when damping is 1. */
const ACCEL_REACH_MPS2 = 1;
const STEER_REACH_RAD = 0.02;
/** An iteration that gains less than this share of the cost is the last. */
const MIN_GAIN_RATIO = 1e-2;
/** At this cost a sample, 0.2 mm off, there is nothing to gain. */
const ENOUGH = 4e-4;
/** What counts as one: a distance of the box centre, m, and second differences of the commands between knots. */
const DISTANCE_M = 0.01;
/** A distance of so many DISTANCE_M counts double, the largest at most 1 + MAX_EXCESS times. */
const FAR = 3;
const MAX_EXCESS = 16;
const ACCEL_BEND_MPS2 = 8;
const STEER_BEND_RAD = 0.06;
/** Steps of the difference quotients. */
const ACCEL_STEP_MPS2 = 0.05;
const STEER_STEP_RAD = 5e-4;

/** One search: the plan so far, and the window that is being improved. Channel 0 is acceleration, 1 steering. */
interface Search {
  readonly task: RetraceTask;
  /** Decisions between two knots, and ticks between two samples. */
  readonly knotEvery: number;
  readonly sampleEvery: number;
  readonly knots: number;
  /** Knot values by channel. */
  readonly values: readonly [Float64Array, Float64Array];
  /** Inner state at each knot's decision, for the part that has been simulated. */
  readonly states: Float64Array[];
  readonly command: VehicleCommand;
  readonly state: Float64Array;
  readonly seen: ReturnType<typeof newVehicleState>;
}

export function planRetrace(task: RetraceTask): RetracePlan {
  const search = newSearch(task);
  const perSec = 1 / (search.knotEvery * task.every * task.dtSec);
  const window = Math.max(2, Math.round(WINDOW_SEC * perSec));
  const advance = Math.max(1, Math.round(ADVANCE_SEC * perSec));
  const end = search.knots - 1;
  for (let to = Math.min(advance, end); ; to = Math.min(to + advance, end)) {
    improve(search, Math.max(0, to - window), to);
    if (to === end) break;
  }
  return planOf(search);
}

function newSearch(task: RetraceTask): Search {
  const period = task.every * task.dtSec;
  const knotEvery = Math.max(1, Math.round(KNOT_SEC / period));
  const knots = Math.ceil(task.decisionCount / knotEvery) + 1;
  const search: Search = {
    task,
    knotEvery,
    sampleEvery: Math.max(1, Math.round(SAMPLE_SEC / task.dtSec)),
    knots,
    values: [new Float64Array(knots), new Float64Array(knots)],
    states: Array.from({ length: knots }, () => new Float64Array(task.startInner.length)),
    command: { accelMps2: 0, roadWheelRad: 0 },
    state: new Float64Array(task.startInner.length),
    seen: newVehicleState(),
  };
  search.states[0]!.set(task.startInner);
  firstGuess(search);
  return search;
}

/** What the recording itself says: its acceleration and the wheel angle of its curvature, ahead by each channel's delay. */
function firstGuess({ task, knotEvery, knots, values }: Search): void {
  const { params, recorded, dtSec, takeoverTick } = task;
  const last = takeoverTick + task.centreXM.length - 1;
  const spread = Math.round(0.3 / dtSec);
  const at = (tick: number): number => Math.max(takeoverTick, Math.min(last, tick));
  const wheelbaseM = params.cgToFrontAxleM + params.cgToRearAxleM;
  for (let q = 0; q < knots; q++) {
    const tick = takeoverTick + q * knotEvery * task.every;
    const a = tick + Math.round((params.acceleration.deadTimeSec + params.acceleration.lagSec) / dtSec);
    const a0 = at(a - spread);
    const a1 = at(a + spread);
    if (a1 > a0) values[0][q] = clampTo(task, 0, (recorded.vLonMps[a1]! - recorded.vLonMps[a0]!) / ((a1 - a0) * dtSec));
    const s = tick + Math.round((params.steering.deadTimeSec + params.steering.lagSec) / dtSec);
    const s0 = at(s - spread);
    const s1 = at(s + spread);
    const dx = recorded.xM[s1]! - recorded.xM[s0]!;
    const dy = recorded.yM[s1]! - recorded.yM[s0]!;
    const lengthM = Math.sqrt(dx * dx + dy * dy);
    const turn = sin(recorded.yawRad[s1]! - recorded.yawRad[s0]!);
    if (lengthM > 1) values[1][q] = clampTo(task, 1, atan((wheelbaseM * turn) / lengthM));
  }
}

function clampTo({ params }: RetraceTask, channel: number, value: number): number {
  const { maxAccelMps2, maxDecelMps2, maxRoadWheelRad } = params.limits;
  return channel === 0
    ? Math.max(-maxDecelMps2, Math.min(maxAccelMps2, value))
    : Math.max(-maxRoadWheelRad, Math.min(maxRoadWheelRad, value));
}

/** Gauss-Newton on the knots of a window; the knot at which it begins is free only where nothing lies before. */
function improve(s: Search, from: number, to: number): void {
  const first = from === 0 ? 0 : from + 1;
  const count = to - first + 1;
  const samples = samplesUntil(s, to) - samplesUntil(s, from);
  const residuals = new Float64Array(2 * samples);
  const trial = new Float64Array(2 * samples);
  const jacobian = Array.from({ length: 2 * count }, () => new Float64Array(2 * samples));
  let cost = simulate(s, from, to, from, residuals, true) + bendCost(s, from, to);
  let damping = FIRST_DAMPING;
  for (let iteration = 0; iteration < ITERATIONS && cost > ENOUGH * samples; iteration++) {
    differentiate(s, from, to, first, residuals, trial, jacobian);
    const before = cost;
    const normal = normalEquations(s, first, count, residuals, jacobian);
    for (let attempt = 0; attempt < ATTEMPTS && cost === before; attempt++) {
      cost = tryStep(s, from, to, first, count, newtonStep(s, first, count, normal, damping * before), trial, before);
      damping = cost < before ? damping / 10 : Math.max(LEAST_DAMPING, 10 * damping);
    }
    if (before - cost <= MIN_GAIN_RATIO * before) break;
    simulate(s, from, to, from, residuals, true);
  }
  simulate(s, from, to, from, residuals, true);
}

/** Samples at ticks 1 ... of the knot's decision. */
function samplesUntil(s: Search, knot: number): number {
  const tick = Math.min(knot * s.knotEvery * s.task.every, s.task.centreXM.length - 1);
  return Math.floor(tick / s.sampleEvery);
}

/**
 * Simulates from the state kept at knot `begin` to knot `to`. Fills the residuals of the window that began at `from`; what lies before
 * `begin` is left as it is. Returns the sum of squares of those filled.
 */
function simulate(s: Search, from: number, to: number, begin: number, residuals: Float64Array, keep: boolean): number {
  const { task, state, command, knotEvery, sampleEvery, seen } = s;
  const ticks = task.centreXM.length - 1;
  const base = samplesUntil(s, from);
  let cost = 0;
  state.set(s.states[begin]!);
  for (let i = begin * knotEvery; i < to * knotEvery; i++) {
    if (keep && i % knotEvery === 0) s.states[i / knotEvery]!.set(state);
    command.accelMps2 = valueAt(s, 0, i);
    command.roadWheelRad = valueAt(s, 1, i);
    for (let tick = i * task.every + 1; tick <= (i + 1) * task.every; tick++) {
      task.vehicle.step(task.params, state, command, task.road, task.dtSec, state);
      if (tick > ticks || tick % sampleEvery !== 0) continue;
      task.vehicle.observe(task.params, state, seen);
      const row = 2 * (tick / sampleEvery - base - 1);
      const ex = (seen.xM + task.centreM * cos(seen.yawRad) - task.centreXM[tick]!) / DISTANCE_M;
      const ey = (seen.yM + task.centreM * sin(seen.yawRad) - task.centreYM[tick]!) / DISTANCE_M;
      residuals[row] = ex;
      residuals[row + 1] = ey;
      cost += sampleCost(ex * ex + ey * ey);
    }
  }
  if (keep) s.states[to]!.set(state);
  return cost;
}

/** The command of a channel at a decision: linear between the knots. */
function valueAt(s: Search, channel: 0 | 1, decision: number): number {
  const values = s.values[channel];
  const q = Math.floor(decision / s.knotEvery);
  const share = decision / s.knotEvery - q;
  return q + 1 >= s.knots ? values[q]! : values[q]! + share * (values[q + 1]! - values[q]!);
}

/** How the residuals change with each free knot of each channel, by simulating once more from the knot before it. */
function differentiate(
  s: Search,
  from: number,
  to: number,
  first: number,
  residuals: Float64Array,
  trial: Float64Array,
  jacobian: readonly Float64Array[],
): void {
  const count = to - first + 1;
  for (let channel: 0 | 1 = 0; channel < 2; channel++) {
    const values = s.values[channel as 0 | 1];
    for (let q = first; q <= to; q++) {
      const size = channel === 0 ? ACCEL_STEP_MPS2 : STEER_STEP_RAD;
      const at = values[q]!;
      // Away from a limit that is met, so that the command itself is not clamped.
      const h = clampTo(s.task, channel, at + size) === at + size ? size : -size;
      values[q] = at + h;
      trial.set(residuals);
      simulate(s, from, to, Math.max(from, q - 1), trial, false);
      values[q] = at;
      const column = jacobian[channel * count + q - first]!;
      for (let row = 0; row < column.length; row++) column[row] = (trial[row]! - residuals[row]!) / h;
    }
  }
}

/** Matrix and gradient of the cost at the present commands. */
interface Normal {
  readonly matrix: Float64Array[];
  readonly gradient: Float64Array;
}

function normalEquations(s: Search, first: number, count: number, residuals: Float64Array, jacobian: readonly Float64Array[]): Normal {
  const n = 2 * count;
  const matrix = Array.from({ length: n }, () => new Float64Array(n));
  const gradient = new Float64Array(n);
  const scaled = new Float64Array(residuals.length);
  for (let i = 0; i < n; i++) {
    const column = jacobian[i]!;
    for (let row = 0; row < scaled.length; row++) scaled[row] = column[row]! * weightOf(residuals, row);
    gradient[i] = dot(scaled, residuals);
    for (let j = 0; j <= i; j++) matrix[i]![j] = matrix[j]![i] = dot(scaled, jacobian[j]!);
  }
  addBends(s, first, count, matrix, gradient);
  return { matrix, gradient };
}

/** The step, within the limits of the commands, that the equations ask for: new values are the old ones minus the step. */
function newtonStep(s: Search, first: number, count: number, { matrix, gradient }: Normal, damping: number): Float64Array {
  const n = 2 * count;
  const least = new Float64Array(n);
  const most = new Float64Array(n);
  const { maxAccelMps2, maxDecelMps2, maxRoadWheelRad } = s.task.params.limits;
  for (let i = 0; i < n; i++) {
    const at = s.values[i < count ? 0 : 1][first + (i % count)]!;
    least[i] = at - (i < count ? maxAccelMps2 : maxRoadWheelRad);
    most[i] = at + (i < count ? maxDecelMps2 : maxRoadWheelRad);
  }
  const damped = matrix.map((row, i) => {
    const copy = row.slice();
    const scale = i < count ? ACCEL_REACH_MPS2 : STEER_REACH_RAD;
    copy[i]! += damping / (scale * scale);
    return copy;
  });
  return solveWithin(damped, gradient, least, most);
}

/** How much a sample counts: more the farther the car is off, so that the largest distance shrinks, up to a bound. */
function weightOf(residuals: Float64Array, row: number): number {
  const even = row - (row % 2);
  const ex = residuals[even]!;
  const ey = residuals[even + 1]!;
  return 1 + Math.min(MAX_EXCESS, (ex * ex + ey * ey) / (FAR * FAR));
}

/** Cost of a sample at squared distance e2 (in DISTANCE_M): its derivative by e2 is the weight. */
function sampleCost(e2: number): number {
  const u = e2 / (FAR * FAR);
  return e2 + FAR * FAR * (u <= MAX_EXCESS ? (u * u) / 2 : MAX_EXCESS * u - (MAX_EXCESS * MAX_EXCESS) / 2);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

const BEND_SCALE = [ACCEL_BEND_MPS2, STEER_BEND_RAD] as const;

/** Second difference of a channel at knot q, in units of what counts as one. */
function bendAt(s: Search, channel: 0 | 1, q: number): number {
  const values = s.values[channel];
  return (values[q - 1]! - 2 * values[q]! + values[q + 1]!) / BEND_SCALE[channel];
}

function bendCost(s: Search, from: number, to: number): number {
  let cost = 0;
  for (let q = Math.max(1, from); q < to; q++) cost += bendAt(s, 0, q) * bendAt(s, 0, q) + bendAt(s, 1, q) * bendAt(s, 1, q);
  return cost;
}

/** The bends' share of the normal equations: second differences over (1, -2, 1), at the knots of the window and its first neighbour. */
function addBends(s: Search, first: number, count: number, matrix: readonly Float64Array[], gradient: Float64Array): void {
  for (const channel of [0, 1] as const) {
    for (let q = Math.max(1, first - 1); q < first + count - 1; q++) {
      const bend = bendAt(s, channel, q);
      for (let i = -1; i <= 1; i++) {
        const row = q + i - first;
        if (row < 0) continue;
        const wi = (i === 0 ? -2 : 1) / BEND_SCALE[channel];
        gradient[channel * count + row]! += wi * bend;
        for (let j = -1; j <= 1; j++) {
          const column = q + j - first;
          if (column < 0) continue;
          matrix[channel * count + row]![channel * count + column]! += (wi * (j === 0 ? -2 : 1)) / BEND_SCALE[channel];
        }
      }
    }
  }
}

/** Takes the step, or half of it, ..., whichever is first to lower the cost; the values stay as they were where none does. */
function tryStep(
  s: Search,
  from: number,
  to: number,
  first: number,
  count: number,
  step: Float64Array,
  trial: Float64Array,
  cost: number,
): number {
  const before = [s.values[0].slice(), s.values[1].slice()] as const;
  let share = 1;
  for (let halving = 0; halving <= HALVINGS; halving++, share /= 2) {
    for (let i = 0; i < 2 * count; i++) {
      const channel = i < count ? 0 : 1;
      const q = first + (i % count);
      s.values[channel][q] = clampTo(s.task, channel, before[channel][q]! - share * step[i]!);
    }
    const next = simulate(s, from, to, from, trial, false) + bendCost(s, from, to);
    if (next < cost) return next;
  }
  s.values[0].set(before[0]);
  s.values[1].set(before[1]);
  return cost;
}

/** The commands decision by decision, and the car's way under them. */
function planOf(s: Search): RetracePlan {
  const { task, state, command, seen } = s;
  const n = task.decisionCount;
  const numbers = (): Float64Array => new Float64Array(n);
  const plan = { accelMps2: numbers(), roadWheelRad: numbers(), xM: numbers(), yM: numbers(), yawRad: numbers(), vLonMps: numbers() };
  state.set(task.startInner);
  for (let i = 0; i < n; i++) {
    task.vehicle.observe(task.params, state, seen);
    plan.xM[i] = seen.xM;
    plan.yM[i] = seen.yM;
    plan.yawRad[i] = seen.yawRad;
    plan.vLonMps[i] = seen.vLonMps;
    command.accelMps2 = plan.accelMps2[i] = valueAt(s, 0, i);
    command.roadWheelRad = plan.roadWheelRad[i] = valueAt(s, 1, i);
    for (let k = 0; k < task.every; k++) task.vehicle.step(task.params, state, command, task.road, task.dtSec, state);
  }
  return plan;
}
