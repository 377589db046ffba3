import { describe, expect, test } from "vitest";
import { PROFILES } from "../../src/eval/profiles.ts";
import { judgeByProfiles } from "../../src/run/judge.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";
import { judgedTrace } from "../support/judged-traces.ts";
import { checkProfileLosses, pointsOf } from "../support/profile-losses.ts";

describe("the losses of every profile", () => {
  test("sum to exactly 100 - score over 50 traces each, and none lacks a finding", () => {
    const outcomes = checkProfileLosses(50);
    expect([...outcomes.keys()]).toEqual(PROFILES.map(({ id }) => id));
    // The traces reach the branches of the rules.
    const seen = [...outcomes.values()];
    expect(seen.reduce((sum, { perfect }) => sum + perfect, 0)).toBeGreaterThan(50);
    expect(seen.reduce((sum, { masked }) => sum + masked, 0)).toBeGreaterThan(50);
  });

  test("are the same whatever the road users are called", () => {
    const renamed = (header: TraceHeader): TraceHeader => ({
      ...header,
      actors: header.actors.map((a, i) => (i === header.egoIndex ? a : { ...a, id: 7 * a.id + 3, name: `z${1000 - i}` })),
    });
    for (let seed = 1; seed <= 40; seed++) {
      const judged = judgedTrace(seed);
      expect(pointsOf(judged, renamed), `seed ${seed}`).toEqual(pointsOf(judged, (header) => header));
    }
  });

  test("are told by sentences about ticks of the run", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { taped, reruns } = judgedTrace(seed);
      for (const f of judgeByProfiles(taped, PROFILES, reruns).flatMap(({ findings }) => findings)) {
        expect(f.worstTick).toBeGreaterThanOrEqual(f.fromTick);
        expect(f.worstTick).toBeLessThanOrEqual(f.toTick);
        expect(f.toTick).toBeLessThan(taped.tape.rows);
        expect(f.tSec).toBe(f.worstTick * taped.header.dtSec);
        expect(f.sentence).not.toMatch(/NaN|Infinity|undefined|null|\.$| {2}/);
        if (f.actor !== null) expect(f.sentence).toContain(f.actor);
      }
    }
  });
});
