import { tanh } from "../../core/dmath.ts";

/** How this driver follows. */
const HEADWAY_SEC = 1.6;
const MIN_GAP_M = 2.5;
const MAX_ACCEL_MPS2 = 1.8;
const COMFORT_DECEL_MPS2 = 2;
/** 1 trusts wholly that the one ahead will go on as it does, 0 not at all. */
const COOLNESS = 0.99;

/** Acceleration on a free road, m/s^2: IDM's free term; above the wanted speed no harder than comfort. */
export function freeAccelMps2(vMps: number, wantedMps: number): number {
  const ratio = wantedMps > 0 ? vMps / wantedMps : 2;
  return Math.max(-COMFORT_DECEL_MPS2, MAX_ACCEL_MPS2 * (1 - ratio * ratio * ratio * ratio));
}

/**
 * Acceleration behind one ahead, m/s^2: the ACC model of Kesting, Treiber, Helbing 2010 (doi 10.1098/rsta.2010.0084).
 *   IDM   a (1 - (v/v0)^4 - (s* / s)^2),  s* = s0 + max(0, v T + v (v - vl) / (2 sqrt(a b)))
 *   CAH   v^2 al / (vl^2 - 2 s al) where the two come to rest together, else al - max(0, v - vl)^2 / (2 s);  al = min(a of the lead, a)
 *   ACC   IDM where IDM >= CAH, else (1 - c) IDM + c (CAH + b tanh((IDM - CAH) / b))
 * IDM alone brakes for every cut-in as if the other were about to stop; the second heuristic keeps it calm where that is safe.
 */
export function followAccelMps2(vMps: number, wantedMps: number, gapM: number, leadMps: number, leadAccelMps2: number): number {
  const v = vMps;
  const vl = Math.max(0, leadMps);
  const s = Math.max(gapM, 0.1);
  const brakingM = (v * (v - leadMps)) / (2 * Math.sqrt(MAX_ACCEL_MPS2 * COMFORT_DECEL_MPS2));
  const share = (MIN_GAP_M + Math.max(0, v * HEADWAY_SEC + brakingM)) / s;
  const idm = freeAccelMps2(v, wantedMps) - MAX_ACCEL_MPS2 * share * share;
  const al = Math.min(leadAccelMps2, MAX_ACCEL_MPS2);
  const closing = Math.max(0, v - vl);
  const restTogether = vl * (v - vl) <= -2 * s * al && vl * vl - 2 * s * al > 0;
  const cah = restTogether ? (v * v * al) / (vl * vl - 2 * s * al) : al - (closing * closing) / (2 * s);
  if (idm >= cah) return idm;
  return (1 - COOLNESS) * idm + COOLNESS * (cah + COMFORT_DECEL_MPS2 * tanh((idm - cah) / COMFORT_DECEL_MPS2));
}
