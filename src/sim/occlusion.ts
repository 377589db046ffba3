/** Occlusion by rays of the physics engine from the ego's box centre; the boxes of all others stand in their way. */
import { type Box as CoreBox, boxCorners, emptyBox, setBox } from "../core/box.ts";
import type { Plan } from "./plan.ts";
import { Box, Transform, Vec2 } from "./planck.ts";
import type { Scene } from "./state.ts";

/** Centre and corners, as x, y pairs. */
const POINTS = new Float64Array(10);
const TARGET: CoreBox = emptyBox();
const PLACE: Transform = Transform.identity();
const RAY = { p1: new Vec2(0, 0), p2: new Vec2(0, 0), maxFraction: 1 };
const HIT = { normal: new Vec2(0, 0), fraction: 0 };

/** Box shapes of a run's road users, made at their first use and never changed. */
const SHAPES = new WeakMap<Plan, readonly Box[]>();

function shapesOf(plan: Plan): readonly Box[] {
  const known = SHAPES.get(plan);
  if (known !== undefined) return known;
  const made = Array.from(plan.lengthM, (lengthM, i) => new Box(0.5 * lengthM, 0.5 * plan.widthM[i]!));
  SHAPES.set(plan, made);
  return made;
}

/** Whether centre and corners of a road user all lie behind boxes other than its own and the ego's. */
export function isHidden(plan: Plan, scene: Scene, egoSlot: number, targetSlot: number): boolean {
  setBox(
    TARGET,
    scene.xM[targetSlot]!,
    scene.yM[targetSlot]!,
    scene.cosYaw[targetSlot]!,
    scene.sinYaw[targetSlot]!,
    plan.lengthM[targetSlot]!,
    plan.widthM[targetSlot]!,
  );
  POINTS[8] = TARGET.xM;
  POINTS[9] = TARGET.yM;
  boxCorners(TARGET, POINTS, 0);
  RAY.p1.setNum(scene.xM[egoSlot]!, scene.yM[egoSlot]!);
  for (let k = 0; k < POINTS.length; k += 2) {
    RAY.p2.setNum(POINTS[k]!, POINTS[k + 1]!);
    if (!isRayCut(plan, scene, egoSlot, targetSlot)) return false;
  }
  return true;
}

function isRayCut(plan: Plan, scene: Scene, egoSlot: number, targetSlot: number): boolean {
  const shapes = shapesOf(plan);
  const { p1, p2 } = RAY;
  const dx = p2.x - p1.x;
  const dy = p2.y - p1.y;
  const length2 = dx * dx + dy * dy;
  for (let i = 0; i < plan.count; i++) {
    if (i === egoSlot || i === targetSlot || scene.present[i] === 0) continue;
    // Cheap first: distance of the box centre from the ray's line, and from its far end.
    const cx = scene.xM[i]! - p1.x;
    const cy = scene.yM[i]! - p1.y;
    const across = dx * cy - dy * cx;
    const radius = plan.radiusM[i]!;
    if (across * across > radius * radius * length2) continue;
    PLACE.p.setNum(scene.xM[i]!, scene.yM[i]!);
    PLACE.q.s = scene.sinYaw[i]!;
    PLACE.q.c = scene.cosYaw[i]!;
    if (shapes[i]!.rayCast(HIT, RAY, PLACE, 0)) return true;
  }
  return false;
}
