import { describe, expect, test } from "vitest";
import type { Reply, Session } from "../../src/sim/port.ts";
import { runSync } from "../../src/sim/loop.ts";
import { snapshot } from "../../src/sim/state.ts";
import { initialState, tick } from "../../src/sim/tick.ts";
import type { WorldModel } from "../../src/sim/world.ts";
import {
  BRAKES,
  builtin,
  modelOf,
  type Parts,
  specIn,
  startXml,
  storyFolder,
  storyXml,
  USUAL,
  vehicleXml,
} from "../scenario/story/support.ts";

const DEFINITION = `<TrafficDefinition name="t"><VehicleCategoryDistribution><VehicleCategoryDistributionEntry category="car" weight="1"/>
  </VehicleCategoryDistribution><ControllerDistribution><ControllerDistributionEntry weight="1"><Controller name="c"><Properties/></Controller>
  </ControllerDistributionEntry></ControllerDistribution></TrafficDefinition>`;

function sourceXml(sM: number, ratePerSec: number, speedMps: number, radiusM = 1): string {
  return `<GlobalAction><TrafficAction trafficName="in"><TrafficSourceAction rate="${ratePerSec}" radius="${radiusM}" velocity="${speedMps}">
    <Position><LanePosition roadId="1" laneId="-1" s="${sM}"/></Position>${DEFINITION}</TrafficSourceAction></TrafficAction></GlobalAction>`;
}

const SWARM = `<GlobalAction><TrafficAction trafficName="about"><TrafficSwarmAction innerRadius="10" semiMajorAxis="45" semiMinorAxis="20" offset="0"
  numberOfVehicles="3" velocity="30"><CentralObject entityRef="Ego"/>${DEFINITION}</TrafficSwarmAction></TrafficAction></GlobalAction>`;

const ALONE: Parts = { ...BRAKES, entities: vehicleXml("Ego"), actor: "Ego" };
const folder = storyFolder({
  // A car that stands in the ego's lane, as soon as there is room.
  "standing.xosc": storyXml({
    ...ALONE,
    init: `${sourceXml(120, 5, 0)}${startXml("Ego", 50, 15)}`,
    action: sourceXml(900, 0.001, 0),
    atSec: 90,
    endSec: 8,
  }),
  // Short ways past the ego, which stands beside the road: who leaves makes room for others.
  "swarm.xosc": storyXml({
    ...ALONE,
    init: `<Private entityRef="Ego"><PrivateAction><TeleportAction><Position><WorldPosition x="500" y="12"/></Position></TeleportAction></PrivateAction></Private>${SWARM}`,
    action: sourceXml(950, 0.001, 0),
    atSec: 900,
    endSec: 40,
  }),
  "without.xosc": storyXml(BRAKES),
});

/** Sees what it is told; drives straight on at its speed. */
function watching(see: (tick: number, ids: readonly number[], xs: readonly number[]) => void): Session {
  return {
    start: () => ({ kind: "ready" }),
    decide: ({ tick, objects: { count, id, xM } }): Reply => {
      see(tick, [...id.subarray(0, count)], [...xM.subarray(0, count)]);
      const command = { kind: "accel-steer", lateral: "road-wheel", accelMps2: 0, roadWheelRad: 0 } as const;
      return { kind: "command", tick, command, mode: "engaged", debug: [] };
    },
    end: () => undefined,
  };
}

function model(file: string): WorldModel {
  return modelOf(specIn(folder, file, { ...USUAL, dtSec: 0.05 }));
}

describe("road users that a traffic action makes", () => {
  test("are told to the controller, recorded, and not driven through", () => {
    const world = model("standing.xosc");
    const told = new Map<number, number>();
    let recordedXM = 0;
    const outcome = runSync(
      world,
      watching((_tick, ids, xs) => ids.forEach((id, i) => told.set(id, xs[i]!))),
      { record: ({ actors }) => void (actors.present[1] === 1 && (recordedXM = actors.xM[1]!)) },
    );
    expect(world.header.actors[1]).toMatchObject({ id: 1, name: "traffic-1", cls: "car", footprint: { lengthM: 4.5, widthM: 1.8 } });
    expect(told.get(1)).toBeCloseTo(recordedXM, 9);
    // Its origin, the rear axle, is within 1 m of s = 120; its box centre 1.4 m ahead.
    expect(Math.abs(recordedXM - 121.4)).toBeLessThan(1);
    expect(outcome.end).toMatchObject({ reason: "contact" });
    expect(outcome.end.detail).toContain("traffic-1");
    // Front to rear: both boxes are 4.5 m long, and the ego's centre is 1.4 m ahead of its rear axle at s = 50.
    expect(Math.abs(outcome.end.tick * 0.05 - (recordedXM - 51.4 - 4.5) / 15)).toBeLessThan(0.15);
  });

  test("have a slot each in turn: a slot is empty for 2 s before another has it, and the controller is told a new id", () => {
    const world = model("swarm.xosc");
    const slots = world.header.actors.length - 1;
    const seenTick = Array.from({ length: slots + 1 }, () => -1);
    const lastTickOf = new Map<number, number>();
    const outcome = runSync(
      world,
      watching((tick, ids) => {
        expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        for (const id of ids) {
          // Nobody comes back under an id that was gone.
          if (lastTickOf.has(id)) expect(lastTickOf.get(id)).toBe(tick - 1);
          lastTickOf.set(id, tick);
        }
      }),
      {
        record: ({ tick, actors }) => {
          for (let slot = 1; slot < actors.count; slot++) {
            if (actors.present[slot] === 0) continue;
            const last = seenTick[slot]!;
            if (last !== tick - 1 && last >= 0) expect(tick - last).toBeGreaterThanOrEqual(40);
            seenTick[slot] = tick;
          }
        },
      },
    );
    expect(outcome.end.reason).toBe("stop-condition");
    const slotsUsed = new Set([...lastTickOf.keys()].map((id) => (id - 1) % slots)).size;
    expect(lastTickOf.size).toBeGreaterThan(slotsUsed);
    expect(seenTick.filter((tick) => tick >= 0).length).toBe(slotsUsed);
  });

  test("run alike twice, to the bit", () => {
    const hash = () => runSync(model("swarm.xosc"), builtin("constant"), { record: () => undefined }).hash;
    expect(hash()).toBe(hash());
  });

  test("go on from a copy of the state as they would have", () => {
    const world = model("swarm.xosc");
    const state = initialState(world);
    for (let k = 0; k < 300; k++) tick(world, state);
    const copy = snapshot(world, state);
    for (let k = 0; k < 300; k++) {
      tick(world, state);
      tick(world, copy);
    }
    expect(copy.numbers).toEqual(state.numbers);
    expect(copy.staged!.state.traffic).toEqual(state.staged!.state.traffic);
    expect(state.staged!.state.traffic.some(({ lifeCount }) => lifeCount > 1)).toBe(true);
  });

  test("are no more than the file asks for; a file without traffic actions has no slots", () => {
    expect(model("without.xosc").actors).toHaveLength(2);
    // 3 of a swarm and 20 to spare; of the sources no more than they make in 600 s, and 200 at most.
    expect(model("swarm.xosc").actors).toHaveLength(1 + 23 + 2);
    expect(model("standing.xosc").actors).toHaveLength(1 + 200 + 2);
    expect(model("standing.xosc").sensors.maxObjects).toBeGreaterThanOrEqual(202);
  });
});
