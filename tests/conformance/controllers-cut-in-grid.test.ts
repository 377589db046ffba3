import { join } from "node:path";
import { expect, test } from "vitest";
import { carefulHuman } from "../../src/vehicle/r157/careful-human.ts";
import { fsm } from "../../src/vehicle/r157/fsm.ts";
import { reg157 } from "../../src/vehicle/r157/reg157.ts";
import { rss } from "../../src/vehicle/r157/rss.ts";
import { referenceController } from "../../src/control/builtin/r157/session.ts";
import type { ReferenceDriver } from "../../src/vehicle/r157/shared.ts";
import { runSync } from "../../src/sim/loop.ts";
import type { WorldModel } from "../../src/sim/world.ts";
import { describeWithData } from "../support/data.ts";
import { readRows } from "../support/numbers.ts";
import { lineOf, plainCar, trackOf, worldOf } from "../support/world.ts";

/**
 * The 230 recorded cut-ins of each reference driver, driven through the simulator as a point mass at 0.1 s. A recording goes on after a
 * contact; a run ends there. Row 0 of a recording is one step after the start, and the cut-in stops at the first place beyond the middle.
 * The recordings look for overlapping boxes at their rows only: here boxes that touch are a contact, so the cut-in drives a nanometre
 * farther out, and a contact that begins and ends between two rows is counted apart.
 */

const LENGTH_M = 4.3;
const WIDTH_M = 1.9;
const START_SIDE_M = 1.6 + WIDTH_M + 1e-9;
const DT_SEC = 0.1;
const ROWS = 349;
const KMH = 3.6;
const CAR = { lengthM: LENGTH_M, widthM: WIDTH_M, rearM: LENGTH_M / 2 };
const DRIVERS = [
  ["CC_human_driver", carefulHuman, 95, 0],
  ["Reg157", reg157, 76, 0],
  ["RSS", rss, 65, 1],
  ["FSM", fsm, 68, 1],
] as const;

type Row = Readonly<Record<string, number>>;

function cutIn(row: Row): WorldModel {
  const [egoMps, otherMps] = [row["ego_kmh"]! / KMH, row["obj_kmh"]! / KMH];
  const lateralMps = row["lat_mps"]!;
  const lastStep = Math.floor(START_SIDE_M / -lateralMps / DT_SEC + 1e-9) + 1;
  const track = trackOf(ROWS + 1, DT_SEC, (tSec) => {
    const step = Math.round(tSec / DT_SEC) + 1;
    const y = START_SIDE_M + (lateralMps * Math.min(step, lastStep)) / 10;
    return { x: row["front_gap_m"]! + LENGTH_M + (otherMps * step) / 10, y, v: otherMps };
  });
  track.vyMps.fill(lateralMps, 0, lastStep);
  const params = plainCar({ model: "point-mass", footprint: CAR });
  return worldOf({
    dtSec: DT_SEC,
    ego: { params, route: lineOf([-10, 0], [5000, 0]), startXM: egoMps / 10, startVLonMps: egoMps },
    actors: [{ name: "cut-in", motion: "replayed", size: CAR, track }],
    ends: { maxTicks: ROWS },
  });
}

/** How a run ends: in a contact at a row, in one that begins and ends between two rows, or without; and the last speed. */
function drive(row: Row, driver: ReferenceDriver): { readonly end: "crash" | "between rows" | "none"; readonly speedMps: number } {
  let speedMps = 0;
  let overlaps = false;
  const outcome = runSync(cutIn(row), referenceController("reference", driver).open(), {
    record: ({ ego, actors }) => {
      speedMps = ego.vLonMps;
      overlaps = Math.abs(actors.xM[1]! - actors.xM[0]!) < LENGTH_M && Math.abs(actors.yM[1]! - actors.yM[0]!) < WIDTH_M;
    },
  });
  if (outcome.end.reason !== "contact") expect(outcome.end.reason).toBe("max-ticks");
  return { end: outcome.end.reason === "max-ticks" ? "none" : overlaps ? "crash" : "between rows", speedMps };
}

describeWithData("the recorded grid of cut-ins ends as recorded", (data) => {
  const rows = readRows(join(data, "controllers", "jrc-fsm", "grid_cut_in.csv"));

  test.each(DRIVERS)("%s", (name, driver, crashes, betweenRows) => {
    const own = rows.filter((r) => r.words["model"] === name);
    expect(own.length).toBe(230);
    const count = { crash: 0, "between rows": 0, none: 0 };
    for (const { numbers, words } of own) {
      const { end, speedMps } = drive(numbers, driver);
      count[end] += 1;
      expect([end === "crash" ? "1" : "0", words]).toEqual([words["crash"], words]);
      if (end === "none") expect(Math.abs(speedMps - numbers["final_speed_mps"]!)).toBeLessThan(1e-9);
    }
    expect(count).toEqual({ crash: crashes, "between rows": betweenRows, none: 230 - crashes - betweenRows });
  });
});
