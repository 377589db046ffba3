import { boxesOverlap, emptyBox } from "../core/box.ts";
import { CULL_MARGIN_M } from "./geometry.ts";
import { postEncroachmentRows, type Stay, upstreamStay } from "./maths/encroachment.ts";
import { oncePer } from "./once.ts";
import { isThere, type Replay, setReplayBox } from "./replay.ts";

/**
 * A place that the subject and another road user both drove over: the area that both their boxes swept. A box of the subject is in it
 * exactly while it shares a point with the other's swept area, and the other way round.
 */
export interface Conflict {
  readonly slot: number;
  readonly subject: Stay;
  readonly other: Stay;
}

/** Rows of one road user's path between two looks at its extent. */
const BLOCK_ROWS = 16;

/**
 * Every conflict of the subject with any road user, by slot and then by entry: one for each stretch of rows in which the subject is in
 * the other's swept area. A stay that the run's end cuts off has no exit.
 */
export const conflictsOf: (r: Replay) => readonly Conflict[] = oncePer(findConflicts);

function findConflicts(r: Replay): Conflict[] {
  const found: Conflict[] = [];
  for (let slot = 0; slot < r.actorCount; slot++) {
    if (slot === r.subjectIndex) continue;
    for (const visit of visitsOf(r, slot)) conflictsWith(r, slot, visit, found);
  }
  return found;
}

/** Rows from `fromRow` to before `toRow` in which a road user was in the world without a break. */
interface Visit {
  readonly fromRow: number;
  readonly toRow: number;
}

/** Each is judged by itself: who comes back was not at the place meanwhile, and may be another. Rows that do not count are no break. */
function visitsOf(r: Replay, slot: number): Visit[] {
  const visits: Visit[] = [];
  let fromRow = -1;
  let lastRow = -1;
  for (let row = 0; row < r.rows; row++) {
    if (isThere(r, row, slot)) {
      if (fromRow < 0) fromRow = row;
      lastRow = row;
    } else if (fromRow >= 0 && (r.keptRow[row] as number) >= 0) {
      visits.push({ fromRow, toRow: lastRow + 1 });
      fromRow = -1;
    }
  }
  if (fromRow >= 0) visits.push({ fromRow, toRow: lastRow + 1 });
  return visits;
}

/** The row at which the second of both came to the place. */
export function secondEntryRow({ subject, other }: Conflict): number {
  return Math.max(subject.enterRow, other.enterRow);
}

/** From the exit of the first to the entry of the second as CriMe counts stays, s; Infinity where there is no such time. */
export function upstreamPetSec(r: Replay, { subject, other }: Conflict): number {
  return postEncroachmentRows(upstreamStay(subject), upstreamStay(other)) * r.stepSec;
}

/** By row of the subject: first and last row at which the other's box shares a point with it; -1 where none does. */
interface Meetings {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function conflictsWith(r: Replay, slot: number, visit: Visit, out: Conflict[]): void {
  const { first, last } = meetingsOf(r, slot, visit);
  let enterRow = -1;
  let earliest = 0;
  let latest = 0;
  for (let row = 0; row <= r.rows; row++) {
    const isIn = row < r.rows && (first[row] as number) >= 0;
    if (isIn && enterRow < 0) {
      enterRow = row;
      earliest = first[row] as number;
      latest = last[row] as number;
    } else if (isIn) {
      earliest = Math.min(earliest, first[row] as number);
      latest = Math.max(latest, last[row] as number);
    } else if (enterRow >= 0) {
      out.push({
        slot,
        subject: { enterRow, exitRow: row < r.rows ? row : -1 },
        other: { enterRow: earliest, exitRow: latest + 1 < r.rows && isThere(r, latest + 1, slot) ? latest + 1 : -1 },
      });
      enterRow = -1;
    }
  }
}

function meetingsOf(r: Replay, slot: number, { fromRow, toRow }: Visit): Meetings {
  const meetings = { first: new Int32Array(r.rows).fill(-1), last: new Int32Array(r.rows).fill(-1) };
  const blocks = blocksOf(r, slot);
  const [own, other] = [emptyBox(), emptyBox()];
  const reachM = (r.reachesM[slot] as number) + (r.reachesM[r.subjectIndex] as number) + CULL_MARGIN_M;
  for (let row = 0; row < r.rows; row++) {
    if (!isThere(r, row, r.subjectIndex)) continue;
    setReplayBox(own, r, row, r.subjectIndex);
    for (let block = Math.floor(fromRow / BLOCK_ROWS); block * BLOCK_ROWS < toRow; block++) {
      if (outsideBlockM2(blocks, block, own.xM, own.yM) > reachM * reachM) continue;
      const end = Math.min(toRow, (block + 1) * BLOCK_ROWS);
      for (let k = Math.max(fromRow, block * BLOCK_ROWS); k < end; k++) {
        if (!isThere(r, k, slot)) continue;
        setReplayBox(other, r, k, slot);
        if (!boxesOverlap(own, other)) continue;
        if ((meetings.first[row] as number) < 0) meetings.first[row] = k;
        meetings.last[row] = k;
      }
    }
  }
  return meetings;
}

/** Least and largest x and y of the centres in each block of rows: four numbers a block. */
function blocksOf(r: Replay, slot: number): Float64Array {
  const count = Math.ceil(r.rows / BLOCK_ROWS);
  const out = new Float64Array(4 * count);
  for (let block = 0; block < count; block++) out.set([Infinity, -Infinity, Infinity, -Infinity], 4 * block);
  for (let row = 0; row < r.rows; row++) {
    if (!isThere(r, row, slot)) continue;
    const at = row * r.actorCount + slot;
    const b = 4 * Math.floor(row / BLOCK_ROWS);
    out[b] = Math.min(out[b] as number, r.xM[at] as number);
    out[b + 1] = Math.max(out[b + 1] as number, r.xM[at] as number);
    out[b + 2] = Math.min(out[b + 2] as number, r.yM[at] as number);
    out[b + 3] = Math.max(out[b + 3] as number, r.yM[at] as number);
  }
  return out;
}

function outsideBlockM2(blocks: Float64Array, block: number, xM: number, yM: number): number {
  const b = 4 * block;
  const dx = Math.max(0, (blocks[b] as number) - xM, xM - (blocks[b + 1] as number));
  const dy = Math.max(0, (blocks[b + 2] as number) - yM, yM - (blocks[b + 3] as number));
  return dx * dx + dy * dy;
}
