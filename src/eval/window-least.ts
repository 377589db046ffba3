/** The least of the last so many values, O(1) a value: what a later, smaller value hides is forgotten at once. */
export interface WindowLeast {
  readonly ticks: number;
  /** Ring of the values that may still be the least, ascending, each with its number. */
  readonly ring: Float64Array;
  readonly numbers: Float64Array;
  head: number;
  length: number;
  pushed: number;
  least: number;
}

/** Of exactly `ticks` values. */
export function newWindowLeast(ticks: number): WindowLeast {
  return { ticks, ring: new Float64Array(ticks), numbers: new Float64Array(ticks), head: 0, length: 0, pushed: 0, least: 0 };
}

/** The window begins anew. */
export function clearLeast(w: WindowLeast): void {
  w.length = 0;
  w.pushed = 0;
}

/** Takes a value; true where `least` is now that of a full window. */
export function pushLeast(w: WindowLeast, value: number): boolean {
  const { ring, numbers, ticks } = w;
  if (w.length > 0 && (numbers[w.head] as number) <= w.pushed - ticks) {
    w.head = w.head + 1 === ticks ? 0 : w.head + 1;
    w.length--;
  }
  while (w.length > 0 && (ring[(w.head + w.length - 1) % ticks] as number) >= value) w.length--;
  const at = (w.head + w.length) % ticks;
  ring[at] = value;
  numbers[at] = w.pushed;
  w.length++;
  w.pushed++;
  w.least = ring[w.head] as number;
  return w.pushed >= ticks;
}
