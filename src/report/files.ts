import { join, relative } from "node:path";
import type { RunEvent } from "../run/result.ts";
import { writeWhole } from "../trace/file-write.ts";
import { htmlReport } from "./html.ts";
import { junitXml } from "./junit.ts";
import type { Reporter } from "./reporter.ts";

/** `report.html` in the output folder; the closing lines say where. Paths are shown relative to `folder`. */
export function htmlFileReporter(outFolder: string, folder: string): Reporter {
  const path = join(outFolder, "report.html");
  return {
    on(event: RunEvent): void {
      if (event.kind === "end") writeWhole(path, htmlReport(event.suite, outFolder));
    },
    finish: () => [`report ${shown(path, folder)}`],
  };
}

/** `junit.xml` in the output folder. */
export function junitFileReporter(outFolder: string, folder: string): Reporter {
  const path = join(outFolder, "junit.xml");
  return {
    on(event: RunEvent): void {
      if (event.kind === "end") writeWhole(path, junitXml(event.suite));
    },
    finish: () => [`junit ${shown(path, folder)}`],
  };
}

function shown(path: string, folder: string): string {
  const short = relative(folder, path);
  return short === "" || short.startsWith("..") ? path : short;
}
