import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "vite";

/** Bundles web/report into the one script that every HTML report carries; the result is committed and compared by a test. */
const ROOT = resolve(import.meta.dirname, "..");
export const REPORT_SCRIPT: string = resolve(ROOT, "web/dist/report.js");

export async function bundleReport(): Promise<string> {
  const built = await build({
    root: resolve(ROOT, "web"),
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2023",
      minify: false,
      lib: { entry: resolve(ROOT, "web/report/main.ts"), formats: ["es"], fileName: "report" },
    },
  });
  const first = Array.isArray(built) ? built[0] : built;
  if (first === undefined || !("output" in first) || first.output.length !== 1) throw new Error("the bundle is not one file");
  const [chunk] = first.output;
  return chunk.code;
}

if (import.meta.main) writeFileSync(REPORT_SCRIPT, await bundleReport());
