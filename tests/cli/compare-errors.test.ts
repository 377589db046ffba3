import { expect, test, vi } from "vitest";
import { compare } from "../../src/cli/compare.ts";

const fault = new RangeError("Invalid string length");
vi.mock("../../src/run/compare-runs.ts", () => ({ compareFolders: () => Promise.reject(fault) }));

test("a fault of redrive is told as one: --delta is not blamed for it", async () => {
  await expect(compare(["a", "b"], { delta: [], failOn: "worse" })).rejects.toBe(fault);
});
