import { wire } from "../../src/control/wire.ts";
import { evaluateTape } from "../../src/eval/evaluate-tape.ts";
import type { Evaluated } from "../../src/eval/evaluate.ts";
import { humanInstead } from "../../src/eval/human.ts";
import { NCAP_COLOURS, NCAP_LOAD_CASES } from "../../src/eval/maths/ncap.ts";
import { CAREFUL_HUMAN } from "../../src/eval/preventable.ts";
import type { Reruns } from "../../src/eval/profile.ts";
import { wosac2025 } from "../../src/eval/profiles/wosac-2025.ts";
import type { Taped } from "../../src/run/judge.ts";
import { appendFrame, type FrameTape, newFrameTape } from "../../src/trace/frame-tape.ts";
import { newRecord } from "../../src/trace/record.ts";
import { appendRecord, newTape, type Tape } from "../../src/trace/tape.ts";
import { randomOf, randomTrace, type RandomTrace } from "./random-traces.ts";
import { evaluateFrames, fillRecord, type Frame, recordedOf } from "./records.ts";

/** A random trace as a run leaves it, and what other runs of its variant came to. */
export interface JudgedTrace {
  readonly trace: RandomTrace;
  readonly taped: Taped;
  readonly reruns: Reruns;
}

/**
 * With all that any profile asks for: plans of the controller, a load case among the tags, careful drivers, rollouts. On a road there is
 * mostly a goal and a recording; every third trace is as long as plans reach.
 */
export function judgedTrace(seed: number): JudgedTrace {
  const random = randomOf(seed + 0x5eed);
  const trace = furnished(randomTrace(seed, seed % 3 === 0 ? 100 : 40), random);
  const taped = tapedOf(trace, plannedFrames(trace, random), tagsOf(random), random() < 0.5 ? "completed" : "contact");
  return { trace, taped, reruns: rerunsOf(taped, random) };
}

function furnished({ header, frames }: RandomTrace, random: () => number): RandomTrace {
  if (header.route === null) return { header, frames };
  const goal = header.goal ?? (random() < 0.7 ? { sM: 60 + 60 * random(), pose: { xM: 0, yM: 0, yawRad: 0 } } : null);
  const recorded = header.recorded ?? (random() < 0.7 ? recordedOf(frames.map(({ ego }) => ({ ...ego, y: (ego.y ?? 0) * 0.9 }))) : null);
  return { header: { ...header, goal, recorded }, frames };
}

/** The records of a trace in memory, with frames, tags and an end. */
export function tapedOf(
  { header, frames }: RandomTrace,
  told: FrameTape | null = null,
  tags: readonly string[] = [],
  reason = "completed",
): Taped & { readonly tape: Tape } {
  const tape = newTape(header);
  const record = newRecord(header.actors, header.signals.length);
  for (const [k, frame] of frames.entries()) {
    fillRecord(record, header, k, frame);
    appendRecord(tape, record);
  }
  return { header, tape, end: { reason, tick: frames.length - 1 }, tags, frames: told };
}

/** Every half second a plan of 8 s from where the ego is, at its speed on some circle. */
function plannedFrames({ frames }: RandomTrace, random: () => number): FrameTape {
  const tape = newFrameTape();
  for (let tick = 0; tick < frames.length; tick += 5) {
    const v = frames[tick]!.ego.v ?? 0;
    const bend = 0.002 * (2 * random() - 1);
    const points = Array.from({ length: 17 }, (_, i) => {
      const way = 0.5 * i * v;
      return { tNs: 500_000_000 * i, xM: way, yM: bend * way * way, yawRad: 2 * bend * way };
    });
    const bytes = wire.ToHarness.encode({ session: 1, command: { tick, trajectory: { frame: 2, points } } }).finish();
    appendFrame(tape, "to-harness", tick, bytes, 0, bytes.length);
  }
  return tape;
}

function tagsOf(random: () => number): string[] {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const predicted = random() < 0.5 ? [`ncap-predicted:${one(NCAP_COLOURS)}`] : [];
  return [`ncap-load-case:${one([...NCAP_LOAD_CASES.keys()])}`, `ncap-vut-kmh:${one([20, 50, 80])}`, ...predicted];
}

function rerunsOf({ header, tape }: Taped, random: () => number): Reruns {
  const collided = random() < 0.3;
  const drivers = [{ driver: CAREFUL_HUMAN, collided, atTick: collided ? 7 : null }];
  const human = humanInstead(header);
  const recorded = human === null ? {} : { recorded: evaluateTape(header, tape, { metrics: wosac2025.metrics }, human) };
  return { drivers, rollouts: someRollouts(), ...recorded };
}

/** 32 runs on a road, the same for every trace. */
function someRollouts(): readonly Evaluated[] {
  for (let seed = 1; rollouts.length < 32; seed++) {
    const { header, frames } = randomTrace(seed);
    if (header.road.lanes.length === 0) continue;
    rollouts.push(evaluateFrames(header, frames.length, (k) => frames[k] as Frame, { metrics: wosac2025.metrics }));
  }
  return rollouts;
}

const rollouts: Evaluated[] = [];
