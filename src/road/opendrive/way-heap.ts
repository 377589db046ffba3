import type { WayId } from "./lane-graph.ts";

/** A binary heap of ways by their distance: the least first, of two equal ones the lower way. Grows as needed, keeps its storage. */
export interface WayHeap {
  size: number;
  keyM: Float64Array;
  slot: Int32Array;
}

export function newHeap(): WayHeap {
  return { size: 0, keyM: new Float64Array(256), slot: new Int32Array(256) };
}

export function pushWay(heap: WayHeap, way: WayId, keyM: number): void {
  if (heap.size === heap.slot.length) grow(heap);
  let at = heap.size++;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(keyM, way, heap.keyM[parent]!, heap.slot[parent]!)) break;
    heap.keyM[at] = heap.keyM[parent]!;
    heap.slot[at] = heap.slot[parent]!;
    at = parent;
  }
  heap.keyM[at] = keyM;
  heap.slot[at] = way;
}

/** Takes the first way out; -1 where the heap is empty. Its key is `keyM[0]` before the call. */
export function popWay(heap: WayHeap): number {
  if (heap.size === 0) return -1;
  const first = heap.slot[0]!;
  const last = --heap.size;
  const keyM = heap.keyM[last]!;
  const way = heap.slot[last]!;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= last) break;
    const right = child + 1;
    if (right < last && isBefore(heap.keyM[right]!, heap.slot[right]!, heap.keyM[child]!, heap.slot[child]!)) child = right;
    if (!isBefore(heap.keyM[child]!, heap.slot[child]!, keyM, way)) break;
    heap.keyM[at] = heap.keyM[child]!;
    heap.slot[at] = heap.slot[child]!;
    at = child;
  }
  heap.keyM[at] = keyM;
  heap.slot[at] = way;
  return first;
}

function isBefore(aM: number, a: number, bM: number, b: number): boolean {
  return aM < bM || (aM === bM && a < b);
}

function grow(heap: WayHeap): void {
  const keyM = new Float64Array(2 * heap.keyM.length);
  const slot = new Int32Array(keyM.length);
  keyM.set(heap.keyM);
  slot.set(heap.slot);
  heap.keyM = keyM;
  heap.slot = slot;
}
