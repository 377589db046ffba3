/**
 * Tells: how much energy a collision would have set free at the worst place that the subject and another road user both drove over, less
 *   the longer one of them was away.
 * Formula: max over road users and places (eval/conflicts.ts) with PET < 5 s of dK / e^PET, alpha = beta = 1 with PET in s: dK =
 *   m/2 (v1^2 + v2^2) - m/4 |v1 + v2|^2, what two equal masses lose that stick together, with the velocities in W at their entries; PET as
 *   crime.pet. 0 where no place has such a PET. No series.
 * Unit: J; never negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/index/ci.py (Alhajyaseen 2015); both masses those of its vehicle, 1093.3 kg;
 *   corrected where upstream takes velocities along each body for those in W.
 * Not applicable: no other road user was in the world.
 */
import { exp } from "../../../core/dmath.ts";
import { type Conflict, conflictsOf, secondEntryRow, upstreamPetSec } from "../../conflicts.ts";
import type { Metric, MetricResult } from "../../metric.ts";
import { type PostAcc, postMetric, type Replay, valueAtRow } from "../../replay.ts";

const LONGEST_SEC = 5;
const MASS_KG = 1093.3;

export const crimeCi: Metric<PostAcc> = postMetric({
  id: "crime.ci",
  title: "largest conflict index",
  definition: "crime.ci@6898",
  unit: "J",
  better: "lower",
  limit: null,
  params: { longestSec: LONGEST_SEC, massKg: MASS_KG },
  attribution: "worst",
  judge: worstConflict,
  sentence: (e) => `the conflict with ${e.who} had an index of ${e.value.toFixed(0)} J`,
});

function worstConflict(r: Replay): MetricResult {
  let worst: MetricResult = { kind: "value", value: 0, atTick: null, actorId: null, episodes: [] };
  for (const conflict of conflictsOf(r)) {
    const pet = upstreamPetSec(r, conflict);
    if (pet >= LONGEST_SEC) continue;
    const value = conflictIndexJ(r, conflict, pet);
    if (value <= worst.value) continue;
    worst = valueAtRow(r, value, secondEntryRow(conflict), conflict.slot);
  }
  return worst;
}

function conflictIndexJ(r: Replay, { slot, subject, other }: Conflict, petSec: number): number {
  const a = subject.enterRow * r.actorCount + r.subjectIndex;
  const b = other.enterRow * r.actorCount + slot;
  const [ax, ay] = [r.vxMps[a] as number, r.vyMps[a] as number];
  const [bx, by] = [r.vxMps[b] as number, r.vyMps[b] as number];
  return lostEnergyJ(ax, ay, bx, by) / exp(petSec);
}

/** What two bodies of the same mass lose when they stick together. */
export function lostEnergyJ(axMps: number, ayMps: number, bxMps: number, byMps: number): number {
  const dx = axMps - bxMps;
  const dy = ayMps - byMps;
  return 0.25 * MASS_KG * (dx * dx + dy * dy);
}
