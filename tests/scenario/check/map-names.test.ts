import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkFile } from "../../../src/scenario/parse/check/check-file.ts";
import { filesOfScenario } from "../../../src/scenario/parse/xosc/file-access.ts";
import { scenario } from "../xosc/support.ts";
import { lane, map, road, section } from "./support.ts";

// What a scenario names of its map is looked up there by `redrive check`.

const MAP = map(road({ id: "7", sections: section(0, "", lane(-1)) + section(50, "", lane(-1) + lane(-2)) }));

async function checked(position: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "redrive-names-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const teleport = `<PrivateAction><TeleportAction><Position>${position}</Position></TeleportAction></PrivateAction>`;
  const text = scenario({ road: `<LogicFile filepath="town.xodr"/>`, init: `<Private entityRef="Ego">${teleport}</Private>` });
  writeFileSync(join(folder, "a.xosc"), text);
  writeFileSync(join(folder, "town.xodr"), MAP);
  const problems = await checkFile("a.xosc", "xosc", { folder, roots: [], schemas: null });
  return problems.map((p) => `${p.file}:${p.line} ${p.severity} ${p.expected}: ${p.found}`);
}

test("a lane is one of the map's there; at the border of two sections one of either", async () => {
  expect(await checked(`<LanePosition roadId="7" laneId="-2" s="50"/>`)).toEqual([]);
  expect(await checked(`<LanePosition roadId="7" laneId="-2" s="10"/>`)).toEqual(['a.xosc:5 error a lane of road 7 at s = 10: "-2"']);
});

test("a road is one of the map's", async () => {
  expect(await checked(`<RoadPosition roadId="8" s="1" t="0"/>`)).toEqual(['a.xosc:5 error a road of the map: "8"']);
});

test("paths are shown from the current folder, and whole where one stands far away", () => {
  const files = filesOfScenario({ cwd: "/users/anna/work", scenario: "a.xosc", roots: [] });
  expect(files.shown("/users/anna/work/maps/town.xodr")).toBe("maps/town.xodr");
  expect(files.shown("/users/anna/maps/town.xodr")).toBe("../maps/town.xodr");
  expect(files.shown("/data/town.xodr")).toBe("/data/town.xodr");
});
