import { type Box, boxCorners, boxesOverlap, emptyBox } from "../core/box.ts";
import { distanceToDrivingM } from "../road/lookup.ts";
import { CULL_MARGIN_M } from "./geometry.ts";
import { oncePer } from "./once.ts";
import { isThere, type Replay, setReplayBox } from "./replay.ts";

/** The first row at which the subject touched a road user or left the road; -1 where it did neither. */
export interface FirstContact {
  readonly row: number;
  /** -1 where it left the road. */
  readonly slot: number;
}

const OTHER: Box = emptyBox();
const CORNERS_M = new Float64Array(8);

/** Where the run really went wrong first. The road counts where there are lanes and the subject began on them. */
export const firstContact: (r: Replay) => FirstContact = oncePer(findFirstContact);

function findFirstContact(r: Replay): FirstContact {
  const own = emptyBox();
  const hasRoad = startsOnRoad(r);
  for (let row = 0; row < r.rows; row++) {
    if (!isThere(r, row, r.subjectIndex)) continue;
    setReplayBox(own, r, row, r.subjectIndex);
    const slot = touchedBy(r, row, own);
    if (slot >= 0) return { row, slot };
    if (hasRoad && isOffRoad(r, own)) return { row, slot: -1 };
  }
  return { row: -1, slot: -1 };
}

/** Whether all corners of the subject's box are on driving lanes at the first row. */
export function startsOnRoad(r: Replay): boolean {
  if (r.header.road.lanes.length === 0) return false;
  const own = emptyBox();
  setReplayBox(own, r, 0, r.subjectIndex);
  return !isOffRoad(r, own);
}

/**
 * The lowest slot of a road user that shares a point with a box in the subject's place; -1 where none does. After the end of the run,
 * which may be a contact, the others keep the velocity and direction that they had last.
 */
export function touchedBy(r: Replay, row: number, own: Box): number {
  const known = Math.min(row, r.rows - 1);
  const beyondSec = (row - known) * r.stepSec;
  for (let slot = 0; slot < r.actorCount; slot++) {
    if (slot === r.subjectIndex || !isThere(r, known, slot)) continue;
    const at = known * r.actorCount + slot;
    const x = (r.xM[at] as number) + (r.vxMps[at] as number) * beyondSec;
    const y = (r.yM[at] as number) + (r.vyMps[at] as number) * beyondSec;
    const reach = (r.reachesM[slot] as number) + (r.reachesM[r.subjectIndex] as number) + CULL_MARGIN_M;
    if ((x - own.xM) * (x - own.xM) + (y - own.yM) * (y - own.yM) > reach * reach) continue;
    setReplayBox(OTHER, r, known, slot);
    OTHER.xM = x;
    OTHER.yM = y;
    if (boxesOverlap(own, OTHER)) return slot;
  }
  return -1;
}

/** Whether a corner of the box is on no driving lane. */
export function isOffRoad(r: Replay, box: Box): boolean {
  boxCorners(box, CORNERS_M, 0);
  for (let k = 0; k < 8; k += 2) {
    if (distanceToDrivingM(r.scene.lanes.lookup, CORNERS_M[k] as number, CORNERS_M[k + 1] as number) > 0) return true;
  }
  return false;
}
