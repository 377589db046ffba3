import type { TickRecord } from "../trace/tick.ts";
import { COMMAND_KINDS } from "../vehicle/command.ts";
import { showSignals } from "./signals.ts";
import { showStaged } from "./staged.ts";
import {
  ACCEL,
  ACCEPTED,
  APPLIED,
  CLAMPED,
  CURVATURE,
  FROM_TICK,
  HELD,
  KIND,
  LOW_FIDELITY,
  USES_CURVATURE,
  WHEEL,
  type WorldState,
} from "./state.ts";
import { isPresent } from "./truth.ts";
import type { WorldModel } from "./world.ts";

/** Writes the truth of the state's tick into a record made by `newRecord` for the same road users. */
export function recordOf(model: WorldModel, state: WorldState, out: TickRecord): TickRecord {
  out.tick = state.tick;
  copyEgo(state, out);
  copyActors(state, out);
  copyCommands(state.ego.commandRows, out);
  if (state.staged === null) showSignals(model.signals, state.tick, out.signals);
  else showStaged(model, state.staged, out.signals);
  out.lowFidelity = state.runNumbers[LOW_FIDELITY] === 1;
  return out;
}

function copyEgo(state: WorldState, out: TickRecord): void {
  const { seen } = state.ego;
  const { ego } = out;
  ego.xM = seen.xM;
  ego.yM = seen.yM;
  ego.yawRad = seen.yawRad;
  ego.vLonMps = seen.vLonMps;
  ego.vLatMps = seen.vLatMps;
  ego.yawRateRadps = seen.yawRateRadps;
  ego.aLonMps2 = seen.aLonMps2;
  ego.aLatMps2 = seen.aLatMps2;
  ego.roadWheelRad = seen.roadWheelRad;
}

function copyActors(state: WorldState, out: TickRecord): void {
  const { actors, history, plan } = state;
  const to = out.actors;
  for (let i = 0; i < plan.count; i++) to.present[i] = isPresent(state, i) ? 1 : 0;
  to.xM.set(actors.xM);
  to.yM.set(actors.yM);
  to.yawRad.set(actors.yawRad);
  to.cosYaw.set(history.cosYaw);
  to.sinYaw.set(history.sinYaw);
  to.vxMps.set(actors.vxMps);
  to.vyMps.set(actors.vyMps);
  to.axMps2.set(actors.axMps2);
  to.ayMps2.set(actors.ayMps2);
  to.yawRateRadps.set(actors.yawRateRadps);
}

function copyCommands(from: Float64Array, out: TickRecord): void {
  const { command, applied } = out;
  command.fromTick = from[ACCEPTED + FROM_TICK]!;
  command.kind = COMMAND_KINDS[from[ACCEPTED + KIND]!]!;
  command.accelMps2 = from[ACCEPTED + ACCEL]!;
  command.roadWheelRad = from[ACCEPTED + WHEEL]!;
  command.curvaturePerM = from[ACCEPTED + CURVATURE]!;
  command.usesCurvature = from[ACCEPTED + USES_CURVATURE] === 1;
  applied.fromTick = from[APPLIED + FROM_TICK]!;
  applied.kind = COMMAND_KINDS[from[APPLIED + KIND]!]!;
  applied.accelMps2 = from[APPLIED + ACCEL]!;
  applied.roadWheelRad = from[APPLIED + WHEEL]!;
  applied.clamped = from[APPLIED + CLAMPED] === 1;
  applied.held = from[APPLIED + HELD] === 1;
}
