import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bundleReport, REPORT_SCRIPT } from "../../scripts/build-web.ts";

test("the committed script of the report is what web/report builds; `node scripts/build-web.ts` updates it", async () => {
  const committed = readFileSync(REPORT_SCRIPT, "utf8");
  expect(committed === (await bundleReport())).toBe(true);
  expect(committed).not.toMatch(/<\/script|<!--/i); // it stands inside a script element
});
