/**
 * The driving lanes of a map in short pieces, to draw places in some part of the plane: however little of it is road, every draw is on a lane there, and
 * each metre of lane is as likely as another.
 */
import { tablesOf, type RoadMap } from "../../road/opendrive/map.ts";
import { emptyRoadPoint, laneCentreTM, pointAt } from "../../road/opendrive/point.ts";

/** All pieces of a map; `xM` and `yM` hold the start, the middle and the end of each on its centre line, in turn. */
export interface LanePieces {
  readonly count: number;
  readonly road: Int32Array;
  readonly lane: Int32Array;
  readonly startM: Float64Array;
  readonly lengthM: Float64Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
}

/** Some of them, and how much lane they are up to and with each; written by `choosePieces`. */
export interface ChosenPieces {
  count: number;
  piece: Int32Array;
  untilM: Float64Array;
}

/** A place on a lane, written by `drawOnPieces`. */
export interface LaneDraw {
  road: number;
  lane: number;
  sM: number;
}

/** A part of the plane that is narrower than half of it can be missed. */
const PIECE_M = 5;
/** Of a map with more lane than so many make up, pieces are longer. */
const MOST_PIECES = 100_000;
const POINT = emptyRoadPoint();
const KNOWN = new WeakMap<RoadMap, LanePieces>();

export function newChosenPieces(): ChosenPieces {
  return { count: 0, piece: new Int32Array(0), untilM: new Float64Array(0) };
}

/** The pieces of a map, made when they are first asked for. */
export function lanePiecesOf(map: RoadMap): LanePieces {
  const known = KNOWN.get(map) ?? newPieces(map);
  KNOWN.set(map, known);
  return known;
}

/** A lane of one section of its road. */
interface Run {
  readonly road: number;
  readonly lane: number;
  readonly fromM: number;
  readonly toM: number;
}

function newPieces(map: RoadMap): LanePieces {
  const runs = map.source.roads.flatMap((_, road) => runsOf(map, road));
  const totalM = runs.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0);
  const longestM = Math.max(PIECE_M, totalM / MOST_PIECES);
  const counts = runs.map(({ fromM, toM }) => Math.ceil((toM - fromM) / longestM));
  const count = counts.reduce((sum, n) => sum + n, 0);
  const row = (length: number): Float64Array => new Float64Array(length);
  const pieces = { count, startM: row(count), lengthM: row(count), xM: row(3 * count), yM: row(3 * count) };
  const made: LanePieces = { ...pieces, road: new Int32Array(count), lane: new Int32Array(count) };
  let at = 0;
  for (const [i, run] of runs.entries()) {
    const lengthM = (run.toM - run.fromM) / counts[i]!;
    for (let k = 0; k < counts[i]!; k++) setPiece(map, made, at++, run, run.fromM + k * lengthM, lengthM);
  }
  return made;
}

function setPiece(map: RoadMap, out: LanePieces, at: number, { road, lane }: Run, startM: number, lengthM: number): void {
  out.road[at] = road;
  out.lane[at] = lane;
  out.startM[at] = startM;
  out.lengthM[at] = lengthM;
  for (let k = 0; k < 3; k++) {
    const sM = startM + 0.5 * k * lengthM;
    pointAt(map, road, sM, laneCentreTM(map, road, sM, lane), POINT);
    out.xM[3 * at + k] = POINT.xM;
    out.yM[3 * at + k] = POINT.yM;
  }
}

/** Lanes of type driving, section by section. */
function runsOf(map: RoadMap, road: number): Run[] {
  const { lengthM } = map.source.roads[road]!;
  return tablesOf(map, road).lanes.sections.flatMap(({ startM, endM, left, right }) => {
    const fromM = Math.max(0, startM);
    const toM = Math.min(lengthM, endM);
    if (!(toM > fromM)) return [];
    const lanes = [...left, ...right].filter(({ source }) => source.type === "driving").toSorted((a, b) => a.id - b.id);
    return lanes.map(({ id }) => ({ road, lane: id, fromM, toM }));
  });
}

/** Chooses the pieces of which the start, the middle or the end is where `holds` says. */
export function choosePieces(pieces: LanePieces, holds: (xM: number, yM: number) => boolean, out: ChosenPieces): void {
  if (out.piece.length < pieces.count) {
    out.piece = new Int32Array(pieces.count);
    out.untilM = new Float64Array(pieces.count);
  }
  out.count = 0;
  let untilM = 0;
  for (let i = 0; i < pieces.count; i++) {
    const k = 3 * i;
    if (
      !holds(pieces.xM[k]!, pieces.yM[k]!) &&
      !holds(pieces.xM[k + 1]!, pieces.yM[k + 1]!) &&
      !holds(pieces.xM[k + 2]!, pieces.yM[k + 2]!)
    )
      continue;
    untilM += pieces.lengthM[i]!;
    out.piece[out.count] = i;
    out.untilM[out.count] = untilM;
    out.count++;
  }
}

/** A place on those chosen, from a number in [0, 1): each metre of lane alike. Of none chosen there is none. */
export function drawOnPieces(pieces: LanePieces, chosen: ChosenPieces, ratio: number, out: LaneDraw): boolean {
  if (chosen.count === 0) return false;
  const wantedM = ratio * chosen.untilM[chosen.count - 1]!;
  let low = 0;
  let high = chosen.count - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (chosen.untilM[middle]! > wantedM) high = middle;
    else low = middle + 1;
  }
  const piece = chosen.piece[low]!;
  const intoM = wantedM - (low > 0 ? chosen.untilM[low - 1]! : 0);
  out.road = pieces.road[piece]!;
  out.lane = pieces.lane[piece]!;
  out.sM = pieces.startM[piece]! + Math.min(pieces.lengthM[piece]!, intoM);
  return true;
}
