/** Writes docs/metrics/ and docs/profiles/, a page for each metric and profile, and takes away those of what is no more. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { metricPages } from "./metric-pages.ts";

const DOCS = new URL("../docs/", import.meta.url);
const pages = metricPages();
for (const folder of ["metrics/", "profiles/"]) {
  rmSync(new URL(folder, DOCS), { recursive: true, force: true });
  mkdirSync(new URL(folder, DOCS));
}
for (const [path, text] of pages) writeFileSync(new URL(path, DOCS), text);
process.stdout.write(`${pages.size} files\n`);
