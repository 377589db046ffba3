/** A bound that falls evenly with the speed between two speeds and is constant beyond them. */
export interface SpeedBound {
  readonly fromMps: number;
  readonly toMps: number;
  /** In the unit of what is bounded. */
  readonly slowLimit: number;
  readonly fastLimit: number;
}

/** The bound at a speed. */
export function limitAt({ fromMps, toMps, slowLimit, fastLimit }: SpeedBound, speedMps: number): number {
  const share = Math.min(1, Math.max(0, (speedMps - fromMps) / (toMps - fromMps)));
  return slowLimit + share * (fastLimit - slowLimit);
}
