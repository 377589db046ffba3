import { createObservationEncoder, encodeFault, encodeObservation } from "../../src/control/encode.ts";
import { wire } from "../../src/control/wire.ts";
import type { Clock, PacedSession, Taken } from "../../src/run/paced.ts";
import type { CommandReply, Fault, Observation, Ready, Refusal, RunEnd } from "../../src/sim/port.ts";
import { appendFrame, type FrameTape, newFrameTape } from "../../src/trace/frame-tape.ts";
import type { Command } from "../../src/vehicle/command.ts";
import type { VehicleState } from "../../src/vehicle/model.ts";

/** A clock that stands still but for `until`. */
export interface FakeClock extends Clock {
  ms: number;
  /** How late the harness itself comes out of each wait; 0 beyond the list. */
  readonly lateMs: number[];
  readonly asked: number[];
}

export function fakeClock(lateMs: readonly number[] = []): FakeClock {
  const clock: FakeClock = {
    ms: 1000,
    lateMs: [...lateMs],
    asked: [],
    nowMs: () => clock.ms,
    until: (dueMs) => {
      clock.asked.push(dueMs);
      clock.ms = Math.max(clock.ms, dueMs) + (clock.lateMs.shift() ?? 0);
      return Promise.resolve();
    },
  };
  return clock;
}

export interface FakeAnswer {
  /** After the observation was sent; Infinity for never. */
  readonly afterMs: number;
  readonly accelMps2: number;
  readonly roadWheelRad?: number;
  /** A trajectory in the car's frame in place of them: 3 s at this speed. */
  readonly pathMps?: number;
}

export interface FakeSession extends PacedSession {
  readonly frames: FrameTape;
  readonly askedTicks: number[];
  readonly ends: RunEnd[];
  readonly stops: Fault[];
}

/** A controller whose answers come by the fake clock, and as many reports as the test wants; keeps the frames as a real session does. */
export function fakeSession(
  clock: FakeClock,
  answerTo: (o: Observation) => FakeAnswer,
  car: {
    readonly start: VehicleState;
    readonly reportAt: (nowMs: number) => { state: VehicleState; measuredMs: number } | null;
  } | null = null,
): FakeSession {
  const frames = newFrameTape();
  const encoder = createObservationEncoder(1);
  const coming: { dueMs: number; reply: CommandReply }[] = [];
  let tick = 0;
  let lastMs = 0;
  const keep = (way: "to-controller" | "to-harness", bytes: Uint8Array): void => appendFrame(frames, way, tick, bytes, 0, bytes.length);
  const keepReport = (s: VehicleState): void => {
    const ego = { xM: s.xM, yM: s.yM, yawRad: s.yawRad, vxMps: s.vLonMps, vyMps: s.vLatMps, yawRateRadps: s.yawRateRadps };
    const rest = { axMps2: s.aLonMps2, ayMps2: s.aLatMps2, roadWheelAngleRad: s.roadWheelRad };
    keep("to-harness", wire.ToHarness.encode({ session: 1, vehicleReport: { controllerMonoNs: 0, ego: { ...ego, ...rest } } }).finish());
  };
  const ask = (o: Observation): void => {
    tick = o.tick;
    session.askedTicks.push(tick);
    keep("to-controller", encodeObservation(encoder, o).subarray(4));
    const answer = answerTo(o);
    const { afterMs } = answer;
    const command = commandOf(answer);
    // It answers one after the other.
    if (afterMs < Infinity) lastMs = Math.max(lastMs, clock.ms + afterMs);
    if (afterMs < Infinity) coming.push({ dueMs: lastMs, reply: { kind: "command", tick, command, mode: "engaged", debug: [] } });
  };
  const take = (): Taken => {
    let command: CommandReply | null = null;
    for (const { dueMs, reply } of coming.splice(0)) {
      if (dueMs > clock.ms) {
        coming.push({ dueMs, reply });
        continue;
      }
      command = reply;
      keep("to-harness", wire.ToHarness.encode({ session: 1, command: { tick: reply.tick, ...wireOf(reply.command) } }).finish());
    }
    const report = car === null ? null : car.reportAt(clock.ms);
    if (report !== null) keepReport(report.state);
    return { command, report, fault: null };
  };
  const start = (): Ready | Refusal => {
    if (car === null) return { kind: "ready" };
    keepReport(car.start);
    return { kind: "ready", report: car.start };
  };
  const stop = (fault: Fault): void => {
    session.stops.push(fault);
    keep("to-controller", encodeFault(1, fault, fault.tick, false).subarray(4));
  };
  const end = (r: RunEnd): void => void session.ends.push(r);
  const session: FakeSession = { frames, askedTicks: [], ends: [], stops: [], start, ask, take, stop, end };
  return session;
}

function commandOf({ accelMps2, roadWheelRad = 0, pathMps }: FakeAnswer): Command {
  if (pathMps === undefined) return { kind: "accel-steer", lateral: "road-wheel", accelMps2, roadWheelRad };
  const unknown = { vMps: null, accelMps2: null, curvaturePerM: null };
  const points = [0, 1, 2, 3].map((t) => ({ tNs: t * 1e9, xM: pathMps * t, yM: 0.1 * t, yawRad: 0, ...unknown }));
  return { kind: "trajectory", frame: "ego-at-tick", points };
}

function wireOf(command: Command): object {
  if (command.kind === "trajectory") return { trajectory: { frame: 2, points: command.points } };
  if (command.kind !== "accel-steer" || command.lateral !== "road-wheel") throw new Error("the fake knows no other command");
  return { accelSteer: { accelMps2: command.accelMps2, roadWheelAngleRad: command.roadWheelRad } };
}
