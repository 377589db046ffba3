import "./scripts/node-guard.mjs";
import { defineConfig } from "vitest/config";

// The longer proofs: fuzzing, soak, ten thousand runs. No time limit, and one after the other, because some measure.
export default defineConfig({
  test: {
    include: ["tests/prove/**/*.prove.ts"],
    reporters: ["verbose", "./scripts/summary-reporter.ts"],
    fsModuleCache: false, // a clone may be read-only
    testTimeout: 0,
    hookTimeout: 0,
    fileParallelism: false,
    passWithNoTests: true,
  },
});
