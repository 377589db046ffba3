/** Entities as elements of ASAM OpenSCENARIO XML 1.3. */
import type { ControllerSpec, EntitySpec, PropertySpec } from "../../sim/story/spec.ts";
import { type XmlElement, xml } from "./element.ts";

/** The one rear axle of a vehicle that states none. */
const NO_AXLE = { maxSteering: 0, positionX: 0, positionZ: 0, trackWidth: 0, wheelDiameter: 0 };

export function scenarioObject(entity: EntitySpec): XmlElement {
  const controllers = entity.controllers.map((c) => xml("ObjectController", {}, controllerElement(c)));
  return xml("ScenarioObject", { name: entity.name }, objectElement(entity, entity.name), controllers);
}

/** `<Vehicle>`, `<Pedestrian>`, `<MiscObject>` or `<ExternalObjectReference>`. */
export function objectElement(entity: Omit<EntitySpec, "name">, name: string): XmlElement {
  const box = boxElement(entity.box);
  const properties = propertiesElement(entity.properties);
  switch (entity.kind) {
    case "pedestrian":
      return xml("Pedestrian", { name, mass: entity.massKg ?? 0, pedestrianCategory: entity.category }, box, properties);
    case "misc":
      return xml("MiscObject", { name, mass: entity.massKg ?? 0, miscObjectCategory: entity.category }, box, properties);
    case "external":
      return xml("ExternalObjectReference", { name });
    case "vehicle":
      return vehicleElement(entity, name, box, properties);
  }
}

function vehicleElement(entity: Omit<EntitySpec, "name">, name: string, box: XmlElement, properties: XmlElement | null): XmlElement {
  const { ability: p, axles, hitch, coupler, trailer } = entity;
  const ability = xml("Performance", {
    maxSpeed: p?.maxSpeedMps ?? Number.POSITIVE_INFINITY,
    maxAcceleration: p?.maxAccelMps2 ?? Number.POSITIVE_INFINITY,
    maxDeceleration: p?.maxDecelMps2 ?? Number.POSITIVE_INFINITY,
    maxAccelerationRate: p === null || p.maxAccelRateMps3 === Number.POSITIVE_INFINITY ? null : p.maxAccelRateMps3,
    maxDecelerationRate: p === null || p.maxDecelRateMps3 === Number.POSITIVE_INFINITY ? null : p.maxDecelRateMps3,
  });
  return xml(
    "Vehicle",
    { name, vehicleCategory: entity.category, mass: entity.massKg },
    box,
    ability,
    axlesElement(axles),
    properties,
    hitch === null ? null : xml("TrailerHitch", { dx: hitch.dxM }),
    coupler === null ? null : xml("TrailerCoupler", { dx: coupler.dxM }),
    trailer === null ? null : xml("Trailer", {}, xml("TrailerRef", { entityRef: trailer })),
  );
}

function axlesElement(axles: EntitySpec["axles"]): XmlElement {
  if (axles === null) return xml("Axles", {}, xml("RearAxle", NO_AXLE));
  const { frontXM, rearXM, maxSteeringRad, trackWidthM: trackWidth, wheelDiameterM: wheelDiameter } = axles;
  const positionZ = wheelDiameter / 2;
  return xml(
    "Axles",
    {},
    xml("FrontAxle", { maxSteering: maxSteeringRad, positionX: frontXM, positionZ, trackWidth, wheelDiameter }),
    xml("RearAxle", { maxSteering: 0, positionX: rearXM, positionZ, trackWidth, wheelDiameter }),
  );
}

function boxElement(box: EntitySpec["box"]): XmlElement {
  return xml(
    "BoundingBox",
    {},
    xml("Center", { x: box.centerXM, y: box.centerYM, z: box.centerZM }),
    xml("Dimensions", { width: box.widthM, length: box.lengthM, height: box.heightM }),
  );
}

export function controllerElement(controller: ControllerSpec): XmlElement {
  const { name, properties, types } = controller;
  // The standard has room for one.
  return xml("Controller", { name, controllerType: types[0] }, propertiesElement(properties) ?? xml("Properties"));
}

function propertiesElement(properties: readonly PropertySpec[]): XmlElement | null {
  if (properties.length === 0) return null;
  return xml(
    "Properties",
    {},
    properties.map(({ name, value }) => xml("Property", { name, value })),
  );
}
