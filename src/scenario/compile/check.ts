import { lengthOfM } from "../../road/line.ts";
import type { RoadNetwork } from "../../road/network.ts";
import type { DocPath, Finding } from "../finding.ts";
import type { ActionSpec, ActorSpec, ConditionSpec, EgoSpec, ScenarioSpec, TrafficLightSpec } from "../spec.ts";
import { checkPlace, checkRoute, laneIndex } from "./lanes.ts";
import { buildRoad } from "./world.ts";

type Test = ConditionSpec["test"];

/** More ticks than this are a slip of the exponent. */
const MAX_TICKS = 1_000_000;

/** A spec whose vehicle file may not have been read yet. */
export type SpecBody = Omit<ScenarioSpec, "ego"> & { readonly ego: Omit<EgoSpec, "vehicle"> };

/** What may be referred to besides the spec's own road users and events. */
export interface Known {
  /** True where the drive has not been read, so that any name may be a recorded road user's. */
  readonly anyActor: boolean;
  readonly recorded: ReadonlySet<string>;
  /** Names of parts that are malformed: they exist, but nothing more is known of them. */
  readonly malformed: ReadonlySet<string>;
}

/**
 * What a scenario says that cannot be, as far as it shows without the recorded drive: names that refer to nothing, actions on
 * road users that cannot do them, times that are no whole ticks, runs without an end. Paths are in the words of the native notation.
 * `driveRoad` is the road of the drive; null where it has not been read, and lanes cannot be looked up.
 */
export function checkSpec(spec: SpecBody, others: Known, driveRoad: RoadNetwork | null): Finding[] {
  const findings: Finding[] = [];
  const actors = ["ego", ...spec.actors.map((a) => a.name)];
  const events = spec.storyboard.map((e) => e.name);
  const check: Check = { spec, findings, actors, events, others };
  checkWorld(check);
  for (const actor of spec.actors) checkActor(check, actor);
  checkNames(check);
  for (const [i, event] of spec.storyboard.entries()) {
    for (const [j, condition] of event.when.entries()) checkTest(check, condition.test, ["storyboard", i, "when", j]);
    for (const [j, action] of event.actions.entries()) checkAction(check, action, ["storyboard", i, "do", j]);
  }
  for (const [i, condition] of spec.stop.entries()) checkTest(check, condition.test, ["stop", i]);
  checkTimes(check);
  const road = driveRoad ?? buildRoad(spec.world, findings);
  if (road !== null) checkPlaces(check, road);
  return findings;
}

interface Check {
  readonly spec: SpecBody;
  readonly findings: Finding[];
  readonly actors: readonly string[];
  readonly events: readonly string[];
  readonly others: Known;
}

function checkWorld({ spec, findings }: Check): void {
  const { world, ego } = spec;
  if (world.kind === "drive") {
    if (world.endSec !== null && world.endSec <= world.startSec) {
      const expected = `after startSec ${world.startSec}`;
      findings.push({ code: "RDV_SCENARIO_RANGE", path: ["world", "endSec"], expected, found: `${world.endSec}` });
    }
    return;
  }
  const needsDrive = (path: DocPath): void => {
    findings.push({ code: "RDV_SCENARIO_WORLD", path, expected: "a world with a drive", found: "a world with a road only" });
  };
  if (ego.start.kind !== "lane") needsDrive(["ego", ego.start.kind]);
  for (const { name, motion } of spec.actors) if (motion.kind === "replays") needsDrive(["actors", name, "replays"]);
}

function checkPlaces({ spec, findings }: Check, road: RoadNetwork): void {
  const { start, goal } = spec.ego;
  if (start.kind === "lane") {
    checkPlace(road, start, ["ego", "start"], findings);
    checkRoute(road, [start.lane, ...spec.ego.routeLanes], findings);
    if (goal !== null && goal.sM <= start.sM) {
      const found = `${goal.sM}`;
      findings.push({ code: "RDV_SCENARIO_WORLD", path: ["ego", "goal", "sM"], expected: `ahead of the start at ${start.sM} m`, found });
    }
  }
  for (const { name, motion } of spec.actors) {
    if (motion.kind === "replays") continue;
    checkPlace(road, motion.place, ["actors", name, motion.kind], findings);
  }
  for (const light of spec.trafficLights) checkTrafficLight(road, light, findings);
  const conditions = [
    ...spec.storyboard.flatMap((e, i) => e.when.map((c, j) => ({ c, path: ["storyboard", i, "when", j, "reach"] }))),
    ...spec.stop.map((c, i) => ({ c, path: ["stop", i, "reach"] })),
  ];
  for (const { c, path } of conditions) if (c.test.kind === "reach") checkPlace(road, c.test.place, path, findings);
}

function checkTrafficLight(road: RoadNetwork, { name, lanes, sM }: TrafficLightSpec, findings: Finding[]): void {
  const path = ["trafficLights", name];
  const indices = lanes.map((id, i) => laneIndex(road, id, [...path, "lanes", i], findings));
  const [first = -1] = indices;
  const again = indices.findIndex((lane, i) => lane >= 0 && indices.indexOf(lane) < i);
  if (again > 0) {
    const found = `"${lanes[again]}" again`;
    findings.push({ code: "RDV_SCENARIO_DUPLICATE", path: [...path, "lanes", again], expected: "each lane once", found });
  }
  const line = road.lanes[first]?.centre;
  if (line === undefined || sM <= lengthOfM(line)) return;
  const expected = `at most the length of the lane, ${lengthOfM(line).toFixed(1)} m`;
  findings.push({ code: "RDV_SCENARIO_WORLD", path: [...path, "sM"], expected, found: `${sM}` });
}

function checkNames({ spec, findings }: Check): void {
  const seen = new Set(["ego"]);
  for (const { name } of spec.actors) {
    const found = name === "ego" ? '"ego", the car under test' : `"${name}" again`;
    if (seen.has(name))
      findings.push({ code: "RDV_SCENARIO_DUPLICATE", path: ["actors", name], atKey: true, expected: "each name once", found });
    seen.add(name);
  }
  const replayed = new Map<string, string>();
  for (const { name, motion } of spec.actors) {
    if (motion.kind !== "replays") continue;
    const other =
      replayed.get(motion.actor) ?? (spec.ego.start.kind === "replaces" && spec.ego.start.actor === motion.actor ? "ego" : null);
    const path = ["actors", name, "replays"];
    if (other !== null)
      findings.push({
        code: "RDV_SCENARIO_DUPLICATE",
        path,
        expected: "each recorded road user once",
        found: `"${motion.actor}", which "${other}" takes`,
      });
    replayed.set(motion.actor, name);
  }
  const events = new Set<string>();
  for (const [i, { name }] of spec.storyboard.entries()) {
    if (events.has(name)) {
      const path = ["storyboard", i, "name"];
      findings.push({ code: "RDV_SCENARIO_DUPLICATE", path, expected: "each event name once", found: `"${name}" again` });
    }
    events.add(name);
  }
}

function checkActor({ findings }: Check, actor: ActorSpec): void {
  const { name, motion } = actor;
  if (motion.kind === "script") {
    const late = motion.speeds.findIndex((point, i) => i > 0 && point.atSec <= (motion.speeds[i - 1]?.atSec ?? 0));
    if (late > 0) {
      const path = ["actors", name, "script", "speeds", late, "atSec"];
      const expected = `after ${motion.speeds[late - 1]?.atSec} s`;
      findings.push({ code: "RDV_SCENARIO_RANGE", path, expected, found: `${motion.speeds[late]?.atSec}` });
    }
  }
  if (motion.kind !== "replays" && motion.place.kind === "path") {
    const { points } = motion.place;
    const still = points.findIndex((p, i) => i > 0 && p[0] === points[i - 1]?.[0] && p[1] === points[i - 1]?.[1]);
    const path = ["actors", name, motion.kind, "path", still];
    if (still > 0)
      findings.push({ code: "RDV_SCENARIO_WORLD", path, expected: "a point away from the one before", found: "the same point" });
  }
}

function reference(check: Check, name: string, path: DocPath): boolean {
  const { anyActor, recorded, malformed } = check.others;
  if (check.actors.includes(name) || anyActor || recorded.has(name) || malformed.has(name)) return true;
  const hint = `known are ${check.actors.join(", ")}`;
  check.findings.push({ code: "RDV_SCENARIO_REFERENCE", path, expected: "a road user of the scenario", found: `"${name}"`, hint });
  return false;
}

/** Keys of the notation for the kinds of tests. */
const TEST_KEY: Readonly<Record<Test["kind"], string>> = {
  time: "time",
  distance: "distance",
  "time-headway": "timeHeadway",
  "time-to-collision": "timeToCollision",
  speed: "speed",
  "relative-speed": "relativeSpeed",
  travelled: "travelled",
  reach: "reach",
  standstill: "standstill",
  event: "event",
};

function checkTest(check: Check, test: Test, at: DocPath): void {
  const path = [...at, TEST_KEY[test.kind]];
  if ("from" in test) {
    reference(check, test.from, [...path, "from"]);
    reference(check, test.to, [...path, "to"]);
    if (test.from === test.to) {
      const found = `"${test.to}" twice`;
      check.findings.push({ code: "RDV_SCENARIO_REFERENCE", path: [...path, "to"], expected: "two different road users", found });
    }
  }
  if ("actor" in test) reference(check, test.actor, [...path, "actor"]);
  if (test.kind === "event" && !check.events.includes(test.event) && !check.others.malformed.has(test.event)) {
    const hint = `known are ${check.events.join(", ") || "none"}`;
    const found = `"${test.event}"`;
    check.findings.push({ code: "RDV_SCENARIO_REFERENCE", path: [...path, "name"], expected: "an event of the storyboard", found, hint });
  }
}

const ACTION_KEY: Readonly<Record<ActionSpec["kind"], string>> = {
  speed: "speed",
  "lane-change": "laneChange",
  "lane-offset": "laneOffset",
  remove: "remove",
  friction: "friction",
};

function checkAction(check: Check, action: ActionSpec, at: DocPath): void {
  const path = [...at, ACTION_KEY[action.kind]];
  if (action.kind === "friction") return;
  if (reference(check, action.actor, [...path, "actor"])) checkActing(check, action, path);
  if (action.kind !== "speed") return;
  if (action.relativeTo !== null) reference(check, action.relativeTo, [...path, "relativeTo"]);
  const given = [action.overSec, action.rateMps2, action.overM].filter((v) => v !== null).length;
  const wanted = action.shape === "step" ? 0 : 1;
  if (given === wanted) return;
  const expected = wanted === 1 ? "exactly one of overSec, rateMps2, overM" : "none of overSec, rateMps2, overM with shape: step";
  check.findings.push({ code: "RDV_SCENARIO_CHOICE", path, expected, found: given === 0 ? "none of them" : `${given} of them` });
}

/** Whether the road user can do what it is told: the ego obeys its controller, a replay its recording. */
function checkActing(check: Check, action: Exclude<ActionSpec, { kind: "friction" }>, path: DocPath): void {
  const refuse = (expected: string, found: string): void => {
    check.findings.push({ code: "RDV_SCENARIO_REFERENCE", path: [...path, "actor"], expected, found });
  };
  if (action.actor === "ego") return refuse("a road user other than the car under test", '"ego"');
  if (action.kind === "remove" || check.others.malformed.has(action.actor)) return;
  const actor = check.spec.actors.find((a) => a.name === action.actor);
  if (actor === undefined || actor.motion.kind === "replays") {
    return refuse("a road user with a script or reactive", `"${action.actor}", which replays a recording`);
  }
  if (action.kind === "lane-change" && actor.motion.place.kind === "path") {
    refuse("a road user on a lane", `"${action.actor}", which follows a free path`);
  }
}

function checkTimes({ spec, findings }: Check): void {
  const { ends, dtSec } = spec;
  const whole = (sec: number, path: DocPath): void => {
    const ticks = sec / dtSec;
    if (Math.abs(ticks - Math.round(ticks)) < 1e-6) return;
    findings.push({ code: "RDV_SCENARIO_RANGE", path, expected: `a whole number of ticks of ${dtSec} s`, found: `${sec}` });
  };
  whole(spec.sensors.latencySec, ["sensors", "latencySec"]);
  whole(spec.actuationDelaySec, ["controller", "delaySec"]);
  whole(spec.ego.warmUpSec, ["ego", "warmUpSec"]);
  for (const { name, offsetSec, cycle } of spec.trafficLights) {
    whole(offsetSec, ["trafficLights", name, "offsetSec"]);
    for (const [i, { forSec }] of cycle.entries()) whole(forSec, ["trafficLights", name, "cycle", i, "forSec"]);
  }
  for (const { name, motion } of spec.actors) if (motion.kind === "replays") whole(motion.shiftSec, ["actors", name, "shiftSec"]);
  const { start, warmUpSec } = spec.ego;
  if (warmUpSec > 0 && start.kind !== "lane" && (start.aheadM !== 0 || start.speedMps !== null)) {
    const expected = "a start on the recording: neither aheadM nor speedMps";
    findings.push({ code: "RDV_SCENARIO_WORLD", path: ["ego", "warmUpSec"], expected, found: `${warmUpSec} s of warm-up beside them` });
  }
  if (ends.maxSec / dtSec > MAX_TICKS) {
    const found = `${Math.ceil(ends.maxSec / dtSec)}`;
    findings.push({ code: "RDV_SCENARIO_RANGE", path: ["ends", "maxSec"], expected: `at most ${MAX_TICKS} ticks`, found });
  }
  if (ends.durationSec !== null && ends.durationSec > ends.maxSec) {
    const expected = `at most ends.maxSec ${ends.maxSec}`;
    findings.push({ code: "RDV_SCENARIO_RANGE", path: ["ends", "durationSec"], expected, found: `${ends.durationSec}` });
  }
  const endless = spec.ego.start.kind === "lane" && spec.ego.goal === null && ends.durationSec === null && spec.stop.length === 0;
  if (endless) {
    const expected = "an end other than ends.maxSec: ends.durationSec, ego.goal or stop";
    findings.push({ code: "RDV_SCENARIO_WORLD", path: ["ends"], expected, found: "none", hint: "add `ends: { durationSec: 20 }`" });
  }
}
