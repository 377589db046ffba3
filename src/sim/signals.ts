import type { Signals } from "../trace/tick.ts";
import type { SignalModel } from "./world.ts";

/** Writes what each traffic light shows at a tick of either sign: it depends on nothing else, so it is no part of the state. */
export function showSignals(signals: readonly SignalModel[], tick: number, out: Signals): void {
  for (let i = 0; i < signals.length; i++) {
    const { state, untilTick, offsetTicks } = signals[i]!;
    const cycleTicks = untilTick[untilTick.length - 1]!;
    const since = (tick + offsetTicks) % cycleTicks;
    const at = since < 0 ? since + cycleTicks : since;
    let phase = 0;
    while (untilTick[phase]! <= at) phase++;
    out.state[i] = state[phase]!;
  }
}
