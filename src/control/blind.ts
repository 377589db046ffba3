import { createHash } from "node:crypto";
import type { RunStart } from "../sim/port.ts";

const TOKEN_DIGITS = 16;

/**
 * What a controller may know of a scenario whose name it must not: a token in place of the id, and no parameters. The token is the
 * beginning of a digest of the id, the same for a variant in every run; only whoever has the id already can tell that they belong together.
 */
export function blinded(start: RunStart): RunStart {
  const digest = createHash("sha256").update(start.scenarioId, "utf8").digest("hex");
  return { ...start, scenarioId: `blind-${digest.slice(0, TOKEN_DIGITS)}`, parameters: [] };
}
