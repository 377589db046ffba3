/** Time exposed and time integrated time to collision (Minderhoud and Bovy 2001), as each tick adds to them. */

/** What one tick adds to the time exposed; a time to collision equal to tau counts. */
export function tetSec(ttcSec: number, tauSec: number, dtSec: number): number {
  return ttcSec <= tauSec ? dtSec : 0;
}

/** What one tick adds to the integral of what the time to collision is below tau. */
export function titSec2(ttcSec: number, tauSec: number, dtSec: number): number {
  return ttcSec <= tauSec ? dtSec * (tauSec - ttcSec) : 0;
}
