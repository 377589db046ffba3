/** What the drivers of scenario files keep from tick to tick. */

/** Of the car that a driver steers itself. */
export interface PlainCar {
  wheelRad: number;
  /** It has come to a stand and holds the brake until the driver lets go. */
  isHeld: boolean;
}

export interface LoomingMemory {
  readonly law: "looming";
  /** NaN: the speed at its activation. */
  wantedMps: number;
  readonly timeGapSec: number;
  readonly car: PlainCar;
  /** Angles of the two points at the tick before; NaN before the first. */
  nearRad: number;
  farRad: number;
}
