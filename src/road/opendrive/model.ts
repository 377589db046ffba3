/**
 * An OpenDRIVE map as read: what the file says, checked, in flat records and in the file's own frame (x, y map plane; s along and t to the left
 * of a road's reference line; headings counter-clockwise from +x, rad). Nothing is sampled. ASAM OpenDRIVE 1.4 to 1.8.
 */

/** Of a polynomial: in the unit of its value over the matching power of m (or of 1, where the parameter is normalised). */
export type Coefficient = number;

/** Positive to the left of the reference line, 0 its own, negative to the right. */
export type LaneId = number;

/** Place in an order that the file gives. */
export type Ordinal = number;

/** f(d) = a + b d + c d^2 + d d^3, valid from `sM` on, d counted from there. */
export interface Cubic {
  readonly sM: number;
  readonly a: Coefficient;
  readonly b: Coefficient;
  readonly c: Coefficient;
  readonly d: Coefficient;
}

export interface OpenDriveMap {
  readonly version: { readonly major: number; readonly minor: number };
  readonly name: string;
  /** PROJ string of the header; null where there is none. */
  readonly geoReference: string | null;
  /** Header offset (x, y, z, hdg) to be added to reach the georeferenced frame. */
  readonly offset: { readonly xM: number; readonly yM: number; readonly zM: number; readonly hRad: number };
  /** In the order of the file. */
  readonly roads: readonly Road[];
  readonly junctions: readonly Junction[];
  /** Signal controllers. */
  readonly controllers: readonly SignalController[];
}

export interface Road {
  /** As in the file: ids are texts. */
  readonly id: string;
  readonly name: string;
  readonly lengthM: number;
  /** Id of the junction it belongs to; null for none (-1). */
  readonly junction: string | null;
  readonly rule: "RHT" | "LHT";
  readonly predecessor: RoadLink | null;
  readonly successor: RoadLink | null;
  readonly types: readonly {
    readonly sM: number;
    readonly type: string;
    readonly speedMps: number | null;
    readonly country: string | null;
  }[];
  readonly geometry: readonly Geometry[];
  readonly elevation: readonly Cubic[];
  readonly superelevation: readonly Cubic[];
  readonly crossfall: readonly (Cubic & { readonly side: "left" | "right" | "both" })[];
  /** Height over the plane by t: at each s, cubics by t. */
  readonly shape: readonly {
    readonly sM: number;
    readonly tM: number;
    readonly a: Coefficient;
    readonly b: Coefficient;
    readonly c: Coefficient;
    readonly d: Coefficient;
  }[];
  readonly laneOffset: readonly Cubic[];
  readonly sections: readonly LaneSection[];
  readonly signals: readonly Signal[];
  readonly signalReferences: readonly SignalReference[];
  readonly objects: readonly RoadObject[];
}

export type RoadLink =
  | { readonly kind: "road"; readonly id: string; readonly contact: "start" | "end" }
  /** Into a virtual junction's main road somewhere in between (1.7): `atSM` instead of a contact point. */
  | { readonly kind: "road-at"; readonly id: string; readonly atSM: number; readonly direction: "+" | "-" }
  | { readonly kind: "junction"; readonly id: string };

export type Geometry = {
  readonly sM: number;
  readonly xM: number;
  readonly yM: number;
  readonly hdgRad: number;
  readonly lengthM: number;
} & (
  | { readonly kind: "line" }
  | { readonly kind: "arc"; readonly curvaturePerM: number }
  | { readonly kind: "spiral"; readonly startPerM: number; readonly endPerM: number }
  /** v(u) in the local frame. */
  | { readonly kind: "poly3"; readonly a: Coefficient; readonly b: Coefficient; readonly c: Coefficient; readonly d: Coefficient }
  | {
      readonly kind: "paramPoly3";
      /** u(p), v(p); p runs over 0..lengthM or 0..1. */
      readonly u: readonly [Coefficient, Coefficient, Coefficient, Coefficient];
      readonly v: readonly [Coefficient, Coefficient, Coefficient, Coefficient];
      readonly range: "arcLength" | "normalized";
    }
);

/** Lanes from `sM` on, sorted from the leftmost (highest id) to the rightmost (lowest id), lane 0 included. */
export interface LaneSection {
  readonly sM: number;
  readonly singleSide: boolean;
  readonly lanes: readonly Lane[];
}

export interface Lane {
  readonly id: LaneId;
  /** As in the file: driving, shoulder, border, stop, none, sidewalk, biking, parking, median, bidirectional, entry, exit, ... */
  readonly type: string;
  readonly level: boolean;
  /** `sM` of each is counted from the section's start. Exactly one of width and border has entries (lane 0: none). */
  readonly width: readonly Cubic[];
  /** Outer border as t offset from the lane reference; used where there is no width. */
  readonly border: readonly Cubic[];
  /** Lane ids; null for none. */
  readonly predecessor: LaneId | null;
  readonly successor: LaneId | null;
  /** Where a lane has several (it splits or merges at once, 1.6): those after the first. */
  readonly furtherPredecessors: readonly LaneId[];
  readonly furtherSuccessors: readonly LaneId[];
  readonly speeds: readonly { readonly sM: number; readonly maxMps: number }[];
  readonly roadMarks: readonly RoadMark[];
  readonly heights: readonly { readonly sM: number; readonly innerM: number; readonly outerM: number }[];
  readonly materials: readonly { readonly sM: number; readonly frictionRatio: number }[];
  /** `rule` is allow or deny, empty where the file says neither (before 1.6). */
  readonly access: readonly { readonly sM: number; readonly rule: string; readonly restriction: string }[];
  /** Rules in words ("no stopping at any time"). */
  readonly rules: readonly { readonly sM: number; readonly rule: string }[];
  /** Against the road's rule, or both ways (1.8). */
  readonly direction: "standard" | "reversed" | "both";
}

export interface RoadMark {
  readonly sM: number;
  readonly type: string;
  readonly weight: string;
  readonly color: string;
  readonly widthM: number | null;
  readonly laneChange: "increase" | "decrease" | "both" | "none";
  /** Of what lines the mark consists; empty where the file says no more than its type. */
  readonly lines: readonly RoadMarkLine[];
}

export interface RoadMarkLine {
  /** From the start of the mark, and to the left of the lane's outer border. */
  readonly sM: number;
  readonly tM: number;
  readonly lengthM: number;
  /** Gap to the next stroke of the same line; null for a single stroke (an explicit line). */
  readonly spaceM: number | null;
  /** Null where the mark's own width holds. */
  readonly widthM: number | null;
}

export interface Junction {
  readonly id: string;
  readonly name: string;
  readonly type: "default" | "direct" | "virtual" | "crossing";
  /** Of a virtual junction. */
  readonly mainRoad: string | null;
  readonly sStartM: number | null;
  readonly sEndM: number | null;
  readonly connections: readonly JunctionConnection[];
  readonly priorities: readonly { readonly high: string; readonly low: string }[];
  readonly controllers: readonly { readonly id: string; readonly type: string; readonly sequence: Ordinal | null }[];
}

export interface JunctionConnection {
  readonly id: string;
  readonly incomingRoad: string;
  /** The connecting road, or the linked road of a direct junction. */
  readonly connectingRoad: string;
  readonly contact: "start" | "end";
  readonly laneLinks: readonly { readonly from: LaneId; readonly to: LaneId }[];
}

export interface Signal {
  readonly id: string;
  readonly name: string;
  readonly sM: number;
  readonly tM: number;
  readonly zOffsetM: number;
  readonly hOffsetRad: number;
  readonly pitchRad: number;
  readonly rollRad: number;
  readonly isDynamic: boolean;
  readonly orientation: "+" | "-" | "none";
  readonly country: string;
  readonly type: string;
  readonly subtype: string;
  readonly value: number | null;
  /** Of the value, as in the file; empty where none is given. */
  readonly unit: string;
  readonly text: string;
  readonly heightM: number;
  readonly widthM: number;
  readonly validity: readonly { readonly fromLane: LaneId; readonly toLane: LaneId }[];
  readonly dependencies: readonly { readonly id: string; readonly type: string }[];
}

export interface SignalReference {
  readonly id: string;
  readonly sM: number;
  readonly tM: number;
  readonly orientation: "+" | "-" | "none";
  readonly validity: readonly { readonly fromLane: LaneId; readonly toLane: LaneId }[];
}

export interface RoadObject {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly subtype: string;
  readonly sM: number;
  readonly tM: number;
  readonly zOffsetM: number;
  readonly hdgRad: number;
  readonly pitchRad: number;
  readonly rollRad: number;
  readonly orientation: "+" | "-" | "none";
  readonly lengthM: number;
  readonly widthM: number;
  readonly radiusM: number | null;
  readonly heightM: number;
  readonly isDynamic: boolean;
  readonly repeats: readonly ObjectRepeat[];
  /** Corners in road coordinates (s, t, dz, height) or local ones (u, v, z, height), all m. */
  readonly outlines: readonly {
    readonly kind: "road" | "local";
    readonly closed: boolean;
    readonly corners: readonly (readonly [number, number, number, number])[];
  }[];
  readonly validity: readonly { readonly fromLane: LaneId; readonly toLane: LaneId }[];
}

export interface ObjectRepeat {
  readonly sM: number;
  readonly lengthM: number;
  readonly distanceM: number;
  readonly tStartM: number;
  readonly tEndM: number;
  readonly zOffsetStartM: number;
  readonly zOffsetEndM: number;
  /** Null where the object's own measure holds. */
  readonly widthStartM: number | null;
  readonly widthEndM: number | null;
  readonly heightStartM: number | null;
  readonly heightEndM: number | null;
  readonly lengthStartM: number | null;
  readonly lengthEndM: number | null;
}

export interface SignalController {
  readonly id: string;
  readonly name: string;
  readonly sequence: Ordinal | null;
  readonly signals: readonly { readonly id: string; readonly type: string }[];
}
