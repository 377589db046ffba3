import type { RoadStretchSpec, TrafficActionSpec, TrafficAreaSpec, TrafficMixSpec } from "../../../sim/story/spec.ts";
import { entityBody } from "./entities.ts";
import { position, positionIn } from "./positions.ts";
import {
  type At,
  child,
  children,
  entity,
  flag,
  integer,
  need,
  number,
  onRoad,
  only,
  placeOf,
  positive,
  positiveOr,
  report,
  road,
  text,
  textOrNull,
  word,
} from "./reading.ts";

type Swarm = Extract<TrafficActionSpec, { kind: "traffic-swarm" }>;

/** What a `TrafficAction` does; null after a problem. */
export function trafficAction(at: At): TrafficActionSpec | null {
  const name = textOrNull(at, "trafficName");
  const action = only(at);
  switch (action.node.name) {
    case "TrafficSourceAction":
      return source(action, name);
    case "TrafficSinkAction": {
      const definition = child(action, "TrafficDefinition");
      if (definition !== null) mixIn(action); // checked; a sink takes whatever comes
      const [radiusM, ratePerSec] = [positive(action, "radius"), positiveOr(action, "rate", null)];
      return { kind: "traffic-sink", name, position: positionIn(action), radiusM, ratePerSec };
    }
    case "TrafficSwarmAction":
      return swarm(action, name);
    case "TrafficAreaAction":
      return {
        kind: "traffic-area",
        name,
        area: area(need(action, "TrafficArea")),
        count: integer(action, "numberOfEntities", "unsignedInt"),
        isContinuous: flag(action, "continuous"),
        mix: mixIn(action),
      };
    case "TrafficStopAction":
      return { kind: "traffic-stop", name };
    default:
      return null;
  }
}

/** `velocity` is what versions before 1.2 call the speed. */
function source(at: At, name: string | null): TrafficActionSpec {
  return {
    kind: "traffic-source",
    name,
    position: positionIn(at),
    radiusM: positive(at, "radius"),
    ratePerSec: positive(at, "rate"),
    speedMps: positiveOr(at, "speed", positiveOr(at, "velocity", null)),
    mix: mixIn(at),
  };
}

function swarm(at: At, name: string | null): Swarm {
  const direction = child(at, "DirectionOfTravelDistribution");
  return {
    kind: "traffic-swarm",
    name,
    central: entity(need(at, "CentralObject")),
    innerRadiusM: positive(at, "innerRadius"),
    semiMajorM: positive(at, "semiMajorAxis"),
    semiMinorM: positive(at, "semiMinorAxis"),
    offsetM: number(at, "offset"),
    count: integer(at, "numberOfVehicles", "unsignedInt"),
    speedMps: speedRange(at),
    direction: direction === null ? null : { sameRatio: positive(direction, "same"), oppositeRatio: positive(direction, "opposite") },
    mix: mixIn(at),
  };
}

function area(at: At): TrafficAreaSpec {
  const polygon = child(at, "Polygon");
  if (polygon !== null) return { kind: "polygon", corners: children(polygon, "Position").map(position) };
  return { kind: "roads", stretches: children(at, "RoadRange").flatMap(stretches) };
}

interface Cursor {
  readonly at: At;
  readonly road: string;
  readonly sM: number | null;
  readonly lanes: readonly number[];
}

/** Cursors that follow one another on one road are the ends of a stretch of it; one alone without s is all of its road. */
function stretches(range: At): RoadStretchSpec[] {
  const byRoad: Cursor[][] = [];
  for (const at of children(range, "RoadCursor")) {
    const cursor: Cursor = {
      at,
      road: road(at),
      sM: positiveOr(at, "s", null),
      lanes: children(at, "Lane").map((lane) => integer(lane, "id", "int")),
    };
    if (cursor.sM !== null) onRoad(at, cursor.road, cursor.sM);
    const last = byRoad.at(-1);
    if (last?.[0]?.road === cursor.road) last.push(cursor);
    else byRoad.push([cursor]);
  }
  return byRoad.map(stretchOf);
}

function stretchOf(cursors: readonly Cursor[]): RoadStretchSpec {
  const [first, last] = [cursors[0]!, cursors.at(-1)!];
  if (cursors.length === 1 && first.sM !== null) {
    const hint = "from there in which direction is not said: give its other end too";
    report(first.at, placeOf(first.at, "s"), "RDV_XOSC_UNSUPPORTED", "two cursors on a road, or one without s", "one with s", hint);
  }
  const [a, b] = [cursors.length === 1 ? null : first.sM, cursors.length === 1 ? null : last.sM];
  const isTurned = a !== null && b !== null && a > b;
  const isEveryLane = cursors.some(({ lanes }) => lanes.length === 0);
  const lanes = isEveryLane ? [] : [...new Set(cursors.flatMap((cursor) => cursor.lanes))];
  return { road: first.road, fromM: isTurned ? b : a, toM: isTurned ? a : b, lanes };
}

/** A range since version 1.2, one speed before it. */
function speedRange(at: At): Swarm["speedMps"] {
  const velocity = positiveOr(at, "velocity", null);
  const range = child(at, "InitialSpeedRange");
  if (range !== null) return { lowestMps: positive(range, "lowerLimit"), highestMps: positive(range, "upperLimit") };
  return velocity === null ? null : { lowestMps: velocity, highestMps: velocity };
}

/** The kinds of road users to make: categories before version 1.3, templates from it on. */
function mixIn(at: At): TrafficMixSpec {
  const definition = child(at, "TrafficDefinition");
  const distribution = child(at, "TrafficDistribution");
  if (definition !== null && distribution !== null)
    report(at, at.node, "RDV_SCENARIO_CHOICE", "only one of TrafficDefinition, TrafficDistribution", "both");
  return { templates: distribution === null ? [] : templates(distribution), categories: definition === null ? [] : categories(definition) };
}

function categories(at: At): TrafficMixSpec["categories"] {
  text(at, "name");
  return children(need(at, "VehicleCategoryDistribution"), "VehicleCategoryDistributionEntry").map((e) => ({
    weight: positive(e, "weight"),
    category: word(e, "category", "VehicleCategory", ""),
  }));
}

/** Weights of nested lists multiply. */
function templates(at: At): TrafficMixSpec["templates"] {
  return children(at, "TrafficDistributionEntry").flatMap((entry) => {
    const outer = positive(entry, "weight");
    return children(need(entry, "EntityDistribution"), "EntityDistributionEntry").flatMap((e) => {
      const weight = outer * positive(e, "weight");
      const body = entityBody(need(e, "ScenarioObjectTemplate"));
      return body === null ? [] : [{ weight, entity: body }];
    });
  });
}
