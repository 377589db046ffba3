import { expect } from "vitest";
import { METRICS } from "../../src/eval/metrics.ts";
import { OFFERED } from "../../src/eval/offered.ts";
import type { Profile } from "../../src/eval/profile.ts";
import { PROFILES } from "../../src/eval/profiles.ts";
import type { Finding, ProfileReport } from "../../src/eval/result.ts";
import { judgeByProfiles } from "../../src/run/judge.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";
import { type JudgedTrace, judgedTrace } from "./judged-traces.ts";

/** How the applicable traces of a profile came out. */
export interface Outcomes {
  applicable: number;
  perfect: number;
  masked: number;
}

/**
 * Judges random traces until every profile was applicable to so many of them, and checks each report's losses: they sum to exactly
 * 100 - score, every lost part has its finding, and a perfect run has none that costs.
 */
export function checkProfileLosses(count: number): Map<string, Outcomes> {
  const all = new Map(PROFILES.map(({ id }) => [id, { applicable: 0, perfect: 0, masked: 0 }]));
  const wanting = (): Profile[] => PROFILES.filter(({ id }) => (all.get(id) as Outcomes).applicable < count);
  for (let seed = 1; wanting().length > 0; seed++) {
    if (seed > 50 * count)
      throw new Error(
        `hardly ever applicable: ${wanting()
          .map(({ id }) => id)
          .join(", ")}`,
      );
    const { taped, reruns } = judgedTrace(seed);
    for (const report of judgeByProfiles(taped, wanting(), reruns)) {
      if (report.score === null) continue;
      const what = `seed ${seed} ${report.id}`;
      checkSum(report, what);
      checkParts(report, what);
      const outcomes = all.get(report.id) as Outcomes;
      outcomes.applicable++;
      if (report.score === 100) outcomes.perfect++;
      if (report.findings.some(({ masked }) => masked)) outcomes.masked++;
    }
  }
  return all;
}

const units = (points: number): number => Math.round(points * 1e6);
const costs = ({ lossPoints, masked }: Finding): boolean => lossPoints > 0 || masked;

function checkSum({ score, findings }: ProfileReport, what: string): void {
  const total = findings.reduce((sum, f) => sum + units(f.lossPoints), 0);
  expect(total, what).toBe(1e8 - units(score as number));
  for (const f of findings) {
    expect(units(f.lossPoints) / 1e6, what).toBe(f.lossPoints);
    if (!f.masked) continue;
    // What a gate hides costs nothing: the gate has it all.
    expect([score, f.lossPoints], what).toEqual([0, 0]);
    expect(f.wouldScore, what).toBeGreaterThan(0);
  }
}

function checkParts({ score, parts, findings }: ProfileReport, what: string): void {
  const lost = parts.filter(({ role, value, weight }) => value < 1 && (role === "gate" || weight * (1 - value) > 1e-7));
  for (const { metric } of lost) {
    expect(
      findings.some((f) => costs(f) && f.metric === metric),
      `${what} ${metric}`,
    ).toBe(true);
  }
  if (lost.length > 0) return;
  expect(score, what).toBeGreaterThan(99.9999);
  // Collisions without fault are told, though they cost nothing.
  for (const f of findings) expect([costs(f) && f.lossPoints > 1e-4, attributionOf(f.metric)], what).toEqual([false, "count"]);
}

const attributionOf = (id: string): string | undefined => [...METRICS, ...OFFERED].find((m) => m.id === id)?.attribution;

/** The points of every report, without the names of road users. */
export function pointsOf({ taped, reruns }: JudgedTrace, rename: (header: TraceHeader) => TraceHeader): unknown {
  return judgeByProfiles({ ...taped, header: rename(taped.header) }, PROFILES, reruns).map(({ id, score, reason, parts, findings }) => {
    const losses = findings.map((f) => [f.metric, f.lossPoints, f.fromTick, f.worstTick, f.value, f.masked, f.wouldScore]);
    return { id, score, reason, parts, losses };
  });
}
