/**
 * Imported before planck, which copies Math.sin, cos and atan2 into constants of its own when it is loaded: at that moment they are ours,
 * with the same bits on every machine. `restoreMath` puts the engine's own back; planck.ts calls it right after planck is loaded.
 */
import { atan2, cos, sin } from "../core/dmath.ts";

const OURS = { sin, cos, atan2 };
const native = new Map(Object.keys(OURS).map((name) => [name, Math[name as keyof typeof OURS]]));

Object.assign(Math, OURS);

/** Ends the exchange. */
export function restoreMath(): void {
  Object.assign(Math, Object.fromEntries(native));
}
