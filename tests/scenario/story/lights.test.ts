import { describe, expect, test } from "vitest";
import { SIGNAL_STATES, type SignalState } from "../../../src/core/signal-state.ts";
import { startEvaluation } from "../../../src/eval/evaluate.ts";
import { redLight } from "../../../src/eval/metrics/red-light.ts";
import { runSync } from "../../../src/sim/loop.ts";
import type { Reply, Session } from "../../../src/sim/port.ts";
import type { WorldModel } from "../../../src/sim/world.ts";
import { problemsOf, readText } from "../xosc/support.ts";
import { BRAKES, modelOf, type Parts, specIn, startXml, storyFolder, storyXml, STRAIGHT_XODR, USUAL, vehicleXml } from "./support.ts";

function signalXml(id: string, sM: number, type: string, more = ""): string {
  return `<signal s="${sM}" t="-8" id="${id}" name="" dynamic="yes" orientation="+" zOffset="3" type="${type}" country="OpenDRIVE" subtype="-1" value="-1" height="1" width="0.4">${more}</signal>`;
}

/** A light for both lanes at s = 100, one for pedestrians at 120, one for the right lane alone at 300. */
const LIGHTS_XODR = STRAIGHT_XODR.replace(
  "</lanes>",
  `</lanes><signals>${signalXml("7", 100, "1000001")}${signalXml("8", 120, "1000002", '<validity fromLane="-2" toLane="-1"/>')}${signalXml("9", 300, "1000001", '<validity fromLane="-2" toLane="-2"/>')}</signals>
  `,
);

function phaseXml(sec: number, states: Readonly<Record<string, string>>): string {
  const list = Object.entries(states).map(([id, state]) => `<TrafficSignalState trafficSignalId="${id}" state="${state}"/>`);
  return `<Phase name="p" duration="${sec}">${list.join("")}</Phase>`;
}

function withLights(parts: Parts, phases: string): string {
  const signals = `<TrafficSignals><TrafficSignalController name="c">${phases}</TrafficSignalController></TrafficSignals>`;
  return storyXml(parts).replace("</RoadNetwork>", `${signals}</RoadNetwork>`);
}

const ALONE: Parts = { ...BRAKES, entities: vehicleXml("Ego"), init: startXml("Ego", 50, 15), actor: "Ego", endSec: 5 };
const SETS = `<GlobalAction><InfrastructureAction><TrafficSignalAction><TrafficSignalStateAction name="7" state="off;off;on"/></TrafficSignalAction></InfrastructureAction></GlobalAction>`;
const RED = phaseXml(60, { 7: "on;off;off", 8: "on;off" });
const folder = storyFolder({
  "straight.xodr": LIGHTS_XODR,
  "red.xosc": withLights({ ...ALONE, atSec: 90 }, RED),
  "turns-green.xosc": withLights({ ...ALONE, action: SETS, atSec: 1 }, RED),
  "phases.xosc": withLights(
    { ...ALONE, atSec: 90 },
    `${phaseXml(1, { 7: "red", 9: "1" })}${phaseXml(2, { 7: "Green" })}${phaseXml(0.5, { 7: "off;on;off" })}`,
  ),
  "elsewhere.xosc": withLights({ ...ALONE, atSec: 90 }, phaseXml(1, { nowhere: "red" })),
  "none.xosc": storyXml({ ...ALONE, atSec: 90 }),
});

function model(file: string): WorldModel {
  return modelOf(specIn(folder, file, { ...USUAL, dtSec: 0.05 }));
}

/** Straight on at its speed; sees what the lights show. */
function straightOn(see: (states: readonly SignalState[]) => void = () => undefined): Session {
  return {
    start: () => ({ kind: "ready" }),
    decide: ({ tick, signals }): Reply => {
      see([...signals.state].map((i) => SIGNAL_STATES[i]!));
      const command = { kind: "accel-steer", lateral: "road-wheel", accelMps2: 0, roadWheelRad: 0 } as const;
      return { kind: "command", tick, command, mode: "engaged", debug: [] };
    },
    end: () => undefined,
  };
}

function redLightsOf(file: string) {
  const world = model(file);
  const evaluation = startEvaluation(world.header, { metrics: [redLight] });
  runSync(world, straightOn(), { record: (r) => evaluation.record(r) });
  return evaluation.finish().results[0]!.result;
}

describe("traffic lights of a story", () => {
  test("have their stop lines where they stand, across the lanes that they speak to; none for who walks", () => {
    const { header, signals } = model("phases.xosc");
    expect(header.signals).toEqual([{ id: "7" }, { id: "9" }]);
    const lines = header.stopLines!.map(({ id, signal, lane, sM, leftYM, rightYM }) => [
      id,
      signal,
      header.road.lanes[lane]!.id,
      sM,
      leftYM,
      rightYM,
    ]);
    expect(lines).toEqual([
      ["7", 0, "1/0/-1", 100, 0, -3.5],
      ["7", 0, "1/0/-2", 100, -3.5, -7],
      ["9", 1, "1/0/-2", 300, -3.5, -7],
    ]);
    expect(signals.map(({ stopPoint }) => stopPoint)).toEqual([
      { xM: 100, yM: -1.75 },
      { xM: 300, yM: -5.25 },
    ]);
    const red = model("red.xosc");
    expect(red.header.signals).toEqual([{ id: "7" }, { id: "8" }]);
    expect(red.header.stopLines!.every(({ signal }) => signal === 0)).toBe(true);
    expect(red.signals[1]).toMatchObject({ lanes: [], stopPoint: { xM: 120, yM: -8 } });
    expect(model("none.xosc").header).toMatchObject({ signals: [], stopLines: [] });
  });

  test("show in record and observation what the story sets them to", () => {
    const seen: SignalState[][] = [];
    const recorded: SignalState[][] = [];
    const sink = {
      record: ({ signals }: { signals: { state: Uint8Array } }) => void recorded.push([...signals.state].map((i) => SIGNAL_STATES[i]!)),
    };
    runSync(
      model("phases.xosc"),
      straightOn((states) => seen.push([...states])),
      sink,
    );
    expect(seen.slice(0, 100)).toEqual(recorded.slice(0, 100));
    // 1 s red, 2 s green, 0.5 s yellow; a tick is 0.05 s. The other is set to what says no colour.
    const at = (sec: number) => recorded[Math.round(sec / 0.05)];
    expect([at(0), at(0.9), at(1.1), at(2.9), at(3.1), at(3.6)]).toEqual(
      ["red", "red", "green", "green", "yellow", "red"].map((state) => [state, "unknown"]),
    );
  });

  test("are judged: a red light that is run costs, one that turned green does not", () => {
    expect(redLightsOf("red.xosc")).toMatchObject({ kind: "value", value: 1 });
    expect(redLightsOf("turns-green.xosc")).toMatchObject({ kind: "value", value: 0 });
    expect(redLightsOf("none.xosc")).toMatchObject({ kind: "not-applicable" });
  });

  test("that say no colour, or stand nowhere, are told to the user once", () => {
    expect(model("red.xosc").story!.notes).toEqual([]);
    expect(model("phases.xosc").story!.notes).toEqual(['traffic signals: the state "1" says no colour, drivers are told "unknown"']);
    expect(model("elsewhere.xosc").story!.notes).toEqual([
      'traffic signals: "nowhere" is no signal of the map, drivers are not told of it',
    ]);
    const text = withLights({ ...ALONE, atSec: 90 }, `${phaseXml(1, { 7: "1" })}${phaseXml(1, { 7: "1", 9: "2" })}`);
    expect(problemsOf(readText(text)).filter((line) => line.includes("RDV_XOSC_UNSUPPORTED"))).toHaveLength(2);
  });
});
