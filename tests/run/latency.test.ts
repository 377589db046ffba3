import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latencyReport } from "../../src/run/latency.ts";

describe("reply times", () => {
  test("nothing measured is nothing, not zero", () => {
    expect(latencyReport(new Float64Array(0), 100)).toBeNull();
  });

  test("a hundred replies of 1 to 100 ms: the nearest ranks are 50 and 99", () => {
    const shuffled = Float64Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) + 1);
    const given = Float64Array.from(shuffled);
    expect(latencyReport(shuffled, 90)).toEqual({ count: 100, p50Ms: 50, p99Ms: 99, maxMs: 100, deadlineMs: 90, deadlineMisses: 10 });
    expect(shuffled).toEqual(given); // borrowed: not sorted in place
  });

  test("one reply is all quantiles; a reply just at the deadline is in time", () => {
    expect(latencyReport(Float64Array.of(20), 20)).toEqual({
      count: 1,
      p50Ms: 20,
      p99Ms: 20,
      maxMs: 20,
      deadlineMs: 20,
      deadlineMisses: 0,
    });
  });

  test("at least half of the replies are within p50, at least 99 % within p99, and both are replies", () => {
    const times = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(times, (ms) => {
        const report = latencyReport(Float64Array.from(ms), 10);
        if (report === null) throw new Error("something was measured");
        const within = (limitMs: number): number => ms.filter((t) => t <= limitMs).length / ms.length;
        expect(within(report.p50Ms)).toBeGreaterThanOrEqual(0.5);
        expect(within(report.p99Ms)).toBeGreaterThanOrEqual(0.99);
        expect(ms).toContain(report.p50Ms);
        expect(ms).toContain(report.p99Ms);
        expect(report.maxMs).toBe(Math.max(...ms));
      }),
    );
  });
});
