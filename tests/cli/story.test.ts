import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BRAKES, DISTRIBUTION, ENDS, STRAIGHT_XODR, storyXml } from "../scenario/story/support.ts";
import { folderWith, lastLine, redrive, suiteOf } from "./support.ts";

const CATALOG = `<?xml version="1.0"?>
<OpenSCENARIO>
  <FileHeader revMajor="1" revMinor="3" date="2026-01-01T00:00:00" author="redrive" description="cars"/>
  <Catalog name="cars"/>
</OpenSCENARIO>
`;
const FILES = {
  "brakes.xosc": storyXml(BRAKES),
  "straight.xodr": STRAIGHT_XODR,
  "ends.xosc": ENDS,
  "both.xosc": DISTRIBUTION,
  "suite/brakes.xosc": storyXml(BRAKES),
  "suite/straight.xodr": STRAIGHT_XODR,
  "suite/catalogs/cars.xosc": CATALOG,
};
const folder = folderWith(FILES);
/** A file that cannot be read ends the command; a wrong choice in a file that can is its variant's error. */
const run = (...args: string[]): ReturnType<typeof redrive> => redrive(folder, ["run", "--jobs", "1", ...args]);

describe("redrive run X.xosc", () => {
  test("plays the story as it is written, and writes its states and changes", async () => {
    const ended = await run("brakes.xosc", "--dt", "0.05", "--export-csv", "states.csv", "-c", "builtin:story");
    expect(ended).toMatchObject({ code: 0 });
    expect(suiteOf(folder).results[0]).toMatchObject({ verdict: "passed", end: { reason: "stop-condition" } });
    const rows = readFileSync(join(folder, "states.csv"), "utf8").trimEnd().split("\n");
    expect(rows[0]).toBe("t,id,entity,x,y,z,h,p,r,speed,road,lane,offset,s");
    expect(rows[1]).toBe("0,0,Ego,50,-1.75,0,0,0,0,15,1,-1,0,50");
    // 1 s at 15 m/s, then by 5 m/s2 for 2 s: 90 + 15 + 20 m, and then 1 s at 5 m/s.
    expect(rows.find((row) => row.startsWith("3,1,"))).toBe("3,1,Lead,125,-1.75,0,0,0,0,5,1,-1,0,125");
    expect(rows.find((row) => row.startsWith("4,1,"))).toBe("4,1,Lead,130,-1.75,0,0,0,0,5,1,-1,0,130");
    const events = readFileSync(join(folder, "states.events.csv"), "utf8");
    expect(events).toMatch(/^t,kind,what,from,transition,to\n/);
    expect(events).toMatch(/^1,state,event,\w+,startTransition,\w+$/m);
    expect(events).toMatch(/^3,state,action,\w+,endTransition,\w+$/m);
    expect(events).toMatch(/^4,state,\w*,\w+,stopTransition,\w+$/m);
  });

  test("hands any entity to the controller by its name", async () => {
    expect(await run("brakes.xosc", "--ego", "Lead", "-c", "builtin:constant")).toMatchObject({ code: 0 });
    expect(suiteOf(folder).results[0]?.actors).toEqual([
      { name: "Lead", motion: "ego" },
      { name: "Ego", motion: "scripted" },
    ]);
  });

  test("has one hash, whatever the workers and however often", async () => {
    const hashes: unknown[] = [];
    for (const workers of ["1", "2", "1"]) {
      expect(await redrive(folder, ["run", "both.xosc", "brakes.xosc", "-c", "builtin:pursuit", "--jobs", workers])).toMatchObject({
        code: 0,
      });
      hashes.push(suiteOf(folder).results.map((r) => [r.variantId, r.hash, r.end.tick]));
    }
    expect(hashes[0]).toHaveLength(3);
    expect(hashes[1]).toEqual(hashes[0]);
    expect(hashes[2]).toEqual(hashes[0]);
  });

  test("takes the variants of a distribution, and one of them by its id", async () => {
    expect((await redrive(folder, ["list", "both.xosc"])).stdout).toBe("both.xosc#end=0.5\nboth.xosc#end=1.5\n");
    expect(await run("both.xosc#end=1.5", "-c", "builtin:story")).toMatchObject({ code: 0 });
    expect(suiteOf(folder).results.map((r) => [r.variantId, r.end.tick])).toEqual([["both.xosc#end=1.5", 151]]);
    const none = await run("both.xosc#end=2", "-c", "builtin:story");
    expect(none.code).toBe(5);
    expect(none.stderr).toMatch(/RDV_NOTHING_MATCHED .*found "?end=2/);
  });

  test("leaves catalogs out of a folder", async () => {
    expect((await redrive(folder, ["list", "suite"])).stdout).toBe("suite/brakes.xosc\n");
  });
});

describe("what cannot be run", () => {
  test.each([
    ["an ego that is no entity", ["brakes.xosc", "--ego", "Nobody"], 2, /RDV_SCENARIO_CHOICE .*Ego, Lead.*Nobody/],
    ["an ego by another case", ["brakes.xosc", "--ego", "lead"], 2, /RDV_SCENARIO_CHOICE .*found lead/],
    ["a tick that is no number", ["brakes.xosc", "--dt", "soon"], 2, /--dt/],
    ["a tick of no length", ["brakes.xosc", "--dt", "0"], 2, /--dt/],
    ["a tick backwards", ["brakes.xosc", "--dt=-0.01"], 2, /--dt/],
    ["a flag that is none", ["brakes.xosc", "--export-cvs", "a.csv"], 2, /--export-csv/],
    ["an export of two variants", ["both.xosc", "--export-csv", "a.csv"], 2, /--export-csv.*one variant and one controller.*2/],
    ["a file that is not there", ["absent.xosc"], 2, /absent\.xosc.*RDV_FILE_MISSING/],
  ])("%s is refused", async (_what, args, code, said) => {
    const ended = await run(...args, "-c", "builtin:story");
    expect(ended.code).toBe(code);
    expect(ended.stderr + ended.stdout).toMatch(said);
    expect(existsSync(join(folder, "a.csv"))).toBe(false);
  });

  test("a map that is not there is refused where the file names it", async () => {
    const lost = folderWith({ "brakes.xosc": storyXml(BRAKES) });
    const ended = await redrive(lost, ["run", "brakes.xosc", "-c", "builtin:story"]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/brakes\.xosc:\d+:\d+ error RDV_\w+ .*straight\.xodr/);
  });

  test("an element with a slip of the pen is refused by name, line and column", async () => {
    const slip = folderWith({
      "a.xosc": storyXml(BRAKES).replaceAll("SpeedActionTarget", "SpeedActionTraget"),
      "straight.xodr": STRAIGHT_XODR,
    });
    const ended = await redrive(slip, ["run", "a.xosc", "-c", "builtin:story"]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/a\.xosc:33:11 error RDV_SCENARIO_KEY .*SpeedActionTraget/);
  });
});

describe("redrive convert", () => {
  test("there and back a story has the same run", async () => {
    const place = folderWith(FILES);
    expect(await redrive(place, ["convert", "brakes.xosc", "-o", "a.yaml"])).toMatchObject({ code: 0, stdout: "a.yaml\n" });
    expect(await redrive(place, ["convert", "a.yaml", "-o", "b.xosc"])).toMatchObject({ code: 0, stdout: "b.xosc\n" });
    expect(await redrive(place, ["run", "brakes.xosc", "a.yaml", "b.xosc", "-c", "builtin:pursuit", "--jobs", "1"])).toMatchObject({
      code: 0,
    });
    const [first, ...others] = suiteOf(place).results;
    expect(first?.hashes.length).toBeGreaterThan(0);
    for (const other of others) expect([other.hash, ...other.hashes]).toEqual([first?.hash, ...(first?.hashes ?? [])]);
    expect(others).toHaveLength(2);
  });

  test.each([
    ["to an ending it does not know", ["brakes.xosc", "-o", "a.json"], /\.xosc or \.yaml/],
    ["of an ending it does not know", ["straight.xodr", "-o", "a.yaml"], /\.xosc or \.yaml/],
    ["of a distribution", ["both.xosc", "-o", "a.yaml"], /distribution of 2 variants/],
    ["of nothing", ["absent.xosc", "-o", "a.yaml"], /absent\.xosc/],
    ["of YAML that is not there", ["absent.yaml", "-o", "a.xosc"], /RDV_FILE_MISSING/],
  ])("%s is refused", async (_what, args, said) => {
    const ended = await redrive(folder, ["convert", ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(said);
    expect(existsSync(join(folder, "a.yaml"))).toBe(false);
  });
});

describe("redrive scenario export", () => {
  const NATIVE = `redrive: 1
name: cut
description: a car moves over
world: { road: { lanes: 2, laneWidthM: 3.5, lengthM: 400, speedLimitMps: 15 } }
ego: { vehicle: compact, start: { lane: -1, sM: 20, speedMps: 15 } }
parameters:
  sM: [60, 80]
actors:
  other: { script: { lane: -2, sM: "\${sM}", speedMps: 10 } }
storyboard:
  - when: { time: { atSec: 1 } }
    do: { laneChange: { actor: other, lanes: 1, overSec: 3 } }
ends: { durationSec: 6 }
`;
  const place = folderWith({ "cut.yaml": NATIVE, "blind.yaml": `${NATIVE}sensors: { rangeM: 50 }\n` });
  const out = (...args: string[]): ReturnType<typeof redrive> => redrive(place, ["scenario", "export", ...args]);

  test("writes a story and its road, which run", async () => {
    expect(await out("cut.yaml#sM=60", "-o", "cut.xosc")).toMatchObject({ code: 0, stdout: "cut.xosc\ncut.xodr\n" });
    const ended = await redrive(place, ["run", "cut.yaml#sM=60", "cut.xosc", "-c", "builtin:pursuit", "--jobs", "1"]);
    expect(lastLine(ended.stderr + ended.stdout)).not.toBe("");
    const results = suiteOf(place).results;
    expect(results.map((r) => [r.end.reason, r.verdict])).toEqual([
      ["completed", results[0]?.verdict],
      ["stop-condition", results[0]?.verdict],
    ]);
    // A stop trigger is seen at the tick after its instant.
    expect(results[1]?.end.tick).toBe((results[0]?.end.tick ?? 0) + 1);
  });

  test("is the same text each time", async () => {
    await out("cut.yaml#sM=60", "-o", "one.xosc");
    const first = readFileSync(join(place, "one.xosc"), "utf8");
    writeFileSync(join(place, "one.xosc"), "");
    await out("cut.yaml#sM=60", "-o", "one.xosc");
    expect(readFileSync(join(place, "one.xosc"), "utf8")).toBe(first);
  });

  test.each([
    ["two variants", ["cut.yaml", "-o", "two.xosc"], /one variant.*2 variants/],
    ["another ending", ["cut.yaml#sM=60", "-o", "two.yaml"], /\.xosc/],
    ["sensors that see less than all", ["blind.yaml#sM=60", "-o", "two.xosc"], /RDV_SCENARIO_CHOICE sensors/],
    ["a scenario that is not there", ["absent.yaml", "-o", "two.xosc"], /RDV_FILE_MISSING/],
  ])("%s is refused", async (_what, args, said) => {
    const ended = await out(...args);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(said);
    expect(existsSync(join(place, "two.xosc"))).toBe(false);
  });
});
