/**
 * nuPlan simulates and judges at 10 Hz, as do NAVSIM, SMARTS, MetaDrive, the Waymo challenges and CommonRoad: windows of so many samples
 * mean nothing at another rate.
 */
export const STEP_SEC = 0.1;

/** Ticks from one sample to the next: the nearest whole number, at least one. */
export function ticksAStep(dtSec: number, stepSec: number = STEP_SEC): number {
  return Math.max(1, Math.round(stepSec / dtSec));
}

/** Which ticks are samples: the first that is asked about, and each a step after it. */
export interface SampleClock {
  readonly everyTicks: number;
  /** From one sample to the next. */
  readonly stepSec: number;
  firstTick: number;
}

export function newSampleClock(dtSec: number): SampleClock {
  const everyTicks = ticksAStep(dtSec);
  return { everyTicks, stepSec: everyTicks * dtSec, firstTick: -1 };
}

/** Whether a tick is a sample; to be asked at every tick. */
export function isSample(clock: SampleClock, tick: number): boolean {
  if (clock.firstTick < 0) clock.firstTick = tick;
  return (tick - clock.firstTick) % clock.everyTicks === 0;
}

/** Samples to a horizon, as nuPlan counts them: without the present one, cut off. */
export function stepsWithin(horizonSec: number, stepSec: number): number {
  // A quotient that is whole up to rounding is whole.
  return Math.floor(horizonSec / stepSec + 1e-9);
}
