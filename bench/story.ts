import { readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { builtinController } from "../src/control/builtin/builtin.ts";
import { InputError } from "../src/core/errors.ts";
import { startEvaluation } from "../src/eval/evaluate.ts";
import { driveCache } from "../src/run/inputs.ts";
import { readSelection } from "../src/run/selection.ts";
import { compile } from "../src/scenario/compile/compile.ts";
import { specOf } from "../src/scenario/parse/scenario-file.ts";
import { runSync } from "../src/sim/loop.ts";
import { newStory, stepStory } from "../src/sim/story/play.ts";
import { readMap, readStory } from "../tests/conformance/openscenario/play.ts";
import { references } from "../tests/conformance/openscenario/reference.ts";
import { dataFolder } from "../tests/support/data.ts";
import { median } from "./median.ts";
import type { BenchRow } from "./row.ts";

/** Of the reference player (scenarios.md section 7): CPU seconds of a build of its own on a machine of two cores, one run a row. */
interface Theirs {
  readonly dtSec: number;
  readonly initSec: number;
  readonly perSec: number;
}

const MIN_PLAYS = 10;
const MIN_SEC = 0.25;
const LIMIT_SEC = 120;

/**
 * The recorded scenarios, played as they are written, without metrics or trace: load (scenario, map, plan, first tick) and stepping, thread
 * CPU, beside the reference player's figures for the same file and step. Its machine is not this one: trust the ratios within a factor of 2.
 */
export async function run(): Promise<BenchRow[]> {
  const theirs = theirFigures();
  const loads: number[] = [];
  const speeds: number[] = [];
  const loadRatios: number[] = [];
  const speedRatios: number[] = [];
  const played: { readonly path: string; readonly dtSec: number; readonly controllersOff: boolean }[] = [];
  let refused = 0;
  for (const { id, scenarioPath, controllersOff } of references(dataFolder())) {
    const their = theirs.get(basename(scenarioPath));
    if (their === undefined || !id.startsWith("esmini/")) continue;
    const ours = measured(scenarioPath, their.dtSec, controllersOff);
    if (ours === null) {
      refused++;
      continue;
    }
    loads.push(ours.loadSec);
    speeds.push(ours.perSec);
    loadRatios.push(ours.loadSec / their.initSec);
    speedRatios.push(ours.perSec / their.perSec);
    played.push({ path: scenarioPath, dtSec: their.dtSec, controllersOff });
    process.stderr.write(
      `${id.padEnd(46)} load ${(1000 * ours.loadSec).toFixed(1).padStart(7)} ms (${(1000 * their.initSec).toFixed(1)}), ${(ours.perSec / 1000).toFixed(0).padStart(6)}k entity-steps/s (${(their.perSec / 1000).toFixed(0)}k)\n`,
    );
  }
  const judgedSpeeds = played.map(({ path, dtSec, controllersOff }) => judgedPerSec(path, dtSec, controllersOff));
  const note = `${loads.length} recorded scenarios, ${refused} more refused by name; thread CPU, mean of ${MIN_PLAYS} plays and more`;
  return [
    { name: "story/load, median", value: 1000 * median(loads), unit: "ms", note },
    { name: "story/load over the reference's", value: median(loadRatios), unit: "ratio", note: "median of scenarios; goal 1/3" },
    { name: "story/entity-steps per CPU second", value: median(speeds), unit: "1/s", note },
    { name: "story/speed over the reference's", value: median(speedRatios), unit: "ratio", note: "median of scenarios; goal 3" },
    {
      name: "story/entity-steps per CPU second, judged",
      value: median(judgedSpeeds),
      unit: "1/s",
      note: "whole runs with records, sensors, hashes and the default metrics, without a trace; builtin:story",
    },
  ];
}

function theirFigures(): Map<string, Theirs> {
  const [head = "", ...lines] = readFileSync(join(dataFolder(), "openscenario/bench.csv"), "utf8").trimEnd().split("\n");
  const names = head.split(",");
  const rows = lines.map((line) => {
    const cells = line.split(",");
    const at = (name: string): string => cells[names.indexOf(name)] ?? "";
    const figures = { dtSec: Number(at("dt")), initSec: Number(at("init_cpu_s")), perSec: Number(at("entity_steps_per_cpu_s")) };
    return [at("scenario"), figures] as const;
  });
  return new Map(rows);
}

/** Over many plays, the first one included: the clock of a thread counts in steps of milliseconds, one play lasts a few. */
function measured(path: string, dtSec: number, controllersOff: boolean): { loadSec: number; perSec: number } | null {
  let [plays, loadSec, stepSec, steps] = [0, 0, 0, 0];
  try {
    for (; plays < MIN_PLAYS || loadSec + stepSec < MIN_SEC; plays++) {
      const once = play(path, dtSec, controllersOff);
      loadSec += once.loadSec;
      stepSec += once.stepSec;
      steps += once.steps;
    }
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
  return { loadSec: loadSec / plays, perSec: steps / stepSec };
}

/** Whole runs, as `redrive run` makes them, from their first tick to their last. */
function judgedPerSec(path: string, dtSec: number, controllersOff: boolean): number {
  const data = dataFolder();
  const story = { ego: null, dtSec, controllersOff, semantics: "standard" } as const;
  const one = { maxVariants: 10_000, grep: null, grepInvert: null, only: null, story };
  const { selected, problems } = readSelection({ selectors: [relative(data, path)], folder: data, roots: [data], ...one });
  if (selected[0] === undefined) throw new InputError(problems);
  const spec = specOf(selected[0].scenario, 0);
  const maps = driveCache();
  let [plays, sec, steps] = [0, 0, 0];
  for (; plays < MIN_PLAYS || sec < MIN_SEC; plays++) {
    const model = compile(spec, maps.of(spec), maps.mapOf(spec));
    const evaluation = startEvaluation(model.header, { keepSeries: false });
    const startSec = cpuSec();
    const { ticks } = runSync(model, builtinController("story").open(), evaluation, { maxTick: Math.round(LIMIT_SEC / dtSec) });
    evaluation.finish();
    sec += cpuSec() - startSec;
    steps += ticks * model.story!.spec.entities.length;
  }
  return steps / sec;
}

function play(path: string, dtSec: number, controllersOff: boolean): { loadSec: number; stepSec: number; steps: number } {
  const beforeSec = cpuSec();
  const spec = readStory(path, dataFolder());
  const map = readMap(spec.mapPath);
  const world = newStory(spec, map, { dtSec, timing: "tick", seed: 0, external: [], controllersOff });
  const loadedSec = cpuSec();
  let steps = 0;
  while (!world.state.isStopped && world.state.tick * dtSec < LIMIT_SEC) {
    stepStory(world);
    for (const entity of world.state.entities) if (entity.isPresent) steps++;
  }
  return { loadSec: loadedSec - beforeSec, stepSec: cpuSec() - loadedSec, steps };
}

function cpuSec(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
