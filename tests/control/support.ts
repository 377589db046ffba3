import type { Observation, RunEnd, RunStart } from "../../src/sim/port.ts";
import type { SocketOptions } from "../../src/control/socket-controller.ts";
import type { WorldModel } from "../../src/sim/world.ts";

/** A run's beginning with plain values; what a test does not care about need not be said. */
export function runStart(change: Partial<RunStart> = {}): RunStart {
  return {
    scenarioId: "suite/cut-in.yaml#gapM=12.5",
    seed: 7,
    dtSec: 0.01,
    observationEvery: 1,
    firstControlledTick: 0,
    maxTicks: 1000,
    actuationDelayTicks: 0,
    ego: {
      footprint: { lengthM: 4.5, widthM: 1.8, rearM: 1 },
      wheelbaseM: 2.7,
      steeringRatio: 15,
      massKg: 1500,
      limits: { maxRoadWheelRad: 0.6, maxRoadWheelRateRadps: 0.8, maxAccelMps2: 4, maxDecelMps2: 8 },
    },
    route: null,
    routeSpeedLimitMps: null,
    goal: null,
    road: { source: "none", lanes: [] },
    signals: [],
    past: () => null,
    parameters: [{ name: "gapM", value: "12.5" }],
    world: {} as WorldModel,
    ...change,
  };
}

/** An observation at a tick, with so many road users whose every number differs. */
export function observation(tick: number, objectCount = 0): Observation {
  const column = (scale: number): Float64Array => Float64Array.from({ length: 64 }, (_, i) => scale * (i + 1) + tick);
  return {
    tick,
    simTimeNs: tick * 10_000_000,
    ego: {
      xM: 1 + tick,
      yM: 2,
      yawRad: 0.3,
      vLonMps: 20,
      vLatMps: -0.1,
      yawRateRadps: 0.01,
      aLonMps2: 0.5,
      aLatMps2: 0.2,
      roadWheelRad: 0.02,
    },
    steeringWheelRad: 0.3,
    gear: "forward",
    signals: { state: new Uint8Array(0) },
    objects: {
      count: objectCount,
      id: Int32Array.from({ length: 64 }, (_, i) => i + 1),
      cls: Uint8Array.from({ length: 64 }, (_, i) => 1 + (i % 9)),
      xM: column(1.1),
      yM: column(-2.2),
      yawRad: column(0.03),
      vxMps: column(4.4),
      vyMps: column(-0.5),
      axMps2: column(0.06),
      ayMps2: column(0.07),
      yawRateRadps: column(0.008),
      lengthM: column(4.9),
      widthM: column(1.8),
      ageNs: new Float64Array(64),
    },
    applied: { fromTick: tick - 1, kind: "accel-steer", accelMps2: 0.25, roadWheelRad: 0.015, clamped: false, held: false },
    controlled: true,
  };
}

export function runEnd(change: Partial<RunEnd> = {}): RunEnd {
  return { reason: "completed", tick: 3, detail: "the scenario's duration is over", fault: null, ...change };
}

/** Options for a controller that a test starts itself; short times, so that no test waits for a default. */
export function socketOptions(change: Partial<SocketOptions> = {}): SocketOptions {
  return {
    command: null,
    cwd: process.cwd(),
    listen: { kind: "unix" },
    token: "TOKEN",
    debug: false,
    logFile: null,
    harnessBuild: "redrive test",
    runId: "test",
    handshakeTimeoutMs: 300,
    connectTimeoutMs: 10_000,
    readyTimeoutMs: 2_000,
    watchdogMs: 300,
    firstTickWatchdogMs: 2_000,
    frameTimeoutMs: 1_000,
    ackTimeoutMs: 100,
    killAfterMs: 500,
    ...change,
  };
}
