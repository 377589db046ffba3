import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { RunResult, SuiteResult } from "../run/result.ts";

const WEB = new URL("../../web/", import.meta.url);
/** Pictures beyond this many bytes are left out of the file; the reproduce command makes them again. */
const MAX_VIEW_BYTES = 40_000_000;

/**
 * One self-contained HTML file: opens from disk, moved or zipped, without network. Pictures are packed a run each and unpacked
 * only when that run is opened. Text from scenarios and controllers reaches the page as text nodes only; the script is pinned
 * by its hash in the content security policy.
 */
export function htmlReport(suite: SuiteResult, outFolder: string): string {
  const script = readFileSync(new URL("dist/report.js", WEB), "utf8");
  const parts: Readonly<Record<string, string>> = {
    script,
    scriptSha256: createHash("sha256").update(script).digest("base64"),
    style: readFileSync(new URL("report/style.css", WEB), "utf8"),
    suite: embeddable(JSON.stringify(suite)),
    views: embeddable(JSON.stringify(packedViews(suite.results, outFolder))),
  };
  const template = readFileSync(new URL("report/index.html", WEB), "utf8");
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] ?? "");
}

/** JSON inside a script element: `<` is escaped so that no text can close the element. */
function embeddable(json: string): string {
  return json.replace(/</g, "\\u003c");
}

/** Runs that did not simply pass come first, so that what is left out is the least needed. */
function packedViews(results: readonly RunResult[], outFolder: string): Record<string, string> {
  const plain = (r: RunResult): boolean => r.verdict === "passed" && r.expected === "pass";
  const packed: Record<string, string> = {};
  let bytes = 0;
  for (const result of [...results.filter((r) => !plain(r)), ...results.filter(plain)]) {
    const path = result.files.view === null ? null : join(outFolder, result.files.view);
    if (path === null || !existsSync(path)) continue;
    const text = deflateRawSync(readFileSync(path), { level: 6 }).toString("base64");
    bytes += text.length;
    if (bytes > MAX_VIEW_BYTES) break;
    packed[String(result.index)] = text;
  }
  return packed;
}
