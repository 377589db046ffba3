/** The road as everything else sees it. Sources: parametric road (parametric.ts), lanelet polylines (lanelets.ts). */

/** A polyline in W with arc length from its first point; at least two points, strictly increasing sM. */
export interface RoadLine {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly sM: Float64Array;
}

export type LaneType = "driving" | "shoulder" | "bike" | "parking" | "sidewalk" | "other";

/** One lane; all three lines run in its driving direction. Links are indices into `RoadNetwork.lanes`. */
export interface Lane {
  readonly id: string;
  readonly type: LaneType;
  readonly centre: RoadLine;
  readonly left: RoadLine;
  readonly right: RoadLine;
  readonly successors: readonly number[];
  readonly predecessors: readonly number[];
  /** The lane beside it, and whether it drives the same way; null where there is none. */
  readonly leftLane: LaneSide | null;
  readonly rightLane: LaneSide | null;
  readonly speedLimitMps: number | null;
  /** Whether it leads through a junction; absent where the map does not say. */
  readonly inJunction?: boolean;
  /**
   * Along the centre line, from and to in turn: where the marking to that side may not be crossed from this lane. Absent where the map does
   * not say.
   */
  readonly solidLeftSM?: readonly number[];
  readonly solidRightSM?: readonly number[];
}

/** Where one lane's traffic has to stop: for a traffic light, or at a stop sign. */
export interface StopLine {
  /** Of the light or the sign. */
  readonly id: string;
  /** Index of the traffic light among the run's; -1 at a stop sign. */
  readonly signal: number;
  /** Index into `RoadNetwork.lanes`. */
  readonly lane: number;
  /** Along the lane's centre line. */
  readonly sM: number;
  /** Its ends at the lane's borders, W. */
  readonly leftXM: number;
  readonly leftYM: number;
  readonly rightXM: number;
  readonly rightYM: number;
}

export interface LaneSide {
  readonly lane: number;
  readonly sameDirection: boolean;
}

/** Frozen lanes, plain data. An empty list of lanes is a flat, boundless plane without rules. */
export interface RoadNetwork {
  /** How the network came about, for reports: "parametric", "lanelets", "none". */
  readonly source: string;
  readonly lanes: readonly Lane[];
}

/** A place in R of one lane: s along its centre line, t to the left of it. Written in place. */
export interface LanePlace {
  /** Index into `RoadNetwork.lanes`; -1 when no lane is near. */
  lane: number;
  sM: number;
  tM: number;
}
