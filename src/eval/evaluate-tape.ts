import { newRecord } from "../trace/record.ts";
import { readRecord, type Tape } from "../trace/tape.ts";
import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { type Evaluated, type EvaluationOptions, startEvaluation } from "./evaluate.ts";

/**
 * Judges a run in memory, as if its records came one by one: to the same bits as while it was driven.
 * @param rewrite changes each record before it is judged, for example puts somebody else in the ego's place.
 */
export function evaluateTape(
  header: TraceHeader,
  tape: Tape,
  options: EvaluationOptions = {},
  rewrite: (record: TickRecord) => void = () => undefined,
): Evaluated {
  const evaluation = startEvaluation(header, options);
  const buffers = [newRecord(header.actors, header.signals.length), newRecord(header.actors, header.signals.length)] as const;
  for (let row = 0; row < tape.rows; row++) {
    const record = buffers[row % 2 === 0 ? 0 : 1];
    readRecord(tape, row, record);
    rewrite(record);
    evaluation.record(record);
  }
  return evaluation.finish();
}
