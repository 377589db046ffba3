import { describe, expect, test } from "vitest";
import { RSS } from "../../../src/eval/anchors/rss.ts";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import { RSS_OTHER, RSS_SUBJECT } from "../../../src/eval/rss-watch.ts";
import { rssLateralM, rssOppositeDirectionM, rssSameDirectionM, statedBrakingM } from "../../../src/eval/maths/rss.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { evaluateFrames, type Frame, headerOf, type Motion, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// Own lanes "-1", "-2" with centres at y = -2 and -6, oncoming lane "1" at y = 2.
const ROAD = parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 4, lengthM: 2000, speedLimitMps: 30 });
const EGO_CENTRE_M = 1;

/** The ego's rear axle is 1 m behind its box centre; `others` are box centres. */
function drive(ticks: number, frameAt: (k: number) => Frame, changes: Parameters<typeof headerOf>[1] = { road: ROAD }): Evaluated {
  const others = (frameAt(0).others ?? []).map((_, i) => ({ name: `user${i}` }));
  return evaluateFrames(headerOf(others, changes), ticks, frameAt, { metrics: RSS });
}
const inLane = (x: number, v: number, y = -2): Motion => ({ x: x - EGO_CENTRE_M, y, v });

describe("RSS distances", () => {
  test("of one that responds for a second and then brakes: 10 + 1.75 + 13.5^2 / 8", () => {
    expect(statedBrakingM(10, RSS_SUBJECT, 4)).toBeCloseTo(11.75 + (13.5 * 13.5) / 8, 12);
  });

  test("a limit of the speed that is reached on the way: 0.5 s to 11 m/s, then 0.5 s at it", () => {
    const limited = { ...RSS_SUBJECT, accelMaxMps2: 2, maxSpeedMps: 11 };
    expect(statedBrakingM(10, limited, 4)).toBeCloseTo(5.25 + 5.5 + 121 / 8, 12);
    // one that is faster than the limit keeps its speed
    expect(statedBrakingM(20, limited, 4)).toBeCloseTo(20 + 400 / 8, 12);
  });

  test("grow with the own speed, fall with the leader's, and are never negative", () => {
    for (let v = 0; v < 40; v += 2.5) {
      const at = (own: number, lead: number): number => rssSameDirectionM(own, RSS_SUBJECT, lead, RSS_OTHER);
      expect(at(v + 1, 10)).toBeGreaterThanOrEqual(at(v, 10));
      expect(at(10, v + 1)).toBeLessThanOrEqual(at(10, v));
      expect(at(0, v)).toBeGreaterThanOrEqual(0);
    }
  });

  /** Way after t seconds: accelerating for the response time, then braking to a stand. */
  function responding(t: number, v: number, d: typeof RSS_SUBJECT, brake: number): number {
    const { accelMaxMps2: a, responseSec: rho } = d;
    if (t <= rho) return v * t + 0.5 * a * t * t;
    const fast = v + a * rho;
    const braking = Math.min(t - rho, fast / brake);
    return v * rho + 0.5 * a * rho * rho + fast * braking - 0.5 * brake * braking * braking;
  }
  const braking = (t: number, v: number, b: number): number => v * Math.min(t, v / b) - 0.5 * b * Math.min(t, v / b) ** 2;

  test("are just enough: who keeps them and responds in time never touches one that brakes as hard as it can, and only just", () => {
    for (let own = 0; own <= 40; own += 4) {
      for (let lead = 0; lead <= 40; lead += 4) {
        const safe = rssSameDirectionM(own, RSS_SUBJECT, lead, RSS_OTHER);
        const gap = (t: number): number =>
          safe + braking(t, lead, RSS_OTHER.brakeMaxMps2) - responding(t, own, RSS_SUBJECT, RSS_SUBJECT.brakeMinMps2);
        for (let t = 0; t < 20; t += 0.05) expect(gap(t), `${own} behind ${lead} at ${t} s`).toBeGreaterThan(-1e-9);
        if (safe > 0) expect(gap(60)).toBeCloseTo(0, 9);
      }
    }
  });

  test("between two that meet are just enough for both to stop", () => {
    for (const [a, b] of [
      [0, 0],
      [10, 10],
      [25, 5],
      [3, 30],
    ] as const) {
      const safe = rssOppositeDirectionM(a, RSS_SUBJECT, b, RSS_OTHER);
      const left =
        safe - responding(60, a, RSS_SUBJECT, RSS_SUBJECT.brakeMinCorrectMps2) - responding(60, b, RSS_OTHER, RSS_OTHER.brakeMinMps2);
      expect(left).toBeCloseTo(0, 9);
    }
  });

  test("to the side are the same seen in a mirror", () => {
    const own = RSS_SUBJECT;
    for (const [l, r] of [
      [0.4, -0.3],
      [-1, 0.2],
      [0, 0],
    ] as const) {
      expect(rssLateralM(l, own, r, own)).toBeCloseTo(rssLateralM(-r, own, -l, own), 12);
    }
  });
});

describe("rss.unsafe", () => {
  // 20 m/s each: 20 + 1.75 + 23.5^2 / 8 - 400 / 16 = 65.78 m bumper to bumper; 4 m of cars between centres
  const following = (gapM: number): Evaluated =>
    drive(20, (k) => ({ ego: inLane(2 * k, 20), others: [{ x: 4 + gapM + 2 * k, y: -2, v: 20 }] }));

  test("is 0 beyond the safe distance and 1 below it", () => {
    expect(valueOf(following(65.8), "rss.unsafe")).toMatchObject({ value: 0, episodes: [] });
    const near = valueOf(following(65.7), "rss.unsafe");
    expect(near).toMatchObject({ value: 1, actorId: 10, episodes: [{ fromTick: 0, toTick: 19, severity: expect.closeTo(2, 9) }] });
  });

  test("is the share of the ticks with anyone dangerous; the series counts them", () => {
    // standing: 1.75 + 3.5^2 / 8 = 3.28 m to the one ahead; it comes at tick 5, another at tick 8
    const e = drive(10, (k) => ({ ego: inLane(0, 0), others: [k < 5 ? null : { x: 7, y: -2 }, k < 8 ? null : { x: 7, y: -3 }] }));
    expect(seriesOf(e, "rss.unsafe")).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2, 2]);
    expect(valueOf(e, "rss.unsafe").value).toBe(0.5);
  });

  test("one on the lane beside is no danger while neither moves over", () => {
    const e = drive(10, (k) => ({ ego: inLane(2 * k, 20), others: [{ x: 2 * k, y: -6, v: 20 }] }));
    expect(valueOf(e, "rss.unsafe").value).toBe(0);
    // 2 m from side to side; 1 m/s to the left: 2 + 0.4 + 1.4^2 / 1.6 alone is more
    const over = drive(10, (k) => ({ ego: inLane(2 * k, 20), others: [{ x: 2 * k, y: -6, v: 20, vLat: 1 }] }));
    expect(valueOf(over, "rss.unsafe").value).toBe(1);
  });

  test("one that comes towards the ego is dangerous until they have passed", () => {
    // 10 and 10 m/s, 3 m/s2 and 4 m/s2: far more than 50 m
    const meet = (k: number): Frame => ({ ego: inLane(k, 10), others: [{ x: 50 - k, y: -2, yaw: Math.PI, v: 10 }] });
    const e = drive(60, meet);
    const series = seriesOf(e, "rss.unsafe");
    expect(series.indexOf(0)).toBe(28); // centres 4 m past each other: 50 - 2 k < -4, edges that touch overlap
    expect(series.slice(28).every((v) => v === 0)).toBe(true);
  });

  test("follows the lane round a bend, and needs no lane", () => {
    const bend = parametricRoad({ lanes: 1, oncomingLanes: 0, laneWidthM: 4, lengthM: 400, curvaturePerM: 1 / 100, speedLimitMps: 30 });
    const lane = bend.lanes[0]!.centre;
    const at = (i: number): Motion => {
      const [x0, y0, x1, y1] = [lane.xM[i]!, lane.yM[i]!, lane.xM[i + 1]!, lane.yM[i + 1]!];
      return { x: x0, y: y0, yaw: Math.atan2(y1 - y0, x1 - x0), v: 5 };
    };
    const far = Math.floor(lane.xM.length / 2);
    // a quarter turn or more ahead on the lane, beside the ego's heading: safe along the lane only because it is far along it
    const e = drive(3, () => ({ ego: at(2), others: [at(far)] }), { road: bend });
    expect(valueOf(e, "rss.unsafe").value).toBe(0);
    const plane = drive(3, () => ({ ego: { x: 0, v: 5 }, others: [{ x: 9 }] }), {});
    expect(valueOf(plane, "rss.unsafe").value).toBe(1);
  });

  test("not applicable where nobody else was", () => {
    const none = { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    for (const { id } of RSS)
      expect(
        resultOf(
          drive(5, () => ({ ego: inLane(0, 1) })),
          id,
        ),
      ).toEqual(none);
  });
});

describe("rss.responsible", () => {
  /** The ego at 20 m/s behind a leader at 10 m/s; it brakes from a tick on. */
  function closing(decelMps2: number, fromTick: number, ticks = 40): Evaluated {
    let x = 0;
    let v = 20;
    const ego: Motion[] = [];
    for (let k = 0; k < ticks; k++) {
      ego.push(inLane(x, v));
      x += 0.1 * v;
      if (k >= fromTick) v = Math.max(0, v - 0.1 * decelMps2);
    }
    // safe: 20 + 1.75 + 23.5^2/8 - 100/16 = 84.5; the gap falls by 1 m a tick from 86 m
    return drive(ticks, (k) => ({ ego: ego[k]!, others: [{ x: 90 + k, y: -2, v: 10 }] }));
  }

  test("one that goes on is to blame once its second is over", () => {
    const r = valueOf(closing(0, 99), "rss.responsible");
    expect(r).toMatchObject({ value: 1, actorId: 10, episodes: [{ label: "longitudinal", severity: 1 }] });
    // dangerous from tick 2 on (84 m); its second is over at tick 12, and a tick later it should have been slower
    expect(r.episodes[0]!.fromTick).toBe(13);
  });

  test("one that brakes enough in time is not, one that brakes too little is", () => {
    expect(valueOf(closing(4, 11), "rss.responsible").value).toBe(0);
    expect(valueOf(closing(3, 11), "rss.responsible").value).toBe(1);
    // braking later than asked for, even harder
    expect(valueOf(closing(8, 14), "rss.responsible").value).toBe(1);
  });

  test("one that accelerates harder than RSS assumes is to blame at once", () => {
    expect(valueOf(closing(-3, 3, 10), "rss.responsible").value).toBe(0);
    expect(valueOf(closing(-6, 3, 10), "rss.responsible").value).toBe(1);
  });

  test("who is driven up to owes nothing; the one behind does, after its two seconds", () => {
    const e = drive(60, (k) => ({ ego: inLane(100 + k, 10), others: [{ x: 10 + 2 * k, y: -2, v: 20 }] }));
    const r = valueOf(e, "rss.responsible");
    expect(r.value).toBe(0);
    expect(r.episodes).toMatchObject([{ label: "other", severity: 0, fromTick: 21 }]);
  });

  test("one who moves over to a car beside is to blame across the lane; the car is not", () => {
    // 2 m apart, 1 m/s to the right: 1 s to respond, then it should brake
    const side = (k: number): number => (k < 10 ? 0 : Math.min(0.1 * (k - 10), 1.9));
    const e = drive(30, (k) => ({
      ego: { ...inLane(2 * k, 20, -2 - side(k)), vLat: k >= 10 && k < 29 ? -1 : 0 },
      others: [{ x: 2 * k, y: -6, v: 20 }],
    }));
    const r = valueOf(e, "rss.responsible");
    expect(r.episodes).toMatchObject([{ label: "lateral", severity: 1 }]);
    expect(r.episodes[0]!.fromTick).toBe(21);
  });

  test("after a cut-in the lane is another's again: the response along it is owed from the end of the cut-in on", () => {
    // beside at first, 8 m ahead; crosses from tick 5 to 25; then both go on at 20 m/s
    const y = (k: number): number => -6 + 0.2 * Math.min(20, Math.max(0, k - 5));
    const e = drive(60, (k) => ({ ego: inLane(2 * k, 20), others: [{ x: 12 + 2 * k, y: y(k), v: 20, vLat: k >= 5 && k < 25 ? 2 : 0 }] }));
    const { episodes } = valueOf(e, "rss.responsible");
    // the other crossed in its two seconds: neither is to blame for the cut-in itself
    expect(episodes).toMatchObject([{ label: "longitudinal", fromTick: 36, severity: 1 }]);
  });
});

describe("rss.collision", () => {
  test("says at the contact whom RSS blames", () => {
    const into = drive(60, (k) => ({ ego: inLane(2 * k, 20), others: [{ x: 100, y: -2 }] }));
    expect(valueOf(into, "rss.collision")).toMatchObject({
      value: 1,
      atTick: 48,
      actorId: 10,
      episodes: [{ label: "subject", severity: 1 }],
    });
    const from = drive(60, (k) => ({ ego: inLane(100, 0), others: [{ x: 2 * k, y: -2, v: 20 }] }));
    expect(valueOf(from, "rss.collision")).toMatchObject({
      value: 0,
      atTick: null,
      episodes: [{ label: "other", fromTick: 48, severity: 0 }],
    });
  });

  test("nobody is to blame where the response time was not over", () => {
    const e = drive(10, (k) => ({ ego: inLane(2 * k, 20), others: [k < 2 ? null : { x: 14, y: -2, v: 0 }] }));
    expect(valueOf(e, "rss.collision").episodes).toMatchObject([{ label: "nobody", severity: 0 }]);
  });
});
