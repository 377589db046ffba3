import { expect, test } from "vitest";
import { turnRad } from "../../src/core/angle.ts";
import { signalsOf } from "../../src/road/opendrive/signals.ts";
import { mapNamed, rowsOf, tablesNamed } from "../road/opendrive-reference.ts";
import { describeWithData } from "../support/data.ts";

const TOLERANCE_M = 1e-5;
const TOLERANCE_RAD = 1e-6;

describeWithData("signals where the reference has them", (folder) => {
  const names = tablesNamed(folder, "signals");

  test("there are maps to compare", () => expect(names.length).toBeGreaterThan(6));

  test.each(names)("%s", (name) => {
    const map = mapNamed(folder, name);
    const signals = signalsOf(map);
    const rows = rowsOf(folder, name, "signals");
    expect(signals.length).toBe(rows.length);
    rows.forEach((row, i) => {
      const [road, id, s, t, x, y, z, h, type, , , isDynamic] = row;
      const placed = signals[i]!;
      expect([map.source.roads[placed.road]!.id, placed.signal.id]).toEqual([road, id]);
      expect(placed.signal.isDynamic).toBe(isDynamic === "1");
      // The reference drops the dots of a type such as 1.000.011.
      expect(placed.signal.type.replaceAll(".", "")).toBe(type);
      // s and t have four decimals there; z and h are those of the road, without the signal's own height and offset.
      expect(Math.abs(placed.sM - Number(s))).toBeLessThan(1e-4);
      expect(Math.abs(placed.tM - Number(t))).toBeLessThan(1e-4);
      expect(Math.abs(placed.xM - Number(x))).toBeLessThan(TOLERANCE_M);
      expect(Math.abs(placed.yM - Number(y))).toBeLessThan(TOLERANCE_M);
      expect(Math.abs(placed.zM - placed.signal.zOffsetM - Number(z))).toBeLessThan(TOLERANCE_M);
      expect(Math.abs(turnRad(placed.signal.hOffsetRad, placed.hRad - Number(h)))).toBeLessThan(TOLERANCE_RAD);
    });
  });
});

describeWithData("roads as the reference counts them", (folder) => {
  test.each(tablesNamed(folder, "roads"))("%s", (name) => {
    const { roads } = mapNamed(folder, name).source;
    const rows = rowsOf(folder, name, "roads");
    // The reference numbers junctions whose ids are texts: only whether a road is in one is compared.
    expect(roads.map((road) => [road.id, road.junction === null, road.sections.length, road.signals.length])).toEqual(
      rows.map(([id, junction, , sections, signals]) => [id, junction === "-1", Number(sections), Number(signals)]),
    );
    roads.forEach((road, i) => expect(Math.abs(road.lengthM - Number(rows[i]![2]))).toBeLessThan(1e-6));
  });
});
