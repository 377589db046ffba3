import { boxGapM, emptyBox } from "../core/box.ts";
import { CULL_MARGIN_M } from "./geometry.ts";
import { isThere, type Replay, replayDistanceM2, setReplayBox } from "./replay.ts";

/** Where two road users came nearest. */
export interface Encounter {
  distanceM: number;
  row: number;
  slot: number;
}

/** The closest encounter of the subject with any road user: the first row with the least distance, the lowest slot of equals. */
export function closestOfRun(r: Replay): Encounter {
  const [own, other] = [emptyBox(), emptyBox()];
  const best: Encounter = { distanceM: Infinity, row: -1, slot: -1 };
  for (let row = 0; row < r.rows && best.distanceM > 0; row++) {
    if (!isThere(r, row, r.subjectIndex)) continue;
    setReplayBox(own, r, row, r.subjectIndex);
    for (let slot = 0; slot < r.actorCount; slot++) {
      if (slot === r.subjectIndex || !isThere(r, row, slot)) continue;
      const farM = best.distanceM + (r.reachesM[slot] as number) + (r.reachesM[r.subjectIndex] as number) + CULL_MARGIN_M;
      if (replayDistanceM2(r, row, r.subjectIndex, row, slot) > farM * farM) continue;
      setReplayBox(other, r, row, slot);
      const distanceM = boxGapM(own, other);
      if (distanceM < best.distanceM) Object.assign(best, { distanceM, row, slot });
    }
  }
  return best;
}
