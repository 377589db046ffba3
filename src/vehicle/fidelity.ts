/**
 * How well a virtual car foretells a recorded one from its inputs alone (vehicle.md section 6).
 *
 * Every half second of the log each reckoner starts at the logged state, is fed the logged actuation only, and is compared with the log
 * after each horizon. Its actuators start as the log's commands up to then left them. Reckoners:
 *   twin               the model under test
 *   kinematic          the same longitudinal chain, rolling without slip with the logged steering
 *   constant-velocity  straight on at the logged speed
 *   floor              dead reckoning with the MEASURED yaw rate and speed: the error of the log itself, which no model can beat
 * The log's own yaw-rate bias and speed scale are estimated first, on the fit part only; every reckoner gets, and is compared with, the log
 * without them. Fit a twin on other drives than those it is judged on. The ground is taken as flat.
 */
import { turnRad } from "../core/angle.ts";
import { cos, hypot, sin } from "../core/dmath.ts";
import type { FidelityLog } from "./fidelity-log.ts";
import { kinematic } from "./kinematic.ts";
import type { VehicleModel, VehicleParams, VehicleState } from "./model.ts";
import { constantVelocityReckoner, floorReckoner, type Reckoner, vehicleReckoner } from "./reckoner.ts";
import { signalFidelity, type SignalFidelity } from "./signal-fidelity.ts";

export interface FidelityOptions {
  readonly model: VehicleModel;
  readonly params: VehicleParams;
  /** `measured`: the logged road-wheel angle was read behind the steering actuator, so the twin's steering chain is left out. */
  readonly roadWheel: "measured" | "commanded";
  /** Ticks [from, to) on which the twin was fitted; the log's bias and scale are estimated there. */
  readonly fitFromTick: number;
  readonly fitToTick: number;
  /** Windows start from this tick on and end before `toTick`. */
  readonly fromTick: number;
  readonly toTick: number;
}

/** What the log's own sensors are off by. */
export interface LogCorrection {
  /** Subtracted from the measured yaw rate. */
  readonly yawRateBiasRadps: number;
  /** Multiplies the measured speed: travelled distance over the integral of speed. */
  readonly speedRatio: number;
  /** How much of the fit part could be used; where 0, nothing was corrected. */
  readonly usedSec: number;
}

/** Sizes of errors over all windows, in the unit of the field that holds them; percentiles interpolate linearly between ranks. */
export type Spread = Readonly<Record<"p50" | "p90" | "p95" | "max", number>>;

/** Half-open ranges; Infinity where there is no upper end. */
export interface FidelityBin {
  readonly speedFromMps: number;
  readonly speedToMps: number;
  readonly aLatFromMps2: number;
  readonly aLatToMps2: number;
}

/** One line of the table. Lines without a window are left out. */
export interface FidelityRow {
  readonly reckoner: string;
  readonly horizonSec: number;
  /** null: all windows. Else those whose mean speed and mean |v r| lie in the bin. */
  readonly bin: FidelityBin | null;
  readonly windowCount: number;
  /** Along and across the logged heading at the horizon. */
  readonly alongM: Spread;
  readonly crossM: Spread;
  readonly positionM: Spread;
  /** Position error over distance travelled, of windows longer than 1 m; null where there are none. */
  readonly positionPerDistanceRatio: Spread | null;
  readonly yawRad: Spread;
  /** As the log's own speedometer would show it: the correction's scale taken back. */
  readonly speedMps: Spread;
  readonly yawRateRadps: Spread;
}

/** 1 - e(twin) / e(against) of the median position error; null where the other makes no error. */
export interface FidelitySkill {
  readonly horizonSec: number;
  readonly against: string;
  readonly skillRatio: number | null;
}

export interface Fidelity {
  readonly correction: LogCorrection;
  readonly rows: readonly FidelityRow[];
  readonly skills: readonly FidelitySkill[];
  /** The twin's signals against the logged ones; empty where none of them moves. */
  readonly signals: readonly SignalFidelity[];
}

export const WINDOW_EVERY_SEC = 0.5;
export const HORIZONS_SEC: readonly number[] = [1, 2, 5, 10];
const SPEED_EDGES_MPS: readonly number[] = [0, 5, 10, 15, 20, 25, 30, Infinity];
const A_LAT_EDGES_MPS2: readonly number[] = [0, 0.5, 1, 2, 4, Infinity];
/** Distance is measured over blocks, so that the noise of single poses does not lengthen it. */
const BLOCK_SEC = 0.5;
const MIN_DISTANCE_M = 1;

/** Measures a twin against one log. Numbers only; who prints them prints the correction and the floor beside. */
export function measureFidelity(log: FidelityLog, options: FidelityOptions): Fidelity {
  const correction = correctionOf(log, options.fitFromTick, options.fitToTick);
  const corrected = correctLog(log, correction);
  const params = options.roadWheel === "measured" ? withoutSteeringChain(options.params) : options.params;
  const reckoners = [
    vehicleReckoner("twin", options.model, params, corrected),
    vehicleReckoner("kinematic", kinematic, params, corrected),
    constantVelocityReckoner(corrected),
    floorReckoner(corrected),
  ];
  const errors = runWindows(corrected, reckoners, options.fromTick, options.toTick, correction.speedRatio);
  const rows: FidelityRow[] = [];
  for (const { id } of reckoners) {
    for (const horizonSec of HORIZONS_SEC) {
      const found = errors.filter((e) => e.reckoner === id && e.horizonSec === horizonSec);
      if (found.length > 0) rows.push(rowOf(id, horizonSec, null, found));
      rows.push(...binnedRows(id, horizonSec, found));
    }
  }
  const twin = vehicleReckoner("twin", options.model, params, corrected);
  const signals = signalFidelity(corrected, twin, options.fromTick, options.toTick);
  return { correction, rows, skills: skillsOf(rows), signals };
}

/** Errors of one reckoner over one window at one horizon, signed. */
interface WindowError {
  readonly reckoner: string;
  readonly horizonSec: number;
  readonly meanSpeedMps: number;
  readonly meanALatMps2: number;
  readonly distanceM: number;
  readonly alongM: number;
  readonly crossM: number;
  readonly yawRad: number;
  readonly speedMps: number;
  readonly yawRateRadps: number;
}

function runWindows(log: FidelityLog, reckoners: readonly Reckoner[], fromTick: number, toTick: number, speedRatio: number): WindowError[] {
  const errors: WindowError[] = [];
  const everyTicks = Math.round(WINDOW_EVERY_SEC / log.dtSec);
  const end = Math.min(toTick, log.valid.length);
  const validTo = endsOfValidRuns(log.valid, end);
  const sums = sumsOf(log, speedRatio);
  for (let tick = 0; tick < end; tick++) {
    if (log.valid[tick] !== 1) continue;
    const fresh = tick === 0 || log.valid[tick - 1] !== 1;
    for (const reckoner of reckoners) reckoner.follow(tick, fresh);
    if (tick < fromTick || (tick - fromTick) % everyTicks !== 0) continue;
    for (const reckoner of reckoners) runWindow(log, reckoner, tick, validTo[tick]!, sums, errors);
  }
  return errors;
}

function runWindow(log: FidelityLog, reckoner: Reckoner, start: number, validTo: number, sums: Sums, errors: WindowError[]): void {
  reckoner.start(start);
  let tick = start;
  for (const horizonSec of HORIZONS_SEC) {
    const at = start + Math.round(horizonSec / log.dtSec);
    if (at >= validTo) return;
    for (; tick < at; tick++) reckoner.advance(tick);
    errors.push(errorOf(log, reckoner.id, reckoner.state, horizonSec, start, at, sums));
  }
}

function errorOf(log: FidelityLog, id: string, s: VehicleState, horizonSec: number, from: number, at: number, sums: Sums): WindowError {
  const dx = s.xM - log.xM[at]!;
  const dy = s.yM - log.yM[at]!;
  const c = cos(log.yawRad[at]!);
  const n = sin(log.yawRad[at]!);
  const distanceM = sums.distanceM[at]! - sums.distanceM[from]!;
  return {
    reckoner: id,
    horizonSec,
    meanSpeedMps: distanceM / horizonSec,
    meanALatMps2: (sums.aLatMps2Sec[at]! - sums.aLatMps2Sec[from]!) / horizonSec,
    distanceM,
    alongM: dx * c + dy * n,
    crossM: -dx * n + dy * c,
    yawRad: turnRad(log.yawRad[at]!, s.yawRad),
    speedMps: (s.vLonMps - log.vLonMps[at]!) / sums.speedRatio,
    yawRateRadps: s.yawRateRadps - log.yawRateRadps[at]!,
  };
}

/** First tick after each tick's run of valid ticks, at most `end`. */
function endsOfValidRuns(valid: Uint8Array, end: number): Int32Array {
  const ends = new Int32Array(valid.length);
  for (let tick = end - 1; tick >= 0; tick--) {
    const goesOn = tick + 1 < end && valid[tick + 1] === 1;
    ends[tick] = goesOn ? ends[tick + 1]! : tick + 1;
  }
  return ends;
}

/** What belongs to the whole log: running integrals of |v| and |v r| over valid ticks, and the scale of its speed. */
interface Sums {
  readonly speedRatio: number;
  readonly distanceM: Float64Array;
  readonly aLatMps2Sec: Float64Array;
}

function sumsOf(log: FidelityLog, speedRatio: number): Sums {
  const distanceM = new Float64Array(log.valid.length);
  const aLatMps2Sec = new Float64Array(log.valid.length);
  for (let tick = 1; tick < log.valid.length; tick++) {
    const known = log.valid[tick - 1] === 1;
    const v = Math.abs(log.vLonMps[tick - 1]!);
    distanceM[tick] = distanceM[tick - 1]! + (known ? v * log.dtSec : 0);
    aLatMps2Sec[tick] = aLatMps2Sec[tick - 1]! + (known ? v * Math.abs(log.yawRateRadps[tick - 1]!) * log.dtSec : 0);
  }
  return { speedRatio, distanceM, aLatMps2Sec };
}

/** Yaw-rate bias from the turned angle, speed scale from the distance between poses, over valid blocks of half a second. */
function correctionOf(log: FidelityLog, fromTick: number, toTick: number): LogCorrection {
  const blockTicks = Math.max(1, Math.round(BLOCK_SEC / log.dtSec));
  const end = Math.min(toTick, log.valid.length);
  const validTo = endsOfValidRuns(log.valid, end);
  let [blocks, turned, measuredTurn, travelled, measuredWay] = [0, 0, 0, 0, 0];
  for (let tick = fromTick; tick + blockTicks < end; tick++) {
    if (log.valid[tick] !== 1 || validTo[tick]! <= tick + blockTicks) continue;
    const last = tick + blockTicks;
    for (let k = tick; k < last; k++) {
      measuredTurn += 0.5 * (log.yawRateRadps[k]! + log.yawRateRadps[k + 1]!) * log.dtSec;
      measuredWay += 0.5 * (log.vLonMps[k]! + log.vLonMps[k + 1]!) * log.dtSec;
    }
    turned += turnRad(log.yawRad[tick]!, log.yawRad[last]!);
    const dx = log.xM[last]! - log.xM[tick]!;
    const dy = log.yM[last]! - log.yM[tick]!;
    const forward = dx * cos(log.yawRad[tick]!) + dy * sin(log.yawRad[tick]!) < 0 ? -1 : 1;
    travelled += forward * hypot(dx, dy);
    blocks++;
    tick = last - 1;
  }
  const usedSec = blocks * blockTicks * log.dtSec;
  return {
    yawRateBiasRadps: usedSec > 0 ? (measuredTurn - turned) / usedSec : 0,
    speedRatio: Math.abs(measuredWay) > MIN_DISTANCE_M ? travelled / measuredWay : 1,
    usedSec,
  };
}

function correctLog(log: FidelityLog, { yawRateBiasRadps, speedRatio }: LogCorrection): FidelityLog {
  const vLonMps = log.vLonMps.map((v) => v * speedRatio);
  const yawRateRadps = log.yawRateRadps.map((r) => r - yawRateBiasRadps);
  return { ...log, vLonMps, yawRateRadps };
}

/** The road wheel follows its command at once; a bias stays, for it lies between the reading and the road. */
function withoutSteeringChain(p: VehicleParams): VehicleParams {
  return {
    ...p,
    limits: { ...p.limits, maxRoadWheelRateRadps: Infinity },
    steering: { ...p.steering, gainRatio: 1, deadTimeSec: 0, lagSec: 0, deadBandRad: 0 },
  };
}

function binnedRows(id: string, horizonSec: number, errors: readonly WindowError[]): FidelityRow[] {
  const rows: FidelityRow[] = [];
  for (let i = 0; i + 1 < SPEED_EDGES_MPS.length; i++) {
    for (let j = 0; j + 1 < A_LAT_EDGES_MPS2.length; j++) {
      const bin: FidelityBin = {
        speedFromMps: SPEED_EDGES_MPS[i]!,
        speedToMps: SPEED_EDGES_MPS[i + 1]!,
        aLatFromMps2: A_LAT_EDGES_MPS2[j]!,
        aLatToMps2: A_LAT_EDGES_MPS2[j + 1]!,
      };
      const found = errors.filter((e) => isInBin(e, bin));
      if (found.length > 0) rows.push(rowOf(id, horizonSec, bin, found));
    }
  }
  return rows;
}

function isInBin({ meanSpeedMps: v, meanALatMps2: a }: WindowError, bin: FidelityBin): boolean {
  return v >= bin.speedFromMps && v < bin.speedToMps && a >= bin.aLatFromMps2 && a < bin.aLatToMps2;
}

function rowOf(reckoner: string, horizonSec: number, bin: FidelityBin | null, errors: readonly WindowError[]): FidelityRow {
  const far = errors.filter((e) => e.distanceM > MIN_DISTANCE_M);
  return {
    reckoner,
    horizonSec,
    bin,
    windowCount: errors.length,
    alongM: spreadOf(errors.map((e) => e.alongM)),
    crossM: spreadOf(errors.map((e) => e.crossM)),
    positionM: spreadOf(errors.map((e) => hypot(e.alongM, e.crossM))),
    positionPerDistanceRatio: far.length === 0 ? null : spreadOf(far.map((e) => hypot(e.alongM, e.crossM) / e.distanceM)),
    yawRad: spreadOf(errors.map((e) => e.yawRad)),
    speedMps: spreadOf(errors.map((e) => e.speedMps)),
    yawRateRadps: spreadOf(errors.map((e) => e.yawRateRadps)),
  };
}

function spreadOf(errors: readonly number[]): Spread {
  const sizes = Float64Array.from(errors, Math.abs).sort();
  return { p50: quantile(sizes, 0.5), p90: quantile(sizes, 0.9), p95: quantile(sizes, 0.95), max: sizes[sizes.length - 1]! };
}

function quantile(sorted: Float64Array, share: number): number {
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below]!;
  return below + 1 < sorted.length ? low + (rank - below) * (sorted[below + 1]! - low) : low;
}

function skillsOf(rows: readonly FidelityRow[]): FidelitySkill[] {
  const skills: FidelitySkill[] = [];
  for (const twin of rows) {
    if (twin.reckoner !== "twin" || twin.bin !== null) continue;
    for (const other of rows) {
      if (other.bin !== null || other.horizonSec !== twin.horizonSec || other.reckoner === "twin" || other.reckoner === "floor") continue;
      const scale = other.positionM.p50;
      skills.push({
        horizonSec: twin.horizonSec,
        against: other.reckoner,
        skillRatio: scale > 0 ? 1 - twin.positionM.p50 / scale : null,
      });
    }
  }
  return skills;
}
