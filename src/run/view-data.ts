import type { ActorClass, ActorMotion } from "../trace/tick.ts";

/**
 * What the report draws of one run: positions and signals thinned to about 10 a second, numbers rounded for size.
 * W, metres and radians; null where a series has no value.
 */
export interface RunView {
  readonly variantId: string;
  readonly dtSec: number;
  /** Tick of each sample. */
  readonly ticks: readonly number[];
  readonly lanes: readonly { readonly leftXyM: readonly number[]; readonly rightXyM: readonly number[]; readonly type: string }[];
  /** x0, y0, x1, y1, ... as in `lanes`. */
  readonly routeXyM: readonly number[];
  /** The recorded driver's path, where there is one. */
  readonly recordedXyM: readonly number[];
  readonly actors: readonly ViewActor[];
  readonly series: readonly ViewSeries[];
  /** Debug signals of the controller that are not in `series`, because there are so many; absent where all are. */
  readonly undrawnDebugCount?: number;
}

/** One road user: box centres; null where it is not in the world. */
export interface ViewActor {
  readonly name: string;
  readonly cls: ActorClass;
  readonly motion: ActorMotion;
  readonly lengthM: number;
  readonly widthM: number;
  readonly xM: readonly (number | null)[];
  readonly yM: readonly (number | null)[];
  readonly yawRad: readonly (number | null)[];
}

/** One signal over the samples: the ego's motion, its commands, a metric's series, or what the controller gave out to be plotted. */
export interface ViewSeries {
  readonly id: string;
  /** "motion", "command", the metric's dimension, or "debug". */
  readonly group: string;
  readonly unit: string;
  readonly values: readonly (number | null)[];
  /** A line to draw, where the metric has one. */
  readonly limit: number | null;
  /** What the values 0, 1, 2 ... stand for: such a series is drawn in steps. Absent where values are amounts. */
  readonly levels?: readonly string[];
}
