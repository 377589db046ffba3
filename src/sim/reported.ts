/**
 * A real car in the ego's place (vehicle in the loop). At each observation it is where it was last reported; at the ticks between, on the
 * straight way there, so that a slow report does not make it jump. No vehicle model moves it, and no command.
 */
import { turnRad, wrapRad } from "../core/angle.ts";
import type { VehicleState } from "../vehicle/model.ts";
import { MODE, REPORTED, type WorldState } from "./state.ts";

const FIELDS = ["xM", "yM", "yawRad", "vLonMps", "vLatMps", "yawRateRadps", "aLonMps2", "aLatMps2", "roadWheelRad"] as const;
const YAW = FIELDS.indexOf("yawRad");
// `EgoState.reportedNumbers`: the fields at the state's tick, the fields as reported, and the tick at which they hold
const TARGET = FIELDS.length;
const DUE = 2 * FIELDS.length;
const COUNT = DUE + 1;

/** From here on the ego is a real car, at this tick where it is reported. */
export function putReported(state: WorldState, report: VehicleState): void {
  const { ego } = state;
  ego.driveNumbers[MODE] = REPORTED;
  ego.reportedNumbers = new Float64Array(COUNT);
  for (let i = 0; i < FIELDS.length; i++) ego.reportedNumbers[i] = report[FIELDS[i]!];
  aimAt(state, report, 0);
}

/** Takes a new report: the ego gets there in so many ticks. */
export function aimAt(state: WorldState, report: VehicleState, inTicks: number): void {
  const { reportedNumbers: reported } = state.ego;
  for (let i = 0; i < FIELDS.length; i++) reported[TARGET + i] = report[FIELDS[i]!];
  reported[TARGET + YAW] = wrapRad(report.yawRad);
  reported[DUE] = state.tick + inTicks;
}

/** One tick towards the last report. */
export function moveReported(state: WorldState): void {
  const { reportedNumbers: reported } = state.ego;
  const ticks = reported[DUE]! - state.tick;
  for (let i = 0; i < FIELDS.length; i++) {
    const from = reported[i]!;
    const to = reported[TARGET + i]!;
    if (ticks <= 1) reported[i] = to;
    else reported[i] = i === YAW ? wrapRad(from + turnRad(from, to) / ticks) : from + (to - from) / ticks;
  }
}

/** Writes what is seen of the ego at the state's tick. */
export function seeReported(state: WorldState, out: VehicleState): void {
  const { reportedNumbers: reported } = state.ego;
  for (let i = 0; i < FIELDS.length; i++) out[FIELDS[i]!] = reported[i]!;
}
