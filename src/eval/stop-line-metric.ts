import type { StopLine } from "../road/network.ts";
import type { TickRecord } from "../trace/tick.ts";
import type { Metric, NotApplicable } from "./metric.ts";
import { newPassages, type Passages, passagesResult } from "./passages.ts";
import type { Scene } from "./scene.ts";
import { stopLinesFor, withoutStopLines } from "./stop-lines.ts";

/** What makes a metric that counts how often the subject passed a stop line as it must not. */
export interface StopLineSpec<State> extends Pick<Metric<unknown>, "id" | "title" | "definition" | "params" | "sentence"> {
  readonly of: "lights" | "signs";
  readonly begin: (lines: readonly StopLine[]) => State;
  /** Notes what was passed at this tick. */
  readonly judge: (acc: StopLineAcc<State>, previous: TickRecord | null, now: TickRecord) => void;
}

export interface StopLineAcc<State> {
  readonly scene: Scene;
  readonly lines: readonly StopLine[];
  readonly lack: NotApplicable | null;
  readonly passages: Passages;
  readonly state: State;
}

/** A metric of class `tick`; its series is 1 at a tick at which a line was passed so, else 0. */
export function stopLineMetric<State>({ of, begin, judge, ...named }: StopLineSpec<State>): Metric<StopLineAcc<State>> {
  return {
    ...named,
    dimension: "rules",
    unit: "count",
    better: "lower",
    class: "tick",
    attribution: "count",
    limit: 0,
    init(header, _subjectIndex, scene) {
      const lines = stopLinesFor(header, of);
      return { scene, lines, lack: withoutStopLines(header, of), passages: newPassages(), state: begin(lines) };
    },
    step(acc, previous, now, out) {
      if (acc.lack !== null) {
        out.none();
        return;
      }
      const before = acc.passages.total;
      judge(acc, previous, now);
      out.value(acc.passages.total > before ? 1 : 0);
    },
    finish: (acc) => acc.lack ?? passagesResult(acc.passages),
  };
}
