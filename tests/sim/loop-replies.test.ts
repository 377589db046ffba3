import { describe, expect, test } from "vitest";
import { runAsync, runSync } from "../../src/sim/loop.ts";
import type { CommandReply, DrivingMode, Observation } from "../../src/sim/port.ts";
import { sessionOf, STRAIGHT, worldOf } from "../support/world.ts";

const replyOf = (o: Observation, mode: DrivingMode, debug: CommandReply["debug"] = []): CommandReply => ({
  kind: "command",
  tick: o.tick,
  command: STRAIGHT,
  mode,
  debug,
});

describe("what a reply says beside its command", () => {
  test("its mode stands in the records from the next tick on, between observations too; the hash knows nothing of it", () => {
    const world = worldOf({ ends: { maxTicks: 12 }, observationEvery: 3 });
    const run = (modeAt: (tick: number) => DrivingMode): { modes: string[]; hash: string } => {
      const modes: string[] = [];
      const sink = { record: (r: { readonly command: { readonly mode: string } }): void => void modes.push(r.command.mode) };
      const { hash } = runSync(
        world,
        sessionOf((o) => replyOf(o, modeAt(o.tick))),
        sink,
      );
      return { modes, hash };
    };
    const { modes } = run((tick) => (tick === 3 ? "takeover-request" : tick === 6 ? "minimum-risk" : "engaged"));
    expect(modes).toEqual([
      ...Array.from({ length: 4 }, () => "engaged"),
      ...Array.from({ length: 3 }, () => "takeover-request"),
      ...Array.from({ length: 3 }, () => "minimum-risk"),
      ...Array.from({ length: 3 }, () => "engaged"),
    ]);
    expect(run((tick) => (tick === 6 ? "minimum-risk" : "engaged")).hash).toBe(run(() => "engaged").hash);
  });

  test("a controller that gives up is seen to do so in the last record, which else holds what was accepted before", () => {
    const modes: unknown[] = [];
    const giveUp = sessionOf((o) => replyOf(o, o.tick === 2 ? "disengaged" : "engaged"));
    runSync(worldOf(), giveUp, { record: (r) => modes.push([r.tick, r.command.fromTick, r.command.mode]) });
    expect(modes).toEqual([
      [0, -1, "engaged"],
      [1, 0, "engaged"],
      [2, 1, "disengaged"],
    ]);
  });

  test("its debug scalars go to the sink with the tick that was answered, of the last reply too; a reply without any costs no call", async () => {
    for (const run of [runSync, runAsync]) {
      const seen: unknown[] = [];
      const session = sessionOf((o) =>
        replyOf(o, o.tick === 8 ? "disengaged" : "engaged", o.tick === 4 ? [] : [{ name: "gap_m", value: o.tick / 2 }]),
      );
      await run(worldOf({ observationEvery: 2 }), session, {
        record: (r) => seen.push(`record ${r.tick}`),
        debug: (tick, scalars) => seen.push([tick, ...scalars.map((s) => ({ ...s }))]),
      });
      expect(seen).toEqual([
        [0, { name: "gap_m", value: 0 }],
        "record 0",
        "record 1",
        [2, { name: "gap_m", value: 1 }],
        "record 2",
        "record 3",
        "record 4",
        "record 5",
        [6, { name: "gap_m", value: 3 }],
        "record 6",
        "record 7",
        [8, { name: "gap_m", value: 4 }],
        "record 8",
      ]);
    }
  });
});
