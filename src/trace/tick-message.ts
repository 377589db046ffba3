import { cos, sin } from "../core/dmath.ts";
import { COMMAND_KINDS } from "../vehicle/command.ts";
import { DRIVING_MODES, type TickRecord } from "./tick.ts";
import "./plain-integers.ts";
import { redrive } from "./trace.pb.js";

const v1 = redrive.trace.v1;
const EGO_FIELDS = ["xM", "yM", "yawRad", "vLonMps", "vLatMps", "yawRateRadps", "aLonMps2", "aLatMps2", "roadWheelRad"] as const;
const ACTOR_FIELDS = ["xM", "yM", "yawRad", "vxMps", "vyMps", "axMps2", "ayMps2", "yawRateRadps"] as const;

/** One record as bytes of a `redrive.trace.v1.Tick`. */
export function encodeTick(r: TickRecord): Uint8Array {
  const a = r.actors;
  const numbers: Partial<Record<(typeof ACTOR_FIELDS)[number], number[]>> = {};
  for (const field of ACTOR_FIELDS) numbers[field] = Array.from(a[field]);
  return v1.Tick.encode({
    tick: r.tick,
    ego: r.ego,
    actors: { present: a.present, ...numbers },
    command: { ...r.command, kind: COMMAND_KINDS.indexOf(r.command.kind), mode: DRIVING_MODES.indexOf(r.command.mode) },
    applied: { ...r.applied, kind: COMMAND_KINDS.indexOf(r.applied.kind) },
    signalState: r.signals.state,
    lowFidelity: r.lowFidelity,
  }).finish();
}

/**
 * Fills `out` (from `newRecord` for the trace's header) with a stored tick, bit for bit; cosine and sine of each yaw are computed
 * again, as they were for the run. Throws where the bytes are no tick of these road users; the caller names the file.
 */
export function decodeTick(bytes: Uint8Array, out: TickRecord): void {
  const m = v1.Tick.decode(bytes);
  const a = out.actors;
  if (m.actors.present.length !== a.count)
    throw new RangeError(`tick ${m.tick} has ${m.actors.present.length} road users, the header ${a.count}`);
  out.tick = m.tick;
  for (const field of EGO_FIELDS) out.ego[field] = m.ego[field];
  a.present.set(m.actors.present);
  for (const field of ACTOR_FIELDS) {
    if (m.actors[field].length !== a.count) throw new RangeError(`tick ${m.tick}: ${field} has ${m.actors[field].length} entries`);
    a[field].set(m.actors[field]);
  }
  for (let i = 0; i < a.count; i++) {
    a.cosYaw[i] = a.present[i] ? cos(a.yawRad[i] as number) : 0;
    a.sinYaw[i] = a.present[i] ? sin(a.yawRad[i] as number) : 0;
  }
  decodeCommands(m, out);
  out.signals.state.set(m.signalState);
  out.lowFidelity = m.lowFidelity;
}

/** Field by field: what was zero is absent on the wire and only a default of the decoded message. */
function decodeCommands(m: redrive.trace.v1.Tick, out: TickRecord): void {
  const { command, applied } = m;
  out.command.fromTick = command.fromTick;
  out.command.kind = COMMAND_KINDS[command.kind] ?? "none";
  out.command.accelMps2 = command.accelMps2;
  out.command.roadWheelRad = command.roadWheelRad;
  out.command.curvaturePerM = command.curvaturePerM;
  out.command.usesCurvature = command.usesCurvature;
  out.command.mode = DRIVING_MODES[command.mode] ?? "engaged";
  out.applied.fromTick = applied.fromTick;
  out.applied.kind = COMMAND_KINDS[applied.kind] ?? "none";
  out.applied.accelMps2 = applied.accelMps2;
  out.applied.roadWheelRad = applied.roadWheelRad;
  out.applied.clamped = applied.clamped;
  out.applied.held = applied.held;
}
