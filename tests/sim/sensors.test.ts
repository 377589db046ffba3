import { describe, expect, test } from "vitest";
import type { Observation } from "../../src/sim/port.ts";
import type { SensorModel } from "../../src/sim/world.ts";
import { type ActorSketch, cruiser, runOf, STRAIGHT, trackOf, worldOf, type WorldSketch } from "../support/world.ts";

/** What was seen at one tick, copied. */
function copy({ tick, simTimeNs, objects: o, ego }: Observation) {
  const rows = Array.from({ length: o.count }, (_, k) => ({
    id: o.id[k]!,
    cls: o.cls[k]!,
    x: o.xM[k]!,
    y: o.yM[k]!,
    yaw: o.yawRad[k]!,
    vx: o.vxMps[k]!,
    vy: o.vyMps[k]!,
    length: o.lengthM[k]!,
    ageNs: o.ageNs[k]!,
  }));
  return { tick, simTimeNs, rows, egoX: ego.xM };
}

function look(sensors: Partial<SensorModel>, actors: readonly ActorSketch[], ticks = 1, sketch: WorldSketch = {}) {
  const seen: ReturnType<typeof copy>[] = [];
  const world = worldOf({ sensors, actors, ends: { allowContact: true }, ...sketch });
  runOf(
    world,
    (o) => (seen.push(copy(o)), STRAIGHT),
    () => 0,
    { maxTick: ticks },
  );
  return seen;
}

const ids = (seen: ReturnType<typeof look>): number[] => seen[0]!.rows.map((r) => r.id);
const at = (name: string, x: number, y: number, v = 0): ActorSketch => cruiser(name, x, y, v);

describe("a perfect sensor", () => {
  test("sees all who are present but the ego, sorted by id, as they are", () => {
    const seen = look({}, [at("a", 100, 5, 3), { ...at("b", -50, 0), cls: "bus" }, cruiser("c", 9, 9, 0, { fromTick: 5 })], 6);
    expect(seen[0]!.rows.map((r) => [r.id, r.x, r.y, r.vx, r.ageNs])).toEqual([
      [2, 100, 5, 3, 0],
      [3, -50, 0, 0, 0],
    ]);
    expect(seen[0]!.rows[1]!.cls).toBe(3);
    expect(seen[5]!.rows.map((r) => r.id)).toEqual([2, 3, 4]);
    expect(seen[5]).toMatchObject({ tick: 5, simTimeNs: 50_000_000 });
  });
});

describe("range and number", () => {
  test("range is from the ego's box centre to the nearest point of the box", () => {
    // Ego's box centre at x = 1: a box centred at 53 begins at 51, 50 m away.
    expect(ids(look({ rangeM: 50 }, [at("a", 53, 0), at("b", 53.01, 0), at("c", 1, -51), at("d", 1, -51.01)]))).toEqual([2, 4]);
  });

  test("of too many the nearest are kept, still sorted by id", () => {
    const actors = [at("a", 60, 0), at("b", 20, 0), at("c", 40, 0), at("d", 30, 0)];
    expect(ids(look({ maxObjects: 2 }, actors))).toEqual([3, 5]);
    expect(ids(look({ maxObjects: 0 }, actors))).toEqual([]);
    expect(ids(look({ maxObjects: 2 }, [at("a", 21, 10), at("b", 21, -10), at("c", 21, 10)]))).toEqual([2, 3]);
  });
});

describe("latency", () => {
  test("the world is seen as it was, the ego as it is, and the age is told", () => {
    const seen = look({ latencyTicks: 7 }, [at("a", 100, 5, 3)], 30);
    for (const { tick, rows, egoX } of seen) {
      const measured = Math.max(0, tick - 7);
      expect(rows[0]!.x).toBeCloseTo(100 + 3 * measured * 0.01, 12);
      expect(rows[0]!.ageNs).toBe((tick - measured) * 10_000_000);
      expect(egoX).toBeCloseTo(tick * 0.1, 12);
    }
  });

  test("range and presence are those of the time of measurement", () => {
    const leaves = trackOf(10, 0.01, () => ({ x: 30, y: 4 }));
    const seen = look({ latencyTicks: 5, rangeM: 40 }, [{ name: "a", motion: "replayed", track: leaves }, cruiser("b", 42.05, 0, -10)], 20);
    expect(seen.map((s) => s.rows.some((r) => r.id === 2))).toEqual(Array.from({ length: 20 }, (_, k) => k < 15));
    // b's nearest point comes within 40 m of the ego's box centre, closing at 20 m/s, just before tick 0.
    expect(seen.map((s) => s.rows.some((r) => r.id === 3)).indexOf(true)).toBe(0);
    const later = look({ latencyTicks: 5, rangeM: 40 }, [cruiser("b", 44.05, 0, -10)], 20);
    expect(later.map((s) => s.rows.length).indexOf(1)).toBe(6 + 5);
  });
});

describe("losses and noise", () => {
  const many = Array.from({ length: 20 }, (_, i) => at(`a${i}`, 50 + 10 * i, 20));

  test("the share lost is the ratio asked for, drawn anew each tick and each road user", () => {
    const seen = look({ dropRatio: 0.2 }, many, 500);
    const counts = seen.map((s) => s.rows.length);
    expect(counts.reduce((a, b) => a + b) / (500 * 20)).toBeCloseTo(0.8, 1);
    expect(new Set(counts).size).toBeGreaterThan(5);
    expect(look({ dropRatio: 1 }, many)[0]!.rows.length).toBe(0);
  });

  test("noise has the deviation asked for, is the same in every run of a seed, and another in another", () => {
    const noisy = { positionNoiseM: 0.5, speedNoiseMps: 0.2, yawNoiseRad: 0.05 };
    const seen = look(noisy, many, 500);
    const errors = (of: (r: { x: number; y: number; vx: number; vy: number; yaw: number; id: number }) => number): number[] =>
      seen.flatMap((s) => s.rows.map(of));
    const deviation = (xs: number[]): number => Math.sqrt(xs.reduce((a, x) => a + x * x, 0) / xs.length);
    expect(deviation(errors((r) => r.x - (50 + 10 * (r.id - 2))))).toBeCloseTo(0.5, 1);
    expect(deviation(errors((r) => r.y - 20))).toBeCloseTo(0.5, 1);
    expect(deviation(errors((r) => r.vx))).toBeCloseTo(0.2, 1);
    expect(deviation(errors((r) => r.vy))).toBe(0);
    expect(deviation(errors((r) => r.yaw))).toBeCloseTo(0.05, 2);
    expect(look(noisy, many, 50)).toEqual(seen.slice(0, 50));
    expect(look(noisy, many, 1, { seed: 2 })[0]!.rows[0]!.x).not.toBe(seen[0]!.rows[0]!.x);
  });

  test("another road user, or another source of noise, moves nobody's noise", () => {
    const one = look({ positionNoiseM: 0.5 }, many.slice(0, 3), 10);
    const more = look({ positionNoiseM: 0.5, yawNoiseRad: 0.1, dropRatio: 0 }, many, 10);
    for (let k = 0; k < 10; k++) expect(more[k]!.rows.slice(0, 3).map((r) => r.x)).toEqual(one[k]!.rows.map((r) => r.x));
  });

  test("a late measurement has the noise it was made with", () => {
    const now = look({ positionNoiseM: 0.5 }, many, 20);
    const late = look({ positionNoiseM: 0.5, latencyTicks: 4 }, many, 24);
    for (let k = 0; k < 20; k++) expect(late[k + 4]!.rows.map((r) => r.x)).toEqual(now[k]!.rows.map((r) => r.x));
  });
});

describe("occlusion", () => {
  const big = { lengthM: 12, widthM: 2.5, rearM: 6 };
  const truck = (x: number, y: number): ActorSketch => ({ ...at("truck", x, y), cls: "truck", size: big });

  test("a car behind a truck is not seen, and is as soon as a corner looks out", () => {
    expect(ids(look({ occlusion: true }, [truck(20, 0), at("a", 40, 0)]))).toEqual([2]);
    expect(ids(look({ occlusion: false }, [truck(20, 0), at("a", 40, 0)]))).toEqual([2, 3]);
    // The truck's rear corner at (14, 1.25) seen from (1, 0): at x = 38 the shadow ends at y = 3.56, at x = 42 at y = 3.94.
    expect(ids(look({ occlusion: true }, [truck(20, 0), at("a", 40, 2.5)]))).toEqual([2]);
    expect(ids(look({ occlusion: true }, [truck(20, 0), at("a", 40, 2.9)]))).toEqual([2, 3]);
    expect(ids(look({ occlusion: true }, [truck(20, 0), at("a", 10, 0)]))).toEqual([3]); // the car hides the truck
  });

  test("two that leave a gap between them hide only what the gap does not show", () => {
    expect(
      ids(
        look({ occlusion: true }, [
          truck(20, 2),
          truck(20, -2),
          { ...at("walker", 40, 0), cls: "pedestrian", size: { lengthM: 0.5, widthM: 0.5, rearM: 0.25 } },
        ]),
      ),
    ).toEqual([2, 3, 4]);
  });

  test("several together can hide what none hides alone", () => {
    const wide = at("a", 60, 0);
    expect(ids(look({ occlusion: true }, [truck(20, 1.2), wide]))).toEqual([2, 3]);
    expect(ids(look({ occlusion: true }, [truck(20, 1.2), truck(20, -1.2), wide]))).toEqual([2, 3]);
  });

  test("someone absent hides nobody, and occlusion is that of the time of measurement", () => {
    const passing = { ...at("a", 40, 0), name: "a" };
    const gone = {
      ...truck(20, 0),
      start: { ...(truck(20, 0) as Extract<ActorSketch, { motion: "scripted" }>).start, fromTick: 10 },
    } as ActorSketch;
    const seen = look({ occlusion: true, latencyTicks: 3 }, [gone, passing], 20);
    expect(seen.map((s) => s.rows.some((r) => r.id === 3))).toEqual(Array.from({ length: 20 }, (_, k) => k < 13));
  });
});
