import { cutInLimitSec, followingGapM, followingTimeSec } from "../../../src/eval/maths/r157.ts";
import { carefulHuman } from "../../../src/vehicle/r157/careful-human.ts";
import { criticalRatio, fsm, proactiveRatio } from "../../../src/vehicle/r157/fsm.ts";
import { reg157 } from "../../../src/vehicle/r157/reg157.ts";
import { rss } from "../../../src/vehicle/r157/rss.ts";
import { type Encounter, gapM, newEncounter, newReaction, nextSpeedMps, type ReferenceDriver } from "../../../src/vehicle/r157/shared.ts";
import type { Adapter, Values } from "./vector.ts";

const DRIVERS: Readonly<Record<string, ReferenceDriver>> = { CC_human_driver: carefulHuman, Reg157: reg157, RSS: rss, FSM: fsm };
const KMH = 3.6;
const LENGTH_M = 4.3;
const WIDTH_M = 1.9;
const STEPS = 350;

/** What the row of one step says, before the driver decides. */
interface Step {
  readonly e: Encounter;
  readonly decelMps2: number;
  readonly reacts: boolean;
}

/**
 * One driver behind another road user, in steps of 0.1 s: speed first, then place. Upstream drives on through a contact; rows are those of
 * the whole time.
 * @param other place along and across, and speeds, at a step.
 */
function simulate(
  driver: ReferenceDriver,
  egoMps: number,
  egoStartM: number,
  dtSec: number,
  other: (step: number, e: Encounter) => void,
): Step[] {
  const state = newReaction(driver);
  const e = newEncounter();
  const rows: Step[] = [];
  let before = egoMps;
  let v = egoMps;
  let x = egoStartM;
  for (let step = 0; step < STEPS; step++) {
    Object.assign(e, { egoSM: x, egoMps: v, egoMps2: (v - before) / dtSec, egoLengthM: LENGTH_M, otherLengthM: LENGTH_M });
    other(step, e);
    const next = nextSpeedMps(driver, state, driver.wantedMps2(e), v, egoMps, dtSec);
    rows.push({ e: { ...e }, decelMps2: (v - next) / dtSec, reacts: state.reacts });
    [before, v] = [v, next];
    x += v * dtSec;
  }
  return rows;
}

function cutIn({ model, freq }: Values, i: Values): Values {
  const dtSec = 1 / freq;
  const [egoMps, otherMps, lateralMps] = [i["ego_speed_kmh"] / KMH, i["cut_in_speed_kmh"] / KMH, i["lateral_speed"]];
  const startM = i["initial_lateral_gap"] + WIDTH_M;
  // The other crosses until its centre has reached the middle. Row 0 is one step after the start.
  const lastStep = Math.floor(startM / -lateralMps / dtSec + 1e-9) + 1;
  const driver = DRIVERS[model] as ReferenceDriver;
  let x = i["front_gap"] + LENGTH_M;
  const rows = simulate(driver, egoMps, egoMps * dtSec, dtSec, (row, e) => {
    // Summed as upstream sums it: a time to collision of exactly 2 s is decided by the rounding.
    x += otherMps * dtSec;
    const y = startM + lateralMps * dtSec * Math.min(row + 1, lastStep);
    e.otherSM = x;
    e.otherMps = otherMps;
    e.sideGapM = Math.abs(y) - WIDTH_M;
    e.closingMps = row + 1 >= lastStep ? 0 : -lateralMps * Math.sign(y);
  });
  const beside = rows.filter(({ e }) => e.sideGapM < -1e-9);
  const crash = beside.find(({ e }) => gapM(e) < 0 && gapM(e) > -2 * LENGTH_M);
  const dangerous = model === "FSM" ? rows.filter(({ e }) => driver.wantedMps2(e) > 0).map(({ e }) => e) : [];
  const first = rows.findIndex(({ reacts }) => reacts);
  return {
    crash: crash !== undefined,
    crash_type: crash === undefined ? 0 : crash.e.otherSM > crash.e.egoSM ? 2 : 1,
    first_reaction_step: first < 0 ? null : first,
    min_gap_while_lateral_overlap: least(beside.map(({ e }) => gapM(e))),
    max_deceleration: greatest(rows.map(({ decelMps2 }) => decelMps2)),
    final_speed: (rows.at(-1) as Step).e.egoMps,
    max_pfs: greatest([0, ...dangerous.map((e) => proactiveRatio(gapM(e), e.egoMps, e.otherMps))]),
    max_cfs: greatest([0, ...dangerous.map((e) => criticalRatio(gapM(e), e.egoMps, e.otherMps, e.egoMps2))]),
    speed_at_steps: Object.fromEntries([10, 20, 30, 40, 60].map((row) => [String(row), (rows[row] as Step).e.egoMps])),
  };
}

/** The gap at which a driver follows for ever, as upstream has it: two seconds, or what its own law calls safe. */
function equilibriumM(model: string, v: number): number {
  if (model === "FSM") return v * 0.75 + (v * v) / 8 - (v * v) / 14 + 4;
  if (model !== "RSS") return 2 * v;
  const fast = v + 3 * 0.75;
  return 2 * v * 0.75 + 0.5 * 3 * 0.75 * 0.75 + (fast * fast - v * v) / 12;
}

function following({ model, freq }: Values, i: Values): Values {
  const dtSec = 1 / freq;
  const v = i["speed_kmh"] / KMH;
  const initial = equilibriumM(model, v);
  const own = DRIVERS[model] as ReferenceDriver;
  // Upstream's careful human and Reg157 are in danger from the first step on, whatever they see (metrics.md section 11).
  const isHardWired = model === "CC_human_driver" || model === "Reg157";
  const driver = isHardWired ? { ...own, wantedMps2: () => (model === "Reg157" ? 6 : Infinity) } : own;
  let leadMps = v;
  let leadM = initial + LENGTH_M;
  const rows = simulate(driver, v, 0, dtSec, (row, e) => {
    if (row > 0) {
      leadMps = Math.max(0, leadMps - i["lead_deceleration"] * dtSec);
      leadM += leadMps * dtSec;
    }
    Object.assign(e, { otherSM: leadM, otherMps: leadMps, sideGapM: -WIDTH_M, closingMps: 0 });
  });
  const gaps = rows.map(({ e }) => gapM(e));
  return {
    initial_gap: initial,
    crash: gaps.some((gap) => gap < 0),
    min_gap: least(gaps),
    max_deceleration: greatest(rows.map(({ decelMps2 }) => decelMps2)),
  };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

export const R157: Readonly<Record<string, Adapter>> = {
  "r157-cut_in_avoidance_limit": (_params, i) => {
    const limit = cutInLimitSec(i["v_ego"], i["v_cut_in"]);
    return { limit, must_avoid: i["ttc_at_lane_intrusion"] > limit };
  },
  "r157-minimum_following_distance": (_params, { speed }) => {
    const min = followingGapM(speed);
    return { time_gap: followingTimeSec(speed), min_distance: min, table_1dp: Math.round(10 * min) / 10 };
  },
  "jrc_fsm-pfs": (_params, i) => ({ pfs: proactiveRatio(i["gap"], i["v_rear"], i["v_lead"]) }),
  "jrc_fsm-cfs": (_params, i) => ({ cfs: criticalRatio(i["gap"], i["v_rear"], i["v_lead"], i["a_rear"]) }),
  "jrc_fsm-cut_in_simulation": cutIn,
  "jrc_fsm-car_following_simulation": following,
};
