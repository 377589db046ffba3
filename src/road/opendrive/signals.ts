import { wrapRad } from "../../core/angle.ts";
import { buildMap, type RoadMap } from "./map.ts";
import type { Road, Signal } from "./model.ts";
import { emptyRoadPoint, pointAt } from "./point.ts";

/** A signal where it stands, or where a reference puts it for another road. */
export interface PlacedSignal {
  readonly signal: Signal;
  /** Index of the road it speaks to. */
  readonly road: number;
  readonly sM: number;
  readonly tM: number;
  /** Of the road there, and `zM` with the signal's own height above it. Heights count from the road, not from a raised lane. */
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  /** Along increasing s, the other way round for orientation "-", with the signal's own offset; in (-pi, pi]. */
  readonly hRad: number;
  /** Which traffic it speaks to: "+" that along increasing s. */
  readonly orientation: "+" | "-" | "none";
  readonly validity: Signal["validity"];
  readonly isReference: boolean;
}

/**
 * All signals of a map in the order of its roads, each road's own ones before its
 * references. References to signals that are not there are left out.
 */
export function signalsOf(map: RoadMap): PlacedSignal[] {
  const byId = new Map<string, Signal>();
  for (const road of map.source.roads) for (const signal of road.signals) if (!byId.has(signal.id)) byId.set(signal.id, signal);
  const bare = buildMap({ ...map.source, roads: map.source.roads.map(withoutLaneHeights) });
  return map.source.roads.flatMap((road, index) => [
    ...road.signals.map((signal) => placed(bare, index, signal, signal, false)),
    ...road.signalReferences.flatMap((reference) => {
      const signal = byId.get(reference.id);
      return signal === undefined ? [] : [placed(bare, index, signal, reference, true)];
    }),
  ]);
}

function withoutLaneHeights(road: Road): Road {
  if (road.signals.length + road.signalReferences.length === 0) return road;
  const sections = road.sections.map((section) => ({
    ...section,
    lanes: section.lanes.map((lane) => ({ ...lane, heights: [], level: false })),
  }));
  return { ...road, sections };
}

function placed(
  map: RoadMap,
  road: number,
  signal: Signal,
  at: Pick<Signal, "sM" | "tM" | "orientation" | "validity">,
  isReference: boolean,
): PlacedSignal {
  const point = emptyRoadPoint();
  pointAt(map, road, at.sM, at.tM, point);
  const turnedRad = at.orientation === "-" ? Math.PI : 0;
  return {
    signal,
    road,
    sM: at.sM,
    tM: at.tM,
    xM: point.xM,
    yM: point.yM,
    zM: point.zM + signal.zOffsetM,
    hRad: wrapRad(point.hRad + turnedRad + signal.hOffsetRad),
    orientation: at.orientation,
    validity: at.validity,
    isReference,
  };
}
