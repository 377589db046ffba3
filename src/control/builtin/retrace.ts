/**
 * The recorded poses, followed by the virtual car under its own limits, knowing the future (drives.md section 6b): what is left of the
 * distance is what this car cannot do, or noise of the recording. For recordings without inputs; with them see from-drive.
 */
import { turnRad } from "../../core/angle.ts";
import { cos, sin } from "../../core/dmath.ts";
import type { Controller, Observation, Ready, Refusal, Reply, RunStart, Session } from "../../sim/port.ts";
import { planRetrace, type RetracePlan } from "./retrace-plan.ts";
import { type RetraceTask, retraceTask } from "./retrace-task.ts";
import { type BuiltinReply, builtin, endNothing, newReply, refusal } from "./session.ts";

/** Feedback on what the plan did not foresee (friction that changes, sensors that lie): second order, slower than the actuators. */
const ALONG_RADPS = 1;
const ACROSS_RADPS = 1;
const DAMPING_RATIO = 0.8;
/** Below this speed steering hardly moves the car sideways, and is not used to correct it. */
const STEERING_MPS = 3;

interface Retracer {
  readonly task: RetraceTask;
  readonly plan: RetracePlan;
  readonly firstDecision: number;
  readonly wheelbaseM: number;
  readonly reply: BuiltinReply;
}

export function retraceController(): Controller {
  return builtin("retrace", open);
}

function open(): Session {
  let retracer: Retracer | null = null;
  const start = (s: RunStart): Ready | Refusal => {
    const task = retraceTask(s);
    if (typeof task === "string") return refusal(task);
    const firstDecision = task.takeoverTick - s.actuationDelayTicks;
    retracer = { task, plan: planRetrace(task), firstDecision, wheelbaseM: s.ego.wheelbaseM, reply: newReply() };
    return { kind: "ready" };
  };
  return { start, decide: (o) => decide(retracer!, o), end: endNothing };
}

function decide(r: Retracer, o: Observation): Reply {
  const { plan, task, reply } = r;
  const { command } = reply;
  const i = (o.tick - r.firstDecision) / task.every;
  const last = task.decisionCount - 1;
  reply.tick = o.tick;
  command.accelMps2 = 0;
  command.roadWheelRad = 0;
  // Beyond the recording the car rolls on as it is steered.
  if (i > last) command.roadWheelRad = plan.roadWheelRad[last]!;
  if (i < 0 || i > last) return reply;
  command.accelMps2 = plan.accelMps2[i]!;
  command.roadWheelRad = plan.roadWheelRad[i]!;
  // The plan's car at decision i stands `delay` ticks after the observation: compared with the decision whose state is due now.
  const seen = i - (task.takeoverTick - r.firstDecision) / task.every;
  if (seen >= 0 && Number.isInteger(seen)) correct(r, o, seen);
  return reply;
}

/** Adds what brings the car back to the plan's place and speed. */
function correct({ plan, wheelbaseM, reply }: Retracer, o: Observation, i: number): void {
  const { command } = reply;
  const { ego } = o;
  const c = cos(plan.yawRad[i]!);
  const s = sin(plan.yawRad[i]!);
  const dx = plan.xM[i]! - ego.xM;
  const dy = plan.yM[i]! - ego.yM;
  const v = plan.vLonMps[i]!;
  command.accelMps2 += ALONG_RADPS * ALONG_RADPS * (dx * c + dy * s) + 2 * DAMPING_RATIO * ALONG_RADPS * (v - ego.vLonMps);
  if (v < STEERING_MPS) return;
  const turn = turnRad(ego.yawRad, plan.yawRad[i]!);
  const curvature = (ACROSS_RADPS * ACROSS_RADPS * (dy * c - dx * s)) / (v * v) + (2 * DAMPING_RATIO * ACROSS_RADPS * turn) / v;
  command.roadWheelRad += wheelbaseM * curvature;
}
