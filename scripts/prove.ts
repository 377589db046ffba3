// `npm run prove [-- FILTER...]`: the proofs that take longer than `npm test` may.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "./tools.ts";

const vitest = join(projectRoot, "node_modules", "vitest", "vitest.mjs");
const args = [vitest, "run", "--configLoader", "native", "--config", join(projectRoot, "vitest.prove.config.ts"), ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: "inherit" }).status ?? 1;
