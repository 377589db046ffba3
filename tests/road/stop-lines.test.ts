import { describe, expect, test } from "vitest";
import type { Road, Signal } from "../../src/road/opendrive/model.ts";
import { buildMap } from "../../src/road/opendrive/map.ts";
import { toNetwork } from "../../src/road/opendrive/network.ts";
import { stopSignLines } from "../../src/road/opendrive/stop-signs.ts";
import { parametricRoad } from "../../src/road/parametric.ts";
import { stopLineAcross } from "../../src/road/stop-lines.ts";
import { lineOf, mapOfRoads, roadOf } from "./opendrive-made.ts";

test("a stop line runs from border to border of its lane", () => {
  const { lanes } = parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 4, lengthM: 100, speedLimitMps: null });
  const line = { id: "light", signal: 0, sM: 30 };
  expect(stopLineAcross(lanes[1]!, 1, 30, "light", 0)).toEqual({ ...line, lane: 1, leftXM: 30, leftYM: -4, rightXM: 30, rightYM: -8 });
  // The oncoming lane drives the other way: its left is the middle of the road.
  expect(stopLineAcross(lanes[2]!, 2, 30, "light", 0)).toEqual({ ...line, lane: 2, leftXM: 70, leftYM: 0, rightXM: 70, rightYM: 4 });
});

describe("stop signs of a map", () => {
  const sign = (changes: Partial<Signal>): Signal => ({
    id: "stop",
    name: "",
    sM: 40,
    tM: -4,
    zOffsetM: 0,
    hOffsetRad: 0,
    pitchRad: 0,
    rollRad: 0,
    isDynamic: false,
    orientation: "+",
    country: "",
    type: "206",
    subtype: "",
    value: null,
    unit: "",
    text: "",
    heightM: 0,
    widthM: 0,
    validity: [],
    dependencies: [],
    ...changes,
  });
  const lines = (changes: Partial<Signal>, parts: Partial<Road> = {}) => {
    const map = buildMap(mapOfRoads([roadOf([lineOf(100)], { ...parts, signals: [sign(changes)] })]));
    return { lanes: toNetwork(map).lanes, found: stopSignLines(map) };
  };

  test("hold for the driving lanes of their direction, where they stand", () => {
    const { lanes, found } = lines({});
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ id: "stop", signal: -1, sM: 40, leftXM: 40, leftYM: 0, rightXM: 40, rightYM: -3 });
    expect(lanes[found[0]!.lane]!.id).toBe("1/0/-1");
    const back = lines({ orientation: "-" });
    expect(back.lanes[back.found[0]!.lane]!.id).toBe("1/0/1");
    expect(back.found[0]).toMatchObject({ sM: 60, leftXM: 40, leftYM: 0, rightXM: 40, rightYM: 3 });
  });

  test("or for the lanes that they name", () => {
    const { lanes, found } = lines({ validity: [{ fromLane: -1, toLane: 1 }] });
    expect(found.map(({ lane }) => lanes[lane]!.id).sort()).toEqual(["1/0/-1", "1/0/1"]);
  });

  test("are no other signs, and no lights", () => {
    expect(lines({ type: "205" }).found).toEqual([]);
    expect(lines({ isDynamic: true }).found).toEqual([]);
  });

  test("are those of the country that the sign names, else the road; where neither does, of any", () => {
    const found = (changes: Partial<Signal>, ...countries: (string | null)[]) => {
      const types = countries.map((country, i) => ({ sM: 30 * i, type: "town", speedMps: null, country }));
      return lines(changes, { types }).found.length;
    };
    const [stopDe, stopUs] = [{ type: "206" }, { type: "R1-1" }];
    for (const type of [stopDe, stopUs]) for (const country of ["", "OpenDRIVE"]) expect(found({ ...type, country })).toBe(1);
    expect([found({ ...stopDe, country: "de" }), found({ ...stopDe, country: "DEU" }), found({ ...stopDe, country: "SE" })]).toEqual([
      1, 1, 0,
    ]);
    expect([found({ ...stopUs, country: "US" }), found({ ...stopUs, country: "USA" }), found({ ...stopUs, country: "DE" })]).toEqual([
      1, 1, 0,
    ]);
    // The sign stands at s = 40.
    expect([found(stopDe, null, "SE"), found(stopDe, "SE", "DE"), found(stopDe, "DE", "DE", "SE")]).toEqual([0, 1, 1]);
    expect(found({ ...stopDe, country: "DE" }, "SE")).toBe(1);
  });

  test("a lane of a junction says so", () => {
    expect(lines({}, { junction: "7" }).lanes.map((lane) => lane.inJunction)).toEqual([true, true]);
    expect(lines({}).lanes.map((lane) => lane.inJunction)).toEqual([false, false]);
  });
});
