import { describe, expect, test } from "vitest";
import { runTool, tools } from "../../scripts/tools.ts";

describe("the whole tree", () => {
  test.each(tools)("has no fault in its $name", (tool) => {
    const { passed, text } = runTool(tool);
    expect(passed, text).toBe(true);
  });
});
