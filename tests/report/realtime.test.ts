import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { htmlReport } from "../../src/report/html.ts";
import { listReporter } from "../../src/report/list.ts";
import { histogramOf } from "../../src/run/paced.ts";
import type { RealtimeReport } from "../../src/run/result.ts";
import { folderWith } from "../cli/support.ts";
import { needDebian } from "../support/require.ts";
import { paper, resultWith, suiteWith } from "./support.ts";

const REALTIME: RealtimeReport = {
  periodMs: 50,
  heldLimit: 10,
  heldCount: 3,
  heldByHarnessCount: 1,
  longestRow: 2,
  lateCount: 2,
  overtakenCount: 1,
  reportsHeldCount: 4,
  harnessLateness: histogramOf([0.05, 0.3, 27.5, 120]),
  answerLatency: histogramOf([1.5, 1.6]),
  clock: { offsetMs: 1234.5, roundTripMs: 0.25 },
};
const PACED = resultWith({ index: 1, pacing: "realtime", realtime: REALTIME });
const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"];
const found = (): string =>
  CHROMIUM.map((name) => spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim()).find((p) => p !== "") ?? "";

describe("a run in real time", () => {
  test("is stamped in the list, with what was held and whose lateness it was; a suite in lockstep says nothing of it", () => {
    const listed = (results: Parameters<typeof suiteWith>[0]): string => {
      const screen = paper({});
      listReporter(screen).on({ kind: "end", suite: suiteWith(results) });
      return screen.text;
    };
    const stamp = "in real time, not deterministic: 3 of 4 answers held, 1 of them because redrive itself was late (by 120.0 ms at most)";
    expect(listed([resultWith({}), PACED])).toContain(`\n${stamp}\n`);
    expect(listed([resultWith({ index: 2, pacing: "realtime", realtime: null })])).toContain("in real time, not deterministic: 0 of 0");
    expect(listed([resultWith({})])).not.toContain("real time");
  });

  test.skipIf(needDebian(["chromium"], () => found() !== "") === "absent")("has its histogram on its page", async () => {
    const folder = folderWith({});
    writeFileSync(join(folder, "report.html"), htmlReport(suiteWith([resultWith({ index: 0 }), PACED]), folder));
    const browser = await chromium.launch({ executablePath: found(), args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage();
      await page.goto(`${pathToFileURL(join(folder, "report.html")).href}#run=1`);
      const section = page.locator("section", { has: page.getByRole("heading", { name: "Real time" }) });
      const rows = await section.locator("tbody tr").allInnerTexts();
      expect(rows.map((r) => r.split("\t"))).toContainEqual(["below 50 ms", "1", "0"]);
      expect(rows.map((r) => r.split("\t"))).toContainEqual(["100 ms and more", "1", "0"]);
      expect(rows.map((r) => r.split("\t"))).toContainEqual(["largest", "120.00 ms", "1.60 ms"]);
      const text = await section.innerText();
      expect(text).toContain("not deterministic");
      expect(text).toContain("3 answers held, 1 of them because redrive itself was late; at most 2 in a row, of 10 allowed");
      expect(text).toContain("1234.500 ms, by a round trip of 0.250 ms; 4 instants without a new report of the car");
      await page.goto(`${pathToFileURL(join(folder, "report.html")).href}#run=0`);
      await page.reload();
      expect(await page.getByRole("heading", { name: "Real time" }).count()).toBe(0);
    } finally {
      await browser.close();
    }
  });
});
