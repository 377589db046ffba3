import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { htmlReport } from "../../src/report/html.ts";
import { summaryOf } from "../../src/eval/summary.ts";
import type { Blame } from "../../src/eval/responsibility.ts";
import type { SuiteResult } from "../../src/run/result.ts";
import { CALM, CRASH, folderWith, redrive, suiteOf } from "../cli/support.ts";
import { needDebian } from "../support/require.ts";
import { findingWith, resultWith, scoreWith, suiteWith } from "./support.ts";

const EVIL = `</script><script>document.title = "owned"</script><img src=x onerror="document.title='owned'">{{style}}`;
const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"];
const found = (): string =>
  CHROMIUM.map((name) => spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim()).find((p) => p !== "") ?? "";

/** A file in a browser that closes with the test. */
async function pageOf(file: string): Promise<Page> {
  const browser = await chromium.launch({ executablePath: found(), args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  return page;
}

/** Runs in the page: how many pixels of the world's picture have each colour. */
const COUNT_COLOURS = `(() => {
  const canvas = document.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const counts = {};
  for (let i = 0; i < data.length; i += 4) {
    const colour = data.slice(i, i + 4).join();
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return counts;
})()`;

describe("the file", () => {
  test("refers to nothing outside itself, and holds what scenarios say as data", () => {
    const html = htmlReport(suiteWith([resultWith({ name: EVIL, description: EVIL, why: EVIL })], { controllers: [EVIL] }), "/nowhere");
    expect(html).not.toMatch(/(src|href)\s*=\s*["']?(https?:)?\/\//i);
    expect(html).not.toMatch(/url\(|@import|<link/i);
    expect(html).not.toContain("<img");
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(html.match(/<\/script/g)).toHaveLength(3);
    const json = /id="suite">(.*)<\/script>/.exec(html)?.[1] ?? "";
    expect((JSON.parse(json) as SuiteResult).results[0]?.why).toBe(EVIL);
  });
});

describe.skipIf(needDebian(["chromium"], () => found() !== "") === "absent")("in a browser, opened from disk", () => {
  let browser: Browser;
  let page: Page;
  let suite: SuiteResult;
  let url: string;
  const said: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    const folder = folderWith({
      "calm.yaml": CALM.replace("description: nobody else is there", `description: ${JSON.stringify(EVIL)}`),
      "crash.yaml": CRASH,
    });
    await redrive(folder, ["run", "crash.yaml", "calm.yaml", "-c", "builtin:constant"]);
    suite = suiteOf(folder);
    // Moved to another place, as an artefact of CI is: nothing else comes along.
    const moved = folderWith({});
    mkdirSync(join(moved, "a folder"));
    renameSync(join(folder, "redrive-out/report.html"), join(moved, "a folder/report #1.html"));
    url = pathToFileURL(join(moved, "a folder/report #1.html")).href;
    browser = await chromium.launch({ executablePath: found(), args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(() => browser.close());

  beforeEach(async () => {
    page = await browser.newPage();
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(url);
    await page.waitForSelector("tbody tr.link");
  });
  afterEach(async () => {
    await page.close();
    expect(said.splice(0)).toEqual([]); // no error, no warning, no violation of the content security policy
    expect(new Set(asked.splice(0).map((u) => u.split("#")[0]))).toEqual(new Set([url]));
  });

  const rows = (): Promise<string[]> => page.locator("tbody tr.link td:first-child").allTextContents();
  const hash = (): URLSearchParams => new URLSearchParams(new URL(page.url()).hash.slice(1));
  const openRun = async (index: number): Promise<void> => {
    await page.locator("tbody tr.link").nth(index).locator("td").nth(1).click();
    await page.waitForSelector("canvas");
  };
  const idOf = (index: number): string => suite.results[index]?.variantId ?? "";
  const title = (): Promise<string | null> => page.locator("h1").textContent();

  test("the overview has a row a variant, the counts, and filters that stay in the address", async () => {
    expect(await rows()).toEqual(suite.results.map((r) => r.variantId));
    expect(await page.locator(".chips").textContent()).toContain("2failed");
    await page.fill("input[type=search]", "gapM=14");
    expect(await rows()).toEqual([idOf(0)]);
    expect(hash().get("filter")).toBe("gapM=14");
    await page.fill("input[type=search]", "calm completed");
    await page.getByRole("button", { name: "passed", exact: true }).click();
    expect(await rows()).toHaveLength(4);
    await page.reload();
    expect(await rows()).toHaveLength(4);
    expect(await page.inputValue("input[type=search]")).toBe("calm completed");
    await page.getByRole("button", { name: "failed", exact: true }).click();
    expect(await rows()).toEqual([]);
    await page.goBack();
    expect(await rows()).toHaveLength(4);
  });

  test("columns sort, and keys go through the runs in the order shown", async () => {
    await page.getByRole("button", { name: "score" }).click();
    await page.getByRole("button", { name: "score" }).click();
    const sorted = await rows();
    const score = new Map(suite.results.map((r) => [r.variantId, r.score?.total ?? -1]));
    expect(sorted.map((id) => score.get(id))).toEqual([...score.values()].toSorted((a, b) => b - a));
    await page.keyboard.press("j");
    await expect.poll(title).toBe(sorted[0]);
    await page.keyboard.press("j");
    await expect.poll(title).toBe(sorted[1]);
    await page.keyboard.press("k");
    await expect.poll(title).toBe(sorted[0]);
    await page.keyboard.press("k"); // nothing before the first
    await page.goBack();
    await expect.poll(title).toBe(sorted[1]);
  });

  test("a run shows its picture, its findings and the command that makes it again", async () => {
    await openRun(0);
    expect(await title()).toBe(idOf(0));
    expect(await page.locator("code").first().textContent()).toBe(suite.results[0]?.reproduce);
    // The ego is drawn in the accent colour, the road behind it in another.
    const colours = (await page.evaluate(COUNT_COLOURS)) as Record<string, number>;
    expect(colours["11,98,196,255"]).toBeGreaterThan(300); // #0b62c4
    expect(colours["230,234,238,255"]).toBeGreaterThan(3000); // #e6eaee
    expect(await page.locator("figure canvas").count()).toBeGreaterThan(5);
  });

  test("a finding, a metric, a plot and the slider move the tick, which is in the address", async () => {
    await openRun(0);
    const findings = suite.results[0]?.score?.findings ?? [];
    expect(hash().get("tick")).toBe(String(findings[0]?.worstTick));
    expect(await page.locator(".finding").count()).toBe(findings.length);
    const speeding = findings.findIndex((f) => f.metric === "speed-limit");
    await page.locator(".finding b").nth(speeding).click();
    expect(hash().get("tick")).toBe(String(findings[speeding]?.worstTick));
    expect(await page.locator(".mono", { hasText: /^tick/ }).textContent()).toContain(`tick ${findings[speeding]?.worstTick},`);
    await page
      .locator("figure canvas")
      .first()
      .click({ position: { x: 46, y: 20 } });
    expect(hash().get("tick")).toBe("0");
    await page.locator("input[type=range]").fill("3");
    const tick = Number(hash().get("tick"));
    expect(tick).toBeGreaterThan(0);
    await page.reload();
    await page.waitForSelector("canvas");
    expect(Number(hash().get("tick"))).toBe(tick);
    expect(await title()).toBe(idOf(0));
  });

  test("keys: arrows step, brackets go from finding to finding, space plays and stops", async () => {
    await openRun(3);
    const tick = (): number => Number(hash().get("tick"));
    expect(tick()).toBe(suite.results[3]?.score?.findings[0]?.worstTick ?? 0);
    await page.keyboard.press("]");
    await page.keyboard.press("[");
    await page.locator("input[type=range]").fill("0");
    await page.keyboard.press("ArrowRight");
    const first = tick();
    expect(first).toBeGreaterThan(0);
    await page.keyboard.press("ArrowRight");
    expect(tick()).toBeGreaterThan(first);
    await page.keyboard.press("ArrowLeft");
    expect(tick()).toBe(first);
    await page.keyboard.press(" ");
    await expect.poll(tick).toBeGreaterThan(first);
    await page.keyboard.press(" ");
    expect(await page.getByRole("button", { name: "play" }).count()).toBe(1);
    // Left while it plays, the run plays no further.
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "all runs" }).click();
    expect(await rows()).toHaveLength(6);
    await page.waitForTimeout(250);
    expect(hash().get("tick")).toBeNull();
    await page.goBack();
    await expect.poll(title).toBe(idOf(3));
  });

  test("a space on a button presses it; keys in the filter are text; a variant is a link", async () => {
    await page.locator("input[type=search]").press("j");
    expect(await page.inputValue("input[type=search]")).toBe("j");
    expect(hash().get("run")).toBeNull();
    await page.fill("input[type=search]", "");
    expect(await page.locator("tbody a").first().getAttribute("href")).toBe("#run=0");
    await page.locator("tbody a").nth(1).click();
    await expect.poll(title).toBe(idOf(1));
    await page.getByRole("button", { name: "all runs" }).focus();
    await page.keyboard.press(" ");
    await expect.poll(rows).toHaveLength(6);
  });

  test("each lost point is a width of the bar and a sentence with its place; a click shows both tick and plot", async () => {
    await openRun(0);
    const { total = 0, findings = [] } = suite.results[0]?.score ?? {};
    const losing = findings.filter((f) => f.lossPoints > 0);
    expect(losing.length).toBeGreaterThan(0);
    const widths = await page.locator(".losses i").evaluateAll((parts) => parts.map((part) => Number.parseFloat(part.style.width)));
    expect(widths).toHaveLength(losing.length + 1);
    expect(widths[0]).toBeCloseTo(total, 3);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(100, 3);
    const plotted = findings.find((f) => f.metric === "collision") ?? findings[0];
    await page
      .locator(".finding", { hasText: `, ${plotted?.metric}:` })
      .first()
      .click();
    expect(hash().get("tick")).toBe(String(plotted?.worstTick));
    expect(await page.locator("figure.chosen figcaption span").first().textContent()).toBe(plotted?.metric);
    expect(await page.locator(".finding p").first().textContent()).toContain(`tick ${findings[0]?.worstTick} (`);
  });

  test("what a scenario says is text, whatever it looks like", async () => {
    await openRun(2);
    expect(await page.locator("p.dim").first().textContent()).toBe(EVIL);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.title()).toBe("redrive report");
  });
});

describe.skipIf(needDebian(["chromium"], () => found() !== "") === "absent")("beside the score", () => {
  test("the recorded driver and each profile are told, with what the profile lost", async () => {
    const human = {
      scoreId: "s",
      total: 95,
      dimensions: [{ dimension: "safety", score: 94.5, weight: 5 } as const],
      zeroMetrics: ["min-ttc"],
    };
    const profile = {
      id: "their-rule",
      title: "a rule",
      definition: "theirs.rule@1",
      paramsHash: "0123",
      score: 87.66,
      reason: "",
      parts: [{ name: "their ttc", metric: "headway", role: "gate", value: 0.8766, weight: 1 } as const],
      findings: [findingWith()],
      notes: ["a note"],
    };
    const missing = { ...profile, id: "other-rule", score: null, reason: "no lanes", parts: [], findings: [], notes: [] };
    const blame = (verdict: "ego" | "not-ego" | "unknown", why: string): Blame => ({ verdict, why });
    const collision = { tick: 40, tSec: 0.4, actor: "lead", nonreactiveArtifact: true };
    const blames = { nuplan: blame("ego", "front"), rss: blame("not-ego", "given"), r157: blame("unknown", "not run") };
    const responsibility = [{ ...collision, ...blames }];
    const result = resultWith({ score: scoreWith(90), human, profiles: [profile, missing], responsibility });
    const file = join(folderWith({ "report.html": htmlReport(suiteWith([result, resultWith({ index: 1 })]), "/nowhere") }), "report.html");
    const page = await pageOf(file);
    expect(await page.locator(".chips").textContent()).toContain("95.0recorded driver in 1 run, the controller 90.0");
    await page.goto(`${pathToFileURL(file).href}#run=0`);
    expect(await page.locator("tr", { hasText: "safety" }).first().textContent()).toBe("safety90.0094.50");
    expect(await page.locator("body").textContent()).toContain("The recorded driver has 0 at min-ttc");
    const [first, second] = await page.locator("details").allTextContents();
    expect(first).toMatch(/^their-rule 87\.66 a rule.*their ttcheadway0\.8766factor.*a note.*-12\.34 points.*theirs\.rule@1 0123$/);
    const row = await page.locator("tr", { hasText: "lead" }).first().textContent();
    expect(row).toMatch(/^lead40 \(0\.40 s\)the egofrontnot the egogivennot knownnot run.*artefact of replay\.$/);
    expect(second).toBe("other-rule not applicable a ruleno lanes");
  });
});

describe.skipIf(needDebian(["chromium"], () => found() !== "") === "absent")("over all variants", () => {
  const rows = Array.from({ length: 6000 }, (_, i) => ({
    variantId: `a.yaml#gapM=${i}`,
    scenarioId: "a.yaml",
    parameters: [{ name: "gapM", value: String(i) }],
    tags: [],
    isPass: true,
    score: 90,
    dimensions: [],
    metrics: [],
  }));

  test("the rate of failures that is excluded has digits that count, and what could not be counted is named", async () => {
    const declared = { scenarios: [{ scenarioId: EVIL, dimensions: [], isTooLarge: true } as const], odd: [] };
    const summary = summaryOf(rows, declared, "hash") ?? expect.fail();
    const suite = suiteWith([resultWith()], { summary: [{ controller: "mine", summary }] });
    const file = join(folderWith({ "report.html": htmlReport(suite, "/nowhere") }), "report.html");
    const page = await pageOf(file);
    const text = await page.locator("details").first().textContent();
    expect(text).toContain(`Too many values declared to say which were not runscenario${EVIL}`);
    // 1 - 0.05^(1/6000)
    expect(text).toContain("A failure rate above 4.99e-4 is excluded at 95 %");
  });
});

test("pictures of runs that did not simply pass come first, and a missing picture is no error", () => {
  const folder = folderWith({ "runs/view.json": '{"x":1}' });
  const files = { trace: null, view: "runs/view.json", controllerLog: null };
  const gone = { ...files, view: "runs/gone.json" };
  const results = [resultWith({ files }), resultWith({ index: 1, verdict: "failed", files }), resultWith({ index: 2, files: gone })];
  const html = htmlReport(suiteWith(results), folder);
  const views = JSON.parse(/id="views">(.*)<\/script>/.exec(html)?.[1] ?? "{}") as Record<string, string>;
  expect(Object.keys(views).toSorted()).toEqual(["0", "1"]);
  expect(readFileSync(join(folder, "runs/view.json"), "utf8")).toBe('{"x":1}');
});
