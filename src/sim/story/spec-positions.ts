/** Positions, routes and trajectories of a story (spec.ts). */

export interface OrientationSpec {
  readonly isRelative: boolean;
  readonly hRad: number;
  readonly pRad: number;
  readonly rRad: number;
}

/** `orientation` null: as the road lies, or the entity referred to, as the standard says of each. */
export type PositionSpec =
  | {
      readonly kind: "world";
      readonly xM: number;
      readonly yM: number;
      /** null: on the road, or 0 where there is none. */
      readonly zM: number | null;
      readonly hRad: number | null;
      readonly pRad: number | null;
      readonly rRad: number | null;
    }
  | {
      readonly kind: "relative-world" | "relative-object";
      readonly entity: string;
      readonly dxM: number;
      readonly dyM: number;
      readonly dzM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "road";
      readonly road: string;
      readonly sM: number;
      readonly tM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "relative-road";
      readonly entity: string;
      readonly dsM: number;
      readonly dtM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "lane";
      readonly road: string;
      readonly lane: string;
      readonly sM: number;
      readonly offsetM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "relative-lane";
      readonly entity: string;
      readonly dLane: number;
      /** Along the reference line, or along the lane; exactly one is not null. */
      readonly dsM: number | null;
      readonly dsLaneM: number | null;
      readonly offsetM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "route";
      readonly route: RouteSpec;
      readonly at:
        | { readonly kind: "entity"; readonly entity: string }
        | { readonly kind: "road"; readonly pathSM: number; readonly tM: number }
        | { readonly kind: "lane"; readonly pathSM: number; readonly lane: string; readonly offsetM: number };
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "geo";
      readonly latitudeRad: number;
      readonly longitudeRad: number;
      readonly altitudeM: number | null;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "trajectory";
      readonly trajectory: TrajectorySpec;
      readonly sM: number;
      readonly tM: number;
      readonly orientation: OrientationSpec | null;
    };

export interface RouteSpec {
  readonly name: string;
  readonly isClosed: boolean;
  readonly waypoints: readonly {
    readonly strategy: "fastest" | "leastIntersections" | "random" | "shortest";
    readonly position: PositionSpec;
  }[];
}

export interface TrajectorySpec {
  readonly name: string;
  readonly isClosed: boolean;
  readonly shape: ShapeSpec;
}

export type ShapeSpec =
  | { readonly kind: "polyline"; readonly vertices: readonly { readonly timeSec: number | null; readonly position: PositionSpec }[] }
  | {
      readonly kind: "clothoid";
      readonly position: PositionSpec;
      readonly curvaturePerM: number;
      /** Change of curvature along the way. */
      readonly curvaturePrimePerM2: number;
      readonly lengthM: number;
      readonly startSec: number | null;
      readonly stopSec: number | null;
    }
  | {
      readonly kind: "clothoid-spline";
      readonly endSec: number | null;
      readonly segments: readonly {
        /** null: where the one before ends. */
        readonly position: PositionSpec | null;
        readonly curvatureStartPerM: number;
        readonly curvatureEndPerM: number;
        readonly lengthM: number;
        readonly hOffsetRad: number;
        readonly startSec: number | null;
      }[];
    }
  | {
      readonly kind: "nurbs";
      readonly order: number;
      readonly controlPoints: readonly { readonly timeSec: number | null; readonly weight: number; readonly position: PositionSpec }[];
      readonly knots: readonly number[];
    };
