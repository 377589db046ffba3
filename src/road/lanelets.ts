import { InputError } from "../core/errors.ts";
import { lengthOfM, roadLineOf } from "./line.ts";
import type { Lane, LaneSide, LaneType, RoadLine, RoadNetwork } from "./network.ts";
import { sectionsOf } from "./sections.ts";

/** A lane as maps of lanelets give it: two borders that run in the driving direction, links by id. */
export interface Lanelet {
  readonly id: string;
  readonly type: LaneType;
  readonly leftXM: readonly number[];
  readonly leftYM: readonly number[];
  readonly rightXM: readonly number[];
  readonly rightYM: readonly number[];
  readonly successors: readonly string[];
  readonly predecessors: readonly string[];
  readonly left: LaneletSide | null;
  readonly right: LaneletSide | null;
  readonly speedLimitMps: number | null;
  /** Whether it leads through a junction; absent where the map does not say. */
  readonly inJunction?: boolean;
  /** Where it stands in its file. */
  readonly line: number;
  readonly column: number;
}

export interface LaneletSide {
  readonly id: string;
  readonly sameDirection: boolean;
}

export interface LaneletRoad {
  readonly road: RoadNetwork;
  /** Links to lanelets that are not there; left out. */
  readonly dropped: readonly { readonly from: string; readonly to: string }[];
}

/** Local maps reach no farther; beyond it a position is in another unit or frame. */
const MAX_COORDINATE_M = 1e7;
/** Centre points nearer than this to the one before add no shape. */
const MIN_STEP_M = 1e-3;

/**
 * A road network of lanelets, in their order. Centre lines run halfway between points at the same share of both borders' lengths.
 * Throws InputError: RDV_ROAD_GEOMETRY where a border has fewer than two points, is not finite, or lies on the wrong side;
 * RDV_DRIVE_FORMAT where an id occurs twice.
 */
export function laneletNetwork(lanelets: readonly Lanelet[], file: string): LaneletRoad {
  const indexOf = new Map<string, number>();
  lanelets.forEach((lanelet, i) => {
    if (indexOf.has(lanelet.id)) throw wrong("RDV_DRIVE_FORMAT", lanelet, file, "each lanelet id once", `${lanelet.id} again`);
    indexOf.set(lanelet.id, i);
  });
  const dropped: { from: string; to: string }[] = [];
  const find = (from: string, to: string): number[] => {
    const index = indexOf.get(to);
    if (index === undefined) dropped.push({ from, to });
    return index === undefined ? [] : [index];
  };
  const side = (from: string, to: LaneletSide | null): LaneSide | null => {
    const [lane] = to === null ? [] : find(from, to.id);
    return lane === undefined || to === null ? null : { lane, sameDirection: to.sameDirection };
  };
  const lanes = lanelets.map(
    (l): Lane => ({
      id: l.id,
      type: l.type,
      ...linesOf(l, file),
      successors: l.successors.flatMap((to) => find(l.id, to)),
      predecessors: l.predecessors.flatMap((to) => find(l.id, to)),
      leftLane: side(l.id, l.left),
      rightLane: side(l.id, l.right),
      speedLimitMps: l.speedLimitMps,
      ...(l.inJunction === undefined ? {} : { inJunction: l.inJunction }),
    }),
  );
  return { road: { source: "lanelets", lanes }, dropped };
}

function linesOf(l: Lanelet, file: string): { centre: RoadLine; left: RoadLine; right: RoadLine } {
  const left = borderOf(l, "left", l.leftXM, l.leftYM, file);
  const right = borderOf(l, "right", l.rightXM, l.rightYM, file);
  const sections = sectionsOf(left, right, Infinity);
  const xM: number[] = [];
  const yM: number[] = [];
  let lastX = Infinity;
  let lastY = Infinity;
  for (let i = 0; i < sections.count; i++) {
    const x = (sections.leftXM[i]! + sections.rightXM[i]!) / 2;
    const y = (sections.leftYM[i]! + sections.rightYM[i]!) / 2;
    const isEnd = i + 1 === sections.count;
    if (i > 0 && (x - lastX) * (x - lastX) + (y - lastY) * (y - lastY) < MIN_STEP_M * MIN_STEP_M) {
      if (!isEnd || xM.length < 2) continue;
      xM.pop(); // the end stays where the borders end
      yM.pop();
    }
    xM.push(x);
    yM.push(y);
    lastX = x;
    lastY = y;
  }
  const centre = roadLineOf(xM, yM);
  if (centre === null) throw wrong("RDV_ROAD_GEOMETRY", l, file, "a centre line of some length", "borders that cross or coincide");
  if (signedAreaM2(left, right) <= 0) {
    throw wrong(
      "RDV_ROAD_GEOMETRY",
      l,
      file,
      "the left border on the left, as one drives",
      "it lies on the right",
      "is the y axis mirrored?",
    );
  }
  return { centre, left, right };
}

function borderOf(l: Lanelet, name: string, xM: readonly number[], yM: readonly number[], file: string): RoadLine {
  const line = roadLineOf(xM, yM);
  if (line === null) throw wrong("RDV_ROAD_GEOMETRY", l, file, `a ${name} border of two finite points or more`, `${xM.length}`);
  const isNear = xM.every((x) => Math.abs(x) <= MAX_COORDINATE_M) && yM.every((y) => Math.abs(y) <= MAX_COORDINATE_M);
  if (!isNear)
    throw wrong("RDV_ROAD_GEOMETRY", l, file, `coordinates within ${MAX_COORDINATE_M} m`, `a ${name} border of ${lengthOfM(line)} m`);
  return line;
}

/** Area of right border out, left border back: positive where the left border is on the left (shoelace formula). */
function signedAreaM2(left: RoadLine, right: RoadLine): number {
  const xs = [...right.xM, ...left.xM.toReversed()];
  const ys = [...right.yM, ...left.yM.toReversed()];
  let twice = 0;
  for (let i = 0; i < xs.length; i++) {
    const j = (i + 1) % xs.length;
    twice += (xs[i]! - xs[0]!) * (ys[j]! - ys[0]!) - (xs[j]! - xs[0]!) * (ys[i]! - ys[0]!);
  }
  return twice / 2;
}

function wrong(code: "RDV_ROAD_GEOMETRY" | "RDV_DRIVE_FORMAT", l: Lanelet, file: string, expected: string, found: string, hint = "") {
  const { line, column } = l;
  return new InputError([{ code, severity: "error", file, line, column, path: `lanelet ${l.id}`, expected, found, hint }]);
}
