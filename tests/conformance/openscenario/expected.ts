import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Played } from "./compare.ts";

/** One run of the reference player's own suites, with the states that it expects. */
export interface ExpectedRun {
  /** `smoke_test.py:38 test_ltap_od`. */
  readonly id: string;
  readonly scenarioPath: string;
  readonly dtSec: number;
  readonly controllersOff: boolean;
  readonly untilSec: number;
  readonly states: readonly ExpectedState[];
}

export interface ExpectedState {
  readonly line: number;
  readonly t: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Where the suite looks at it. */
  readonly speed?: number;
  /** Where the suite cuts digits: below what it then differs. */
  readonly tol?: { readonly x?: number; readonly y?: number; readonly speed?: number };
}

interface Recorded {
  readonly test: string;
  readonly line: number;
  readonly scenario: string;
  readonly args: string;
  readonly states: readonly ExpectedState[];
}

/** The runs that expect states. */
export function expectedRuns(dataFolder: string): ExpectedRun[] {
  const folder = join(dataFolder, "openscenario");
  const runs = JSON.parse(readFileSync(join(folder, "expected/esmini-suite-expectations.json"), "utf8")) as Recorded[];
  return runs.flatMap(({ test, line, scenario, args, states }) => {
    if (states.length === 0) return [];
    const scenarioPath = ["inputs/esmini", "inputs"].map((part) => join(folder, part, scenario)).find((path) => existsSync(path));
    if (scenarioPath === undefined) throw new Error(`${test}: ${scenario} is not there`);
    const dtSec = Number([...args.matchAll(/--fixed_timestep (\S+)/g)].at(-1)?.[1] ?? 0.01);
    const untilSec = Math.max(...states.map((s) => s.t)) + dtSec;
    return [
      { id: `${test} (line ${line})`, scenarioPath, dtSec, controllersOff: args.includes("--disable_controllers"), untilSec, states },
    ];
  });
}

/** Three decimals are printed. */
const PRINTED = 0.0015;
const POSITION_M = 0.05;
const SPEED_MPS = 0.1;

/**
 * How a run of ours stands to the states: how many equal in all printed digits, and within the tolerance of trajectories (v dt + 0.05 m) with
 * the speed within 0.1 m/s.
 */
export function compareStates(run: ExpectedRun, played: Played): { exact: number; near: number; worst: string } {
  let exact = 0;
  let near = 0;
  let worst = "";
  let worstM = 0;
  for (const state of run.states) {
    const ours = played.at(state.name, state.t);
    if (ours === null) {
      worst ||= `${state.name} is not there at ${state.t} s`;
      continue;
    }
    const distance = Math.hypot(ours.xM - state.x, ours.yM - state.y);
    const { speed = ours.speedMps, tol = {} } = state;
    const isAtPlace = Math.abs(ours.xM - state.x) < (tol.x ?? PRINTED) && Math.abs(ours.yM - state.y) < (tol.y ?? PRINTED);
    if (isAtPlace && Math.abs(ours.speedMps - speed) < (tol.speed ?? PRINTED)) exact++;
    // A speed that jumps may do so within one tick of when it does there, as events may.
    const around = [state.t - run.dtSec, state.t, state.t + run.dtSec].flatMap((t) => played.at(state.name, t) ?? []);
    const isSpeed = around.some(({ speedMps }) => Math.abs(speedMps - speed) <= (tol.speed ?? SPEED_MPS));
    if (distance <= Math.abs(speed) * run.dtSec + POSITION_M && isSpeed) near++;
    if (distance > worstM || (worstM < POSITION_M && !isSpeed)) {
      worstM = Math.max(worstM, distance);
      worst = `${state.name} at ${state.t} s is ${distance.toFixed(3)} m away (speed ${ours.speedMps.toFixed(3)}, expected ${state.speed ?? "any"})`;
    }
  }
  return { exact, near, worst };
}
