import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

export const projectRoot: string = resolve(import.meta.dirname, "..");

/** A program that judges the whole tree: its name in messages, and the arguments after `node`. */
export interface Tool {
  readonly name: string;
  readonly args: readonly string[];
}

const bin = (path: string): string => join(projectRoot, "node_modules", path);

/** What `npm run check` runs one after the other, and `npm test` runs as one test each. */
export const tools: readonly Tool[] = [
  { name: "types", args: [bin("typescript/bin/tsc"), "-p", "."] },
  { name: "lint", args: [bin("oxlint/bin/oxlint"), "--deny-warnings"] },
  { name: "format", args: [bin("@biomejs/biome/bin/biome"), "format", "."] },
];

/** Runs a tool to its end; `text` is all that it wrote. */
export function runTool(tool: Tool): { readonly passed: boolean; readonly text: string } {
  const result = spawnSync(process.execPath, tool.args, { cwd: projectRoot, encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.error) throw result.error;
  return { passed: result.status === 0, text: result.stdout + result.stderr };
}
