import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCommonRoad } from "../../src/drive/commonroad.ts";
import type { Drive } from "../../src/drive/drive.ts";
import { openDrive } from "../../src/drive/open.ts";
import { qualityReport } from "../../src/drive/quality.ts";
import { actorOnTicks } from "../../src/drive/resample.ts";
import { readXml } from "../../src/drive/xml.ts";
import { buildLookup, isOnLane, lanesAt, placeOf, poseAt } from "../../src/road/lookup.ts";
import { isRefused, problemOf } from "../drive/helpers.ts";
import { describeWithData } from "../support/data.ts";

/** Obstacles by another way than the codec's: text cut apart at the tags. */
function statesByText(text: string): Map<string, number[][]> {
  const found = new Map<string, number[][]>();
  for (const block of text.split(/<(?:dynamicObstacle|obstacle) /).slice(1)) {
    const id = /^id="(\d+)"/.exec(block)![1]!;
    const body = block.slice(0, block.search(/<\/(?:dynamicObstacle|obstacle)>/));
    const number = (state: string, pattern: RegExp): number => Number(pattern.exec(state)![1]);
    const states = body.split(/<(?:initialState|state)>/).slice(1);
    const rows = states.map((state) => [
      number(state, /<time>\s*<exact>([^<]+)</),
      number(state, /<x>([^<]+)</),
      number(state, /<y>([^<]+)</),
      number(state, /<orientation>\s*<exact>([^<]+)</),
      number(state, /<velocity>\s*<exact>([^<]+)</),
    ]);
    found.set(id, rows);
  }
  return found;
}

const FILES = [
  { name: "USA_US101-4_1_T-1.xml", cars: 22, lastStep: 100, lanelets: 12, problem: "458" },
  { name: "USA_US101-3_3_T-1.xml", cars: 12, lastStep: 31, lanelets: 12, problem: "396" },
  { name: "USA_Lanker-1_1_T-1.xml", cars: 24, lastStep: 40, lanelets: 91, problem: "1215" },
  { name: "USA_Peach-4_8_T-1.xml", cars: 9, lastStep: 60, lanelets: 79, problem: "603" },
];

describeWithData("NGSIM cuts in CommonRoad's format", (folder) => {
  const base = join(folder, "drives", "commonroad-ngsim");
  const drives = new Map(FILES.map(({ name }) => [name, openDrive(join(base, name))]));
  const driveOf = (name: string): Drive => drives.get(name)!;

  test.each(FILES)("$name: $cars cars, $lastStep steps, $lanelets lanelets", ({ name, cars, lastStep, lanelets }) => {
    const drive = driveOf(name);
    expect(drive.actors.length).toBe(cars);
    expect(drive.durationNs).toBe(lastStep * 1e8);
    expect(drive.road.lanes.length).toBe(lanelets);
    expect(drive.ego).toEqual({});
  });

  test.each(FILES)("$name: every state of every car to its printed digits", ({ name }) => {
    const expected = statesByText(readFileSync(join(base, name), "utf8"));
    expect(expected.size).toBe(driveOf(name).actors.length);
    for (const actor of driveOf(name).actors) {
      const rows = Array.from(actor.tNs, (t, i) => [t / 1e8, actor.xM[i]!, actor.yM[i]!, actor.yawRad[i]!, actor.vLonMps[i]!]);
      expect(rows).toEqual(expected.get(actor.id));
    }
  });

  test("named values at named times", () => {
    const car = driveOf("USA_US101-3_3_T-1.xml").actors.find((actor) => actor.id === "363")!;
    expect(car).toMatchObject({ cls: "car", lengthM: 4.1148, widthM: 2.4079 });
    expect([car.xM[0], car.yM[0], car.yawRad[0], car.vLonMps[0]]).toEqual([20.3796, -18.5216, -0.7727, 10.6621]);
    expect([car.tNs[1], car.xM[1], car.yM[1], car.yawRad[1]]).toEqual([1e8, 21.1431, -19.2659, -0.7596]);
    expect(driveOf("USA_US101-4_1_T-1.xml").task).toEqual({
      start: { xM: 0, yM: 0, yawRad: -0.76501, vLonMps: 5.331, tNs: 0 },
      goal: { xM: 17.836, yM: -17.2178 },
      durationNs: 1e10,
    });
  });

  test("links, neighbours and limits of both formats", () => {
    const lanker = driveOf("USA_Lanker-1_1_T-1.xml").road.lanes;
    const index = (id: string): number => lanker.findIndex((lane) => lane.id === id);
    expect(lanker[index("3419")]).toMatchObject({
      successors: [index("3432")],
      leftLane: { lane: index("3464"), sameDirection: false },
      rightLane: { lane: index("3422"), sameDirection: true },
      speedLimitMps: 13.4112,
    });
    const peach = driveOf("USA_Peach-4_8_T-1.xml").road.lanes;
    expect(peach.find((lane) => lane.id === "43349")).toMatchObject({ speedLimitMps: 15.6464 });
    expect(peach.every((lane) => lane.speedLimitMps !== null)).toBe(true);
  });

  test.each(FILES)("$name: cars are on lanes, and a lane gives a place that leads back", ({ name }) => {
    const drive = driveOf(name);
    const lookup = buildLookup(drive.road);
    const place = { lane: -1, sM: 0, tM: 0 };
    const pose = { xM: 0, yM: 0, yawRad: 0 };
    const lanes = new Int32Array(16);
    let onLane = 0;
    let states = 0;
    for (const actor of drive.actors) {
      let hint = -1;
      for (let i = 0; i < actor.tNs.length; i++) {
        const [x, y] = [actor.xM[i]!, actor.yM[i]!];
        placeOf(lookup, x, y, hint, place);
        hint = place.lane;
        states++;
        if (lanesAt(lookup, x, y, lanes) === 0) continue;
        onLane++;
        expect(isOnLane(lookup, place.lane, x, y)).toBe(true);
        poseAt(lookup, place.lane, place.sM, place.tM, pose);
        expect(Math.hypot(pose.xM - x, pose.yM - y)).toBeLessThan(0.35); // at a bend of a coarse centre line s is not unique
      }
    }
    expect(onLane / states).toBeGreaterThan(0.9);
  });

  test.each(FILES)("$name: nothing in it is suspect", ({ name }) => {
    expect(qualityReport(driveOf(name)).checks.map((check) => check.verdict)).toEqual(["plausible", "plausible", "plausible"]);
  });

  test("on the tick grid a recorded state is itself", () => {
    for (const actor of driveOf("USA_Lanker-1_1_T-1.xml").actors) {
      const track = actorOnTicks(actor, 0.01, 401, 0);
      actor.tNs.forEach((t, i) => {
        const tick = t / 1e7;
        expect(track.present[tick]).toBe(1);
        expect([track.xM[tick], track.yM[tick]]).toEqual([actor.xM[i], actor.yM[i]]);
      });
      expect(track.present.indexOf(1)).toBe(actor.tNs[0]! / 1e7);
    }
  });

  test("cut off anywhere, a file is refused", () => {
    const bytes = readFileSync(join(base, "USA_US101-3_3_T-1.xml"));
    for (let k = 0; k < 40; k++) {
      const length = Math.floor((bytes.length * k) / 40) + k;
      expect(
        isRefused(() => parseCommonRoad(bytes.subarray(0, length), "x.xml", "x.xml")),
        `${length} bytes`,
      ).toBe(true);
    }
  });

  test("the same file gives the same content", () => {
    const name = "USA_US101-3_3_T-1.xml";
    expect(openDrive(join(base, name)).contentHash).toBe(driveOf(name).contentHash);
  });
});

describeWithData("hostile XML", (folder) => {
  const base = join(folder, "bad-input", "redrive-xml-attacks");
  const files = readdirSync(base).filter((name) => /^[01]\d.*\.xosc$/.test(name));
  const CODES: readonly (readonly [RegExp, string])[] = [
    [/^0[1-6]/, "RDV_XML_DOCTYPE"],
    [/^0[7-9]/, "RDV_DRIVE_LIMIT"],
    [/^10|^12|^16/, "RDV_XML_SYNTAX"],
    [/^11/, "RDV_DRIVE_TRUNCATED"],
    [/^1[3-57]/, "RDV_DRIVE_FORMAT"],
  ];

  test.each(files)("%s is refused, and none of it is a drive", (name) => {
    const bytes = readFileSync(join(base, name));
    expect(isRefused(() => parseCommonRoad(bytes, name, name))).toBe(true);
    const code = CODES.find(([pattern]) => pattern.test(name))?.[1];
    // What has no code here is well formed: only its meaning is wrong, or nothing.
    if (code !== undefined) expect(problemOf(() => readXml(bytes, name, { root: () => {}, child: () => {} })).code).toBe(code);
  });
});
