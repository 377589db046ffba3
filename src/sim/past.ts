/** What the controller would have observed before tick 0, by the recording alone. */
import { boxCentreOf } from "../core/box.ts";
import { cos, sin } from "../core/dmath.ts";
import { newRecord } from "../trace/record.ts";
import { newObjects } from "./observe.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Observation } from "./port.ts";
import { seeRecording } from "./recording.ts";
import { newSensorScratch, senseScene } from "./sensors.ts";
import { showSignals } from "./signals.ts";
import { newScene, type Scene } from "./state.ts";
import type { PastWindow, WorldModel } from "./world.ts";

const NS_PER_SEC = 1e9;
/** The tick asked for, in a window. */
const NOW = 1;

/** The reader of a world's past, for `RunStart.past`. */
export function pastOf(model: WorldModel): (ticksBefore: number) => Observation | null {
  const { readPast } = model;
  if (readPast === null) return () => null;
  let plan: Plan | null = null;
  return (ticksBefore) => {
    const window = readPast(ticksBefore);
    plan ??= planOf(model);
    return window === null ? null : observePast(model, plan, readPast, window, ticksBefore);
  };
}

/** The ego as recorded; the others through the same sensors as in the run, with their latency as far back as the recording reaches. */
function observePast(
  model: WorldModel,
  plan: Plan,
  readPast: NonNullable<WorldModel["readPast"]>,
  window: PastWindow,
  ticksBefore: number,
): Observation {
  const { ego, signals, applied } = newRecord(model.header.actors, model.signals.length);
  seeRecording(window.ego, window.inputs, NOW, model.dtSec, plan.wheelbaseM, ego);
  showSignals(model.signals, -ticksBefore, signals);
  let measured = window;
  let measuredBefore = ticksBefore;
  for (let before = ticksBefore + model.sensors.latencyTicks; before > ticksBefore; before--) {
    const earlier = readPast(before);
    if (earlier === null) continue;
    measured = earlier;
    measuredBefore = before;
    break;
  }
  const objects = newObjects(plan.count);
  senseScene(model, plan, sceneOf(model, plan, measured), -measuredBefore, -ticksBefore, newSensorScratch(plan.count), objects);
  return {
    tick: -ticksBefore,
    simTimeNs: -Math.round(ticksBefore * model.dtSec * NS_PER_SEC),
    ego,
    steeringWheelRad: ego.roadWheelRad * model.ego.params.steeringRatio,
    gear: "forward",
    objects,
    signals,
    applied,
    controlled: false,
  };
}

function sceneOf(model: WorldModel, plan: Plan, window: PastWindow): Scene {
  const scene = newScene(plan.count);
  for (const [i, track] of window.tracks.entries()) {
    if (track === null || track.present[NOW] !== 1) continue;
    scene.present[i] = 1;
    scene.xM[i] = track.xM[NOW]!;
    scene.yM[i] = track.yM[NOW]!;
    scene.yawRad[i] = track.yawRad[NOW]!;
    scene.cosYaw[i] = cos(track.yawRad[NOW]!);
    scene.sinYaw[i] = sin(track.yawRad[NOW]!);
    scene.vxMps[i] = track.vxMps[NOW]!;
    scene.vyMps[i] = track.vyMps[NOW]!;
    scene.axMps2[i] = track.axMps2[NOW]!;
    scene.ayMps2[i] = track.ayMps2[NOW]!;
    scene.yawRateRadps[i] = track.yawRateRadps[NOW]!;
  }
  placeEgo(model, window, scene);
  return scene;
}

/** Sensors look from the ego's box centre, and see nothing of the ego. */
function placeEgo({ egoIndex: i, ego }: WorldModel, window: PastWindow, scene: Scene): void {
  const { xM, yM, yawRad } = window.ego;
  const centre = { xM: 0, yM: 0 };
  scene.present[i] = 1;
  scene.cosYaw[i] = cos(yawRad[NOW]!);
  scene.sinYaw[i] = sin(yawRad[NOW]!);
  boxCentreOf(xM[NOW]!, yM[NOW]!, scene.cosYaw[i]!, scene.sinYaw[i]!, ego.params.footprint, centre);
  scene.xM[i] = centre.xM;
  scene.yM[i] = centre.yM;
}
