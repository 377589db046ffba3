import type { StopLine } from "../network.ts";
import type { RoadMap } from "./map.ts";
import { signalLines } from "./signal-lines.ts";
import { type PlacedSignal, signalsOf } from "./signals.ts";

/** A country that is not told, and what some maps write for the signals of no country. */
const ANYWHERE: readonly string[] = ["", "OPENDRIVE"];

/** Types of signals that ask every driver to stop, and the countries whose catalogues they are of: ISO 3166-1, two letters or three. */
const STOP_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ["206", [...ANYWHERE, "DE", "DEU"]],
  ["R1-1", [...ANYWHERE, "US", "USA"]],
]);

/** The stop lines of a map's stop signs. Empty, without a look at the lanes, for a map without stop signs. */
export function stopSignLines(map: RoadMap): StopLine[] {
  const mayHaveAny = map.source.roads.some((road) => road.signals.some(({ type }) => STOP_TYPES.has(type)));
  if (!mayHaveAny) return [];
  return signalLines(
    map,
    signalsOf(map).flatMap((at) => (isStop(map, at) ? [{ at, signal: -1 }] : [])),
  );
}

/** A signal without a country is one of the country that its road is in, where the map says that. */
function isStop(map: RoadMap, { signal, road, sM }: PlacedSignal): boolean {
  const countries = signal.isDynamic ? undefined : STOP_TYPES.get(signal.type);
  if (countries === undefined) return false;
  const types = map.source.roads[road]?.types ?? [];
  const country = signal.country || types.findLast((type) => type.sM <= sM)?.country;
  return countries.includes((country ?? "").toUpperCase());
}
