import { builtinController } from "../control/builtin/builtin.ts";
import { r157Collision } from "../eval/anchors/r157/collision.ts";
import { startEvaluation } from "../eval/evaluate.ts";
import { CAREFUL_HUMAN, type Preventability, preventabilityFrom } from "../eval/preventable.ts";
import type { DriverRun } from "../eval/profile.ts";
import { compile } from "../scenario/compile/compile.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";
import { type RunOutcome, runSync } from "../sim/loop.ts";
import type { WorldModel } from "../sim/world.ts";
import type { DriveCache } from "./inputs.ts";

/** The careful drivers of UN R157 (metrics.md section 3.4), by their names in results, and the built-in controllers that they are. */
const DRIVERS = [
  [CAREFUL_HUMAN, "cc-human-driver"],
  ["reg157", "reg157"],
  ["rss", "rss"],
  ["fsm", "fsm"],
] as const;

/** The drivers are defined at this step. */
const STEP_SEC = 0.1;

/**
 * Drives a variant with each of the careful drivers in the ego's place, in the same car, and says whether a collision in it is preventable.
 * Takes as many runs more. Throws what compiling throws.
 *
 * What the scenario does to the traffic, the road and the car holds for them too; what it does to the controller's view and commands does
 * not: they see who is not hidden, at once and without error, and are asked ten times a second. A careful human is not blind because a
 * sensor is.
 *
 * @param toTick where the run itself is stopped; null runs to the end.
 */
export function preventabilityOf(spec: ScenarioSpec, drives: DriveCache, toTick: number | null): Preventability {
  const model = compile(withClearView(spec), drives.of(spec), drives.mapOf(spec));
  const drivers: DriverRun[] = [];
  const refused: string[] = [];
  for (const [driver, builtin] of DRIVERS) {
    const { run, fault } = driveCarefully(model, driver, builtin, toTick);
    if (run === null) refused.push(`${driver} could not drive: ${fault}`);
    else drivers.push(run);
  }
  return preventabilityFrom(drivers, refused);
}

function withClearView(spec: ScenarioSpec): ScenarioSpec {
  const sensors = { ...spec.sensors, rangeM: null, latencySec: 0, dropRatio: 0, positionNoiseM: 0, speedNoiseMps: 0, yawNoiseRad: 0 };
  const observationEvery = Math.max(1, Math.round(STEP_SEC / spec.dtSec));
  return { ...spec, sensors, observationEvery, actuationDelaySec: 0 };
}

/** One driver's run; null, with the reason, where it could not drive to an end. */
function driveCarefully(
  model: WorldModel,
  driver: string,
  builtin: string,
  toTick: number | null,
): { readonly run: DriverRun | null; readonly fault: string } {
  const evaluation = startEvaluation(model.header, { metrics: [r157Collision], keepSeries: false });
  const session = builtinController(builtin).open();
  const { end }: RunOutcome = runSync(model, session, { record: (r) => evaluation.record(r) }, { maxTick: toTick });
  if (end.fault !== null) return { run: null, fault: end.fault.message };
  if (end.reason === "diverged") return { run: null, fault: `its run diverged: ${end.detail}` };
  const result = evaluation.finish().results[0]?.result;
  const atTick = result?.kind === "value" ? result.atTick : null;
  return { run: { driver, collided: atTick !== null, atTick }, fault: "" };
}
