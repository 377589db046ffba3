import type { Drive } from "../drive/drive.ts";
import { humanInstead } from "../eval/human.ts";
import { compile } from "../scenario/compile/compile.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";
import { recordOf } from "../sim/record.ts";
import { initialState, tick } from "../sim/tick.ts";
import { newRecord } from "../trace/record.ts";
import { appendRecord, newTape } from "../trace/tape.ts";
import type { Taped } from "./judge.ts";

/** The recording on ticks, with the recorded driver in the ego's place. */
export function tapeOfRecording(spec: ScenarioSpec, drive: Drive): Taped {
  const model = compile(spec, drive);
  const { header } = model;
  const rewrite = humanInstead(header);
  if (rewrite === null || header.recorded === null) throw new Error("an ego in the place of a recorded one has a recording");
  const tape = newTape(header);
  const state = initialState(model);
  const record = newRecord(header.actors, header.signals.length);
  const { durationSec } = spec.ends;
  const lastTick = Math.min(header.recorded.valid.lastIndexOf(1), durationSec === null ? Infinity : Math.round(durationSec / spec.dtSec));
  for (; state.tick <= lastTick; tick(model, state)) appendRecord(tape, recordOf(model, state, record));
  return { header, tape, end: { reason: "completed", tick: lastTick }, tags: spec.tags, rewrite };
}
