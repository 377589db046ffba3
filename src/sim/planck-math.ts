/**
 * Imported before planck, which copies Math.sin, cos and atan2 into constants of its own when it is loaded: at that moment they are ours,
 * with the same bits on every machine. `restoreMath` puts the engine's own back; planck.ts calls it right after planck is loaded.
 */
import { atan2, cos, sin } from "../core/dmath.ts";

const native = { sin: Math.sin, cos: Math.cos, atan2: Math.atan2 };

Object.assign(Math, { sin, cos, atan2 });

/** Ends the exchange. */
export function restoreMath(): void {
  Object.assign(Math, native);
}
