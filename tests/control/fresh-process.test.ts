import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type SocketController, type SocketOptions, type SocketSession, socketController } from "../../src/control/socket-controller.ts";
import { observation, runEnd, runStart, socketOptions } from "./support.ts";

const DIARY = join(import.meta.dirname, "fixtures", "diary.mjs");
const folder = mkdtempSync(join(tmpdir(), "redrive-fresh-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Entry {
  readonly pid: number;
  readonly scenarioId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly seed: number;
}

function controllerOf(name: string, change: Partial<SocketOptions>): SocketController {
  const command = `"${process.execPath}" '${DIARY}' '${join(folder, name)}'`;
  return socketController(socketOptions({ command, cwd: folder, ...change }));
}

/** What the processes of a controller wrote down, in the order of time. */
function diaryOf(name: string): Entry[] {
  const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Entry);
}

/** How many scenarios each process drove, in the order in which they were started. */
function runsOfEach(name: string): number[] {
  const counts = new Map<number, number>();
  for (const { pid } of diaryOf(name)) counts.set(pid, (counts.get(pid) ?? 0) + 1);
  return [...counts.values()];
}

async function oneRun(session: SocketSession, ticks = 3): Promise<void> {
  expect(await session.start(runStart())).toEqual({ kind: "ready" });
  for (let tick = 0; tick < ticks; tick++) expect(await session.decide(observation(tick))).toMatchObject({ kind: "command", tick });
  await session.end(runEnd());
}

describe("a fresh process every so many scenarios", () => {
  test.each([
    [1, [1, 1, 1, 1, 1]],
    [2, [2, 2, 1]],
    [5, [5]],
    [9, [5]],
  ])("every %i of five, and none of the starts counts as failed", async (restartEvery, expected) => {
    const name = `every-${restartEvery}`;
    const controller = controllerOf(name, { restartEvery, maxRestarts: 0 });
    const session = controller.open();
    for (let run = 0; run < 5; run++) await oneRun(session);
    await controller.close();
    expect(runsOfEach(name)).toEqual(expected);
  });

  test("with several in flight, only when the last of them has ended", async () => {
    const controller = controllerOf("sessions", { restartEvery: 6, maxRestarts: 0, sessions: 4 });
    await oneRun(controller.open());
    expect(controller.peer?.sessions).toBe(4);
    const sessions = Array.from({ length: 4 }, () => controller.open());
    // Of different lengths, so that they do not end together.
    const drive = async (session: SocketSession, lane: number): Promise<void> => {
      for (let run = 0; run < 4; run++) await oneRun(session, 3 + 5 * lane);
    };
    await Promise.all(sessions.map(drive));
    await controller.close();
    expect(runsOfEach("sessions")).toEqual([6, 6, 5]);
  });
});

test("a blind controller learns the seed, and neither id nor parameters; another one learns all", async () => {
  for (const blind of [false, true]) {
    const controller = controllerOf(`blind-${blind}`, { blind });
    await oneRun(controller.open());
    await controller.close();
  }
  expect(diaryOf("blind-false")).toMatchObject([{ scenarioId: "suite/cut-in.yaml#gapM=12.5", parameters: { gapM: "12.5" }, seed: 7 }]);
  const [blind] = diaryOf("blind-true");
  expect(blind?.scenarioId).toMatch(/^blind-[0-9a-f]{16}$/);
  expect(blind).toMatchObject({ parameters: {}, seed: 7 });
});

describe("resident memory of the controller", () => {
  test.runIf(process.platform === "linux")("is known once its run has ended", async () => {
    const controller = controllerOf("resident", {});
    const session = controller.open();
    expect(session.stats().residentBytes).toBeNull();
    await oneRun(session);
    // A Node process has some tens of megabytes.
    expect(session.stats().residentBytes).toBeGreaterThan(10e6);
    expect(session.stats().residentBytes).toBeLessThan(1e9);
    await controller.close();
  });
});
