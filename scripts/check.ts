// `npm run check [-- --no-tests]`: types, lint, format, then the tests, conventions among them.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot, runTool, tools } from "./tools.ts";

const failed: string[] = [];
for (const tool of tools) {
  const { passed, text } = runTool(tool);
  if (!passed) {
    failed.push(tool.name);
    process.stderr.write(text);
  }
  process.stdout.write(`${passed ? "ok  " : "FAIL"} ${tool.name}\n`);
}

if (!process.argv.includes("--no-tests")) {
  const vitest = join(projectRoot, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", "--configLoader", "native", "--project", "!tools"]; // that one runs the tools again
  const tests = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: "inherit" });
  if (tests.status !== 0) failed.push("tests");
}

process.stdout.write(failed.length === 0 ? "check passed\n" : `check failed: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
