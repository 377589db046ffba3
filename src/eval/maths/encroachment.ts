/**
 * Who is in a conflict area when. Enter: the first row inside it; exit: the first later row that is not; -1 where there is none.
 * Source: criticality catalogue of Westhofen et al., ET and PET.
 */
export interface Stay {
  readonly enterRow: number;
  readonly exitRow: number;
}

/** How long a road user takes to leave the area it entered: its encroachment time in rows; Infinity where it does not. */
export function encroachmentRows({ enterRow, exitRow }: Stay): number {
  return enterRow < 0 || exitRow < 0 ? Infinity : exitRow - enterRow;
}

/** From the exit of the first to the entry of the second, in rows; Infinity where one never enters, or both are inside together. */
export function postEncroachmentRows(a: Stay, b: Stay): number {
  if (a.enterRow < 0 || b.enterRow < 0) return Infinity;
  const [first, second] = a.enterRow <= b.enterRow ? [a, b] : [b, a];
  return first.exitRow < 0 || second.enterRow < first.exitRow ? Infinity : second.enterRow - first.exitRow;
}

/** CriMe counts a stay from the row before the first one inside, the first of all excepted (measure/time/et.py:358-379). */
export function upstreamStay({ enterRow, exitRow }: Stay): Stay {
  return { enterRow: enterRow < 0 ? -1 : Math.max(0, enterRow - 1), exitRow };
}
