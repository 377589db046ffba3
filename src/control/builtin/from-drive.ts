import type { Controller, Observation, Ready, Refusal, Reply, RunStart, Session } from "../../sim/port.ts";
import type { RecordedInputs } from "../../sim/world.ts";
import { builtin, endNothing, newReply, refusal } from "./session.ts";

/**
 * The recorded driver's own inputs, tick by tick: what the virtual car makes of them, beside what the real one did, is its error.
 * Refuses a scenario without recorded inputs, or with a gap in them; after their end the last one is held.
 */
export function fromDriveController(): Controller {
  return builtin("from-drive", open);
}

function open(): Session {
  const reply = newReply();
  let inputs: RecordedInputs | null = null;
  let delayTicks = 0;
  let last = 0;
  const start = (s: RunStart): Ready | Refusal => {
    const recorded = s.world.ego.recordedInputs;
    if (recorded === null) return refusal("the scenario has no recorded inputs of the ego; builtin:retrace follows recorded poses instead");
    // A command decided at k acts from k + delay on: it is the input of that tick that is due.
    delayTicks = s.actuationDelayTicks;
    const first = s.firstControlledTick + delayTicks;
    last = recorded.valid.lastIndexOf(1);
    const gap = recorded.valid.indexOf(0, first);
    if (last < first) return refusal(`the recorded inputs end before tick ${first}, where they are first wanted`);
    if (gap >= 0 && gap < last) return refusal(`the recorded inputs have a gap at tick ${gap}`);
    inputs = recorded;
    return { kind: "ready" };
  };
  const decide = (o: Observation): Reply => {
    const { command } = reply;
    const k = Math.min(o.tick + delayTicks, last);
    reply.tick = o.tick;
    command.accelMps2 = inputs!.accelMps2[k]!;
    command.roadWheelRad = inputs!.roadWheelRad[k]!;
    return reply;
  };
  return { start, decide, end: endNothing };
}
