import { describe, expect, test } from "vitest";
import { type HelloVerdict, judgeHello, type Terms, welcomeOf } from "../../src/control/handshake.ts";
import { wire } from "../../src/control/wire.ts";

const TERMS: Terms = {
  token: "secret",
  kinds: ["none", "longitudinal", "accel-steer"],
  sessions: 1,
  harnessBuild: "redrive 0.1.0",
  runId: "r1",
};
type Hello = Parameters<typeof wire.Hello.encode>[0];

/** Judges a Hello as it comes from the wire. */
function judge(change: Hello, terms: Terms = TERMS): HelloVerdict {
  const hello: Hello = {
    supported: [{ major: 1, minor: 0 }],
    name: "acme",
    authToken: Buffer.from("secret"),
    capabilities: { commandKinds: [2], canReset: true },
    ...change,
  };
  return judgeHello(wire.Hello.decode(wire.Hello.encode(hello).finish()), terms);
}

function peerOf(verdict: HelloVerdict): Extract<HelloVerdict, { kind: "welcome" }>["peer"] {
  if (verdict.kind !== "welcome") throw new Error(verdict.message);
  return verdict.peer;
}

describe("a Hello", () => {
  test("is accepted with the kinds both sides have", () => {
    const peer = peerOf(
      judge({ build: "git 1a2b", capabilities: { commandKinds: [4, 5, 2, 99 as never], canReset: true, wantsMap: true } }),
    );
    expect(peer).toMatchObject({ name: "acme", build: "git 1a2b", kinds: ["longitudinal", "accel-steer"], canReset: true, wantsMap: true });
    expect(welcomeOf(peer, TERMS).welcome).toMatchObject({
      selected: { major: 1, minor: 0 },
      commandKinds: [5, 2],
      maxFrameBytes: 262_144,
      sessions: 1,
      pacing: 1,
      runId: "r1",
    });
  });

  test.each<[string, Hello, string, string]>([
    ["a wrong token", { authToken: Buffer.from("secrer") }, "RDV_UNAUTHENTICATED", "wrong token"],
    ["a longer token", { authToken: Buffer.from("secret2") }, "RDV_UNAUTHENTICATED", "wrong token"],
    ["no token", { authToken: new Uint8Array() }, "RDV_UNAUTHENTICATED", "no token"],
    [
      "another version",
      { supported: [{ major: 2, minor: 3 }, { major: 3 }] },
      "RDV_UNSUPPORTED_VERSION",
      "speaks 2.3, 3.0, redrive speaks 1.0",
    ],
    ["no version", { supported: [] }, "RDV_UNSUPPORTED_VERSION", "speaks no version, redrive speaks 1.0"],
    [
      "other kinds",
      { capabilities: { commandKinds: [3, 4] } },
      "RDV_NO_COMMON_COMMAND_KIND",
      "offers actuator, trajectory, redrive offers none, longitudinal, accel-steer",
    ],
    ["no kinds", { capabilities: {} }, "RDV_NO_COMMON_COMMAND_KIND", "offers nothing"],
    ["a real car", { capabilities: { commandKinds: [2], vehicleInTheLoop: true } }, "RDV_SCENARIO_UNSUPPORTED", "real-time"],
  ])("with %s is rejected", (_what, change, code, text) => {
    const verdict = judge(change);
    expect(verdict).toMatchObject({ kind: "rejected", code });
    expect(verdict.kind === "rejected" && verdict.message).toContain(text);
  });

  test("with a wrong token learns nothing else", () => {
    expect(judge({ authToken: Buffer.from("x"), supported: [], capabilities: {} })).toMatchObject({ code: "RDV_UNAUTHENTICATED" });
  });

  test("needs no token where the user says so", () => {
    expect(judge({ authToken: new Uint8Array() }, { ...TERMS, token: null }).kind).toBe("welcome");
  });

  test("of a later minor version speaks ours", () => {
    expect(peerOf(judge({ supported: [{ major: 2 }, { major: 1, minor: 7 }] }))).toMatchObject({ major: 1, minor: 0 });
  });

  test("has its texts made printable and its map bounded", () => {
    const info = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`key${i}`, "v\u001b"]));
    const peer = peerOf(judge({ name: "\u001b]0;pwn\u0007\u202e", build: "b".repeat(500), info }));
    expect(peer.name).toBe("\\u{1b}]0;pwn\\u{7}\\u{202e}");
    expect(peer.build).toHaveLength(131);
    expect(peer.info.size).toBe(32);
    expect(peer.info.get("key0")).toBe("v\\u{1b}");
    expect(peer.warnings).toHaveLength(2);
  });
});
