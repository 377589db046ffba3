import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { htmlReport } from "../../src/report/html.ts";
import type { RunView } from "../../src/run/view-data.ts";
import { folderWith } from "../cli/support.ts";
import { needDebian } from "../support/require.ts";
import { resultWith, suiteWith } from "./support.ts";

const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"];
const found = (): string =>
  CHROMIUM.map((name) => spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim()).find((p) => p !== "") ?? "";

const EVIL = `<img src=x onerror="document.title='owned'">_mps`;
const LEVELS = ["engaged", "takeover-request", "minimum-risk", "disengaged"];
const VIEW: RunView = {
  variantId: "a.yaml",
  dtSec: 0.01,
  ticks: [0, 10, 20, 30, 40],
  lanes: [],
  routeXyM: [],
  recordedXyM: [],
  actors: [],
  series: [
    { id: "driving mode", group: "command", unit: "", values: [0, 0, 1, 1, 1], limit: null, levels: LEVELS },
    { id: EVIL, group: "debug", unit: "m/s", values: [null, null, 7, null, null], limit: null },
    { id: "none", group: "debug", unit: "", values: [null, null, null, null, null], limit: null },
  ],
  undrawnDebugCount: 3,
};

describe.skipIf(needDebian(["chromium"], () => found() !== "") === "absent")("what a controller tells of itself, in the report", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const folder = folderWith({ "view.json": JSON.stringify(VIEW) });
    const suite = suiteWith([resultWith({ files: { trace: null, view: "view.json", controllerLog: null } })]);
    writeFileSync(join(folder, "report.html"), htmlReport(suite, folder));
    browser = await chromium.launch({ executablePath: found(), args: ["--no-sandbox"] });
    page = await browser.newPage();
    await page.goto(`${pathToFileURL(join(folder, "report.html")).href}#run=0`);
    await page.waitForSelector("figure canvas");
  }, 60_000);
  afterAll(() => browser.close());

  /** The heights, in device pixels from the top, at which a plot has the colour of its curve in a column given as a share of its width. */
  const inkAt = (plot: number, share: number): Promise<number[]> =>
    page.evaluate(`(() => {
      const canvas = document.querySelectorAll("figure canvas")[${plot}];
      const x = Math.round(${share} * canvas.width);
      const { data } = canvas.getContext("2d").getImageData(x, 0, 1, canvas.height);
      return Array.from({ length: canvas.height }, (_, y) => y).filter((y) => data[4 * y + 2] > 150 && data[4 * y] < 100);
    })()`);

  test("names and units stand over the plots as text, and what is not drawn is counted", async () => {
    expect(await page.locator("figcaption").allTextContents()).toEqual(["driving modecommand", `${EVIL}debug, m/s`, "nonedebug"]);
    expect(await page.getByText("3 more debug signals of the controller are in the trace only").count()).toBe(1);
    expect(await page.title()).not.toBe("owned");
  });

  test("the driving mode goes in steps: level, then straight up at the sample where it is another", async () => {
    const [before, after] = [await inkAt(0, 0.3), await inkAt(0, 0.9)];
    expect(before.length).toBeGreaterThan(0);
    expect(after.length).toBeGreaterThan(0);
    expect(Math.min(...before)).toBeGreaterThan(Math.max(...after) + 20);
    // Just before the third of five samples it is still where it was.
    expect(await inkAt(0, 0.52)).toEqual(before);
  });

  test("a value between gaps is a dot, and a signal without any value an empty plot", async () => {
    const width = await page.evaluate(`document.querySelectorAll("figure canvas")[1].clientWidth`);
    const share = (44 + 0.5 * ((width as number) - 52)) / (width as number);
    expect((await inkAt(1, share)).length).toBeGreaterThan(0);
    expect(await inkAt(1, share + 0.1)).toEqual([]);
    expect(await inkAt(2, share)).toEqual([]);
  });

  test("the value under the cursor is told by its name", async () => {
    const title = (plot: number): Promise<string | null> => page.locator("figure canvas").nth(plot).getAttribute("title");
    await page.locator("input[type=range]").fill("2");
    expect([await title(0), await title(2)]).toEqual(["driving mode at tick 20: takeover-request", "none at tick 20: no value"]);
  });
});
