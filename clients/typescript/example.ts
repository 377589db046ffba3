// Follows the route by pure pursuit and keeps its distance by IDM: an example to start from.
import { type Drive, type Observation, run, type ScenarioStart } from "./redrive-client.ts";

const HEADWAY_S = 1.6;
const MIN_GAP_M = 3.0;
const ACCEL_MPS2 = 1.5;
const DECEL_MPS2 = 2.0;

type Ego = Observation["ego"];

function inEgo(ego: Ego, x: number, y: number): readonly [lonM: number, latM: number] {
  const dx = x - ego.xM;
  const dy = y - ego.yM;
  const c = Math.cos(ego.yawRad);
  const s = Math.sin(ego.yawRad);
  return [dx * c + dy * s, dy * c - dx * s];
}

/** Pure pursuit: the arc through a point of the route ahead has curvature 2 y / d^2. */
function steer(ego: Ego, route: ScenarioStart["route"] | null): number {
  const ahead = Math.max(5, 1 * ego.vxMps);
  const points = (route?.points ?? []).map((p) => inEgo(ego, p.xM, p.yM));
  const distances = points.map((p) => Math.hypot(...p));
  const near = distances.indexOf(Math.min(...distances));
  const aim = points.find((_, i) => i >= near && (distances[i] ?? 0) >= ahead) ?? points.at(-1);
  return aim === undefined ? 0 : (2 * aim[1]) / Math.max(aim[0] ** 2 + aim[1] ** 2, 1);
}

/** Free way to the nearest road user on the arc ahead, and its speed. */
function lead(car: ScenarioStart["ego"], { ego, objects }: Observation, curvature: number): readonly [gapM: number, mps: number] {
  let gap = Infinity;
  let speed = 0;
  const front = car.lengthM / 2 + car.rearAxleToCenterM;
  const at = (values: readonly number[], i: number): number => values[i] ?? 0;
  for (let i = 0; i < objects.xM.length; i++) {
    const [lon, lat] = inEgo(ego, at(objects.xM, i), at(objects.yM, i));
    const free = lon - front - at(objects.lengthM, i) / 2;
    const beside = Math.abs(lat - (curvature * lon * lon) / 2);
    if (lon > 0 && free < gap && beside < (car.widthM + at(objects.widthM, i)) / 2 + 0.3) {
      gap = free;
      speed = at(objects.vxMps, i) * Math.cos(ego.yawRad) + at(objects.vyMps, i) * Math.sin(ego.yawRad);
    }
  }
  return [Math.max(gap, 0.1), speed];
}

function start({ ego: car, route }: ScenarioStart): Drive {
  const limitMps = route?.speedLimitMps.length > 0 ? Math.min(...route.speedLimitMps) : 13.9;
  return (o) => {
    const curvature = steer(o.ego, route);
    const v = o.ego.vxMps;
    const [gap, leadMps] = lead(car, o, curvature);
    const wanted = MIN_GAP_M + Math.max(0, v * HEADWAY_S + (v * (v - leadMps)) / (2 * Math.sqrt(ACCEL_MPS2 * DECEL_MPS2)));
    const accel = ACCEL_MPS2 * (1 - (v / limitMps) ** 4 - (wanted / gap) ** 2);
    return { accelSteer: { accelMps2: Math.max(-car.maxDecelMps2, accel), curvaturePerM: curvature } };
  };
}

await run({ name: "redrive example (TypeScript)", build: "1.0" }, start);
