import { beforeEach, expect, test, vi } from "vitest";
import { judgeHello } from "../../src/control/handshake.ts";
import { wire } from "../../src/control/wire.ts";

/** Lengths of what was compared in constant time. */
const compared: [number, number][] = [];
vi.mock("node:crypto", async (original) => {
  const crypto = await original<typeof import("node:crypto")>();
  const timingSafeEqual: typeof crypto.timingSafeEqual = (a, b) => {
    compared.push([a.byteLength, b.byteLength]);
    return crypto.timingSafeEqual(a, b);
  };
  return { ...crypto, timingSafeEqual };
});
beforeEach(() => void compared.splice(0));

function verdictOf(authToken: string, token: string | null): string {
  const hello = { supported: [{ major: 1 }], authToken: Buffer.from(authToken), capabilities: { commandKinds: [2 as const] } };
  const terms = { token, kinds: ["accel-steer"], sessions: 1, harnessBuild: "", runId: "" } as const;
  return judgeHello(wire.Hello.decode(wire.Hello.encode(hello).finish()), terms).kind;
}

test.each([
  ["the same", "a token of length 20", "welcome"],
  ["another one of the same length", "a token of length 21", "rejected"],
  ["shorter", "a token", "rejected"],
  ["empty", "", "rejected"],
  ["longer", "a token of length 20".repeat(300), "rejected"],
])("a token that is %s is compared by digests of 32 bytes, in constant time", (_what, given, verdict) => {
  expect(verdictOf(given, "a token of length 20")).toBe(verdict);
  expect(compared).toEqual([[32, 32]]);
});

test("letters beyond ASCII are compared as UTF-8", () => {
  expect(verdictOf("Schlüssel", "Schlüssel")).toBe("welcome");
});

test("without a token nothing is compared", () => {
  expect(verdictOf("anything", null)).toBe("welcome");
  expect(compared).toEqual([]);
});
