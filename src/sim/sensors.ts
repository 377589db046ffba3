/**
 * What the ego's perception lets through, from the truth of some ticks ago: range, occlusion, lost measurements, a limit on the number,
 * then noise. Everything is judged as it was when it was measured; a measurement has the same noise however late it is read.
 *
 * Noise streams are `sensor.<x|y|speed|yaw|drop>.<id>`, without state: adding a road user or a stream moves no other.
 */
import { wrapRad } from "../core/angle.ts";
import { type Box, emptyBox, pointGapM, setBox } from "../core/box.ts";
import { gaussianAt, noiseAt } from "../core/random.ts";
import { isHidden } from "./occlusion.ts";
import { type Plan, STREAMS } from "./plan.ts";
import type { ObservedObjects } from "./port.ts";
import { isHiddenByStory } from "./staged.ts";
import type { Scene, WorldState } from "./state.ts";
import { isPresent } from "./truth.ts";
import type { WorldModel } from "./world.ts";

const NS_PER_SEC = 1e9;

const BOX: Box = emptyBox();
const STREAM_COUNT = STREAMS.length;
const X = 0;
const Y = 1;
const SPEED = 2;
const YAW = 3;
const DROP = 4;

/** Buffers of one run's sensors; nothing in them outlives a call of `sense`. */
export interface SensorScratch {
  readonly distanceM: Float64Array;
  /** 1 while the road user is among those seen. */
  readonly isSeen: Uint8Array;
}

export function newSensorScratch(count: number): SensorScratch {
  return { distanceM: new Float64Array(count), isSeen: new Uint8Array(count) };
}

/** Takes the state's tick into the delay line. Whom the story hides from sensors, none measures: it does not hide others behind it either. */
export function measureScene(model: WorldModel, state: WorldState): void {
  const { plan, actors, history } = state;
  const scene = history.scenes[state.tick % plan.sceneCount]!;
  for (let i = 0; i < plan.count; i++) scene.present[i] = isPresent(state, i) && !isHiddenByStory(model, state, i) ? 1 : 0;
  scene.xM.set(actors.xM);
  scene.yM.set(actors.yM);
  scene.yawRad.set(actors.yawRad);
  scene.cosYaw.set(history.cosYaw);
  scene.sinYaw.set(history.sinYaw);
  scene.vxMps.set(actors.vxMps);
  scene.vyMps.set(actors.vyMps);
  scene.axMps2.set(actors.axMps2);
  scene.ayMps2.set(actors.ayMps2);
  scene.yawRateRadps.set(actors.yawRateRadps);
}

/** Writes the road users that are seen at the state's tick. Until the first measurement has come through, that one is read early. */
export function sense(model: WorldModel, state: WorldState, scratch: SensorScratch, out: ObservedObjects): void {
  const measuredTick = Math.max(0, state.tick - model.sensors.latencyTicks);
  senseScene(model, state.plan, state.history.scenes[measuredTick % state.plan.sceneCount]!, measuredTick, state.tick, scratch, out);
}

/** Writes the road users of a scene, measured at one tick, that are seen at another. */
export function senseScene(
  model: WorldModel,
  plan: Plan,
  scene: Scene,
  measuredTick: number,
  tick: number,
  scratch: SensorScratch,
  out: ObservedObjects,
): void {
  const { sensors } = model;
  chooseSeen(model, plan, scene, tick, scratch);
  const ageNs = Math.round((tick - measuredTick) * model.dtSec * NS_PER_SEC);
  const isNoisy = sensors.positionNoiseM > 0 || sensors.speedNoiseMps > 0 || sensors.yawNoiseRad > 0;
  out.count = 0;
  for (let i = 0; i < plan.count; i++) {
    if (scratch.isSeen[i] === 0) continue;
    writeObject(model, plan, scene, i, ageNs, out);
    if (isNoisy) addNoise(model, plan, scene, i, measuredTick, out);
    out.count += 1;
  }
}

function chooseSeen(model: WorldModel, plan: Plan, scene: Scene, tick: number, scratch: SensorScratch): void {
  const { sensors, egoIndex } = model;
  const { isSeen, distanceM } = scratch;
  const needsDistance = sensors.rangeM !== Infinity || sensors.maxObjects < plan.count - 1;
  let seen = 0;
  for (let i = 0; i < plan.count; i++) {
    isSeen[i] = 0;
    if (i === egoIndex || scene.present[i] === 0) continue;
    if (needsDistance) {
      setBox(BOX, scene.xM[i]!, scene.yM[i]!, scene.cosYaw[i]!, scene.sinYaw[i]!, plan.lengthM[i]!, plan.widthM[i]!);
      distanceM[i] = pointGapM(BOX, scene.xM[egoIndex]!, scene.yM[egoIndex]!);
      if (distanceM[i]! > sensors.rangeM) continue;
    }
    if (sensors.occlusion && isHidden(plan, scene, egoIndex, i)) continue;
    const { dropRatio } = sensors;
    if (dropRatio > 0 && noiseAt(model.seed, plan.streams[i * STREAM_COUNT + DROP]!, tick) < dropRatio) continue;
    isSeen[i] = 1;
    seen += 1;
  }
  for (; seen > sensors.maxObjects; seen--) dropFarthest(distanceM, isSeen);
}

/** Of two equally far the one in the higher slot goes. */
function dropFarthest(distanceM: Float64Array, isSeen: Uint8Array): void {
  let farthest = -1;
  for (let i = 0; i < isSeen.length; i++) {
    if (isSeen[i] === 1 && (farthest === -1 || distanceM[i]! >= distanceM[farthest]!)) farthest = i;
  }
  isSeen[farthest] = 0;
}

function writeObject(model: WorldModel, plan: Plan, scene: Scene, i: number, ageNs: number, out: ObservedObjects): void {
  const k = out.count;
  out.id[k] = model.actors[i]!.header.id;
  out.cls[k] = plan.cls[i]!;
  out.xM[k] = scene.xM[i]!;
  out.yM[k] = scene.yM[i]!;
  out.yawRad[k] = scene.yawRad[i]!;
  out.vxMps[k] = scene.vxMps[i]!;
  out.vyMps[k] = scene.vyMps[i]!;
  out.axMps2[k] = scene.axMps2[i]!;
  out.ayMps2[k] = scene.ayMps2[i]!;
  out.yawRateRadps[k] = scene.yawRateRadps[i]!;
  out.lengthM[k] = plan.lengthM[i]!;
  out.widthM[k] = plan.widthM[i]!;
  out.ageNs[k] = ageNs;
}

/** Normal noise with the model's deviations: each axis of the position, the speed along the true heading, the yaw. */
function addNoise(model: WorldModel, plan: Plan, scene: Scene, i: number, tick: number, out: ObservedObjects): void {
  const { positionNoiseM, speedNoiseMps, yawNoiseRad } = model.sensors;
  const { streams } = plan;
  const k = out.count;
  const first = i * STREAM_COUNT;
  if (positionNoiseM > 0) {
    out.xM[k]! += positionNoiseM * gaussianAt(model.seed, streams[first + X]!, tick);
    out.yM[k]! += positionNoiseM * gaussianAt(model.seed, streams[first + Y]!, tick);
  }
  if (speedNoiseMps > 0) {
    const error = speedNoiseMps * gaussianAt(model.seed, streams[first + SPEED]!, tick);
    out.vxMps[k]! += error * scene.cosYaw[i]!;
    out.vyMps[k]! += error * scene.sinYaw[i]!;
  }
  if (yawNoiseRad > 0) out.yawRad[k] = wrapRad(out.yawRad[k]! + yawNoiseRad * gaussianAt(model.seed, streams[first + YAW]!, tick));
}
