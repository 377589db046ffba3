import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { metricPages } from "../../scripts/metric-pages.ts";

const DOCS = join(import.meta.dirname, "../../docs");

test("the pages of metrics and profiles are those of the code (node scripts/make-metric-pages.ts writes them)", () => {
  const pages = metricPages();
  const files = ["metrics", "profiles"].flatMap((folder) => readdirSync(join(DOCS, folder)).map((name) => `${folder}/${name}`));
  expect(files.sort()).toEqual([...pages.keys()].sort());
  const stale = [...pages].filter(([path, text]) => readFileSync(join(DOCS, path), "utf8") !== text).map(([path]) => path);
  expect(stale).toEqual([]);
});
