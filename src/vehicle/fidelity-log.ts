/** One drive on a tick grid; every array has one value a tick. */
export interface FidelityLog {
  readonly dtSec: number;
  /** 1 where all channels are known and the commands are what moved the car. */
  readonly valid: Uint8Array;
  /** Rear axle, W. */
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly vLonMps: Float64Array;
  readonly yawRateRadps: Float64Array;
  readonly accelCommandMps2: Float64Array;
  readonly roadWheelRad: Float64Array;
}
