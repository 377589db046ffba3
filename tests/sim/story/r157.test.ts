import { describe, expect, test } from "vitest";
import { laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { assignController } from "../../../src/sim/story/controllers.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import type { EntitySpec } from "../../../src/sim/story/spec.ts";
import type { StoryOptions, StoryWorld } from "../../../src/sim/story/state.ts";
import { actionOf, AT_ORIGIN, carOf, ON_LANE, put, worldOf } from "./motion-world.ts";

const MAP = mapOfRoads([roadOf([lineOf(1000)], { sections: [sectionOf(0, [laneOf(-1, 3.5), laneOf(-2, 3.5), laneOf(-3, 3.5)])] })]);
const BY_TICKS: Partial<StoryOptions> = { timing: "tick", dtSec: 0.01 };
/** 0.774 g within 0.6 s, over one tick of 0.01 s. */
const GROWTH_MPS2 = ((0.774 * 9.81) / 0.6) * 0.01;

interface Scene {
  readonly egoMps: number;
  readonly otherMps: number;
  /** From box to box: these are 5 m long and 2 m wide. */
  readonly gapM: number;
  readonly lane?: string;
  readonly offsetM?: number;
  readonly other?: EntitySpec;
  readonly options?: Partial<StoryOptions>;
}

/** The one who is driven, in the middle lane, and another. */
function sceneOf({ egoMps, otherMps, gapM, lane = "-2", offsetM = 0, other = carOf("B"), options = BY_TICKS }: Scene): StoryWorld {
  const world = worldOf(MAP, { entities: [carOf("A"), other] }, options);
  put(world, 0, { ...ON_LANE, lane: "-2" } as typeof ON_LANE, egoMps);
  put(world, 1, { ...ON_LANE, lane, offsetM, sM: 10 + 5 + gapM } as typeof ON_LANE, otherMps);
  return world;
}

function assign(world: StoryWorld, properties: Readonly<Record<string, string>>): void {
  const listed = Object.entries(properties).map(([name, value]) => ({ name, value }));
  const controllers = [{ name: "ALKS_R157SM_Controller", properties: listed, types: [] }];
  const spec = { kind: "assign-controller", controllers, lateral: null, longitudinal: true, lighting: null, animation: null } as const;
  assignController(world, actionOf(0, spec));
}

/** Speeds of the one who is driven after each tick; `act` may set what actions would. */
function speeds(world: StoryWorld, count: number, act: (tick: number) => void = () => undefined): number[] {
  return Array.from({ length: count }, (_, tick) => {
    act(tick);
    world.state.tick += 1;
    moveEntities(world, world.options.dtSec);
    return world.state.entities[0]!.speedMps;
  });
}

const brakes = (world: StoryWorld, byMps2: number) => (): void => {
  const { step, speedMps } = world.state.entities[1]!;
  step.speedMps = Math.max(0, speedMps - byMps2 * world.options.dtSec);
};
/** Goes to the right at a speed, from the offset it has. */
const goesRight = (world: StoryWorld, mps: number) => (): void => {
  const { step, guide } = world.state.entities[1]!;
  step.offsetM = guide.offsetM - mps * world.options.dtSec;
  step.offsetMps = -mps;
};
const firstBelow = (of: readonly number[], mps: number): number => of.findIndex((v) => v < mps - 1e-9) + 1;

describe("properties", () => {
  const refused = (properties: Readonly<Record<string, string>>): (() => void) => {
    const world = sceneOf({ egoMps: 20, otherMps: 20, gapM: 30 });
    return () => assign(world, properties);
  };

  test("what they do not say, or say otherwise than is known, is refused by name", () => {
    expect(refused({})).toThrow(/model.*one of ReferenceDriver, Regulation, RSS, FSM/);
    expect(refused({ model: "Best" })).toThrow(/model.*Best/);
    expect(refused({ model: "RSS", fullStop: "maybe" })).toThrow(/fullStop.*maybe/);
    expect(refused({ model: "ReferenceDriver", aebTTC: "-1" })).toThrow(/aebTTC.*-1/);
    expect(refused({ model: "ReferenceDriver", overlapTolerance: "" })).toThrow(/overlapTolerance/);
    expect(refused({ model: "ReferenceDriver", cutInPerceptionDelayMode: "Far" })).toThrow(/cutInPerceptionDelayMode.*Far/);
  });

  test("without roads it is refused: there is no lane to keep", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 10);
    assign(world, { model: "Regulation" });
    expect(() => speeds(world, 1)).toThrow(/map with roads/);
  });
});

describe("Regulation", () => {
  test("it brakes at 6 m/s^2 once the time to collision is below the speed difference over 12 m/s^2 and 0.45 s", () => {
    const world = sceneOf({ egoMps: 20, otherMps: 10, gapM: 20 });
    assign(world, { model: "Regulation", cruise: "false", fullStop: "true" });
    const after = speeds(world, 100);
    // 10 / 12 + 0.45 s is 12.83 m. Timed by ticks the other has gone on by 0.1 m already: (20.1 - 12.83) / 0.1 is 72.7 ticks.
    expect(firstBelow(after, 20)).toBe(74);
    expect(after[73]).toBeCloseTo(19.94, 9);
    expect(after[83]).toBeCloseTo(19.34, 9);
  });

  test("without a full stop it lets go when that is over, with one it brakes to a stand", () => {
    for (const [fullStop, endMps] of [
      ["false", 14.9],
      ["true", 0],
    ] as const) {
      const world = sceneOf({ egoMps: 20, otherMps: 15, gapM: 3 });
      assign(world, { model: "Regulation", cruise: "false", fullStop });
      const after = speeds(world, 500);
      // 5 m/s and 3 m: 0.6 s, below 5 / 12 + 0.45. Nearing no longer, nothing is critical.
      expect(after[0]).toBeCloseTo(19.94, 9);
      expect(after[499]).toBeGreaterThanOrEqual(endMps);
      expect(after[499]).toBeLessThan(endMps + 0.1);
    }
  });

  test("in the next lane it heeds who has a front wheel 0.3 m in its lane, on either side", () => {
    // Half the width of 2 m, and 1.75 m of lane: from 1.05 m off the middle.
    for (const [lane, offsetM, isSeen] of [
      ["-1", -1.06, true],
      ["-1", -1.04, false],
      ["-3", 1.06, true],
      ["-3", 1.04, false],
    ] as const) {
      const world = sceneOf({ egoMps: 20, otherMps: 10, gapM: 8, lane, offsetM });
      assign(world, { model: "Regulation" });
      expect(speeds(world, 1)[0]! < 20).toBe(isSeen);
    }
  });

  test("cruising, it closes a gap by the difference in speed and in the gap of the regulation, up to the speed of its activation", () => {
    // At 10 m/s 1.36 s: 13.6 m. Timed within ticks both are seen at the beginning of the tick.
    for (const [gapM, afterMps] of [
      [12.6, 9.9],
      [14.6, 10],
      [3, 9.6],
    ] as const) {
      const world = sceneOf({ egoMps: 10, otherMps: 10, gapM, options: { dtSec: 0.1 } });
      assign(world, { model: "Regulation" });
      expect(speeds(world, 1)[0]).toBeCloseTo(afterMps, 9);
    }
  });
});

describe("ReferenceDriver", () => {
  const CALM = { model: "ReferenceDriver", cruise: "false", aebAvailable: "false" } as const;

  test("a lead that brakes harder than 5 m/s^2 it looks at for 0.4 s, then reacts for 0.75 s; the brake grows over 0.6 s to 0.774 g", () => {
    const world = sceneOf({ egoMps: 20, otherMps: 20, gapM: 30 });
    assign(world, CALM);
    const after = speeds(world, 220, brakes(world, 6));
    // What the first tick did is seen in the second: 2 + 40 + 75 ticks.
    expect(firstBelow(after, 20)).toBe(117);
    expect(after[116 + 10]).toBeCloseTo(20 - 0.01 * GROWTH_MPS2 * 66, 9);
    expect(after[200]! - after[201]!).toBeCloseTo(0.0774 * 0.981, 9);
  });

  test("one that brakes at 5 m/s^2 or more gently is none of its business, nor one whose headway is 2 s", () => {
    for (const [byMps2, gapM] of [
      [4.9, 30],
      [6, 60],
    ] as const) {
      const world = sceneOf({ egoMps: 20, otherMps: 20, gapM });
      assign(world, CALM);
      expect(Math.min(...speeds(world, 130, brakes(world, byMps2)))).toBe(20);
    }
  });

  test("somebody standing in its lane the emergency brake stops for, below the time to collision, where the whole front is covered", () => {
    for (const [properties, offsetM, firstTick] of [
      [{}, 0, 52],
      [{ aebTTC: "1" }, 0, 102],
      [{ aebAvailable: "false" }, 0, 0],
      [{}, 1, 0],
      [{ overlapTolerance: "1.5" }, 1, 52],
    ] as const) {
      const world = sceneOf({ egoMps: 20, otherMps: 0, gapM: 40, offsetM });
      assign(world, { model: "ReferenceDriver", cruise: "false", ...properties });
      const after = speeds(world, 110);
      // 1.5 s are 30 m: 50 ticks of 0.2 m, and one to be below.
      expect(firstBelow(after, 20)).toBe(firstTick);
    }
  });

  test("the force of its brakes may be given", () => {
    const world = sceneOf({ egoMps: 20, otherMps: 0, gapM: 40 });
    assign(world, { model: "ReferenceDriver", cruise: "false", aebDeceleration: "6" });
    const after = speeds(world, 200);
    expect(after[51]).toBeCloseTo(20 - 0.01 * 0.1, 9);
    expect(after[150]! - after[151]!).toBeCloseTo(0.06, 9);
  });

  test("a cut-in it notices after 0.375 m, perceives after 0.72 m more, or 0.4 s, and reacts to where that is less than 2 s away", () => {
    for (const [properties, gapM, ticks] of [
      // At 0.5 m/s 75 and 144 ticks, then the reaction of 75.
      [{}, 20, 75 + 144 + 75],
      [{ cutInPerceptionDelayMode: "Time" }, 14, 75 + 40 + 75],
      [{ cutInPerceptionDelayMode: "Time", lateralTrigDistance: "0.25" }, 14, 50 + 40 + 75],
      [{ cutInPerceptionDelayMode: "Time" }, 60, 0],
      [{ cutInPerceptionDelayMode: "Time", alwaysTrigOnScenario: "true" }, 60, 75 + 40 + 75],
    ] as const) {
      const world = sceneOf({ egoMps: 20, otherMps: 15, gapM, lane: "-1" });
      assign(world, { ...CALM, ...properties });
      const first = firstBelow(speeds(world, 300, goesRight(world, 0.5)), 20);
      expect(first).toBeGreaterThanOrEqual(ticks);
      expect(first).toBeLessThanOrEqual(ticks === 0 ? 0 : ticks + 6);
    }
  });

  test("a car that is on its side of the lane by so much has not so far to go; a motorcycle has", () => {
    for (const [category, ticks] of [
      ["car", 25],
      ["motorbike", 75],
    ] as const) {
      const world = sceneOf({ egoMps: 20, otherMps: 15, gapM: 13, lane: "-1", offsetM: -0.25, other: { ...carOf("B"), category } });
      assign(world, { ...CALM, cutInPerceptionDelayMode: "Time" });
      const first = firstBelow(speeds(world, 300, goesRight(world, 0.5)), 20);
      expect(Math.abs(first - (ticks + 40 + 75))).toBeLessThanOrEqual(6);
    }
  });
});

describe("what a cut-out reveals", () => {
  /** The one who is driven, one ahead of it at its speed, and somebody standing 52 m away; the last two in either order. */
  const revealing = (lead: 1 | 2): StoryWorld => {
    const world = worldOf(MAP, { entities: [carOf("A"), carOf("B"), carOf("C")] }, BY_TICKS);
    const at = (index: number, sM: number, mps: number): void => put(world, index, { ...ON_LANE, lane: "-2", sM } as typeof ON_LANE, mps);
    at(0, 10, 20);
    at(lead, 10 + 5 + 15, 20);
    at(3 - lead, 10 + 5 + 52, 0);
    assign(world, { model: "ReferenceDriver", cruise: "false", aebAvailable: "false" });
    return world;
  };

  test("once the middle of the lead is 0.375 m off that of the lane, the driver looks at who stands beyond for 0.4 s, reacts for 0.75 s and brakes", () => {
    for (const lead of [1, 2] as const) {
      const world = revealing(lead);
      const after = speeds(world, 200, () => {
        const { step, guide } = world.state.entities[lead]!;
        step.offsetM = guide.offsetM + 0.01;
        step.offsetMps = 1;
      });
      const first = firstBelow(after, 20);
      // The middle of its box, 1.4 m ahead of its origin and turned by 1/20, is 0.07 m farther to the side.
      expect(first).toBeGreaterThanOrEqual(31 + 40 + 75 - 1);
      expect(first).toBeLessThanOrEqual(31 + 40 + 75 + 3);
    }
  });

  test("as long as the lead is in between, nobody is looked at", () => {
    expect(Math.min(...speeds(revealing(1), 200))).toBe(20);
  });
});

describe("RSS and FSM", () => {
  test("they brake by the law of the built-in drivers, 0.75 s after it first asks for it, growing at 12.65 m/s^3", () => {
    for (const model of ["RSS", "FSM"]) {
      const world = sceneOf({ egoMps: 25, otherMps: 15, gapM: 20 });
      assign(world, { model, cruise: "false" });
      const after = speeds(world, 90);
      expect(firstBelow(after, 25)).toBe(76);
      expect(after[76 + 8]).toBeCloseTo(25 - 0.01 * 0.1265 * 55, 9);
    }
  });

  test("beside them nobody is in danger", () => {
    for (const model of ["RSS", "FSM"]) {
      const world = sceneOf({ egoMps: 25, otherMps: 15, gapM: 20, lane: "-1" });
      assign(world, { model, cruise: "false" });
      expect(Math.min(...speeds(world, 100))).toBe(25);
    }
  });
});
