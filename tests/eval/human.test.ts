import { expect, test } from "vitest";
import { evaluateTape } from "../../src/eval/evaluate-tape.ts";
import { humanInstead } from "../../src/eval/human.ts";
import { newRecord } from "../../src/trace/record.ts";
import type { RecordedPath, TickRecord, TraceHeader } from "../../src/trace/tick.ts";
import { tapedOf } from "../support/judged-traces.ts";
import { fillRecord, headerOf, valueOf } from "../support/records.ts";

const TICKS = 21;
const numbers = (of: (t: number) => number): Float64Array => Float64Array.from({ length: TICKS }, (_, k) => of(0.1 * k));

/** From 10 m/s on with 2 m/s^2 along x; the middle tick is not recorded where asked for. */
function speedingUp(gapAt: number | null = null): RecordedPath {
  return {
    valid: Uint8Array.from({ length: TICKS }, (_, k) => (k === gapAt ? 0 : 1)),
    xM: numbers((t) => 10 * t + t * t),
    yM: numbers(() => 0),
    yawRad: numbers(() => 0),
    vLonMps: numbers((t) => 10 + 2 * t),
  };
}

/** A quarter turn a second at 5 m/s, headings given within (-pi, pi]. */
function turning(): RecordedPath {
  const rate = Math.PI / 2;
  const yaw = (t: number): number => Math.atan2(Math.sin(3 + rate * t), Math.cos(3 + rate * t));
  return { ...speedingUp(), yawRad: numbers(yaw), vLonMps: numbers(() => 5) };
}

function rewritten(header: TraceHeader, tick: number): TickRecord {
  const record = newRecord(header.actors, 0);
  fillRecord(record, header, tick, { ego: { x: -99, v: 3, aLon: 1 }, others: [{ x: 500, v: 2 }], commanded: true });
  humanInstead(header)?.(record);
  return record;
}

test("pose and speed are the recorded ones, rates their differences over 0.2 s", () => {
  const header = headerOf([{ name: "a" }], { recorded: speedingUp() });
  const { ego, actors, applied, command } = rewritten(header, 10);
  expect(ego.xM).toBeCloseTo(11, 12);
  expect(ego.vLonMps).toBeCloseTo(12, 12);
  expect(ego.aLonMps2).toBeCloseTo(2, 12);
  expect([ego.aLatMps2, ego.yawRateRadps, ego.roadWheelRad]).toEqual([0, 0, 0]);
  // The box centre of a car of 4 m with its rear axle 1 m ahead of its rear end.
  expect(actors.xM[0]).toBeCloseTo(12, 12);
  expect([applied.kind, command.kind]).toEqual(["none", "none"]);
  expect(actors.xM[1]).toBe(500);
});

test("a heading that passes half a turn has no jump in its rate", () => {
  const header = headerOf([], { recorded: turning() });
  for (const tick of [1, 5, 12, 19]) expect(rewritten(header, tick).ego.yawRateRadps).toBeCloseTo(Math.PI / 2, 9);
  const { ego } = rewritten(header, 5);
  expect(ego.aLatMps2).toBeCloseTo((5 * Math.PI) / 2, 9);
  expect(ego.roadWheelRad).toBeCloseTo(Math.atan((2.7 * Math.PI) / 2 / 5), 9);
});

test("at the ends and beside a gap the differences are one-sided, and in the gap nobody drives", () => {
  const header = headerOf([], { recorded: speedingUp(10) });
  for (const tick of [0, 9, 11, 20]) expect(rewritten(header, tick).ego.aLonMps2).toBeCloseTo(2, 9);
  expect(rewritten(header, 10).actors.present[0]).toBe(0);
});

test("without a recording there is no human", () => expect(humanInstead(headerOf())).toBeNull());

test("a run is judged as if the recorded driver had driven it", () => {
  const header = headerOf([], { recorded: speedingUp() });
  const frames = Array.from({ length: TICKS }, (_, k) => ({ ego: { x: k, v: 10, aLon: -6 } }));
  const { tape } = tapedOf({ header, frames });
  const rewrite = humanInstead(header);
  const controller = evaluateTape(header, tape);
  const human = evaluateTape(header, tape, {}, rewrite ?? undefined);
  expect(valueOf(controller, "lon-decel").value).toBe(6);
  expect(valueOf(human, "lon-decel").value).toBe(0);
  expect(valueOf(human, "lon-accel").value).toBeCloseTo(2, 9);
  expect(valueOf(human, "cross-track").value).toBeCloseTo(0, 12);
});
