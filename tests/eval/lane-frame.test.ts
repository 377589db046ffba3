import { describe, expect, test } from "vitest";
import { newGeometry, updateGeometry } from "../../src/eval/geometry.ts";
import { type FramePlace, type LaneFrame, newFramePlace, newLaneFrame, placeInFrame, updateLaneFrame } from "../../src/eval/lane-frame.ts";
import { newLaneScene } from "../../src/eval/lanes.ts";
import { newLead } from "../../src/eval/lead.ts";
import type { Lane, RoadNetwork } from "../../src/road/network.ts";
import { newRecord } from "../../src/trace/record.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";
import { fillRecord, headerOf, lineOf, type Motion } from "../support/records.ts";

/** A lane 4 m wide along a polyline of right angles or none; the borders are shifted along the normals of the ends. */
function lane(id: string, points: readonly (readonly [number, number])[], links: Partial<Lane> = {}): Lane {
  const side = (offset: number): Lane["left"] =>
    lineOf(
      points.map(([x, y], i): readonly [number, number] => {
        const [x0, y0] = points[Math.max(0, i - 1)]!;
        const [x1, y1] = points[Math.min(points.length - 1, i + 1)]!;
        const length = Math.hypot(x1 - x0, y1 - y0);
        return [x - (offset * (y1 - y0)) / length, y + (offset * (x1 - x0)) / length];
      }),
    );
  const none = { successors: [], predecessors: [], leftLane: null, rightLane: null, speedLimitMps: null };
  return { id, type: "driving", centre: lineOf(points), left: side(2), right: side(-2), ...none, ...links };
}

/** East for 100 m, on for 50 m more, then north for 100 m; a fork to the south after the first lane. */
const NETWORK: RoadNetwork = {
  source: "test",
  lanes: [
    lane(
      "a",
      [
        [0, 0],
        [100, 0],
      ],
      { successors: [3, 1] },
    ),
    lane(
      "b",
      [
        [100, 0],
        [150, 0],
      ],
      { predecessors: [0], successors: [2] },
    ),
    lane(
      "c",
      [
        [150, 0],
        [150, 100],
      ],
      { predecessors: [1] },
    ),
    lane(
      "south",
      [
        [100, 0],
        [100, -80],
      ],
      { predecessors: [0] },
    ),
  ],
};

class Stage {
  readonly header: TraceHeader;
  readonly frame: LaneFrame;
  readonly #g;
  readonly #record;
  #tick = 0;

  constructor(road: RoadNetwork, route: TraceHeader["route"] = null) {
    this.header = headerOf([{ name: "other" }], { road, route });
    this.frame = newLaneFrame(this.header, newLead(this.header, true).route, newLaneScene(this.header, true));
    this.#g = newGeometry(this.header, 0);
    this.#record = newRecord(this.header.actors, 0);
  }

  /** Where both are; the ego by its rear axle. */
  place(ego: Motion, other: Motion): { own: FramePlace; other: FramePlace } {
    fillRecord(this.#record, this.header, this.#tick++, { ego, others: [other] });
    updateGeometry(this.#g, this.#record);
    updateLaneFrame(this.frame, this.#g, this.#record);
    const out = newFramePlace();
    placeInFrame(this.frame, this.#g, this.#record, 1, out);
    return { own: { ...this.frame.own }, other: out };
  }
}

describe("the frame of the subject's lane", () => {
  test("goes on into the lanes after it, straight on at a fork, round a bend", () => {
    const stage = new Stage(NETWORK);
    // 60 m to the end of "b" and 30 m up "c", where it drives north
    const { own, other } = stage.place({ x: 89, v: 5 }, { x: 150, y: 30, yaw: Math.PI / 2, v: 7 });
    expect(other.sM - own.sM).toBeCloseTo(60 + 30, 9);
    expect(other).toMatchObject({
      alongMps: expect.closeTo(7, 9),
      leftMps: expect.closeTo(0, 9),
      halfSM: expect.closeTo(2, 9),
      halfTM: expect.closeTo(1, 9),
    });
  });

  test("reaches back into the lanes before it", () => {
    const { own, other } = new Stage(NETWORK).place({ x: 119, v: 5 }, { x: 40, y: 1, v: 9 });
    expect(own.sM - other.sM).toBeCloseTo(80, 9);
    expect(other.tM).toBeCloseTo(1, 9);
  });

  test("is that of the lane driven on: after the turn another's straight way leads across", () => {
    const stage = new Stage(NETWORK);
    const { own, other } = stage.place({ x: 150, y: 49, yaw: Math.PI / 2, v: 5 }, { x: 158, y: 50, yaw: Math.PI, v: 6 });
    expect(own.tM).toBeCloseTo(0, 9);
    expect(other).toMatchObject({ tM: expect.closeTo(-8, 9), leftMps: expect.closeTo(6, 9), alongMps: expect.closeTo(0, 9) });
  });

  test("has no steps in its direction, and that of a straight lane on it", () => {
    const bend: RoadNetwork = {
      source: "test",
      lanes: [
        lane("bend", [
          [0, 0],
          ...Array.from({ length: 20 }, (_, i): [number, number] => [100 + 40 * Math.sin(i / 20), 40 - 40 * Math.cos(i / 20)]),
        ]),
      ],
    };
    const stage = new Stage(bend);
    const at = (s: number): number => {
      const [x, y] = s < 0 ? [100 + s, 0] : [100 + 40 * Math.sin(s / 40), 40 - 40 * Math.cos(s / 40)];
      return stage.place({ x: 49 }, { x, y, yaw: Math.max(0, s / 40), v: 10 }).other.leftMps;
    };
    expect(at(-50)).toBeCloseTo(0, 12);
    // on the arc, drawn in steps of 2 m or 0.05 rad, less than a quarter of what a step would make
    for (let s = 1; s < 36; s += 0.25) expect(Math.abs(at(s)), `${s} m`).toBeLessThan(0.125);
  });

  test("stays that of the last lane off every lane", () => {
    const stage = new Stage(NETWORK);
    stage.place({ x: 49, v: 5 }, { x: 90 });
    const { own } = stage.place({ x: 50, y: 20, yaw: 1, v: 5 }, { x: 90 });
    expect(own.tM).toBeGreaterThan(19);
    expect(own.cosHeading).toBeCloseTo(Math.cos(1), 9);
  });

  test("without lanes is the ego's route, without that the heading", () => {
    const plane: RoadNetwork = { source: "none", lanes: [] };
    const route = lineOf([
      [0, 0],
      [0, 200],
    ]);
    const along = new Stage(plane, route).place({ x: 0, y: 9, yaw: Math.PI / 2, v: 4 }, { x: -3, y: 40, vLat: 0, v: 2 });
    expect(along.other).toMatchObject({ sM: expect.closeTo(40, 9), tM: expect.closeTo(3, 9), leftMps: expect.closeTo(-2, 9) });
    const heading = new Stage(plane).place({ x: 0, y: 0, yaw: Math.PI / 2, v: 4 }, { x: -3, y: 41, v: 2 });
    expect(heading.other).toMatchObject({ sM: expect.closeTo(40, 9), tM: expect.closeTo(3, 9) });
  });
});
