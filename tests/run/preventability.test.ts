import { join } from "node:path";
import { expect, test } from "vitest";
import type { Preventability } from "../../src/eval/preventable.ts";
import { driveCache } from "../../src/run/inputs.ts";
import { preventabilityOf } from "../../src/run/preventability.ts";
import { select } from "../../src/run/selection.ts";
import { specOf } from "../../src/scenario/parse/scenario-file.ts";
import type { ScenarioSpec } from "../../src/scenario/spec.ts";

const ROOT = join(import.meta.dirname, "../..");

function specsOf(file: string): ScenarioSpec[] {
  const request = { folder: ROOT, roots: [], maxVariants: 100, grep: null, grepInvert: null, only: null };
  return select({ ...request, selectors: [`scenarios/demo/${file}`] }).flatMap(({ scenario, indices }) =>
    indices.map((i) => specOf(scenario, i)),
  );
}
const judge = (spec: ScenarioSpec, toTick: number | null = null): Preventability => preventabilityOf(spec, driveCache(), toTick);

test("a cut-in that leaves no room is not preventable: every careful driver collides", () => {
  const found = specsOf("fails-late-cut-in.yaml").map((spec) => judge(spec));
  for (const { verdict, drivers } of found) {
    expect(verdict).toBe("not-preventable");
    expect(drivers.map((d) => d.driver)).toEqual(["careful-human", "reg157", "rss", "fsm"]);
    expect(drivers.every((d) => d.collided && d.atTick! > 0)).toBe(true);
  }
});

test("a careful human is not blind because the ego's sensors are", () => {
  const [spec] = specsOf("fails-blind.yaml") as [ScenarioSpec];
  expect(judge(spec)).toMatchObject({ verdict: "preventable" });
  // 100 m from 14 m/s is room enough; started 12 m before the standing car, it is not
  const start = { ...(spec.ego.start as Extract<ScenarioSpec["ego"]["start"], { kind: "lane" }>), sM: 108 };
  expect(judge({ ...spec, ego: { ...spec.ego, start } }).verdict).toBe("not-preventable");
});

test("it is judged up to where the run itself is stopped, and to the same answer each time", () => {
  const [spec] = specsOf("fails-late-cut-in.yaml") as [ScenarioSpec];
  const whole = judge(spec);
  expect(judge(spec)).toEqual(whole);
  expect(judge(spec, 10).verdict).toBe("preventable");
});
