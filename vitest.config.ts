import "./scripts/node-guard.mjs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const CORES = availableParallelism();

/**
 * Folders whose tests only compute: they start no program and change nothing of their own process. Those of trace are not among them: they
 * load the whole of protobufjs, which makes 64-bit integers objects again for all that comes after.
 */
const PURE = ["core", "road", "vehicle", "drive", "sim", "eval", "scenario", "laws", "golden", "conformance", "control/builtin"];
/** Types, lint and format of the whole tree: `npm run check` runs the tools themselves, and leaves this project out. */
const TOOLS = "tests/conventions/tools.test.ts";
/** Among the folders of the others, but drives in worker threads and by a controller in a process of its own. */
const NOT_PURE = "drive-scenarios";
const pureFiles = PURE.map((folder) => `tests/${folder}/**/!(${NOT_PURE}).test.ts`);

export default defineConfig({
  test: {
    reporters: ["default", "./scripts/summary-reporter.ts"],
    fsModuleCache: false, // a clone may be read-only
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "process",
          include: ["tests/**/*.test.ts"],
          exclude: [...pureFiles, TOOLS],
          maxWorkers: CORES + 1, // much of the time is spent waiting for processes
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: "tools", include: [TOOLS], maxWorkers: CORES + 1, sequence: { groupOrder: 0 } },
      },
      {
        // A process for each of these files would cost more than most of them take: a process serves many, and loads a module once.
        extends: true,
        test: {
          name: "pure",
          include: pureFiles,
          isolate: false,
          maxWorkers: CORES,
          experimental: { viteModuleRunner: false, nodeLoader: false }, // Node itself runs the source, as it does for users
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
