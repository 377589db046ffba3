/** How each kind of action begins, runs and what it rules: the one place that knows all kinds. */
import type { ActionRun } from "./action-run.ts";
import type { ActionKinds } from "./board-tick.ts";
import { activateController, assignController } from "./controllers.ts";
import { startDistance, stepDistance } from "./distance-action.ts";
import { rulesSpeed, startFollowTrajectory, stepFollowTrajectory } from "./follow-trajectory.ts";
import { startLaneChange, startLaneOffset, stepShift } from "./lat-actions.ts";
import { startLateralDistance, stepLateralDistance } from "./lateral-distance.ts";
import { addEntity, deleteEntity, setVisibility, teleport } from "./place-actions.ts";
import type { ActionSpec, PlannedAction } from "./plan.ts";
import { refusal } from "./refusal.ts";
import { assignRoute } from "./route-actions.ts";
import { SAME_SEC, startSpeed, stepSpeed } from "./speed-action.ts";
import { startSpeedProfile, stepSpeedProfile } from "./speed-profile-action.ts";
import { setEnvironment, setLight, setOverrides, setPhase, setSignal, setValue } from "./state-actions.ts";
import type { StoryWorld } from "./state.ts";
import { startSynchronize, stepSynchronize } from "./synchronize.ts";
import { startTraffic, stepTraffic, stopTraffic } from "./traffic-actions.ts";
import { connectTrailer, disconnectTrailer } from "./trailers.ts";

/** Channels of an entity that an action rules, as bits. */
const NONE = 0;
const LONGITUDINAL = 1;
const LATERAL = 2;

interface Kind {
  readonly channels: number;
  /** Begins it; null where it is done at once. */
  start(world: StoryWorld, action: PlannedAction, atSec: number): ActionRun | null;
  /** Runs it over [fromSec, toSec]: the instant at which it ended, NaN while it goes on. */
  step(world: StoryWorld, action: PlannedAction, run: ActionRun, fromSec: number, toSec: number): number;
}

/** A light that changes over a time; one that flashes does so until it is stopped. */
interface LightRun {
  readonly kind: "light";
  readonly endSec: number;
}

const KINDS: Readonly<Record<ActionSpec["kind"], Kind>> = {
  speed: { channels: LONGITUDINAL, start: startSpeed, step: stepSpeed },
  "speed-profile": { channels: LONGITUDINAL, start: startSpeedProfile, step: stepSpeedProfile },
  "longitudinal-distance": { channels: LONGITUDINAL, start: startDistance, step: stepDistance },
  "lane-change": { channels: LATERAL, start: startLaneChange, step: stepShift },
  "lane-offset": { channels: LATERAL, start: startLaneOffset, step: stepShift },
  "lateral-distance": { channels: LATERAL, start: startLateralDistance, step: stepLateralDistance },
  "follow-trajectory": { channels: LATERAL, start: startFollowTrajectory, step: stepFollowTrajectory },
  synchronize: { channels: LONGITUDINAL, start: startSynchronize, step: stepSynchronize },
  light: { channels: NONE, start: startLight, step: stepLight },
  teleport: atOnce(teleport),
  visibility: atOnce(setVisibility),
  override: atOnce(setOverrides),
  environment: atOnce(setEnvironment),
  "add-entity": atOnce(addEntity),
  "delete-entity": atOnce(deleteEntity),
  "set-parameter": atOnce(setValue),
  "set-variable": atOnce(setValue),
  "modify-parameter": atOnce(setValue),
  "modify-variable": atOnce(setValue),
  "signal-state": atOnce(setSignal),
  "signal-phase": atOnce(setPhase),
  "assign-route": atOnce(assignRoute),
  "acquire-position": atOnce(assignRoute),
  "random-route": atOnce(assignRoute),
  "activate-controller": atOnce(activateController),
  "assign-controller": atOnce(assignController),
  "connect-trailer": atOnce(connectTrailer),
  "disconnect-trailer": atOnce(disconnectTrailer),
  "traffic-source": { channels: NONE, start: startTraffic, step: stepTraffic },
  "traffic-sink": { channels: NONE, start: startTraffic, step: stepTraffic },
  "traffic-swarm": { channels: NONE, start: startTraffic, step: stepTraffic },
  "traffic-area": { channels: NONE, start: startTraffic, step: stepTraffic },
  "traffic-stop": atOnce(stopTraffic),
  "user-defined": atOnce(refuse),
};

/** All kinds of actions. */
export const ACTION_KINDS: ActionKinds = {
  start: startAction,
  runToSec: stepAction,
  areInConflict,
  isReady,
  isRunLast,
};

/** Begins an action; null where it is done at once. Throws an InputError that names a kind which is not supported. */
function startAction(world: StoryWorld, action: PlannedAction, atSec: number): ActionRun | null {
  const run = KINDS[action.spec.kind].start(world, action, atSec);
  const entity = world.state.entities[action.actor];
  if (run === null || entity === undefined) return run;
  const channels = channelsOf(action.spec);
  if ((channels & LONGITUDINAL) !== 0) entity.longOwner = action.index;
  if ((channels & LATERAL) !== 0) entity.latOwner = action.index;
  return run;
}

function stepAction(world: StoryWorld, action: PlannedAction, run: ActionRun, fromSec: number, toSec: number): number {
  return KINDS[action.spec.kind].step(world, action, run, fromSec, toSec);
}

/** Whether a new action takes a channel that a running one of the same entity rules (1.3, conflicting actions); of lights the same light. */
function areInConflict(started: ActionSpec, running: ActionSpec): boolean {
  if (started.kind === "light") return running.kind === "light" && running.light === started.light;
  return (channelsOf(started) & channelsOf(running)) !== 0;
}

/**
 * Of a tick under way: nobody is set elsewhere while something rules its way, and a lane is left from where the tick found the entity, not
 * from the end of a trajectory.
 */
function isReady(world: StoryWorld, { spec, actor }: PlannedAction): boolean {
  const entity = world.state.entities[actor];
  if (entity === undefined) return true;
  if (spec.kind === "teleport") return entity.isPresent && entity.latOwner < 0 && entity.longOwner < 0;
  if (spec.kind === "lane-change" || spec.kind === "lane-offset") return entity.isPresent && !entity.step.isPosed && !entity.step.isBroken;
  return true;
}

/** A trajectory takes the way of the whole tick; timed by ticks, all are run in the order of the file, as in the players that step this way. */
function isRunLast(world: StoryWorld, spec: ActionSpec): boolean {
  return spec.kind === "follow-trajectory" && world.options.timing === "subtick";
}

/** A trajectory with times rules the speed too. */
function channelsOf(spec: ActionSpec): number {
  const { channels } = KINDS[spec.kind];
  return spec.kind === "follow-trajectory" && rulesSpeed(spec) ? channels | LONGITUDINAL : channels;
}

function atOnce(act: (world: StoryWorld, action: PlannedAction, atSec: number) => void): Kind {
  return {
    channels: NONE,
    start(world, action, atSec) {
      act(world, action, atSec);
      return null;
    },
    step(_world, action) {
      throw new RangeError(`${action.spec.kind} is done at once`);
    },
  };
}

function refuse(world: StoryWorld, action: PlannedAction): void {
  throw refusal(world.plan.elements[action.element]?.path ?? "", "a supported action", action.spec.kind);
}

function startLight(world: StoryWorld, action: PlannedAction, atSec: number): LightRun {
  setLight(world, action);
  const { transitionSec, mode } = action.spec as Extract<ActionSpec, { kind: "light" }>;
  return { kind: "light", endSec: mode === "flashing" ? Number.POSITIVE_INFINITY : atSec + transitionSec };
}

function stepLight(_world: StoryWorld, _action: PlannedAction, run: LightRun, _fromSec: number, toSec: number): number {
  return run.endSec <= toSec + SAME_SEC ? run.endSec : Number.NaN;
}
