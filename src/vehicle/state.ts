/** Where each number stands in the flat inner state of a vehicle. Pose and speeds are those of the rear axle unless said otherwise. */

export const X = 0;
export const Y = 1;
/** Not wrapped: it counts turns; `observe` gives it in (-pi, pi]. */
export const YAW = 2;
/** Forward speed, body x. */
export const V = 3;
/** w of the equations: lateral velocity at the centre of gravity, body y. */
export const W = 4;
/** r of the equations: yaw rate. */
export const R = 5;
/** Road-wheel angle after the actuators, without bias. */
export const STEER = 6;
/** Acceleration after the actuators, without bias. */
export const ACCEL = 7;
/** What `observe` reports of the accelerations: they depend on the road of the last tick, which the state does not hold. */
export const A_LON = 8;
export const A_LAT = 9;
/** First slot of the dead-time queues: steering, then acceleration. */
export const QUEUES = 10;
