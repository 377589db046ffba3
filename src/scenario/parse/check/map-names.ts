import { at, allOf, childOf, textOf, type XmlElement } from "./xml-tree.ts";
import { netOf, type RoadRow } from "./xodr-net.ts";
import type { MapNames, MapRoad } from "../xosc/reading.ts";

/** A lane ends where the next section begins: there the lanes of both are. */
const SAME_M = 1e-6;

/** What a scenario can name of a map, from the map's root element. */
export function mapNamesOf(root: XmlElement): MapNames {
  const roads = new Map(netOf(root).roads.map((road) => [road.id, roadNames(road)]));
  const signals = new Set(allOf(root, "signal").flatMap((signal) => namesOf(signal)));
  const controllers = new Set(at(root, "controller").flatMap((controller) => namesOf(controller)));
  return { roads, signals, controllers };
}

function namesOf(element: XmlElement): string[] {
  return ["id", "name"].flatMap((name) => textOf(element, name) ?? []).filter((name) => name !== "");
}

function roadNames({ lengthM, sections, element }: RoadRow): MapRoad {
  const isWhole = childOf(element, "lanes") !== null && sections.every(({ startM }) => Number.isFinite(startM)) && Number.isFinite(lengthM);
  return {
    lengthM,
    lanesAt: (sM) => {
      if (!isWhole) return null;
      const here = sections.filter(({ startM, endM }) => startM <= sM + SAME_M && endM >= sM - SAME_M);
      return new Set(here.flatMap(({ lanes }) => lanes.map(({ id }) => String(id))));
    },
  };
}
