import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { estimate, type EstimateOptions } from "../../src/cli/estimate.ts";
import { InputError } from "../../src/core/errors.ts";
import { CRASH, folderWith, redrive } from "./support.ts";

const folder = folderWith({ "crash.yaml": CRASH.replace("[14, 20]", "[14, 20, 200]") });
beforeAll(async () => void (await redrive(folder, ["run", "crash.yaml", "-c", "builtin:constant"])));

describe("redrive estimate", () => {
  test("bounds the rate, and says how many variants a claim still needs", async () => {
    const ended = await redrive(folder, ["estimate", "--max-rate", "0.01"]);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(
      ended.stdout,
    ).toBe(`2 of 3 scored variants failed: 66.7 % (95 %: 9.43 % to 99.2 %, one-sided at most 98.3 %), if these stand for those to come
a rate of at most 1.00 % takes 630 variants with 2 failures: 627 more without another failure
`);
  });

  test("offers other intervals by name", async () => {
    const wilson = await redrive(folder, ["estimate", "--interval", "wilson"]);
    expect(wilson.stdout).toContain("(95 %: 20.8 % to 93.9 %, one-sided at most 98.3 %)");
  });

  test("weighs the variants as the world draws them, and warns of few", async () => {
    const ended = await redrive(folder, ["estimate", "--world", "gapM=uniform(0,200)"]);
    // 14 stands for 0..17, 20 for 17..110, 200 for 110..200: 0.55 of the world.
    expect(ended.stdout).toMatch(/as the world draws gapM: failure rate 55\.0 %, .*; worth 2\.\d runs drawn from the world\nwarning: /);
  });

  test("multiplies the levels of a subset simulation", async () => {
    const ended = await redrive(folder, ["estimate", "--levels", "0.1,0.1,0.034", "--per-level", "1000"]);
    expect(ended.stdout).toBe(
      "failure rate 3.40e-4, standard error at least 22 % of it (runs of a level taken as independent: --correlation says otherwise)\n",
    );
  });

  test("2: a share that is none", async () => {
    const ended = await redrive(folder, ["estimate", "--max-rate", "1"]);
    expect(ended.stderr).toMatch(/expected a share above 0 and below 1/);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
  });

  const USUAL: EstimateOptions = { confidence: 0.95, interval: "clopper-pearson", world: [], drawn: [], correlation: 0 };
  test.each([
    [{ world: ["gapM"] }, /RDV_USAGE.*NAME=DISTRIBUTION/],
    [{ world: ["gapM=normal(1,0)"] }, /RDV_USAGE.*normal\(mean,deviation\)/],
    [{ world: ["speedMps=normal(1,1)"] }, /speedMps of .* is no number/],
    [{ drawn: ["gapM=normal(1,1)"] }, /--world beside it/],
    [{ world: ["gapM=normal(1,1)"], drawn: ["x=normal(1,1)"] }, /--world x=\.\.\. beside it/],
    [{ levels: "0.1,2", perLevel: 10 }, /shares above 0 and up to 1/],
    [{ levels: "0.1" }, /--per-level N beside it/],
    [{ levels: "0.1", perLevel: 10, correlation: -1 }, /a number from 0 on/],
    [{ interval: "wald" }, /one of clopper-pearson, wilson, wilson-cc, jeffreys/],
    [{ scenario: "nowhere" }, /RDV_NOTHING_MATCHED/],
  ])("%j is refused", (options, text) => {
    const attempt = (): unknown => estimate(join(folder, "redrive-out"), { ...USUAL, ...options });
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(text);
  });
});
