import type { Drive, DriveActor } from "../../drive/drive.ts";
import { actorOnTicks } from "../../drive/resample.ts";
import { retime } from "../../drive/retime.ts";
import type { ReplayTrack } from "../../sim/world.ts";
import type { ActorSpec, ScenarioSpec } from "../spec.ts";

/** The ticks of a run on the clock of a recording: tick 0 is at `startNs`. */
export interface TickGrid {
  readonly startNs: number;
  readonly dtSec: number;
  readonly count: number;
}

/** From the world's start to the end of the recording, its window or the run, whichever is first. */
export function gridOf(spec: ScenarioSpec, drive: Drive): TickGrid {
  const { world, dtSec, ends } = spec;
  const fromSec = world.kind === "drive" ? world.startSec : 0;
  const toSec = world.kind === "drive" && world.endSec !== null ? world.endSec : Infinity;
  const startNs = Math.round(fromSec * 1e9);
  const lastSec = Math.min((Math.min(drive.durationNs, toSec * 1e9) - startNs) / 1e9, ends.maxSec);
  return { startNs, dtSec, count: Math.max(0, Math.floor(lastSec / dtSec + 1e-6)) + 1 };
}

/** A recorded road user at each tick, re-timed and let in late as its spec says; as recorded where there is none. */
export function trackOf(actor: DriveActor, spec: ActorSpec | null, { startNs, dtSec, count }: TickGrid): ReplayTrack {
  const recorded = actorOnTicks(actor, dtSec, count, startNs);
  if (spec === null || spec.motion.kind !== "replays") return recorded;
  const { brakeScale, speedScale, shiftSec } = spec.motion;
  const track = retime(recorded, dtSec, { brakeScale, speedScale, shiftTicks: Math.round(shiftSec / dtSec) });
  const fromTick = Math.round(spec.fromSec / dtSec);
  return fromTick === 0 ? track : { ...track, present: track.present.map((isPresent, k) => (k < fromTick ? 0 : isPresent)) };
}
