import { expect, test } from "vitest";
import { type RoadDistance, roadDistance } from "../../src/road/opendrive/distance.ts";
import type { RoadMap } from "../../src/road/opendrive/map.ts";
import { placeOnLane, type RoadPlace } from "../../src/road/opendrive/place.ts";
import { drivesAlong } from "../../src/road/opendrive/point.ts";
import { mapNamed, rowsOf, tablesNamed } from "../road/opendrive-reference.ts";
import { describeWithData } from "../support/data.ts";

const TOLERANCE_M = 1e-5;
const LIMIT_M = 2000;

/** How many rows of a map differ, by kind; docs/openscenario-differences.md says why. A map that is not named here has none. */
interface Differences {
  /** Found there and not here: a junction's table names a lane that its connecting road does not have. */
  readonly lost: number;
  /** Found here and not there: over lanes that lead on by their own links, or over two junctions that touch. */
  readonly extra: number;
  /** Shorter here: the reference takes the road whose border is nearer. */
  readonly shorter: number;
}

const NONE: Differences = { lost: 0, extra: 0, shorter: 0 };
const DIFFERENCES: Readonly<Record<string, Differences>> = {
  "esmini/multi_intersections": { lost: 0, extra: 0, shorter: 7 },
  "esmini/soderleden": { lost: 0, extra: 4, shorter: 0 },
  "ncap/X-Intersection_NCAP": { lost: 6, extra: 3, shorter: 0 },
  "unittest/connected_junctions_simple": { lost: 0, extra: 46, shorter: 0 },
  "unittest/highway_merge": { lost: 1, extra: 1, shorter: 0 },
  "unittest/multi_intersections": { lost: 0, extra: 0, shorter: 7 },
  "unittest/multi_intersections_changed_speeds": { lost: 0, extra: 0, shorter: 7 },
  "unittest/route_strategy_test_road": { lost: 0, extra: 0, shorter: 16 },
  "unittest/route_strategy_test_road_LHT": { lost: 0, extra: 0, shorter: 16 },
};

function placeAt(map: RoadMap, road: string, lane: string, s: string): RoadPlace {
  const place = { road: -1, lane: 0, sM: 0, tM: 0, offsetM: 0 };
  placeOnLane(map, map.roadIndex.get(road)!, Number(lane), Number(s), 0, place);
  return place;
}

/** What one row finds: "same", which kind of difference, or a text where it is none that is allowed. */
function compare(map: RoadMap, row: readonly string[], out: RoadDistance): string {
  const [roadA = "", laneA = "", sA = "", roadB = "", laneB = "", sB = "", found, ds, dt] = row;
  const from = placeAt(map, roadA, laneA, sA);
  const to = placeAt(map, roadB, laneB, sB);
  roadDistance(map, from, to, LIMIT_M, out);
  if (out.found !== (found === "1")) return out.found ? "extra" : "lost";
  if (!out.found) return "same";
  const lengthM = Math.abs(Number(ds));
  if (Math.abs(out.dsM) < lengthM - TOLERANCE_M) return "shorter";
  if (Math.abs(out.dsM) > lengthM + TOLERANCE_M) return `${row.join()}: ${out.dsM} m is longer`;
  // Of a lane that drives against s the reference's sign is not settled between roads; of a lane that leads nowhere on, its t is either way round.
  const isSigned = from.road === to.road || drivesAlong(map, from.road, from.lane, from.sM);
  if (isSigned && Math.abs(out.dsM - Number(ds)) > TOLERANCE_M) return `${row.join()}: ${out.dsM} m has the other sign`;
  const across = from.road === to.road ? [to.tM - from.tM] : [to.tM - from.tM, to.tM + from.tM];
  if (!across.some((tM) => Math.abs(tM - Number(dt)) <= TOLERANCE_M)) return `${row.join()}: ${out.dtM} m across`;
  return "same";
}

describeWithData("distances over the road network", (folder) => {
  const names = tablesNamed(folder, "delta");

  test("there are maps to compare, and those with differences are among them", () => {
    expect(names.length).toBeGreaterThan(60);
    expect(Object.keys(DIFFERENCES).filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(names)("%s", (name) => {
    const map = mapNamed(folder, name);
    const counts = { lost: 0, extra: 0, shorter: 0 };
    const wrong: string[] = [];
    const out = { found: false, dsM: 0, dtM: 0, dLane: 0 };
    const rows = rowsOf(folder, name, "delta");
    for (const row of rows) {
      const kind = compare(map, row, out);
      if (kind === "lost" || kind === "extra" || kind === "shorter") counts[kind]++;
      else if (kind !== "same") wrong.push(kind);
    }
    expect(rows.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
    expect(counts).toEqual(DIFFERENCES[name] ?? NONE);
  });
});
