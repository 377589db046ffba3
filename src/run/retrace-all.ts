import { retraceController } from "../control/builtin/retrace.ts";
import { turnRad } from "../core/angle.ts";
import { cos, sin } from "../core/dmath.ts";
import { InputError } from "../core/errors.ts";
import type { Drive, DriveActor } from "../drive/drive.ts";
import { compile } from "../scenario/compile/compile.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";
import { runSync } from "../sim/loop.ts";
import type { WorldModel } from "../sim/world.ts";
import type { TickRecord } from "../trace/tick.ts";
import type { Retraced } from "./result.ts";

/** Bounds of the recorded acceleration within which a car counts as followable (drives.md section 6b). */
const MIN_ACCEL_MPS2 = -8;
const MAX_ACCEL_MPS2 = 4;
const MIN_SEEN_SEC = 2.5;
const MIN_TRAVELLED_M = 5;
/** Followed: the box centre never farther from the recorded one. */
const FOLLOWED_M = 0.05;
/** A lead is ahead within this far and beside by no more than this. */
const LEAD_AHEAD_M = 100;
const LEAD_BESIDE_M = 2;

/** What was found before: variants of one scenario ask the same of the same drive. */
const DONE = new WeakMap<Drive, Map<string, readonly Retraced[]>>();

/**
 * Lets the virtual car take the place of each road user of a recording in turn and retrace it, limits on, nobody in its way, and
 * says how far it strayed and why: recorded positions are noisy, and what no car could have driven, the twin cannot follow.
 */
export function retraceAll(spec: ScenarioSpec, drive: Drive): readonly Retraced[] {
  const byVehicle = DONE.get(drive) ?? new Map<string, readonly Retraced[]>();
  DONE.set(drive, byVehicle);
  const key = JSON.stringify([spec.ego.vehicle, spec.dtSec, spec.observationEvery]);
  const known = byVehicle.get(key) ?? drive.actors.map((actor) => retraceOne(spec, drive, actor));
  byVehicle.set(key, known);
  return known;
}

function retraceOne(spec: ScenarioSpec, drive: Drive, actor: DriveActor): Retraced {
  const motion = motionOf(actor);
  const facts = {
    actor: actor.id,
    seenSec: motion.seenSec,
    minAccelMps2: motion.minMps2,
    maxAccelMps2: motion.maxMps2,
    lead: leadOf(drive, actor),
  };
  const unfit = unfitText(motion);
  if (unfit !== null) return { ...facts, deviationM: null, atSec: null, why: unfit };
  const found = deviationOf(spec, drive, actor);
  if (typeof found === "string") return { ...facts, deviationM: null, atSec: null, why: found };
  return { ...facts, ...found, why: whyText(found.deviationM, motion) };
}

interface Motion {
  readonly seenSec: number;
  readonly travelledM: number;
  /** Of the recorded speed, between neighbouring states. */
  readonly minMps2: number;
  readonly minAtSec: number;
  readonly maxMps2: number;
  readonly maxAtSec: number;
  /** Largest step of the position across the recorded heading, less what its turning explains. */
  readonly sidewaysM: number;
  readonly sidewaysAtSec: number;
  /** Largest difference between distance covered and the integral of speed from one state to the next. */
  readonly slipM: number;
  readonly slipAtSec: number;
}

function motionOf(actor: DriveActor): Motion {
  const { tNs, xM, yM, yawRad, vLonMps } = actor;
  const start = tNs[0] as number;
  const m = {
    seenSec: 0,
    travelledM: 0,
    minMps2: 0,
    minAtSec: 0,
    maxMps2: 0,
    maxAtSec: 0,
    sidewaysM: 0,
    sidewaysAtSec: 0,
    slipM: 0,
    slipAtSec: 0,
  };
  m.seenSec = ((tNs.at(-1) as number) - start) / 1e9;
  for (let i = 1; i < tNs.length; i++) {
    const sec = ((tNs[i] as number) - (tNs[i - 1] as number)) / 1e9;
    const atSec = ((tNs[i] as number) - start) / 1e9;
    const v0 = vLonMps[i - 1] as number;
    const v1 = vLonMps[i] as number;
    const dx = (xM[i] as number) - (xM[i - 1] as number);
    const dy = (yM[i] as number) - (yM[i - 1] as number);
    const from = yawRad[i - 1] as number;
    const heading = from + turnRad(from, yawRad[i] as number) / 2;
    const along = dx * cos(heading) + dy * sin(heading);
    const sideways = Math.abs(dy * cos(heading) - dx * sin(heading));
    const slip = Math.abs(along - ((v0 + v1) / 2) * sec);
    const a = (v1 - v0) / sec;
    m.travelledM += Math.abs(along);
    if (a < m.minMps2) Object.assign(m, { minMps2: a, minAtSec: atSec });
    if (a > m.maxMps2) Object.assign(m, { maxMps2: a, maxAtSec: atSec });
    if (sideways > m.sidewaysM) Object.assign(m, { sidewaysM: sideways, sidewaysAtSec: atSec });
    if (slip > m.slipM) Object.assign(m, { slipM: slip, slipAtSec: atSec });
  }
  return m;
}

function unfitText(m: Motion): string | null {
  if (m.seenSec < MIN_SEEN_SEC) return `seen for ${m.seenSec.toFixed(1)} s only`;
  if (m.travelledM < MIN_TRAVELLED_M) return `stands: ${m.travelledM.toFixed(1)} m in ${m.seenSec.toFixed(1)} s`;
  return null;
}

/** Who is nearest ahead in its way when first somebody is; null where nobody ever is. */
function leadOf(drive: Drive, actor: DriveActor): string | null {
  for (const [i, t] of actor.tNs.entries()) {
    const yaw = actor.yawRad[i] as number;
    const c = cos(yaw);
    const s = sin(yaw);
    let lead: string | null = null;
    let nearestM = LEAD_AHEAD_M;
    for (const other of drive.actors) {
      const k = other === actor ? -1 : other.tNs.indexOf(t);
      if (k < 0) continue;
      const dx = (other.xM[k] as number) - (actor.xM[i] as number);
      const dy = (other.yM[k] as number) - (actor.yM[i] as number);
      const ahead = dx * c + dy * s;
      if (ahead <= 0 || ahead >= nearestM || Math.abs(dy * c - dx * s) >= LEAD_BESIDE_M) continue;
      lead = other.id;
      nearestM = ahead;
    }
    if (lead !== null) return lead;
  }
  return null;
}

/** Retraces one road user and measures box centre against recorded box centre at every tick; a text where no world can be made of it. */
function deviationOf(
  spec: ScenarioSpec,
  drive: Drive,
  actor: DriveActor,
): { readonly deviationM: number; readonly atSec: number } | string {
  let model: WorldModel;
  try {
    model = compile(aloneSpec(spec, actor), drive);
  } catch (error) {
    if (error instanceof InputError)
      return error.problems[0] === undefined ? error.message : `${error.problems[0].expected}: ${error.problems[0].found}`;
    throw error;
  }
  let deviationM = 0;
  let atSec = 0;
  const record = (r: TickRecord): void => {
    const d = deviationAtM(model, r);
    if (d > deviationM) [deviationM, atSec] = [d, r.tick * model.dtSec];
  };
  const { end } = runSync(model, retraceController().open(), { record });
  return end.fault === null ? { deviationM, atSec } : end.fault.message;
}

/** Distance between the ego's box centre and the recorded one at the same tick, m; 0 where the recording has none. */
export function deviationAtM(model: WorldModel, r: TickRecord): number {
  const { recorded } = model.header;
  if (recorded === null || recorded.valid[r.tick] !== 1) return 0;
  const { footprint } = model.ego.params;
  const yaw = recorded.yawRad[r.tick] as number;
  const centreM = footprint.lengthM / 2 - footprint.rearM;
  const dx = (r.actors.xM[model.egoIndex] as number) - (recorded.xM[r.tick] as number) - centreM * cos(yaw);
  const dy = (r.actors.yM[model.egoIndex] as number) - (recorded.yM[r.tick] as number) - centreM * sin(yaw);
  return Math.sqrt(dx * dx + dy * dy);
}

/** The same world with this road user replaced over the whole of its recording, and nothing that could end the run before. */
function aloneSpec(spec: ScenarioSpec, actor: DriveActor): ScenarioSpec {
  if (spec.world.kind !== "drive") throw new RangeError("a world without a drive has nobody to retrace");
  const startSec = (actor.tNs[0] as number) / 1e9;
  const endSec = (actor.tNs.at(-1) as number) / 1e9;
  return {
    ...spec,
    world: { ...spec.world, startSec, endSec },
    ego: { ...spec.ego, start: { kind: "replaces", actor: actor.id, aheadM: 0, speedMps: null }, goal: null, warmUpSec: 0 },
    actors: [],
    storyboard: [],
    stop: [],
    actuationDelaySec: 0,
    environment: { ...spec.environment, frictionRatio: 1, slopeRad: 0, bankRad: 0 },
    ends: { durationSec: null, maxSec: endSec - startSec + 1, allowContact: true, offMapM: 1e6 },
    expect: { verdict: "pass", limits: [] },
  };
}

function whyText(deviationM: number, m: Motion): string {
  if (deviationM <= FOLLOWED_M) return "followed";
  if (m.minMps2 < MIN_ACCEL_MPS2) return `its recorded speed asks for ${m.minMps2.toFixed(1)} m/s2 at ${m.minAtSec.toFixed(1)} s`;
  if (m.maxMps2 > MAX_ACCEL_MPS2) return `its recorded speed asks for +${m.maxMps2.toFixed(1)} m/s2 at ${m.maxAtSec.toFixed(1)} s`;
  if (m.sidewaysM > FOLLOWED_M)
    return `its recorded position steps ${m.sidewaysM.toFixed(2)} m across its heading at ${m.sidewaysAtSec.toFixed(1)} s`;
  if (m.slipM > FOLLOWED_M) return `its recorded position and speed disagree by ${m.slipM.toFixed(2)} m at ${m.slipAtSec.toFixed(1)} s`;
  return "its recorded path turns faster than the steering can";
}
