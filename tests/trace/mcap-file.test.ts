import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { generateDescriptor } from "../../scripts/proto.ts";
import { InputError } from "../../src/core/errors.ts";
import { cos, sin } from "../../src/core/dmath.ts";
import { firstDifference } from "../../src/trace/diff.ts";
import { readTrace, writeTrace } from "../../src/trace/mcap-file.ts";
import { newRecord } from "../../src/trace/record.ts";
import { appendRecord, columnNames, newTape, readRecord, type Tape } from "../../src/trace/tape.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";

const LINE = { xM: Float64Array.of(-0, 10), yM: Float64Array.of(1 / 3, 0), sM: Float64Array.of(0, 10) };
const HEADER: TraceHeader = {
  traceVersion: 1,
  scenarioId: "a.yaml",
  variantId: "a.yaml#gapM=8",
  parameters: [{ name: "gapM", value: "8" }],
  dtSec: 0.01,
  seed: 2 ** 52 + 1,
  observationEvery: 5,
  egoIndex: 0,
  actors: [
    { id: 0, name: "ego", cls: "car", motion: "ego", footprint: { lengthM: 4.2, widthM: 1.8, rearM: 0.9 } },
    { id: 1, name: "lead", cls: "truck", motion: "scripted", footprint: { lengthM: 8, widthM: 2.5, rearM: 4 } },
  ],
  signals: [{ id: "light" }],
  wheelbaseM: 2.6,
  limits: { maxRoadWheelRad: 0.5, maxRoadWheelRateRadps: 0.4, maxAccelMps2: 3, maxDecelMps2: 9 },
  road: {
    source: "parametric",
    lanes: [
      {
        id: "-1",
        type: "driving",
        centre: LINE,
        left: LINE,
        right: LINE,
        successors: [0],
        predecessors: [],
        leftLane: { lane: 0, sameDirection: false },
        rightLane: null,
        speedLimitMps: 13.9,
      },
    ],
  },
  route: LINE,
  goal: { sM: 9, pose: { xM: 9, yM: 0, yawRad: -0.1 } },
  recorded: null,
  frictionRatio: 1,
  speedLimitMps: null,
  hashes: { spec: "s", drive: "", vehicle: "v" },
};

function tapeOf(ticks: number): Tape {
  const tape = newTape(HEADER);
  const r = newRecord(HEADER.actors, 1);
  for (let k = 0; k < ticks; k++) {
    r.tick = k;
    r.ego.xM = k * 0.1;
    r.ego.yawRad = -0;
    r.command.kind = k > 3 ? "accel-steer" : "none";
    r.applied.clamped = k % 2 === 1;
    r.signals.state[0] = k % 4;
    r.actors.present[0] = 1;
    r.actors.present[1] = k < 200 ? 1 : 0;
    for (let i = 0; i < 2; i++) {
      r.actors.xM[i] = k / 7 + i;
      r.actors.yawRad[i] = k / 300;
      r.actors.cosYaw[i] = cos(k / 300);
      r.actors.sinYaw[i] = sin(k / 300);
    }
    appendRecord(tape, r);
  }
  return tape;
}

const END = { reason: "goal", tick: 299, detail: "arrived", hash: "0123456789abcdef" };

describe("trace file", () => {
  const folder = mkdtempSync(join(tmpdir(), "redrive-trace-"));
  const path = join(folder, "a.mcap");
  afterAll(() => rmSync(folder, { recursive: true }));

  test("header, ticks and end come back bit for bit, signed zeros and absent road users included", async () => {
    const tape = tapeOf(300);
    await writeTrace(path, HEADER, tape, END);
    const back = await readTrace(path);
    expect(back.header).toEqual(HEADER);
    expect(Object.is(back.header.road.lanes[0]?.centre.xM[0], -0)).toBe(true);
    expect(back.end).toEqual(END);
    expect(back.tape.rows).toBe(300);
    expect(firstDifference(tape, back.tape, columnNames(HEADER))).toBeNull();
  });

  test("the same tape gives the same bytes", async () => {
    const other = join(folder, "b.mcap");
    await writeTrace(path, HEADER, tapeOf(300), END);
    await writeTrace(other, HEADER, tapeOf(300), END);
    expect(readFileSync(other).equals(readFileSync(path))).toBe(true);
  });

  test("a file cut anywhere, or of another kind, is an input error that names the file", async () => {
    await writeTrace(path, HEADER, tapeOf(300), END);
    const whole = readFileSync(path);
    const damaged = join(folder, "damaged.mcap");
    for (const length of [0, 1, 8, 100, Math.floor(whole.length / 2), whole.length - 9, whole.length - 1]) {
      writeFileSync(damaged, whole.subarray(0, length));
      await expect(readTrace(damaged), `cut at ${length}`).rejects.toThrow(InputError);
    }
    writeFileSync(damaged, "redrive: 1\nname: not a trace\n");
    await expect(readTrace(damaged)).rejects.toThrow(/RDV_TRACE_FORMAT/);
  });

  test("the embedded schema is the committed protocol", () => {
    const { path: file, text } = generateDescriptor();
    expect(readFileSync(join(import.meta.dirname, "../..", file), "utf8")).toBe(text);
  });
});

describe("tape", () => {
  test("a row reads back what was appended, and a row that is not there is refused", () => {
    const tape = tapeOf(600);
    const out = newRecord(HEADER.actors, 1);
    readRecord(tape, 599, out);
    expect(out.tick).toBe(599);
    expect(out.actors.xM[1]).toBe(0);
    readRecord(tape, 5, out);
    expect(out.command.kind).toBe("accel-steer");
    expect(out.actors.xM[1]).toBe(5 / 7 + 1);
    expect(() => readRecord(tape, 600, out)).toThrow(RangeError);
  });

  test("the first difference names the tick and the field", () => {
    const a = tapeOf(50);
    const b = tapeOf(50);
    const names = columnNames(HEADER);
    b.data[40 * b.stride + names.indexOf("actors[lead].xM")] = 1e-12 + 40 / 7 + 1;
    b.data[41 * b.stride + names.indexOf("ego.xM")] = 0;
    expect(firstDifference(a, b, names)).toMatchObject({ tick: 40, field: "actors[lead].xM" });
    expect(firstDifference(a, tapeOf(49), names)).toEqual({ tick: 49, field: "tick", a: 50, b: 49 });
    expect(firstDifference(a, tapeOf(50), names)).toBeNull();
  });
});
