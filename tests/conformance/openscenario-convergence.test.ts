import { expect, test } from "vitest";
import type { RoadMap } from "../../src/road/opendrive/map.ts";
import { newStory, stepStory } from "../../src/sim/story/play.ts";
import type { StorySpec } from "../../src/sim/story/spec.ts";
import { describeWithData } from "../support/data.ts";
import { readMap, readStory } from "./openscenario/play.ts";
import { references } from "./openscenario/reference.ts";

// With effects that start at the instant of their trigger the error falls faster than the tick: over the scenarios of the dt table of
// scenarios.md, positions every 0.1 s against redrive's own run at 1 ms.

const FINE_SEC = 0.001;
/** A tick, and half of it. */
const HALVED_SEC = [
  [0.1, 0.05],
  [0.02, 0.01],
] as const;
/** So small an error is as good as none: which of several ways through a millimetre is taken is not a matter of method. */
const EXACT_M = 0.001;
/** Halving the tick cuts the error at least so much. */
const FACTOR = 3;

/** The dt table of scenarios.md. */
const SCENARIOS = [
  "cut-in",
  "ltap-od",
  "synchronize",
  "trajectory-test",
  "highway_merge",
  "long_dist_action_with_jerk",
  "pedestrian",
] as const;

interface Run {
  readonly dtSec: number;
  /** Place of each entity every 0.1 s. */
  readonly frames: ReadonlyMap<string, { readonly xM: number; readonly yM: number }>;
  readonly endSec: number;
}

function run(spec: StorySpec, map: RoadMap | null, dtSec: number, untilSec: number, controllersOff: boolean): Run {
  const world = newStory(spec, map, { dtSec, timing: "subtick", seed: 0, external: [], controllersOff });
  const every = Math.round(0.1 / dtSec);
  const frames = new Map<string, { xM: number; yM: number }>();
  const keep = (): void => {
    const { tick, entities } = world.state;
    if (tick % every !== 0) return;
    for (const [i, e] of entities.entries()) if (e.isPresent) frames.set(`${i} at ${tick / every}`, { xM: e.xM, yM: e.yM });
  };
  keep();
  while (!world.state.isStopped && world.state.tick * dtSec < untilSec - 1e-9) {
    stepStory(world);
    keep();
  }
  return { dtSec, frames, endSec: world.state.tick * dtSec };
}

/** The largest distance of the places of both: the coarse run ends with the tick in which the fine one does, with the same entities until then. */
function errorM(coarse: Run, fine: Run): number {
  const lateSec = coarse.endSec - fine.endSec;
  expect(lateSec).toBeGreaterThan(-1e-9);
  expect(lateSec).toBeLessThan(coarse.dtSec);
  const lastFrame = Math.floor(10 * fine.endSec + 1e-9);
  expect([...coarse.frames.keys()].filter((key) => Number(key.split(" ").at(-1)) <= lastFrame)).toEqual([...fine.frames.keys()]);
  let worst = 0;
  for (const [key, { xM, yM }] of fine.frames) {
    const other = coarse.frames.get(key)!;
    worst = Math.max(worst, Math.hypot(xM - other.xM, yM - other.yM));
  }
  return worst;
}

describeWithData("halving the tick", (data) => {
  const all = references(data);
  const errors = new Map<string, number>();

  test.each(SCENARIOS)(
    "%s",
    (name) => {
      const reference = all.find(({ id }) => id === `esmini/${name}`)!;
      const spec = readStory(reference.scenarioPath, data);
      const map = readMap(spec.mapPath);
      const { untilSec, controllersOff } = reference;
      const of = (dtSec: number): Run => run(spec, map, dtSec, untilSec, controllersOff);
      const fine = of(FINE_SEC);
      for (const [dtSec, halfSec] of HALVED_SEC) {
        const [coarseM, halvedM] = [errorM(of(dtSec), fine), errorM(of(halfSec), fine)];
        errors.set(`${name} at ${dtSec}`, coarseM);
        expect(halvedM <= EXACT_M || halvedM * FACTOR <= coarseM, `${dtSec} s: ${coarseM} m, ${halvedM} m`).toBe(true);
      }
    },
    120_000,
  );

  test("of cut-in leaves nothing to be seen: at 0.1 s within 0.5 m of the run at 1 ms", () => {
    expect(errors.get("cut-in at 0.1")).toBeLessThan(0.5);
  });
});
