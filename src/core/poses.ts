import type { Pose } from "./frames.ts";

/** Where the ego was at the ticks whose answers may still come, so that a late one can be read in the frame it was meant in. */
export type Poses = Map<number, Pose>;

/** Keeps the pose of an observation that is asked. */
export function keepPose(poses: Poses, tick: number, { xM, yM, yawRad }: Pose): void {
  poses.set(tick, { xM, yM, yawRad });
}

/** The pose at the tick of a command that was taken, undefined where none is kept. Forgets the poses before it: answers come in order. */
export function takePose(poses: Poses, tick: number): Pose | undefined {
  for (const kept of poses.keys()) if (kept < tick) poses.delete(kept);
  return poses.get(tick);
}
