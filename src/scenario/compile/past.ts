import type { Drive, DriveActor } from "../../drive/drive.ts";
import { tickNs } from "../../drive/resample.ts";
import type { ActorModel, PastWindow, WorldModel } from "../../sim/world.ts";
import type { ScenarioSpec } from "../spec.ts";
import type { EgoPlan } from "./ego.ts";
import { predecessorOn } from "./ego-recording.ts";
import { recordedNames } from "./replay.ts";
import { gridOf, type TickGrid, trackOf } from "./tracks.ts";

/** One tick and its neighbours. */
const WINDOW_TICKS = 3;

/**
 * The reader of the recording before tick 0, a window at a time: a suite of many variants would pay for a whole past that few controllers
 * ask for. null where the ego does not begin on a recording: a past that does not lead to its start is not its past.
 */
export function pastReader(spec: ScenarioSpec, drive: Drive | null, ego: EgoPlan, actors: readonly ActorModel[]): WorldModel["readPast"] {
  const { start } = spec.ego;
  if (drive === null || start.kind === "lane" || !ego.startsOnRecording) return null;
  const { startNs } = gridOf(spec, drive);
  const recorded = actors.map(({ header }) => pastActor(spec, drive, header.name));
  return (ticksBefore): PastWindow | null => {
    const grid: TickGrid = { startNs: tickNs(-ticksBefore - 1, spec.dtSec, startNs), dtSec: spec.dtSec, count: WINDOW_TICKS };
    const before = predecessorOn(start, ego.params, drive, grid);
    if (before === null || before.path.valid[1] !== 1) return null;
    return { ego: before.path, inputs: before.inputs, tracks: recorded.map((a) => (a === null ? null : trackOf(a, null, grid))) };
  };
}

/** The recording of a road user that goes on in the run from where its past leads; harder braking changes it only from tick 0 on. */
function pastActor(spec: ScenarioSpec, drive: Drive, name: string): DriveActor | null {
  const changes = spec.actors.find((a) => a.name === name);
  if (changes === undefined) return recordedNames(spec, drive).has(name) ? (drive.actors.find((a) => a.id === name) ?? null) : null;
  const { motion, fromSec } = changes;
  if (motion.kind !== "replays" || motion.shiftSec !== 0 || motion.speedScale !== 1 || fromSec > 0) return null;
  return drive.actors.find((a) => a.id === motion.actor) ?? null;
}
