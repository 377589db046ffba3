import { describe, expect, test } from "vitest";
import type { Episode } from "../../../src/eval/metric.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { evaluateFrames, type Frame, headerOf, type Motion, type OtherSpec, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// At x the ego's box reaches from x - 1 to x + 3 and from -1 to 1 across; another's from x - 2 to x + 2.

const TWO_LANES = parametricRoad({ lanes: 2, laneWidthM: 4, lengthM: 200, speedLimitMps: null }); // centres at y = -2 and -6

function meet(ego: Motion, other: Motion, spec: Partial<OtherSpec> = {}, road = TWO_LANES): Episode {
  const e = evaluateFrames(headerOf([{ name: "car", ...spec }], { road }), 1, () => ({ ego, others: [other] }));
  const { episodes, value } = valueOf(e, "collision");
  expect(episodes).toHaveLength(1);
  const [episode] = episodes as [Episode];
  expect(value).toBe(episode.severity);
  return episode;
}

describe("type and blame", () => {
  test("running into a moving car ahead is a front collision and the ego's fault", () => {
    expect(meet({ x: 50, y: -2, v: 10 }, { x: 54.5, y: -2, v: 4 })).toMatchObject({ label: "front", severity: 1, actorId: 10 });
  });

  test("touching edges collide", () => {
    expect(meet({ x: 50, y: -2, v: 10 }, { x: 55, y: -2, v: 4 }).label).toBe("front");
  });

  test("being hit from behind is not the ego's fault", () => {
    expect(meet({ x: 50, y: -2, v: 5 }, { x: 47.5, y: -2, v: 12 })).toMatchObject({ label: "rear", severity: 0 });
  });

  test("a standing ego is never at fault, whoever comes", () => {
    expect(meet({ x: 50, y: -2, v: 0.05 }, { x: 54.5, y: -2, yaw: Math.PI, v: 12 })).toMatchObject({ label: "stopped-ego", severity: 0 });
  });

  test("hitting what stands is the ego's fault from any side", () => {
    expect(meet({ x: 50, y: -2, v: 10 }, { x: 54.5, y: -2 })).toMatchObject({ label: "stopped-track", severity: 1 });
    expect(meet({ x: 50, y: -2, v: 10 }, { x: 51, y: -3.9 })).toMatchObject({ label: "stopped-track", severity: 1 });
    const pushed = { x: 54.5, y: -2, v: 1 };
    expect(meet({ x: 50, y: -2, v: 10 }, pushed, { cls: "static" })).toMatchObject({ label: "stopped-track", severity: 1 });
  });

  test("where the front edge meets the other's side it is a front collision, as nuPlan has it", () => {
    expect(meet({ x: 50, y: -2, v: 10 }, { x: 51, y: -3.9, v: 10 }).label).toBe("front");
  });

  test("side against side is the ego's fault only where it does not keep its lane", () => {
    // both at 10 m/s; the ego's box from y - 1 to y + 1 lies within its lane (0 to -4) or over the line at -4
    expect(meet({ x: 50, y: -2, v: 10 }, { x: 49, y: -3.9, v: 10 })).toMatchObject({ label: "lateral", severity: 0 });
    expect(meet({ x: 50, y: -3.5, v: 10 }, { x: 49, y: -5.4, v: 10 })).toMatchObject({ label: "lateral", severity: 1 });
  });

  test("without lanes, side against side is the fault of who moves into the other", () => {
    const plane = { source: "none", lanes: [] };
    const other = { x: -1, y: 1.9, v: 10 };
    expect(meet({ x: 0, v: 10, vLat: 1 }, other, {}, plane)).toMatchObject({ label: "lateral", severity: 1 });
    expect(meet({ x: 0, v: 10 }, { ...other, vLat: -1 }, {}, plane)).toMatchObject({ label: "lateral", severity: 0 });
  });

  test("reversing into a moving car is the ego's fault, being run into while reversing is not", () => {
    expect(meet({ x: 50, y: -2, v: -5 }, { x: 47.5, y: -2, v: 1 })).toMatchObject({ label: "rear", severity: 1 });
    expect(meet({ x: 50, y: -2, v: -1 }, { x: 47.5, y: -2, v: 5 })).toMatchObject({ label: "rear", severity: 0 });
  });

  test("behind is measured from the box centre", () => {
    // Other's centre 3.5 m back and 1.9 m aside of the box centre: 151.5 deg. From the rear axle it would be 142.8 deg.
    const episode = meet({ x: 50, y: -2, v: 5 }, { x: 51 - 3.5, y: -2 + 1.9, v: 12 });
    expect(episode.label).toBe("rear");
  });
});

describe("counting", () => {
  const LEAD = [{ name: "lead" }];
  /** In contact at the ticks told; dt 0.1 s. */
  const contactsAt =
    (ticks: readonly number[]) =>
    (k: number): Frame => ({ ego: { x: 0, v: 10 }, others: [{ x: ticks.includes(k) ? 4.5 : 30, v: 5 }] });

  test("a contact that goes on is one collision, and one again after 0.5 s apart", () => {
    const on = evaluateFrames(headerOf(LEAD), 12, contactsAt([1, 2, 3, 8]));
    expect(valueOf(on, "collision").value).toBe(1); // apart for 0.5 s, not longer
    expect(seriesOf(on, "collision")).toEqual([0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0]);
    const again = evaluateFrames(headerOf(LEAD), 12, contactsAt([1, 2, 9]));
    expect(valueOf(again, "collision")).toMatchObject({ value: 2, atTick: 1, actorId: 10 });
    expect(valueOf(again, "collision").episodes).toHaveLength(2);
  });

  test("two road users are two collisions", () => {
    const e = evaluateFrames(headerOf([{ name: "a" }, { name: "b" }]), 1, () => ({
      ego: { x: 0, v: 10 },
      others: [
        { x: 4.5, y: 1.5, v: 5 },
        { x: 4.5, y: -1.5, v: 5 },
      ],
    }));
    expect(valueOf(e, "collision").value).toBe(2);
  });

  test("0 where nobody touches, not applicable where nobody is", () => {
    const e = evaluateFrames(headerOf(LEAD), 3, contactsAt([]));
    expect(valueOf(e, "collision")).toEqual({ kind: "value", value: 0, atTick: null, actorId: null, episodes: [] });
    expect(
      resultOf(
        evaluateFrames(headerOf(), 3, () => ({ ego: { x: 0 } })),
        "collision",
      ),
    ).toEqual({
      kind: "not-applicable",
      reason: "no other road user was in the world",
      vacuous: true,
    });
  });
});
