import "./scripts/node-guard.mjs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    reporters: ["default", "./scripts/summary-reporter.ts"],
    maxWorkers: availableParallelism(), // much of the time is spent waiting for processes
    fsModuleCache: false, // a clone may be read-only
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
