import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeEnvelope } from "../../src/control/decode.ts";
import { socketController } from "../../src/control/socket-controller.ts";
import { wire } from "../../src/control/wire.ts";
import { needPython } from "../support/python.ts";
import { observation, runEnd, runStart, socketOptions } from "./support.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const CLIENT = join(ROOT, "clients/python");

const python = needPython();

test("the example is short enough to read at once", () => {
  expect(readFileSync(join(CLIENT, "example.py"), "utf8").trimEnd().split("\n").length).toBeLessThan(60);
});

describe.skipIf(python === null)("the Python client (needs python3-protobuf)", () => {
  const line = {
    xM: Float64Array.from({ length: 60 }, (_, i) => 5 * i),
    yM: new Float64Array(60),
    sM: Float64Array.from({ length: 60 }, (_, i) => 5 * i),
  };

  test("drives two runs over one connection, and brakes for what is ahead", async () => {
    const command = `${python} ${CLIENT}/example.py`;
    const controller = socketController(socketOptions({ command, firstTickWatchdogMs: 10_000, watchdogMs: 10_000 }));
    const session = controller.open();
    for (let run = 0; run < 2; run++) {
      expect(await session.start(runStart({ route: line, routeSpeedLimitMps: 25 }))).toEqual({ kind: "ready" });
      const free = observation(0);
      Object.assign(free.ego, { xM: 0, yM: 0, yawRad: 0, vLonMps: 10 });
      const accelerating = await session.decide(free);
      expect(accelerating).toMatchObject({
        kind: "command",
        tick: 0,
        command: { kind: "accel-steer", lateral: "curvature", curvaturePerM: 0 },
      });
      expect(accelerating.kind === "command" && accelerating.command.kind === "accel-steer" && accelerating.command.accelMps2).toBeCloseTo(
        1.5 * (1 - 0.4 ** 4),
        12,
      );
      const blocked = observation(1, 1);
      Object.assign(blocked.ego, { xM: 0, yM: 0, yawRad: 0, vLonMps: 10 });
      blocked.objects.xM[0] = 12;
      blocked.objects.yM[0] = 0.5;
      blocked.objects.vxMps[0] = 0;
      const braking = await session.decide(blocked);
      expect(braking.kind === "command" && braking.command.kind === "accel-steer" && braking.command.accelMps2).toBeLessThan(-5);
      await session.end(runEnd());
    }
    expect(controller.name).toBe("redrive example (Python)");
    await controller.close();
  });

  test("an exception in the user's code is a fault with its words, and the traceback is kept", async () => {
    const script =
      "import redrive_client as r; r.run('broken', type('Broken', (), dict(__init__=lambda self, s: None, drive=lambda self, o, c: 1 / 0)))";
    const controller = socketController(socketOptions({ command: `${python} -c "${script}"`, cwd: CLIENT, firstTickWatchdogMs: 10_000 }));
    const session = controller.open();
    await session.start(runStart());
    const reply = await session.decide(observation(0));
    expect(reply).toMatchObject({ kind: "fault", fault: { code: "RDV_CONTROLLER_INTERNAL", tick: 0 } });
    expect(reply.kind === "fault" && reply.fault.message).toContain("ZeroDivisionError: division by zero");
    await session.end(runEnd());
    await controller.close();
  });

  test("what we take, the Python runtime takes as the same message, and what it refuses, we refuse", () => {
    const script = `
import sys, redrive_control_v1_pb2 as pb
out = []
for line in sys.stdin:
    try:
        m = pb.ToHarness.FromString(bytes.fromhex(line.strip()))
        out.append(m.WhichOneof("body") or "none")
    except Exception:
        out.append("error")
print(" ".join(out))`;
    const frames = damagedFrames(2000);
    const input = `${frames.map((f) => f.toString("hex")).join("\n")}\n`;
    const theirs = spawnSync(python as string, ["-c", script], { cwd: CLIENT, input, encoding: "utf8" })
      .stdout.trim()
      .split(" ");
    const ours = frames.map(verdictOf);
    // Ours is the stricter of the two: the C++ runtime behind Python stops at a tag of 0 or a stray end of group without complaint.
    const differing = frames.flatMap((f, i) =>
      ours[i] === "error" || ours[i] === theirs[i] ? [] : [`${f.toString("hex")}: ${ours[i]}, ${theirs[i]}`],
    );
    expect(differing).toEqual([]);
    expect(theirs.filter((verdict, i) => verdict === "error" && ours[i] !== "error")).toEqual([]);
    for (const outcome of ["error", "command", "none"]) expect(ours.filter((v) => v === outcome).length).toBeGreaterThan(50);
  });
});

/** Valid envelopes with one to three bytes changed, dropped or doubled: always the same ones. */
function damagedFrames(count: number): Buffer[] {
  const valid = [
    {
      session: 1,
      command: { tick: 300, accelSteer: { accelMps2: 0.5, roadWheelAngleRad: 0.01 }, debugScalars: [{ name: "gap", value: 1 }] },
    },
    { session: 1, command: { tick: 3, longitudinal: { accelMps2: -1 }, mode: 2 } },
    {
      hello: {
        supported: [{ major: 1 }],
        name: "acme",
        authToken: Buffer.from("t"),
        capabilities: { commandKinds: [2] },
        info: { a: "b" },
      },
    },
    { session: 1, scenarioEndAck: { metrics: { a: 1 } } },
    { session: 1, fault: { code: 26, message: "no", tick: 4 } },
  ].map((envelope) => Buffer.from(wire.ToHarness.encode(envelope).finish()));
  let state = 1;
  const next = (bound: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % bound;
  };
  return Array.from({ length: count }, () => {
    let bytes = [...(valid[next(valid.length)] as Buffer)];
    for (let change = next(3); change >= 0; change--) {
      const at = next(bytes.length);
      const kind = next(4);
      if (kind === 0) bytes.splice(at, 1);
      else if (kind === 1) bytes = bytes.slice(0, at);
      else if (kind === 2) bytes.splice(at, 0, bytes[at] ?? 0);
      else bytes[at] = next(256);
      if (bytes.length === 0) bytes = [0];
    }
    return Buffer.from(bytes);
  });
}
/** What our decoder makes of a body, in the Python runtime's words. */
function verdictOf(bytes: Buffer): string {
  const m = decodeEnvelope(bytes, 0, bytes.length);
  if ("code" in m) return "error";
  return m.body === undefined ? "none" : m.body.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
}
