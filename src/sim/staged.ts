/**
 * A story in the world: its entities are road users, and the ego is one of them until its controller takes it over. From then on the ego
 * is what the vehicle model makes of its commands, and the story sees it there.
 */
import { boxCentreOf } from "../core/box.ts";
import { wrapRad } from "../core/angle.ts";
import { cos, sin } from "../core/dmath.ts";
import type { Footprint } from "../core/frames.ts";
import { SIGNAL_STATES } from "../core/signal-state.ts";
import type { Signals } from "../trace/tick.ts";
import type { RoadInput, VehicleState } from "../vehicle/model.ts";
import { initUnderWay } from "../vehicle/start.ts";
import { STORY } from "./plan.ts";
import { ABSENT, DRIVEN, FRICTION, MODE, ON_STORY, PRESENT, type WorldState } from "./state.ts";
import { finishStep, newStory, stepStoryboard } from "./story/play.ts";
import type { EntityState, StoryWorld } from "./story/state.ts";
import { turnTo } from "./traffic.ts";
import type { WorldModel } from "./world.ts";

const CENTRE = { xM: 0, yM: 0 };
const UNKNOWN: number = SIGNAL_STATES.indexOf("unknown");

/** The story at its first tick; null where the world has none. */
export function startStaged(model: WorldModel): StoryWorld | null {
  const { story } = model;
  return story === null ? null : newStory(story.spec, story.map, story.options);
}

/** The storyboard at the state's tick: before anybody moves. The road is as slippery as it says. */
export function stepStaged(state: WorldState): void {
  if (state.staged === null) return;
  stepStoryboard(state.staged);
  state.runNumbers[FRICTION] = state.staged.state.environment.frictionRatio;
}

/** Moves the entities to the next tick, the ego to where the vehicle model has it. */
export function moveStaged(model: WorldModel, state: WorldState): void {
  const { staged } = state;
  if (staged === null || model.story === null) return;
  if (state.ego.driveNumbers[MODE] === DRIVEN) {
    model.ego.vehicle.observe(model.ego.params, state.ego.inner, state.ego.seen);
    putEgo(staged.state.entities[model.story.egoEntity]!, state.ego.seen);
  }
  finishStep(staged);
}

function putEgo(entity: EntityState, seen: VehicleState): void {
  entity.isExternal = true;
  entity.xM = seen.xM;
  entity.yM = seen.yM;
  entity.hRad = wrapRad(seen.yawRad);
  entity.speedMps = seen.vLonMps;
  entity.accelMps2 = seen.aLonMps2;
  entity.yawRateRadps = seen.yawRateRadps;
  entity.wheelAngleRad = seen.roadWheelRad;
  const c = cos(seen.yawRad);
  const s = sin(seen.yawRad);
  entity.vxMps = seen.vLonMps * c - seen.vLatMps * s;
  entity.vyMps = seen.vLonMps * s + seen.vLatMps * c;
  entity.axMps2 = seen.aLonMps2 * c - seen.aLatMps2 * s;
  entity.ayMps2 = seen.aLonMps2 * s + seen.aLatMps2 * c;
}

/** Hands the ego from its story to the vehicle model, under way as it is. */
export function leaveStory(model: WorldModel, state: WorldState, road: RoadInput): void {
  const e = egoOf(model, state);
  const { vehicle, params } = model.ego;
  const start = {
    pose: { xM: e.xM, yM: e.yM, yawRad: e.hRad },
    vLonMps: e.speedMps,
    yawRateRadps: e.yawRateRadps,
    accelMps2: e.accelMps2,
    roadWheelRad: e.wheelAngleRad,
  };
  initUnderWay(vehicle, params, start, road, model.dtSec, state.ego.inner);
  state.ego.driveNumbers[MODE] = DRIVEN;
}

/** Writes what can be seen of an ego that its story drives. */
export function seeStaged(model: WorldModel, state: WorldState, out: VehicleState): void {
  const e = egoOf(model, state);
  out.xM = e.xM;
  out.yM = e.yM;
  out.yawRad = e.hRad;
  out.vLonMps = e.speedMps;
  out.vLatMps = 0;
  out.yawRateRadps = e.yawRateRadps;
  out.aLonMps2 = e.accelMps2;
  out.aLatMps2 = e.speedMps * e.yawRateRadps;
  out.roadWheelRad = e.wheelAngleRad;
}

/** The story drives the ego: what happens to it is what the story wants, and nobody is judged by it. */
export function isStaged(state: WorldState): boolean {
  return state.ego.driveNumbers[MODE] === ON_STORY;
}

function egoOf(model: WorldModel, state: WorldState): EntityState {
  return state.staged!.state.entities[model.story!.egoEntity]!;
}

/** Writes place and motion of the entities but the ego, at their box centres. */
export function placeStaged(model: WorldModel, state: WorldState): void {
  const { staged, plan, actors } = state;
  if (staged === null) return;
  for (let i = 0; i < plan.count; i++) {
    if (plan.motion[i] !== STORY) continue;
    const actor = model.actors[i]!;
    // A slot of made traffic that nobody has had yet has no entity.
    const entity = actor.motion === "story" ? staged.state.entities[actor.entity] : undefined;
    actors.phase[i] = entity?.isPresent === true ? PRESENT : ABSENT;
    if (entity?.isPresent === true) placeEntity(state, i, entity, actor.header.footprint);
  }
}

function placeEntity(state: WorldState, i: number, e: EntityState, footprint: Footprint): void {
  const { actors, history, plan } = state;
  turnTo(state, i, wrapRad(e.hRad));
  const c = history.cosYaw[i]!;
  const s = history.sinYaw[i]!;
  boxCentreOf(e.xM, e.yM, c, s, footprint, CENTRE);
  const ahead = plan.originBackM[i]!;
  const r = e.yawRateRadps;
  actors.xM[i] = CENTRE.xM;
  actors.yM[i] = CENTRE.yM;
  actors.vxMps[i] = e.vxMps - r * ahead * s;
  actors.vyMps[i] = e.vyMps + r * ahead * c;
  actors.axMps2[i] = e.axMps2 - r * r * ahead * c;
  actors.ayMps2[i] = e.ayMps2 - r * r * ahead * s;
  actors.yawRateRadps[i] = r;
  history.speedMps[i] = e.speedMps;
}

/** Writes what each traffic light shows; one that the story has not set yet is unknown. */
export function showStaged({ signals, story }: WorldModel, staged: StoryWorld, out: Signals): void {
  for (let i = 0; i < signals.length; i++) {
    const text = staged.state.signals[signals[i]!.id];
    out.state[i] = text === undefined ? UNKNOWN : (story?.shown.get(text) ?? UNKNOWN);
  }
}

/** Whether a VisibilityAction hides the road user of a slot from sensors; never the ego, which they are on. */
export function isHiddenByStory(model: WorldModel, { staged, plan }: WorldState, slot: number): boolean {
  if (staged === null || plan.motion[slot] !== STORY) return false;
  const actor = model.actors[slot]!;
  return actor.motion === "story" && staged.state.entities[actor.entity]?.isVisible.sensors === false;
}
