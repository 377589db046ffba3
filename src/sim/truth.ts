/** Where everyone is at a tick: the ego as one of the road users, and what is remembered of the tick before. */
import { wrapRad } from "../core/angle.ts";
import { boxCentreOf } from "../core/box.ts";
import { seeEgo } from "./driver.ts";
import { BODY, MODE, PRESENT, WRECK, type WorldState } from "./state.ts";
import { placeStaged } from "./staged.ts";
import { placeActors, turnTo } from "./traffic.ts";
import type { WorldModel } from "./world.ts";

const CENTRE = { xM: 0, yM: 0 };

/** Whether a road user is in the world. */
export function isPresent(state: WorldState, slot: number): boolean {
  const phase = state.actors.phase[slot];
  return phase === PRESENT || phase === BODY;
}

/** Remembers places and speeds before they are overwritten. */
export function rememberTick(state: WorldState): void {
  const { actors, history, plan } = state;
  for (let i = 0; i < plan.count; i++) history.wasPresent[i] = isPresent(state, i) ? 1 : 0;
  history.lastXM.set(actors.xM);
  history.lastYM.set(actors.yM);
  history.lastYawRad.set(actors.yawRad);
  history.lastSpeedMps.set(history.speedMps);
}

/** Writes place and motion of all road users at the state's tick. */
export function placeAll(model: WorldModel, state: WorldState): void {
  placeActors(model, state);
  placeStaged(model, state);
  if (state.ego.driveNumbers[MODE] === WRECK) return;
  seeEgo(model, state);
  placeEgo(model, state);
}

/** Adds the way of the last tick, as the straight line between its ends. */
export function addTravel(state: WorldState): void {
  const { actors, history, plan } = state;
  for (let i = 0; i < plan.count; i++) {
    if (history.wasPresent[i] === 0 || !isPresent(state, i)) continue;
    const dx = actors.xM[i]! - history.lastXM[i]!;
    const dy = actors.yM[i]! - history.lastYM[i]!;
    actors.travelledM[i]! += Math.sqrt(dx * dx + dy * dy);
  }
}

/**
 * The ego's box centre, from its rear axle. The centre's acceleration leaves out the share of a changing yaw rate, which a vehicle
 * model does not tell.
 */
function placeEgo(model: WorldModel, state: WorldState): void {
  const { actors, history, plan } = state;
  const { seen } = state.ego;
  const i = model.egoIndex;
  turnTo(state, i, wrapRad(seen.yawRad));
  const c = history.cosYaw[i]!;
  const s = history.sinYaw[i]!;
  boxCentreOf(seen.xM, seen.yM, c, s, model.ego.params.footprint, CENTRE);
  const ahead = plan.originBackM[i]!;
  const { vLonMps: v, yawRateRadps: r } = seen;
  const q = seen.vLatMps + r * ahead;
  const along = seen.aLonMps2 - r * seen.vLatMps - r * r * ahead;
  actors.xM[i] = CENTRE.xM;
  actors.yM[i] = CENTRE.yM;
  actors.vxMps[i] = v * c - q * s;
  actors.vyMps[i] = v * s + q * c;
  actors.axMps2[i] = along * c - seen.aLatMps2 * s;
  actors.ayMps2[i] = along * s + seen.aLatMps2 * c;
  actors.yawRateRadps[i] = r;
  history.speedMps[i] = v;
}
