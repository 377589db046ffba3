import { writeFileSync } from "node:fs";

/** The last bytes of a stream: what came before is counted, not kept. */
export interface Ring {
  readonly bytes: Buffer;
  /** All bytes ever written; the kept ones end at this modulo the ring's length. */
  written: number;
}

export function createRing(capacityBytes: number): Ring {
  return { bytes: Buffer.alloc(capacityBytes), written: 0 };
}

export function writeRing(ring: Ring, chunk: Buffer): void {
  const capacity = ring.bytes.length;
  const kept = chunk.length > capacity ? chunk.subarray(chunk.length - capacity) : chunk;
  const at = (ring.written + chunk.length - kept.length) % capacity;
  const first = Math.min(kept.length, capacity - at);
  kept.copy(ring.bytes, at, 0, first);
  kept.copy(ring.bytes, 0, first);
  ring.written += chunk.length;
}

/** The kept bytes, oldest first. */
export function readRing(ring: Ring): Buffer {
  const capacity = ring.bytes.length;
  if (ring.written <= capacity) return Buffer.from(ring.bytes.subarray(0, ring.written));
  const at = ring.written % capacity;
  return Buffer.concat([ring.bytes.subarray(at), ring.bytes.subarray(0, at)]);
}

/** How many bytes the ring has dropped. */
export function droppedBytes(ring: Ring): number {
  return Math.max(0, ring.written - ring.bytes.length);
}

/** Writes what is kept, and on a first line how much is not. Throws what the file system throws. */
export function saveRing(ring: Ring, file: string): void {
  const dropped = droppedBytes(ring);
  const note = dropped === 0 ? "" : `[redrive: ${dropped} earlier bytes are not kept]\n`;
  writeFileSync(file, Buffer.concat([Buffer.from(note), readRing(ring)]));
}
