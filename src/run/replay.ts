import { InputError } from "../core/errors.ts";
import type { ChannelName, Drive } from "../drive/drive.ts";
import { egoOnTicks, onTicks } from "../drive/resample.ts";
import { type Fidelity, measureFidelity } from "../vehicle/fidelity.ts";
import type { FidelityLog } from "../vehicle/fidelity-log.ts";
import type { VehicleParams } from "../vehicle/model.ts";
import { vehicleModel } from "../vehicle/models.ts";

/** A recording driven through the virtual car, open loop. */
export interface Replay {
  readonly drive: string;
  readonly synthetic: boolean;
  readonly vehicle: string;
  readonly model: string;
  readonly dtSec: number;
  /** The part that was replayed; the log's own bias and scale are estimated on it, and windows start every half second of it. */
  readonly fromSec: number;
  readonly toSec: number;
  /** Where the steering comes from: the measured road wheel, the measured steering wheel over the ratio, the command, or nowhere. */
  readonly steering: "measured road wheel" | "measured steering wheel" | "commanded road wheel" | "none: straight ahead";
  /** Share of the part's ticks on which every channel is known. */
  readonly validRatio: number;
  readonly fidelity: Fidelity;
}

const DT_SEC = 0.01;
/** Windows begin so long after engagement, near the published baseline's start; chosen with the fit (docs/decisions/0004-virtual-car.md). */
const SETTLING_SEC = 0.5;
/** What the twin cannot do without. */
const NEEDED: readonly ChannelName[] = ["xM", "yM", "yawRad", "vLonMps", "commandedAccelMps2"];

/**
 * Feeds the recorded inputs, and nothing else, to a vehicle model and measures how far it strays (vehicle.md section 6).
 * @param part seconds of the recording; null takes the longest engaged part, or all of a recording that does not say who drove.
 * Throws InputError (RDV_DRIVE_COLUMN) where the recording lacks a channel that is needed.
 */
export function replayDrive(
  drive: Drive,
  params: VehicleParams,
  part: { readonly fromSec: number | null; readonly toSec: number | null },
): Replay {
  const missing = NEEDED.filter((name) => drive.ego[name] === undefined);
  if (missing.length > 0) throw missingChannels(drive, missing);
  const tickCount = Math.floor(drive.durationNs / 1e9 / DT_SEC) + 1;
  const engaged = engagedPart(drive, tickCount);
  const fromTick = part.fromSec === null ? engaged.from : Math.ceil(part.fromSec / DT_SEC);
  const toTick = Math.min(tickCount, part.toSec === null ? engaged.to : Math.floor(part.toSec / DT_SEC) + 1);
  const { log, steering } = logOf(drive, params, tickCount);
  const roadWheel = steering === "commanded road wheel" ? "commanded" : "measured";
  const range = { fitFromTick: fromTick, fitToTick: toTick, fromTick, toTick };
  const fidelity = measureFidelity(log, { model: vehicleModel(params.model), params, roadWheel, ...range });
  let valid = 0;
  for (let k = fromTick; k < toTick; k++) valid += log.valid[k] ?? 0;
  return {
    drive: drive.name,
    synthetic: drive.synthetic,
    vehicle: params.id,
    model: params.model,
    dtSec: DT_SEC,
    fromSec: fromTick * DT_SEC,
    toSec: toTick * DT_SEC,
    steering,
    validRatio: toTick > fromTick ? valid / (toTick - fromTick) : 0,
    fidelity,
  };
}

/** The longest run of ticks on which the recording says that a controller was engaged, less its beginning; everything where it says nothing. */
function engagedPart(drive: Drive, tickCount: number): { readonly from: number; readonly to: number } {
  const { engaged } = drive.ego;
  if (engaged === undefined) return { from: 0, to: tickCount };
  const value = new Float64Array(tickCount);
  onTicks(engaged, DT_SEC, tickCount, 0, value, new Uint8Array(tickCount));
  let best = { from: 0, to: 0 };
  for (let k = 0, from = 0; k <= tickCount; k++) {
    if (k < tickCount && value[k] === 1) continue;
    if (k - from > best.to - best.from) best = { from, to: k };
    from = k + 1;
  }
  const from = best.from + Math.round(SETTLING_SEC / DT_SEC);
  return best.to > from ? { from, to: best.to } : { from: 0, to: tickCount };
}

function logOf(
  drive: Drive,
  params: VehicleParams,
  tickCount: number,
): { readonly log: FidelityLog; readonly steering: Replay["steering"] } {
  const path = egoOnTicks(drive, DT_SEC, tickCount, 0);
  if (path === null) throw missingChannels(drive, NEEDED);
  const valid = Uint8Array.from(path.valid);
  const one = new Uint8Array(tickCount);
  const read = (name: ChannelName, scale: number): Float64Array => {
    const out = new Float64Array(tickCount);
    const channel = drive.ego[name];
    if (channel === undefined) return out;
    onTicks(channel, DT_SEC, tickCount, 0, out, one);
    for (let k = 0; k < tickCount; k++) {
      out[k] = (out[k] as number) * scale;
      valid[k] = (valid[k] as number) & (one[k] as number);
    }
    return out;
  };
  const { name, scale, steering } = steeringOf(drive, params);
  const log = {
    dtSec: DT_SEC,
    valid,
    xM: path.xM,
    yM: path.yM,
    yawRad: path.yawRad,
    vLonMps: path.vLonMps,
    yawRateRadps: read("yawRateRadps", 1),
    accelCommandMps2: read("commandedAccelMps2", 1),
    roadWheelRad: read(name, scale),
  };
  return { log, steering };
}

function steeringOf(
  drive: Drive,
  params: VehicleParams,
): { readonly name: ChannelName; readonly scale: number; readonly steering: Replay["steering"] } {
  if (drive.ego.measuredRoadWheelRad !== undefined) return { name: "measuredRoadWheelRad", scale: 1, steering: "measured road wheel" };
  const wheel = { name: "measuredSteeringWheelRad", scale: 1 / params.steeringRatio, steering: "measured steering wheel" } as const;
  if (drive.ego.measuredSteeringWheelRad !== undefined) return wheel;
  if (drive.ego.commandedRoadWheelRad !== undefined) return { name: "commandedRoadWheelRad", scale: 1, steering: "commanded road wheel" };
  return { ...wheel, steering: "none: straight ahead" };
}

function missingChannels(drive: Drive, names: readonly ChannelName[]): InputError {
  return new InputError([
    {
      code: "RDV_DRIVE_COLUMN",
      severity: "error",
      file: drive.name,
      line: 0,
      column: 0,
      path: "",
      expected: "the ego's pose, speed and commanded acceleration",
      found: `no ${names.join(", ")}`,
      hint:
        drive.actors.length > 0
          ? "this recording is of other road users: run a scenario with ego.replaces and --controller builtin:retrace"
          : "",
    },
  ]);
}
