import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { recordedController } from "../../src/control/builtin/recorded.ts";
import { histogramOf, type PacedOptions, runPaced, WALL_CLOCK } from "../../src/run/paced.ts";
import { type RunOutcome, runAsync, runSync } from "../../src/sim/loop.ts";
import type { Observation } from "../../src/sim/port.ts";
import type { FrameTape } from "../../src/trace/frame-tape.ts";
import { writeTrace } from "../../src/trace/mcap-file.ts";
import { appendRecord, newTape } from "../../src/trace/tape.ts";
import type { TickRecord } from "../../src/trace/tick.ts";
import type { WorldModel } from "../../src/sim/world.ts";
import { cruiser, NO_SINK, sessionOf, steer, worldOf, type WorldSketch } from "../support/world.ts";
import { type FakeAnswer, type FakeClock, fakeClock, fakeSession } from "./paced-support.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "redrive-paced-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const NEVER: FakeAnswer = { afterMs: Infinity, accelMps2: 0 };
/** 10 ticks of 10 ms a period. */
const SKETCH: WorldSketch = { observationEvery: 10, actors: [cruiser("a", 60, 0, 12)], sensors: { latencyTicks: 3 } };
const drive = (o: Observation): FakeAnswer => ({ afterMs: 20, accelMps2: Math.sin(o.tick / 30), roadWheelRad: 0.001 * o.ego.vLonMps });

async function paced(
  answerTo: (o: Observation) => FakeAnswer,
  changes: { sketch?: WorldSketch; clock?: FakeClock; heldLimit?: number; maxTick?: number } = {},
) {
  const { clock = fakeClock(), heldLimit = 10, maxTick = 300 } = changes;
  const model = worldOf(changes.sketch ?? SKETCH);
  const session = fakeSession(clock, answerTo);
  const options: PacedOptions = { heldLimit, maxTick };
  const tape = newTape(model.header);
  const applied: { from: number; held: boolean }[] = [];
  const record = (r: TickRecord): void => {
    appendRecord(tape, r);
    applied.push({ from: r.applied.fromTick, held: r.applied.held });
  };
  const { outcome, stats } = await runPaced(model, session, clock, { record }, options);
  return { model, session, clock, outcome, stats, tape, applied };
}

let files = 0;
async function traced(model: WorldModel, tape: ReturnType<typeof newTape>, outcome: RunOutcome, frames: FrameTape | null): Promise<string> {
  const path = join(FOLDER, `${files++}.mcap`);
  const { reason, tick, detail, fault } = outcome.end;
  await writeTrace(path, model.header, tape, { reason, tick, detail: fault?.message ?? detail, hash: outcome.hash }, frames);
  return path;
}

function replayed(model: WorldModel, path: string, maxTick: number | null): Promise<RunOutcome> {
  return runAsync(model, recordedController(path, "recorded").open(), NO_SINK, { maxTick });
}

describe("the schedule", () => {
  test("is absolute: each instant is start + k periods, however late the ones before were", async () => {
    const { clock, stats, session } = await paced(drive, { clock: fakeClock([3, 0, 50, 0, 7]), maxTick: 100 });
    expect(clock.asked).toEqual(Array.from({ length: 10 }, (_, i) => 1000 + 100 * (i + 1)));
    expect(stats.harnessLateMs).toEqual([3, 0, 50, 0, 7, 0, 0, 0, 0, 0]);
    expect(session.askedTicks).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  test("has the period that the controller asks for", async () => {
    const clock = fakeClock();
    const session = fakeSession(clock, drive);
    const asking = { ...session, start: () => ({ kind: "ready", observationEvery: 5 }) as const };
    const { stats } = await runPaced(worldOf(SKETCH), asking, clock, NO_SINK, { heldLimit: 10, maxTick: 20 });
    expect(stats.periodMs).toBe(50);
    expect(clock.asked).toEqual([1050, 1100, 1150, 1200]);
    expect(session.askedTicks).toEqual([0, 5, 10, 15]);
  });

  test("is caught up with after a long pause, without a tick left out and without blaming the controller", async () => {
    // Out for 2.05 s at the third instant: 20 instants are over already when it comes back.
    const { clock, stats, outcome, session } = await paced(drive, { clock: fakeClock([0, 0, 2050]), maxTick: 500 });
    expect(session.askedTicks.length).toBe(50);
    expect(clock.ms).toBe(1000 + 5000);
    expect(stats.harnessLateMs.slice(2, 6)).toEqual([2050, 1950, 1850, 1750]);
    expect(stats.heldByHarnessCount).toBeGreaterThan(10);
    expect(stats.longestRow).toBeLessThanOrEqual(1);
    expect(outcome.end.reason).toBe("aborted");
  });

  test("gives whoever answers within the period the very run of lockstep", async () => {
    const { outcome } = await paced(drive);
    const lockstep = runSync(
      worldOf(SKETCH),
      sessionOf((o) => steer(drive(o).accelMps2, drive(o).roadWheelRad ?? 0)),
      NO_SINK,
      { maxTick: 300 },
    );
    expect(outcome).toEqual(lockstep);
  });
});

describe("an answer that does not come in time", () => {
  test("is held, and counts when it comes, for the next instant", async () => {
    const late = (o: Observation): FakeAnswer => ({ ...drive(o), afterMs: o.tick === 30 ? 150 : 20 });
    const { applied, stats } = await paced(late, { maxTick: 80 });
    expect(applied[31]).toEqual({ from: 20, held: true });
    expect(applied[40]).toEqual({ from: 20, held: true });
    // At the next instant there are two, and the newest counts.
    expect(applied[41]).toEqual({ from: 40, held: false });
    expect(stats).toMatchObject({ heldCount: 1, heldByHarnessCount: 0, longestRow: 1 });
  });

  test("may always come one period late: each is applied, one behind", async () => {
    const { applied, stats, outcome } = await paced((o) => ({ ...drive(o), afterMs: 120 }), { maxTick: 80 });
    expect([11, 21, 31, 41].map((k) => applied[k]!.from)).toEqual([0, 10, 20, 30]);
    expect(stats.heldCount).toBe(1);
    expect(outcome.end.reason).toBe("aborted");
  });

  test("K times in a row is held; once more, and the harness stops the car: a timeout that names the count", async () => {
    const stalls = (n: number) => (o: Observation) => (o.tick >= 30 && o.tick < 30 + 10 * n ? NEVER : drive(o));
    const held = await paced(stalls(4), { heldLimit: 4, maxTick: 600 });
    expect(held.outcome.end.reason).toBe("aborted");
    expect(held.stats).toMatchObject({ heldCount: 4, longestRow: 4 });
    const { outcome, session, stats } = await paced(stalls(5), { heldLimit: 4, maxTick: 2000 });
    expect(outcome.end).toMatchObject({ reason: "controller-timeout", fault: { code: "RDV_CONTROLLER_TIMEOUT", tick: 70 } });
    expect(outcome.end.detail).toMatch(/for 5 observations in a row, and at most 4 are held/);
    expect(session.stops.length).toBe(1);
    expect(session.ends).toEqual([outcome.end]);
    expect(stats.heldCount).toBe(5);
    // From about 10 m/s at 4 m/s^2: some 2.5 s after tick 70.
    expect(outcome.end.tick).toBeGreaterThan(270);
    expect(outcome.end.tick).toBeLessThan(370);
  });
});

describe("a controller that is given up", () => {
  test("may break its connection: the car is stopped all the same, and the run ends by the timeout", async () => {
    const clock = fakeClock();
    const silent = fakeSession(clock, (o) => (o.tick >= 30 ? NEVER : drive(o)));
    const lost = { code: "RDV_DISCONNECTED", message: "lost", tick: 0 } as const;
    const take = () => (silent.stops.length > 0 ? { command: null, report: null, fault: lost } : silent.take());
    const { outcome } = await runPaced(worldOf(SKETCH), { ...silent, take }, clock, NO_SINK, { heldLimit: 2, maxTick: 2000 });
    expect(outcome.end.reason).toBe("controller-timeout");
    expect(outcome.end.tick).toBeGreaterThan(200);
  });

  test("is not the one whose connection breaks before: that is a fault at once", async () => {
    const clock = fakeClock();
    const silent = fakeSession(clock, drive);
    const lost = { code: "RDV_DISCONNECTED", message: "lost", tick: 0 } as const;
    const take = () => (clock.ms > 1400 ? { command: null, report: null, fault: lost } : silent.take());
    const { outcome } = await runPaced(worldOf(SKETCH), { ...silent, take }, clock, NO_SINK, { heldLimit: 2, maxTick: 2000 });
    expect(outcome.end).toMatchObject({ reason: "controller-fault", tick: 40, fault: lost });
  });
});

describe("replay of a recorded run", () => {
  test("law: random lateness, pauses and stalls give the same chain and end offline", async () => {
    const reasons = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      let x = seed * 7919;
      const random = (): number => ((x = (x * 48271) % 2147483647) % 10000) / 10000;
      const clock = fakeClock(Array.from({ length: 60 }, () => (random() < 0.1 ? 400 * random() : 5 * random())));
      const answerTo = (o: Observation): FakeAnswer => {
        const afterMs = random() < 0.05 ? Infinity : random() * random() * 300;
        return { ...drive(o), afterMs, ...(random() < 0.3 ? { pathMps: 5 + 10 * random() } : {}) };
      };
      const actuationDelayTicks = seed % 3 === 0 ? 14 : 0;
      const run = await paced(answerTo, { clock, heldLimit: seed % 4, maxTick: 500, sketch: { ...SKETCH, actuationDelayTicks } });
      const path = await traced(run.model, run.tape, run.outcome, run.session.frames);
      const again = await replayed(run.model, path, 500);
      expect(again.hash, `seed ${seed}`).toBe(run.outcome.hash);
      expect(again.end, `seed ${seed}`).toMatchObject({
        reason: run.outcome.end.reason,
        tick: run.outcome.end.tick,
        detail: run.outcome.end.detail,
      });
      reasons.add(run.outcome.end.reason);
    }
    expect([...reasons].sort()).toEqual(["aborted", "controller-timeout"]);
  });

  test("of a real car in the ego's place puts it where it was", async () => {
    const model = worldOf(SKETCH);
    const clock = fakeClock();
    const still = { yM: 0, yawRad: 0, vLatMps: 0, yawRateRadps: 0, aLonMps2: 0, aLatMps2: 0, roadWheelRad: 0 };
    const at = (ms: number) => ({ ...still, xM: 0.009 * (ms - 1000), vLonMps: 9 });
    const reportAt = (ms: number) => (Math.round(ms / 100) % 3 === 0 ? null : { state: at(ms), measuredMs: ms - 5 });
    const session = fakeSession(clock, drive, { start: at(900), reportAt });
    const tape = newTape(model.header);
    const record = (r: TickRecord): void => appendRecord(tape, r);
    const { outcome, stats } = await runPaced(model, session, clock, { record }, { heldLimit: 3, maxTick: 200 });
    expect(stats).toMatchObject({ heldCount: 0, reportsHeldCount: 7 });
    const path = await traced(model, tape, outcome, session.frames);
    expect(await replayed(model, path, 200)).toEqual(outcome);
  });

  test("of a car whose reports grow too old ends as it did: at once, by the controller's timeout", async () => {
    const model = worldOf(SKETCH);
    const clock = fakeClock();
    const state = { xM: 0, yM: 0, yawRad: 0, vLonMps: 9, vLatMps: 0, yawRateRadps: 0, aLonMps2: 0, aLatMps2: 0, roadWheelRad: 0 };
    const session = fakeSession(clock, drive, { start: state, reportAt: (ms) => (ms < 1300 ? { state, measuredMs: ms } : null) });
    const tape = newTape(model.header);
    const record = (r: TickRecord): void => appendRecord(tape, r);
    const { outcome } = await runPaced(model, session, clock, { record }, { heldLimit: 3, maxTick: 900 });
    // Measured at 1200 ms; at 1700 ms it is 5 periods old.
    expect(outcome.end).toMatchObject({ reason: "controller-timeout", tick: 60 });
    expect(outcome.end.detail).toMatch(/5\.0 periods old; at most 4/);
    expect(await replayed(model, await traced(model, tape, outcome, session.frames), 900)).toMatchObject({
      hash: outcome.hash,
      end: { reason: "controller-timeout", tick: 60 },
    });
  });

  test("of a car that reports from another time ends as a fault", async () => {
    const model = worldOf(SKETCH);
    const clock = fakeClock();
    const state = { xM: 0, yM: 0, yawRad: 0, vLonMps: 9, vLatMps: 0, yawRateRadps: 0, aLonMps2: 0, aLatMps2: 0, roadWheelRad: 0 };
    const session = fakeSession(clock, drive, { start: state, reportAt: (ms) => ({ state, measuredMs: ms + 10_000 }) });
    const { outcome } = await runPaced(model, session, clock, NO_SINK, { heldLimit: 3, maxTick: 900 });
    expect(outcome.end).toMatchObject({ reason: "controller-fault", tick: 0, fault: { code: "RDV_INVALID_COMMAND" } });
    expect(outcome.end.detail).toMatch(/10000 ms ahead/);
  });

  test("is refused for another scenario, and for a trace without answers", async () => {
    const { model, tape, outcome, session } = await paced(drive, { maxTick: 50 });
    const path = await traced(model, tape, outcome, session.frames);
    const other = { ...model, header: { ...model.header, hashes: { ...model.header.hashes, spec: "other" } } };
    expect((await replayed(other, path, null)).end).toMatchObject({ tick: -1, fault: { code: "RDV_SCENARIO_UNSUPPORTED" } });
    const silent = await traced(model, tape, outcome, null);
    expect((await replayed(model, silent, null)).end.detail).toMatch(/no answers of a controller/);
    const beyond = await replayed(model, path, null);
    expect(beyond.end).toMatchObject({ reason: "controller-fault", tick: 50 });
    expect(beyond.end.detail).toMatch(/recording ends at tick 50/);
  });
});

describe("what is measured", () => {
  test("a histogram has every value once, in the class below whose limit it is", () => {
    const h = histogramOf([0.05, 0.1, 0.15, 3, 700, 99.9]);
    expect(h).toMatchObject({ count: 6, maxMs: 700, p50Ms: 0.15 });
    expect(h.counts).toEqual([1, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1]);
    expect(histogramOf([])).toMatchObject({ count: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 });
  });

  test("the wall clock does not come back before the instant, and reads what has come where it is over", async () => {
    const due = WALL_CLOCK.nowMs() + 12;
    await WALL_CLOCK.until(due);
    expect(WALL_CLOCK.nowMs()).toBeGreaterThanOrEqual(due);
    let isRead = false;
    setImmediate(() => {
      isRead = true;
    });
    await WALL_CLOCK.until(due);
    expect(isRead).toBe(true);
  });
});
