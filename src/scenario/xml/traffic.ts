/** Traffic actions as elements of ASAM OpenSCENARIO XML 1.3. */
import type { TrafficActionSpec, TrafficAreaSpec, TrafficMixSpec } from "../../sim/story/spec.ts";
import { type XmlElement, xml } from "./element.ts";
import { objectElement } from "./entities.ts";
import { positionElement } from "./positions.ts";

export function trafficElement(action: TrafficActionSpec): XmlElement {
  return xml("TrafficAction", { trafficName: action.name }, contentElement(action));
}

function contentElement(a: TrafficActionSpec): XmlElement {
  switch (a.kind) {
    case "traffic-source":
      return xml(
        "TrafficSourceAction",
        { radius: a.radiusM, rate: a.ratePerSec, speed: a.speedMps },
        positionElement(a.position),
        mixElement(a.mix),
      );
    case "traffic-sink":
      return xml("TrafficSinkAction", { radius: a.radiusM, rate: a.ratePerSec }, positionElement(a.position));
    case "traffic-swarm": {
      const size = { innerRadius: a.innerRadiusM, semiMajorAxis: a.semiMajorM, semiMinorAxis: a.semiMinorM, offset: a.offsetM };
      const { speedMps, direction } = a;
      return xml(
        "TrafficSwarmAction",
        { ...size, numberOfVehicles: a.count },
        xml("CentralObject", { entityRef: a.central }),
        mixElement(a.mix),
        speedMps === null ? null : xml("InitialSpeedRange", { lowerLimit: speedMps.lowestMps, upperLimit: speedMps.highestMps }),
        direction === null ? null : xml("DirectionOfTravelDistribution", { same: direction.sameRatio, opposite: direction.oppositeRatio }),
      );
    }
    case "traffic-area":
      return xml(
        "TrafficAreaAction",
        { numberOfEntities: a.count, continuous: a.isContinuous },
        mixElement(a.mix),
        xml("TrafficArea", {}, areaElements(a.area)),
      );
    case "traffic-stop":
      return xml("TrafficStopAction");
  }
}

/** Of a stretch both ends are given on its road. */
function areaElements(area: TrafficAreaSpec): XmlElement | XmlElement[] {
  if (area.kind === "polygon")
    return xml(
      "Polygon",
      {},
      area.corners.map((corner) => positionElement(corner)),
    );
  return area.stretches.map(({ road, fromM, toM, lanes }) => {
    const ids = lanes.map((id) => xml("Lane", { id }));
    return xml("RoadRange", {}, xml("RoadCursor", { roadId: road, s: fromM }, ids), xml("RoadCursor", { roadId: road, s: toM }, ids));
  });
}

/** A distribution of templates where the file had them, else one of categories. */
function mixElement(mix: TrafficMixSpec): XmlElement | null {
  if (mix.templates.length + mix.categories.length === 0) return null;
  if (mix.templates.length === 0) {
    const entries = mix.categories.map(({ weight, category }) => xml("VehicleCategoryDistributionEntry", { category, weight }));
    const controllers = xml(
      "ControllerDistribution",
      {},
      xml("ControllerDistributionEntry", { weight: 1 }, xml("Controller", { name: "default" })),
    );
    return xml("TrafficDefinition", { name: "mix" }, xml("VehicleCategoryDistribution", {}, entries), controllers);
  }
  const entries = mix.templates.map(({ weight, entity }, i) =>
    xml("EntityDistributionEntry", { weight }, xml("ScenarioObjectTemplate", {}, objectElement(entity, `made-${i}`))),
  );
  const distribution = xml("EntityDistribution", {}, entries);
  return xml("TrafficDistribution", {}, xml("TrafficDistributionEntry", { weight: 1 }, distribution));
}
