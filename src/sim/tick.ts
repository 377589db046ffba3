import { startEgo, driveEgo } from "./driver.ts";
import type { VehicleState } from "../vehicle/model.ts";
import { findContact } from "./contact.ts";
import { locateEgo } from "./ends.ts";
import { markImpacts, moveBodies } from "./impact.ts";
import { putReported } from "./reported.ts";
import { measureScene } from "./sensors.ts";
import { moveStaged, startStaged, stepStaged } from "./staged.ts";
import { EGO_LANE, emptyState, FAILED_ACTION, FRICTION, LOW_FIDELITY, PRESENT, ROUTE_SEGMENT, type WorldState } from "./state.ts";
import { endEvents, judgeTriggers, startEvents, startStoryboard } from "./storyboard.ts";
import { enterAtTick, moveOnPaths } from "./traffic.ts";
import { addTravel, placeAll, rememberTick } from "./truth.ts";
import type { WorldModel } from "./world.ts";

/**
 * The state at tick 0: everyone at their start, sensors with their first measurement, triggers judged for the first time.
 * @param report a real car that stands in the ego's place for the whole run.
 */
export function initialState(model: WorldModel, report: VehicleState | null = null): WorldState {
  const state = emptyState(model);
  const { runNumbers, history, plan } = state;
  runNumbers[FRICTION] = model.environment.frictionRatio;
  runNumbers[FAILED_ACTION] = -1;
  runNumbers[EGO_LANE] = -1;
  runNumbers[ROUTE_SEGMENT] = -1;
  history.cosYaw.fill(1);
  state.actors.phase[model.egoIndex] = PRESENT;
  startStoryboard(state);
  state.staged = startStaged(model);
  startEgo(model, state);
  if (report !== null) putReported(state, report);
  for (let p = 0; p < plan.pathSlots.length; p++) enterAtTick(model, state, p, 0);
  reachTick(model, state);
  return state;
}

/**
 * One tick: the state at k becomes the state at k + 1, in place. Depends on its two arguments alone, and allocates nothing but for the
 * physics engine after an impact. The order is drawn in docs/tick.md.
 */
export function tick(model: WorldModel, state: WorldState): void {
  startEvents(model, state);
  stepStaged(state);
  if (model.ends.allowContact) markImpacts(model, state);
  driveEgo(model, state);
  moveStaged(model, state);
  moveOnPaths(model, state);
  rememberTick(state);
  if (state.runNumbers[LOW_FIDELITY] === 1) moveBodies(model, state);
  state.tick += 1;
  reachTick(model, state);
}

/** All that is known at a tick once everyone has moved there. */
function reachTick(model: WorldModel, state: WorldState): void {
  placeAll(model, state);
  addTravel(state);
  findContact(model, state);
  locateEgo(model, state);
  measureScene(model, state);
  endEvents(model, state);
  judgeTriggers(model, state);
}
