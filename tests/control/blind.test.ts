import { describe, expect, test } from "vitest";
import { blinded } from "../../src/control/blind.ts";
import { runStart } from "./support.ts";

describe("a blinded start", () => {
  test("has a token for the id, no parameters, and everything else as it was", () => {
    const start = runStart();
    const blind = blinded(start);
    // printf 'suite/cut-in.yaml#gapM=12.5' | sha256sum
    expect(blind).toEqual({ ...start, scenarioId: "blind-7b4cb081549052be", parameters: [] });
  });

  test("has one token for one variant, other ones for others", () => {
    const token = (scenarioId: string): string => blinded(runStart({ scenarioId })).scenarioId;
    expect(token("a.yaml#n=1")).toBe(token("a.yaml#n=1"));
    expect(new Set(["a.yaml#n=1", "a.yaml#n=2", "b.yaml#n=1"].map(token)).size).toBe(3);
  });
});
