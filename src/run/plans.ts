/** What a controller planned, read back from the frames of a run. */
import { cos, sin } from "../core/dmath.ts";
import { createCommandSlot, decodeEnvelope, readCommand } from "../control/decode.ts";
import type { Plan } from "../eval/plans.ts";
import { type FrameTape, frameAt } from "../trace/frame-tape.ts";
import { newRecord } from "../trace/record.ts";
import { readRecord, type Tape } from "../trace/tape.ts";
import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import type { TrajectoryCommand } from "../vehicle/command.ts";

/** The trajectories of a run, in the order of ticks; none where it has no frames, or the controller sent other commands. */
export function plansOf({ header, tape }: { readonly header: TraceHeader; readonly tape: Tape }, frames: FrameTape | null): Plan[] {
  if (frames === null || tape.rows === 0) return [];
  const plans: Plan[] = [];
  const slot = createCommandSlot();
  const record = newRecord(header.actors, header.signals.length);
  readRecord(tape, 0, record);
  const firstTick = record.tick;
  for (let i = 0; i < frames.count; i++) {
    const { direction, bytes } = frameAt(frames, i);
    if (direction !== "to-harness") continue;
    const envelope = decodeEnvelope(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.byteLength);
    if ("code" in envelope || envelope.command === null || envelope.command.trajectory === null) continue;
    // A reply that was no valid command ended the run.
    if (readCommand(envelope.command, envelope.command.tick, ["trajectory"], slot) !== null) continue;
    const { tick, command } = slot.reply;
    const row = tick - firstTick;
    if (command.kind !== "trajectory" || row < 0 || row >= tape.rows || (plans.at(-1)?.tick ?? -1) >= tick) continue;
    readRecord(tape, row, record);
    plans.push(planOf(header, record, tick, command));
  }
  return plans;
}

/** In W; the body frame of a plan is the ego's at the tick it answers. */
function planOf({ dtSec }: TraceHeader, { ego }: TickRecord, tick: number, { frame, points }: TrajectoryCommand): Plan {
  const isLocal = frame === "ego-at-tick";
  const c = isLocal ? cos(ego.yawRad) : 1;
  const s = isLocal ? sin(ego.yawRad) : 0;
  const [x0, y0, yaw0] = isLocal ? [ego.xM, ego.yM, ego.yawRad] : [0, 0, 0];
  return {
    tick,
    tSec: Float64Array.from(points, (p) => tick * dtSec + p.tNs * 1e-9),
    xM: Float64Array.from(points, (p) => x0 + c * p.xM - s * p.yM),
    yM: Float64Array.from(points, (p) => y0 + s * p.xM + c * p.yM),
    yawRad: Float64Array.from(points, (p) => yaw0 + p.yawRad),
  };
}
