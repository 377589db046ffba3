import { comfort } from "../../../src/eval/anchors/nuplan/comfort.ts";
import { shareWeights, softMean, type SoftPart } from "../../../src/eval/score-tree.ts";

/** What a profile makes of its soft parts: what is missing is left out. */
export function softMeanOf(parts: readonly { readonly value: number | null; readonly weight: number }[]): number {
  const soft = parts.flatMap(({ value, weight }): SoftPart[] => {
    if (value === null) return [];
    const result = { kind: "value", value, atTick: null, actorId: null, episodes: [] } as const;
    return [{ name: "part", metric: comfort, result, lossLimit: 1, value, weight }];
  });
  return softMean({ gates: [], soft: shareWeights(soft) });
}

export function productOf(factors: readonly (number | null)[]): number {
  return factors.reduce<number>((product, factor) => product * (factor ?? 1), 1);
}
