import "./scripts/node-guard.mjs";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    reporters: ["default", "./scripts/summary-reporter.ts"],
    fsModuleCache: false, // a clone may be read-only
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
