import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { socketController } from "../../src/control/socket-controller.ts";
import type { WireObservation, WireScenarioStart } from "../../src/control/wire.ts";
import { runAsync } from "../../src/sim/loop.ts";
import type { PastWindow, SignalModel, WorldModel } from "../../src/sim/world.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";
import { cruiser, recordingOf, straightRoad, worldOf } from "../support/world.ts";
import { socketOptions } from "./support.ts";

const FIXTURE = join(import.meta.dirname, "fixtures", "recorder.mjs");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redrive-wishes-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Told {
  /** As the controller decoded them. */
  readonly start: WireScenarioStart;
  readonly observations: readonly WireObservation[];
  readonly warnings: readonly string[];
  readonly headers: readonly TraceHeader[];
}

/** Runs a world with a controller in another process, over its socket; gives what that controller was told. */
async function toldOf(world: WorldModel, capabilities: object = {}): Promise<Told> {
  const file = join(folder, "told.json");
  const command = `"${process.execPath}" '${FIXTURE}' '${JSON.stringify(capabilities)}' '${file}'`;
  const controller = socketController(socketOptions({ command, cwd: folder, watchdogMs: 10_000, ackTimeoutMs: 10_000 }));
  const session = controller.open();
  const headers: TraceHeader[] = [];
  try {
    await runAsync(world, session, { begin: (h) => headers.push(h), record: () => {} });
    const { warnings } = session.stats();
    const told = JSON.parse(readFileSync(file, "utf8")) as Pick<Told, "start" | "observations">;
    return { ...told, warnings, headers };
  } finally {
    await controller.close();
  }
}

const shortly = { maxTicks: 12, endWithRecording: false };

describe("latencies of the scenario, over the socket", () => {
  test("a command acts so many ticks later, and each observation says which one did", async () => {
    const { start, observations } = await toldOf(worldOf({ actuationDelayTicks: 5, ends: shortly }));
    expect(start.actuationDelayTicks).toBe(5);
    const applied = observations.map((o) => (o.applied === null || o.applied === undefined ? -1 : (o.applied.fromTick ?? 0)));
    expect(applied).toEqual([-1, -1, -1, -1, -1, -1, 0, 1, 2, 3, 4, 5]);
    expect(observations[11]?.applied?.accelMps2).toBe(0.05);
    expect(observations[9]?.ego?.vxMps).toBeGreaterThan(observations[6]?.ego?.vxMps as number);
  });

  test("others are seen as they were so many ticks ago, and their age says so", async () => {
    const { observations } = await toldOf(worldOf({ actors: [cruiser("a", 30, 5, 8)], sensors: { latencyTicks: 3 }, ends: shortly }));
    expect(observations.map((o) => o.objects?.ageNs?.[0] ?? 0)).toEqual([0, 1e7, 2e7, ...Array.from({ length: 9 }, () => 3e7)]);
    for (const o of observations) expect(o.objects?.xM?.[0]).toBeCloseTo(30 + 0.08 * Math.max(0, (o.tick ?? 0) - 3), 9);
  });
});

describe("the observation period that a controller declares", () => {
  test("counts in place of the scenario's, in ScenarioStart and in the trace's header", async () => {
    const { start, observations, warnings, headers } = await toldOf(worldOf({ ends: shortly }), { periodNs: 40_000_000 });
    expect(start.observationEvery).toBe(4);
    expect(observations.map((o) => o.tick ?? 0)).toEqual([0, 4, 8]);
    expect(headers.map((h) => h.observationEvery)).toEqual([4]);
    expect(warnings).toEqual([]);
  });

  test("is the nearest in whole ticks, at least one, and a warning says which", async () => {
    const odd = await toldOf(worldOf({ observationEvery: 3, ends: shortly }), { periodNs: 24_000_000 });
    expect(odd.start.observationEvery).toBe(2);
    expect(odd.warnings).toEqual([
      "the controller asks for an observation every 24000000 ns; with ticks of 10000000 ns it gets one every 20000000 ns",
    ]);
    const tiny = await toldOf(worldOf({ observationEvery: 3, ends: shortly }), { periodNs: 1 });
    expect([tiny.start.observationEvery, tiny.observations.length, tiny.warnings.length]).toEqual([1, 12, 1]);
    const huge = await toldOf(worldOf({ observationEvery: 3, ends: shortly }), { periodNs: 2 ** 60 });
    expect([huge.start.observationEvery, huge.observations.length, huge.warnings.length]).toEqual([12, 1, 1]);
  });

  test("is the scenario's where it declares none", async () => {
    const { start, observations } = await toldOf(worldOf({ observationEvery: 5, ends: shortly }));
    expect(start.observationEvery).toBe(5);
    expect(observations.map((o) => o.tick ?? 0)).toEqual([0, 5, 10]);
  });
});

/** So many ticks of a car at 10 m/s along x are recorded before tick 0. */
const REACH = 30;

function windowAt(ticksBefore: number): PastWindow | null {
  if (ticksBefore > REACH) return null;
  const zero = new Float64Array(3);
  const xM = Float64Array.from([-1, 0, 1], (k) => 0.1 * (k - ticksBefore));
  const ego = { valid: Uint8Array.of(1, 1, 1), xM, yM: zero, yawRad: zero, vLonMps: Float64Array.of(10, 10, 10) };
  return { ego, inputs: null, tracks: [null] };
}

describe("the past that a controller asks for", () => {
  const recorded = (): WorldModel => worldOf({ ends: shortly, readPast: windowAt });

  test("stands in ScenarioStart, oldest first, at the period of the observations", async () => {
    const { start, warnings } = await toldOf(recorded(), { historyNs: 100_000_000, periodNs: 20_000_000 });
    expect(start.history?.map((o) => o.simTimeNs)).toEqual([-100_000_000, -80_000_000, -60_000_000, -40_000_000, -20_000_000]);
    expect(start.history?.map((o) => o.tick ?? 0)).toEqual([0, 2, 4, 6, 8]);
    expect(start.history?.map((o) => o.ego?.xM)).toEqual([-1, -0.8, -0.6, -0.4, -0.2].map((x) => expect.closeTo(x, 12) as number));
    expect(start.history?.some((o) => o.controlled === true || o.applied || o.ego?.engaged === true)).toBe(false);
    expect(warnings).toEqual([]);
  });

  test("goes as far back as the recording, and a warning says how far", async () => {
    const { start, warnings } = await toldOf(recorded(), { historyNs: 1_000_000_000 });
    expect(start.history).toHaveLength(REACH);
    expect(warnings).toEqual([
      "the controller asks for 1000000000 ns of the past before the first tick; the recording reaches back 300000000 ns",
    ]);
  });

  test("is empty for a scripted scenario, and a warning says so", async () => {
    const { start, observations, warnings } = await toldOf(worldOf({ ends: shortly }), { historyNs: 1 });
    expect(start.history ?? []).toEqual([]);
    expect(observations[0]?.tick ?? 0).toBe(0);
    expect(warnings).toEqual(["the controller asks for 1 ns of the past before the first tick; no recording reaches back before this run"]);
  });

  test("never makes the frame larger than the controller takes: the newest part is kept", async () => {
    const { start, warnings } = await toldOf(recorded(), { historyNs: 300_000_000, maxFrameBytes: 1500 });
    const kept = start.history?.length ?? 0;
    expect(kept).toBeGreaterThan(3);
    expect(kept).toBeLessThan(REACH);
    expect(start.history?.at(-1)?.simTimeNs).toBe(-10_000_000);
    expect(warnings[0]).toContain(`the last ${kept * 10_000_000} ns of it fit into a frame of 1500 bytes`);
  });
});

test("during the warm-up the car follows its recording, and the controller knows until when", async () => {
  const recorded = recordingOf(40, 0.01, (t) => ({ x: 10 * t, y: 0, yaw: 0, v: 10 }));
  const { start, observations } = await toldOf(worldOf({ ego: { recorded }, firstControlledTick: 6, ends: shortly }));
  expect(start.firstControlledTick).toBe(6);
  expect(observations.map((o) => o.controlled === true)).toEqual(Array.from({ length: 12 }, (_, k) => k >= 6));
  expect(observations[6]?.ego?.xM).toBe(recorded.xM[6]);
});

describe("traffic lights", () => {
  const light: SignalModel = {
    id: "crossing",
    lanes: [1, 0],
    stopPoint: { xM: 50, yM: -1.75 },
    state: Uint8Array.of(1, 3),
    untilTick: Int32Array.of(2, 4),
    offsetTicks: 0,
  };
  const lit = (): WorldModel =>
    worldOf({ road: straightRoad(2, 100), signals: [light], readPast: windowAt, ends: { ...shortly, offMapM: Infinity } });

  test("come with every observation, those of the past too, to a controller that wants them", async () => {
    const { start, observations } = await toldOf(lit(), { wantsTrafficLights: true, historyNs: 30_000_000 });
    expect(observations.map((o) => o.trafficLights?.[0]?.color)).toEqual([1, 1, 3, 3, 1, 1, 3, 3, 1, 1, 3, 3]);
    expect(start.history?.map((o) => o.trafficLights?.[0]?.color)).toEqual([1, 3, 3]);
    const laneIds = [straightRoad(2, 100).lanes[1]?.id, straightRoad(2, 100).lanes[0]?.id];
    expect(observations[3]?.trafficLights).toEqual([{ id: "crossing", color: 3, laneIds, stopPoint: { xM: 50, yM: -1.75 } }]);
  });

  test("do not come to one that does not", async () => {
    const { observations } = await toldOf(lit());
    expect(observations.flatMap((o) => o.trafficLights ?? [])).toEqual([]);
  });
});

test("the steering wheel's angle is that of the road wheels times the steering ratio, and the gear is forward", async () => {
  const recorded = recordingOf(40, 0.01, (t) => ({ x: 100 * Math.sin(0.1 * t), y: 100 * (1 - Math.cos(0.1 * t)), yaw: 0.1 * t, v: 10 }));
  const { observations } = await toldOf(worldOf({ ego: { recorded }, firstControlledTick: 6, ends: shortly }));
  const { ego } = observations[4] ?? {};
  expect(ego?.roadWheelAngleRad).toBeCloseTo(Math.atan(0.025), 6);
  expect(ego?.steeringWheelAngleRad).toBe(15 * (ego?.roadWheelAngleRad as number));
  expect(ego?.gear).toBe(1);
});
