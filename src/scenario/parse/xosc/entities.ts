import { bareEntity } from "../../../sim/story/entity-spec.ts";
import type { AxlesSpec, ControllerSpec, EntityKind, EntitySpec, PerformanceSpec, PropertySpec } from "../../../sim/story/spec.ts";
import { entryOf } from "./catalogs.ts";
import { checkProperties } from "./controller-check.ts";
import { declare } from "./parameters.ts";
import {
  type At,
  child,
  children,
  declaredName,
  everyChild,
  need,
  number,
  placeOf,
  positive,
  positiveOr,
  report,
  text,
  textOrNull,
  word,
  wordOr,
} from "./reading.ts";

export type EntityBody = Omit<EntitySpec, "name">;

const NO_BOX = { lengthM: 0, widthM: 0, heightM: 0, centerXM: 0, centerYM: 0, centerZM: 0 };
const OBJECTS = ["Vehicle", "Pedestrian", "MiscObject"];

/** A `ScenarioObject`; entities declared inside it (trailers) are added to `at.build.nested`. null after a problem. */
export function entityOf(at: At): EntitySpec | null {
  const name = declaredName(at);
  const body = entityBody(at);
  const given = children(at, "ObjectController");
  body?.controllers.forEach((one, i) => at.build.given.push({ at: given[i] ?? at, entity: name, name: one.name }));
  return body === null || name === "" ? null : { name, ...body };
}

/** What a `ScenarioObject` or a template of one describes, but for its name. */
export function entityBody(at: At): EntityBody | null {
  const object = everyChild(at).find((c) => c.node.name !== "ObjectController");
  if (object === undefined) return null;
  const controllers = children(at, "ObjectController").flatMap(objectController);
  const body = objectOf(object);
  return body === null ? null : { ...body, controllers };
}

function objectOf(at: At): EntityBody | null {
  if (at.node.name === "ExternalObjectReference") return external(at);
  if (at.node.name === "CatalogReference") return entryOf(at, OBJECTS, described);
  return described({ ...at, scope: declare(at, new Map()) });
}

function described(at: At): EntityBody {
  if (at.node.name === "Vehicle") return vehicle(at);
  const isPedestrian = at.node.name === "Pedestrian";
  const type = isPedestrian ? "PedestrianCategory" : "MiscObjectCategory";
  text(at, "name");
  return {
    ...bareEntity(
      isPedestrian ? "pedestrian" : "misc",
      word(at, isPedestrian ? "pedestrianCategory" : "miscObjectCategory", type, ""),
      boxOf(at),
    ),
    massKg: positive(at, "mass"),
    properties: propertiesOf(at),
  };
}

function external(at: At): EntityBody {
  return { ...bareEntity("external", "", NO_BOX), properties: [{ name: "externalName", value: text(at, "name") }] };
}

function vehicle(at: At): EntityBody {
  text(at, "name");
  return {
    ...bareEntity("vehicle", word(at, "vehicleCategory", "VehicleCategory", ""), boxOf(at)),
    massKg: positiveOr(at, "mass", null),
    ability: performanceOf(need(at, "Performance")),
    axles: axlesOf(need(at, "Axles")),
    hitch: couplingOf(child(at, "TrailerHitch")),
    coupler: couplingOf(child(at, "TrailerCoupler")),
    trailer: trailerOf(child(at, "Trailer")),
    properties: propertiesOf(at),
  };
}

function couplingOf(at: At | null): { readonly dxM: number } | null {
  return at === null ? null : { dxM: number(at, "dx") };
}

/** Name of the trailer: an entity declared elsewhere, or the one inside, which becomes an entity of its own. */
function trailerOf(at: At | null): string | null {
  if (at === null) return null;
  const reference = child(at, "TrailerRef");
  if (reference !== null) return textOrNull(reference, "entityRef") || null; // catalogs write "" for none
  const inside = entityOf(need(at, "Trailer"));
  if (inside === null) return null;
  at.build.nested.push(inside);
  return inside.name;
}

function boxOf(at: At): EntityBody["box"] {
  const box = need(at, "BoundingBox");
  const [center, size] = [need(box, "Center"), need(box, "Dimensions")];
  return {
    lengthM: positive(size, "length"),
    widthM: positive(size, "width"),
    heightM: positive(size, "height"),
    centerXM: number(center, "x"),
    centerYM: number(center, "y"),
    centerZM: number(center, "z"),
  };
}

function performanceOf(at: At): PerformanceSpec {
  return {
    maxSpeedMps: positive(at, "maxSpeed"),
    maxAccelMps2: positive(at, "maxAcceleration"),
    maxDecelMps2: positive(at, "maxDeceleration"),
    maxAccelRateMps3: positiveOr(at, "maxAccelerationRate", Number.POSITIVE_INFINITY),
    maxDecelRateMps3: positiveOr(at, "maxDecelerationRate", Number.POSITIVE_INFINITY),
  };
}

/** A trailer without a front axle has it where the coupling is: at its rear axle for what is known here. */
function axlesOf(at: At): AxlesSpec {
  const rear = need(at, "RearAxle");
  const front = child(at, "FrontAxle") ?? rear;
  return {
    frontXM: number(front, "positionX"),
    rearXM: number(rear, "positionX"),
    maxSteeringRad: steering(front, rear),
    trackWidthM: trackWidth(front, rear),
    wheelDiameterM: wheelDiameter(front, rear),
  };
}

function steering(front: At, rear: At): number {
  return Math.max(positive(front, "maxSteering"), positive(rear, "maxSteering"));
}

function trackWidth(front: At, rear: At): number {
  return Math.max(positive(front, "trackWidth"), positive(rear, "trackWidth"));
}

function wheelDiameter(front: At, rear: At): number {
  return Math.max(positive(front, "wheelDiameter"), positive(rear, "wheelDiameter"));
}

/** Name and value of each `Property`; files and content of other tools have no effect. */
export function propertiesOf(at: At): PropertySpec[] {
  const list = child(at, "Properties");
  if (list === null) return [];
  return children(list, "Property").map((p) => ({ name: text(p, "name"), value: text(p, "value") }));
}

/** The controller inside an `ObjectController` or `AssignControllerAction`, under the name it has there. */
export function objectController(at: At): ControllerSpec[] {
  const name = textOrNull(at, "name");
  const controllers = controllerIn(at);
  if (name !== null) at.build.controllers.add(name);
  return name === null ? controllers : controllers.map((c) => ({ ...c, name }));
}

export function controllerIn(at: At): ControllerSpec[] {
  const own = child(at, "Controller");
  if (own !== null) return [controller({ ...own, scope: declare(own, new Map()) })];
  const reference = child(at, "CatalogReference");
  const found = reference === null ? null : entryOf(reference, ["Controller"], controller);
  return found === null ? [] : [found];
}

function controller(at: At): ControllerSpec {
  const type = wordOr<ControllerSpec["types"][number], null>(at, "controllerType", "ControllerType", null);
  const name = text(at, "name");
  at.build.controllers.add(name);
  const spec: ControllerSpec = { name, properties: propertiesOf(at), types: type === null ? [] : [type] };
  checkProperties(at, spec);
  return spec;
}

const KIND_OF: Readonly<Record<string, EntityKind>> = {
  vehicle: "vehicle",
  pedestrian: "pedestrian",
  miscellaneous: "misc",
  external: "external",
};

/** An `ObjectType` as the kind of entity it names. */
export function kindOfType(at: At, name: string): EntityKind {
  return KIND_OF[word(at, name, "ObjectType", "vehicle")] ?? "vehicle";
}

/** The members of each `EntitySelection`; a selection of a type holds all entities of it, in the order of the file. */
export function readSelections(entities: At): void {
  const { build } = entities;
  for (const one of children(entities, "EntitySelection")) {
    const name = declaredName(one);
    if (name === "") continue;
    if (build.entities.has(name) || build.selections.has(name))
      report(one, placeOf(one, "name"), "RDV_SCENARIO_DUPLICATE", "each entity and selection once", JSON.stringify(name));
    const names = everyChild(need(one, "Members")).flatMap((m) => {
      if (m.node.name === "ByType") {
        const kind = kindOfType(m, "objectType");
        return [...build.entities].filter(([, k]) => k === kind).map(([n]) => n);
      }
      const member = text(m, "entityRef");
      if (build.entities.has(member)) return [member];
      const selection = build.selections.get(member);
      if (selection === undefined)
        report(
          m,
          placeOf(m, "entityRef"),
          "RDV_SCENARIO_REFERENCE",
          "an entity or a selection declared before",
          JSON.stringify(member.slice(0, 60)),
        );
      return selection ?? [];
    });
    build.selections.set(name, [...new Set(names)]);
  }
}
