/**
 * Frames, after ISO 8855: x forward, y to the left, z up, angles counter-clockwise.
 *
 * W  world: fixed and local, metres, its origin near the scenario. Axis words `x y yaw`.
 * B  body: origin at the rear-axle centre on the ground (ego) or at the box centre (other road users). Axis words `lon lat`.
 * R  road: s along the reference line, t to its left. Axis words `s t`.
 */

/** A place and a heading in W. */
export interface Pose {
  readonly xM: number;
  readonly yM: number;
  readonly yawRad: number;
}

/** The rectangle a road user covers: in B its box reaches from -rearM to lengthM - rearM along x, and half of widthM to each side. */
export interface Footprint {
  readonly lengthM: number;
  readonly widthM: number;
  /** Distance from the rear end of the box forward to the origin of B. Half of lengthM where B lies at the box centre. */
  readonly rearM: number;
}
