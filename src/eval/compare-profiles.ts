import type { Interval } from "./statistics/binomial.ts";
import type { BootstrapInterval } from "./statistics/bootstrap.ts";
import { pairedDifference } from "./statistics/paired.ts";
import { CONFIDENCE } from "./summary.ts";

/** A run's score by another benchmark's rule, as far as a comparison reads it. */
export interface ComparedProfile {
  readonly id: string;
  readonly definition: string;
  readonly paramsHash: string;
  readonly score: number | null;
}

/** HEAD against BASE by one such rule, over the pairs that both scored by the same definition of it. */
export interface ProfileChange {
  readonly id: string;
  readonly count: number;
  /** Pairs whose definitions differ, and so are not compared. */
  readonly otherDefinitionCount: number;
  readonly base: number;
  readonly head: number;
  readonly difference: number;
  readonly t: Interval | null;
  readonly bca: BootstrapInterval | null;
  readonly wilcoxonP: number;
}

type Pair = {
  readonly base: { readonly profiles: readonly ComparedProfile[] };
  readonly head: { readonly profiles: readonly ComparedProfile[] };
};

/** One change a profile that both runs have, in HEAD's order; those that no pair has a score by are left out. */
export function profileChanges(pairs: readonly Pair[], streamName: string): ProfileChange[] {
  const found = new Map<string, { base: number[]; head: number[]; otherDefinitionCount: number }>();
  for (const { base, head } of pairs) {
    const before = new Map(base.profiles.map((p) => [p.id, p]));
    for (const after of head.profiles) {
      const old = before.get(after.id);
      if (old === undefined || old.score === null || after.score === null) continue;
      const change = found.get(after.id) ?? { base: [], head: [], otherDefinitionCount: 0 };
      found.set(after.id, change);
      if (old.definition === after.definition && old.paramsHash === after.paramsHash) {
        change.base.push(old.score);
        change.head.push(after.score);
      } else change.otherDefinitionCount++;
    }
  }
  return [...found].flatMap(([id, { base, head, otherDefinitionCount }]) => {
    if (base.length === 0) return [];
    const differences = head.map((h, i) => h - (base[i] as number));
    const { mean, t, bca, wilcoxonP } = pairedDifference(differences, CONFIDENCE, `${streamName} profile ${id}`);
    const means = { base: meanOf(base), head: meanOf(head), difference: mean };
    return [{ id, count: base.length, otherDefinitionCount, ...means, t, bca, wilcoxonP }];
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}
