import { describe, expect, test } from "vitest";
import { createCommandSlot, decodeEnvelope, readCommand } from "../../src/control/decode.ts";
import { createObservationEncoder, encodeEnd, encodeFault, encodeObservation, encodeStart } from "../../src/control/encode.ts";
import type { Peer } from "../../src/control/handshake.ts";
import { wire } from "../../src/control/wire.ts";
import { END_REASONS } from "../../src/sim/port.ts";
import { COMMAND_KINDS, type CommandKind } from "../../src/vehicle/command.ts";
import { observation, runEnd, runStart } from "./support.ts";

const bodyOf = (frame: Buffer): ReturnType<typeof wire.ToController.decode> => wire.ToController.decode(frame.subarray(4));
const first = (values: Float64Array, n: number): number[] => Array.from(values.subarray(0, n));

describe("an observation on the wire", () => {
  test("carries every number of the port, field by field", () => {
    const o = observation(42, 3);
    const m = bodyOf(encodeObservation(createObservationEncoder(1), o));
    const { observation: sent } = m;
    expect(m.session).toBe(1);
    expect(sent).toMatchObject({ tick: 42, simTimeNs: 420_000_000, controlled: true });
    expect(sent?.ego).toMatchObject({ xM: 43, yM: 2, yawRad: 0.3, vxMps: 20, vyMps: -0.1, yawRateRadps: 0.01, axMps2: 0.5, ayMps2: 0.2 });
    expect(sent?.ego).toMatchObject({ roadWheelAngleRad: 0.02, steeringWheelAngleRad: 0.3, gear: 1, engaged: true });
    expect(sent?.trafficLights ?? []).toEqual([]);
    expect(sent?.applied).toMatchObject({ fromTick: 41, accelMps2: 0.25, roadWheelAngleRad: 0.015 });
    const { objects } = o;
    expect(sent?.objects).toMatchObject({
      id: [1, 2, 3],
      cls: [1, 2, 3],
      xM: first(objects.xM, 3),
      yM: first(objects.yM, 3),
      yawRad: first(objects.yawRad, 3),
      vxMps: first(objects.vxMps, 3),
      vyMps: first(objects.vyMps, 3),
      axMps2: first(objects.axMps2, 3),
      ayMps2: first(objects.ayMps2, 3),
      yawRateRadps: first(objects.yawRateRadps, 3),
      lengthM: first(objects.lengthM, 3),
      widthM: first(objects.widthM, 3),
    });
    expect(sent?.objects?.ageNs ?? []).toEqual([]);
  });

  test("ages are sent where one is not 0, and nothing of an earlier, longer list remains", () => {
    const encoder = createObservationEncoder(1);
    encodeObservation(encoder, observation(1, 20));
    const o = observation(2, 2);
    o.objects.ageNs[1] = 1e8;
    const sent = bodyOf(encodeObservation(encoder, o)).observation;
    expect(sent?.objects?.ageNs).toEqual([0, 1e8]);
    expect(sent?.objects?.xM).toHaveLength(2);
  });

  test("neutral is a gear of its own, not an absent one", () => {
    const sent = bodyOf(encodeObservation(createObservationEncoder(1), { ...observation(1), gear: "neutral" })).observation;
    expect(sent?.ego?.gear).toBe(0);
  });

  test("what is not known of road users is left out", () => {
    const sent = bodyOf(encodeObservation(createObservationEncoder(1), observation(1, 3))).observation?.objects;
    expect([sent?.heightM ?? [], sent?.existence ?? [], sent?.lights ?? []]).toEqual([[], [], []]);
  });

  test("before a command has taken effect nothing is said of it", () => {
    const o = { ...observation(0), applied: { ...observation(0).applied, fromTick: -1 }, controlled: false };
    const sent = bodyOf(encodeObservation(createObservationEncoder(1), o)).observation;
    expect(sent?.applied).toBeNull();
    expect(sent?.ego?.engaged).toBe(false);
  });

  test("zero, minus zero and the smallest number arrive bit by bit", () => {
    const o = observation(3, 3);
    o.objects.vxMps.set([0, -0, Number.MIN_VALUE]);
    const sent = bodyOf(encodeObservation(createObservationEncoder(1), o)).observation?.objects?.vxMps ?? [];
    expect(Object.is(sent[0], 0)).toBe(true);
    expect(Object.is(sent[1], -0)).toBe(true);
    expect(sent[2]).toBe(Number.MIN_VALUE);
  });
});

describe("the frame of a run", () => {
  const peer = { wantsMap: false, wantsRoute: true } as Peer;
  const AS_SET = { observationEvery: 5, history: [] };
  const line = { xM: Float64Array.of(0, 12, 13), yM: Float64Array.of(0, 0, 0), sM: Float64Array.of(0, 12, 13) };

  test("a start tells the car, the times and the variant", () => {
    const start = bodyOf(encodeStart(1, runStart({ seed: 2 ** 53 - 1, observationEvery: 5 }), peer, 2000, AS_SET)).scenarioStart;
    expect(start).toMatchObject({ scenarioId: "suite/cut-in.yaml#gapM=12.5", seed: 2 ** 53 - 1, dtNs: 10_000_000, observationEvery: 5 });
    expect(start).toMatchObject({ maxTicks: 1000, watchdogMs: 2000, parameters: { gapM: "12.5" } });
    expect(start?.ego).toMatchObject({
      wheelbaseM: 2.7,
      lengthM: 4.5,
      widthM: 1.8,
      rearAxleToCenterM: 1.25,
      massKg: 1500,
      maxDecelMps2: 8,
    });
  });

  test("a route's points lie at most 5 m apart, and the limit is there for each", () => {
    const start = bodyOf(encodeStart(1, runStart({ route: line, routeSpeedLimitMps: 20 }), peer, 0, AS_SET)).scenarioStart;
    expect(start?.route?.points?.map((p) => p.xM ?? 0)).toEqual([0, 4, 8, 12, 13]);
    expect(start?.route?.speedLimitMps).toEqual([20, 20, 20, 20, 20]);
  });

  test("the map is sent to those who ask, with links by name", () => {
    const lane = { type: "driving", centre: line, left: line, right: line, speedLimitMps: 30, leftLane: null, rightLane: null } as const;
    const lanes = [
      { ...lane, id: "a", successors: [1], predecessors: [], leftLane: { lane: 1, sameDirection: true } },
      { ...lane, id: "b", successors: [], predecessors: [0], speedLimitMps: null },
    ];
    const s = runStart({ road: { source: "lanelets", lanes } });
    expect(bodyOf(encodeStart(1, s, peer, 0, AS_SET)).scenarioStart?.map ?? null).toBeNull();
    const map = bodyOf(encodeStart(1, s, { ...peer, wantsMap: true }, 0, AS_SET)).scenarioStart?.map;
    expect(map?.lanes?.[0]).toMatchObject({ id: "a", type: 1, successors: ["b"], leftNeighbor: "b", speedLimitMps: 30 });
    expect(map?.lanes?.[0]?.centerXyM).toEqual([0, 0, 12, 0, 13, 0]);
    expect(map?.lanes?.[1]).toMatchObject({ predecessors: ["a"], speedLimitMps: null });
  });

  test("each end has its number, and its detail is printable", () => {
    for (const [i, reason] of END_REASONS.entries()) {
      expect(bodyOf(encodeEnd(1, runEnd({ reason, tick: 7, detail: "a\u001b[2Jb" }))).scenarioEnd).toMatchObject({
        reason: i + 1,
        ticks: 7,
        detail: "a\\u{1b}[2Jb",
      });
    }
    expect(wire.EndReason.END_REASON_HARNESS_ERROR).toBe(END_REASONS.length);
  });

  test("a fault tells its tick only where there is one", () => {
    const broken = { code: "RDV_WRONG_TICK", message: "m" } as const;
    expect(bodyOf(encodeFault(1, broken, 5, true)).fault).toMatchObject({ code: 22, message: "m", tick: 5, fatal: true });
    expect(bodyOf(encodeFault(1, broken, -1, false)).fault?.tick).toBeNull();
  });
});

describe("a command from the wire", () => {
  const kinds: readonly CommandKind[] = COMMAND_KINDS;
  type Command = Parameters<typeof wire.Command.encode>[0];

  function readBack(command: Command, awaited = 3, agreed = kinds): { broken: unknown; slot: ReturnType<typeof createCommandSlot> } {
    const bytes = Buffer.from(wire.ToHarness.encode({ session: 1, command }).finish());
    const m = decodeEnvelope(bytes, 0, bytes.length);
    const slot = createCommandSlot();
    if ("code" in m || m.command === null) throw new Error("not a command");
    return { broken: readCommand(m.command, awaited, agreed, slot), slot };
  }

  test("of each kind is read into the port's own", () => {
    const accel = readBack({ tick: 3, accelSteer: { accelMps2: -1.5, roadWheelAngleRad: 0.1 } });
    expect(accel.broken).toBeNull();
    expect(accel.slot.reply).toMatchObject({ kind: "command", tick: 3, mode: "engaged", debug: [] });
    expect(accel.slot.reply.command).toEqual({ kind: "accel-steer", accelMps2: -1.5, lateral: "road-wheel", roadWheelRad: 0.1 });
    expect(readBack({ tick: 3, accelSteer: { curvaturePerM: 0.02 } }).slot.reply.command).toEqual({
      kind: "accel-steer",
      accelMps2: 0,
      lateral: "curvature",
      curvaturePerM: 0.02,
    });
    expect(readBack({ tick: 3, longitudinal: { accelMps2: 2 } }).slot.reply.command).toEqual({ kind: "longitudinal", accelMps2: 2 });
    expect(readBack({ tick: 3, none: {} }).slot.reply.command).toEqual({ kind: "none" });
    const actuator = { throttle: 0.5, brake: 0.1, steeringWheelAngleRad: -1, gear: 0, handBrake: true };
    expect(readBack({ tick: 3, actuator }).slot.reply.command).toEqual({
      kind: "actuator",
      throttleRatio: 0.5,
      brakeRatio: 0.1,
      steeringWheelRad: -1,
      gear: "neutral",
      handBrake: true,
    });
    expect(readBack({ tick: 3, actuator: {} }).slot.reply.command).toMatchObject({ throttleRatio: 0, gear: "forward", handBrake: false });
  });

  test("of a trajectory keeps what was given and what was not", () => {
    const points = [{ tNs: -5 }, { tNs: 7, xM: 1, yM: 2, yawRad: 3, vMps: 0, accelMps2: 4, curvaturePerM: 5 }];
    const unknown = { vMps: null, accelMps2: null, curvaturePerM: null };
    expect(readBack({ tick: 3, trajectory: { frame: 2, points } }).slot.reply.command).toEqual({
      kind: "trajectory",
      frame: "ego-at-tick",
      points: [{ tNs: -5, xM: 0, yM: 0, yawRad: 0, ...unknown }, points[1]],
    });
  });

  test("mode, own time and debug figures come along", () => {
    const { broken, slot } = readBack({ tick: 3, none: {}, mode: 4, computeNs: 1234, debugScalars: [{ name: "gap\u0007M", value: 2.5 }] });
    expect(broken).toBeNull();
    expect(slot.reply.mode).toBe("disengaged");
    expect(slot.computeNs).toBe(1234);
    expect(slot.reply.debug).toEqual([{ name: "gap\\u{7}M", value: 2.5 }]);
    expect(readBack({ tick: 3, none: {}, mode: 99 as never }).slot.reply.mode).toBe("engaged");
  });

  test.each<[string, Command, string]>([
    ["no kind", { tick: 3 }, "RDV_INVALID_COMMAND"],
    ["no lateral part", { tick: 3, accelSteer: { accelMps2: 1 } }, "RDV_INVALID_COMMAND"],
    ["NaN", { tick: 3, longitudinal: { accelMps2: Number.NaN } }, "RDV_INVALID_COMMAND"],
    ["infinite curvature", { tick: 3, accelSteer: { curvaturePerM: -Infinity } }, "RDV_INVALID_COMMAND"],
    ["NaN rate", { tick: 3, accelSteer: { roadWheelAngleRad: 0, roadWheelRateRadps: Number.NaN } }, "RDV_INVALID_COMMAND"],
    ["a throttle that is NaN", { tick: 3, actuator: { throttle: Number.NaN } }, "RDV_INVALID_COMMAND"],
    ["an infinite brake", { tick: 3, actuator: { brake: Infinity } }, "RDV_INVALID_COMMAND"],
    ["an infinite steering wheel", { tick: 3, actuator: { steeringWheelAngleRad: -Infinity } }, "RDV_INVALID_COMMAND"],
    ["reverse gear", { tick: 3, actuator: { gear: -1 } }, "RDV_INVALID_COMMAND"],
    ["a trajectory without points", { tick: 3, trajectory: { frame: 1 } }, "RDV_INVALID_COMMAND"],
    ["a trajectory in no frame", { tick: 3, trajectory: { points: [{}, { tNs: 1 }] } }, "RDV_INVALID_COMMAND"],
    ["a trajectory in an unknown frame", { tick: 3, trajectory: { frame: 3 as never, points: [{}, { tNs: 1 }] } }, "RDV_INVALID_COMMAND"],
    [
      "a trajectory with an infinite speed",
      { tick: 3, trajectory: { frame: 1, points: [{}, { tNs: 1, vMps: Infinity }] } },
      "RDV_INVALID_COMMAND",
    ],
    ["NaN debug", { tick: 3, none: {}, debugScalars: [{ name: "x", value: Number.NaN }] }, "RDV_INVALID_COMMAND"],
    ["257 debug scalars", { tick: 3, none: {}, debugScalars: Array.from({ length: 257 }, () => ({})) }, "RDV_INVALID_COMMAND"],
    ["a large blob", { tick: 3, none: {}, debugBlob: new Uint8Array(65_537) }, "RDV_INVALID_COMMAND"],
    ["an earlier tick", { tick: 2, none: {} }, "RDV_DUPLICATE_COMMAND"],
    ["tick left out", { none: {} }, "RDV_DUPLICATE_COMMAND"],
    ["a later tick", { tick: 4, none: {} }, "RDV_WRONG_TICK"],
  ])("with %s is refused", (_what, command, code) => {
    expect(readBack(command).broken).toMatchObject({ code });
  });

  test("of a kind not agreed on is refused, though the harness knows it", () => {
    expect(readBack({ tick: 3, accelSteer: { roadWheelAngleRad: 0 } }, 3, ["longitudinal"]).broken).toMatchObject({
      code: "RDV_INVALID_COMMAND",
      message: "the command is of kind accel-steer; agreed on: longitudinal",
    });
  });

  test("limits of debug data are legal themselves", () => {
    const debugScalars = Array.from({ length: 256 }, () => ({ name: "a", value: 1 }));
    expect(readBack({ tick: 3, none: {}, debugScalars, debugBlob: new Uint8Array(65_536) }).broken).toBeNull();
  });
});

test("bytes that are no envelope are a bad frame, whatever they are", () => {
  for (const bytes of [[0xff], [0x0a, 5, 1], [0x52, 0x03, 0x12, 0x01, 0xff], Array.from({ length: 300 }, () => 0x0b)]) {
    expect(decodeEnvelope(Buffer.from(bytes), 0, bytes.length)).toMatchObject({ code: "RDV_BAD_FRAME" });
  }
});
