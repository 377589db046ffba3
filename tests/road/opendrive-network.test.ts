import { describe, expect, test } from "vitest";
import { buildMap } from "../../src/road/opendrive/map.ts";
import type { OpenDriveMap, Signal } from "../../src/road/opendrive/model.ts";
import { toNetwork } from "../../src/road/opendrive/network.ts";
import { signalsOf } from "../../src/road/opendrive/signals.ts";
import type { Lane, RoadNetwork } from "../../src/road/network.ts";
import { arc, crossing, line, mapOf, road, section, toRoad } from "./opendrive-links-models.ts";

function networkOf(source: OpenDriveMap): RoadNetwork {
  return toNetwork(buildMap(source));
}

function laneIn(network: RoadNetwork, id: string): Lane {
  return network.lanes.find((lane) => lane.id === id)!;
}

function idsOf(network: RoadNetwork, indices: readonly number[]): string[] {
  return indices.map((i) => network.lanes[i]!.id);
}

const near = (x: number): unknown => expect.closeTo(x, 6);

describe("a straight road with a lane each way", () => {
  const source = mapOf([road({ id: "a", geometry: line(0, 0, 0, 40), sections: [section(0, [1, null, null], [-1, null, null])] })]);
  const network = networkOf(source);
  test("lanes in the order of the file, all lines in the driving direction", () => {
    expect(network.source).toBe("opendrive");
    expect(network.lanes.map((lane) => lane.id)).toEqual(["a/0/1", "a/0/-1"]);
    const [oncoming, own] = network.lanes;
    expect([...own!.centre.xM]).toEqual([0, 40]);
    expect([...own!.centre.yM]).toEqual([-1.5, -1.5]);
    expect([own!.left.yM[0], own!.right.yM[0]]).toEqual([0, -3]);
    expect([...oncoming!.centre.xM]).toEqual([40, 0]);
    expect([oncoming!.left.yM[0], oncoming!.right.yM[0]]).toEqual([0, 3]);
  });
  test("neighbours over the reference line drive the other way", () => {
    expect(network.lanes[1]).toMatchObject({ leftLane: { lane: 0, sameDirection: false }, rightLane: null, type: "driving" });
    expect(network.lanes[0]).toMatchObject({ leftLane: { lane: 1, sameDirection: false }, rightLane: null });
  });
  test("in left-hand traffic the left lane drives along", () => {
    const left = networkOf(mapOf(source.roads.map((r) => ({ ...r, rule: "LHT" as const }))));
    expect([...left.lanes[0]!.centre.xM]).toEqual([0, 40]);
    expect(left.lanes[0]).toMatchObject({ rightLane: { lane: 1, sameDirection: false }, leftLane: null });
    expect([...left.lanes[1]!.centre.xM]).toEqual([40, 0]);
  });
  test("is made once", () => {
    const map = buildMap(source);
    expect(toNetwork(map)).toBe(toNetwork(map));
    expect(toNetwork(map).lanes).toBe(toNetwork(map).lanes);
  });
  test("makes its lanes when they are looked at", () => {
    const map = buildMap(source);
    let looks = 0;
    const watched = {
      ...map,
      get source() {
        looks++;
        return map.source;
      },
    };
    const network = toNetwork(watched);
    expect([network.source, looks]).toEqual(["opendrive", 0]);
    expect(network.lanes).toEqual(toNetwork(map).lanes);
    expect(looks).toBeGreaterThan(0);
  });
});

describe("links", () => {
  const network = networkOf(crossing());
  test("follow the traffic only", () => {
    expect(idsOf(network, laneIn(network, "west/0/-1").successors)).toEqual(["wn/0/-1", "we/0/-1", "ws/0/-1"]);
    expect(idsOf(network, laneIn(network, "we/0/1").successors)).toEqual(["west/0/1"]);
    expect(idsOf(network, laneIn(network, "west/0/1").predecessors)).toEqual(["we/0/1"]);
    expect(laneIn(network, "west/0/1").successors).toEqual([]);
  });
  test("join lines that meet", () => {
    for (const lane of network.lanes) {
      for (const next of lane.successors) {
        const to = network.lanes[next]!;
        expect([to.centre.xM[0], to.centre.yM[0]]).toEqual([near(lane.centre.xM.at(-1)!), near(lane.centre.yM.at(-1)!)]);
      }
    }
  });
});

describe("lines", () => {
  test("stay within a centimetre of a curve", () => {
    const k = 0.02;
    const source = mapOf([road({ id: "a", geometry: arc(0, 0, 0, 100, k), sections: [section(0, [-1, null, null], [1, null, null])] })]);
    for (const lane of networkOf(source).lanes) {
      for (const [l, t] of [
        [lane.left, 0],
        [lane.centre, lane.id === "a/0/1" ? 1.5 : -1.5],
        [lane.right, lane.id === "a/0/1" ? 3 : -3],
      ] as const) {
        expect(l.xM.length).toBeGreaterThan(10);
        for (let i = 1; i < l.xM.length; i++) {
          const x = (l.xM[i - 1]! + l.xM[i]!) / 2;
          const y = (l.yM[i - 1]! + l.yM[i]!) / 2;
          const off = Math.abs(Math.hypot(x, y - 1 / k) - (1 / k - t));
          expect(off).toBeLessThan(0.01);
        }
      }
    }
  });
  test("follow a lane that widens, with a point where it begins to", () => {
    const narrow = section(0, [-1, null, null]);
    const widening = narrow.lanes.map((lane) =>
      lane.id === 0
        ? lane
        : {
            ...lane,
            width: [
              { sM: 0, a: 3, b: 0, c: 0, d: 0 },
              { sM: 10, a: 3, b: 0.1, c: 0, d: 0 },
            ],
          },
    );
    const network = networkOf(mapOf([road({ id: "a", geometry: line(0, 0, 0, 30), sections: [{ ...narrow, lanes: widening }] })]));
    expect([...network.lanes[0]!.right.xM]).toEqual([0, 10, 30]);
    expect([...network.lanes[0]!.right.yM]).toEqual([-3, -3, near(-5)]);
  });
  test("of a road without length are left out, and links to it", () => {
    const network = networkOf(
      mapOf([
        road({ id: "a", geometry: line(0, 0, 0, 10), sections: [section(0, [-1, null, -1])], to: toRoad("b", "start") }),
        road({ id: "b", geometry: line(10, 0, 0, 0), sections: [section(0, [-1, -1, null])], from: toRoad("a", "end") }),
      ]),
    );
    expect(network.lanes.map(({ id, successors }) => [id, successors])).toEqual([["a/0/-1", []]]);
  });
});

test("types and speed limits", () => {
  const lanes = section(0, [-1, null, null], [-2, null, null], [-3, null, null], [-4, null, null], [-5, null, null]);
  const types = ["none", "driving", "entry", "biking", "stop", "grassland"];
  const typed = lanes.lanes.map((lane) => ({ ...lane, type: types[-lane.id]!, speeds: lane.id === -2 ? [{ sM: 0, maxMps: 10 }] : [] }));
  const a = road({ id: "a", geometry: line(0, 0, 0, 30), sections: [{ ...lanes, lanes: typed }] });
  const network = networkOf(mapOf([{ ...a, types: [{ sM: 0, type: "town", speedMps: 14, country: null }] }]));
  expect(network.lanes.map((lane) => lane.type)).toEqual(["driving", "driving", "bike", "shoulder", "other"]);
  expect(network.lanes.map((lane) => lane.speedLimitMps)).toEqual([14, 10, 14, 14, 14]);
});

describe("signals", () => {
  const signal: Signal = {
    id: "7",
    name: "",
    sM: 10,
    tM: -4,
    zOffsetM: 2,
    hOffsetRad: 0.25,
    pitchRad: 0,
    rollRad: 0,
    isDynamic: true,
    orientation: "-",
    country: "DE",
    type: "1000001",
    subtype: "-1",
    value: null,
    text: "",
    heightM: 1,
    widthM: 1,
    validity: [],
    dependencies: [],
  } as unknown as Signal;
  const one = road({ id: "a", geometry: line(0, 0, Math.PI / 2, 40), sections: [section(0, [-1, null, null])] });
  const two = road({ id: "b", geometry: line(100, 0, 0, 40), sections: [section(0, [-1, null, null])] });
  const reference = { id: "7", sM: 5, tM: 1, orientation: "+" as const, validity: [{ fromLane: -1, toLane: -1 }] };
  const map = buildMap(
    mapOf([
      { ...one, signals: [signal] },
      { ...two, signalReferences: [reference, { ...reference, id: "gone" }] },
    ]),
  );
  test("stand at their s and t, turned by their orientation and offset", () => {
    expect(signalsOf(map)[0]).toMatchObject({
      road: 0,
      xM: near(4),
      yM: near(10),
      zM: 2,
      hRad: near(-Math.PI / 2 + 0.25),
      isReference: false,
    });
  });
  test("are placed again by a reference, with its lanes; one to nothing is left out", () => {
    expect(signalsOf(map).length).toBe(2);
    expect(signalsOf(map)[1]).toMatchObject({ road: 1, xM: 105, yM: 1, hRad: near(0.25), isReference: true, validity: reference.validity });
    expect(signalsOf(map)[1]!.signal.id).toBe("7");
  });
});
