import { problemText, type Problem } from "../core/errors.ts";
import { printable } from "../report/printable.ts";
import type { RoadMap } from "../road/opendrive/map.ts";
import { toNetwork } from "../road/opendrive/network.ts";
import { signalsOf } from "../road/opendrive/signals.ts";

/** A number of things. */
export type Count = number;

/** What `redrive road info` says of a map; lengths in m along the reference lines. */
export interface RoadInfo {
  readonly file: string;
  readonly version: string;
  readonly name: string;
  readonly geoReference: string | null;
  readonly offset: { readonly xM: number; readonly yM: number; readonly zM: number; readonly hRad: number };
  readonly roads: { readonly total: Count; readonly inJunctions: Count; readonly leftHand: Count; readonly lengthM: number };
  readonly sections: Count;
  /** By type: lanes of all sections, and their length. */
  readonly lanes: Readonly<Record<string, { readonly total: Count; readonly lengthM: number }>>;
  /** By type. */
  readonly junctions: Readonly<Record<string, Count>>;
  readonly signals: { readonly total: Count; readonly dynamic: Count; readonly references: Count; readonly controllers: Count };
  readonly objects: Count;
  /** Of all lanes in the map plane; null where there are none. */
  readonly box: { readonly fromXM: number; readonly fromYM: number; readonly toXM: number; readonly toYM: number } | null;
  readonly problems: readonly Problem[];
}

export function roadInfoOf(file: string, map: RoadMap, problems: readonly Problem[]): RoadInfo {
  const { roads, junctions, controllers, version, name, geoReference, offset } = map.source;
  const lanes: Record<string, { total: number; lengthM: number }> = {};
  for (const road of roads) {
    road.sections.forEach((section, i) => {
      const lengthM = (road.sections[i + 1]?.sM ?? road.lengthM) - section.sM;
      for (const lane of section.lanes) {
        if (lane.id === 0) continue;
        const sum = (lanes[lane.type] ??= { total: 0, lengthM: 0 });
        sum.total++;
        sum.lengthM += lengthM;
      }
    });
  }
  const byType: Record<string, number> = {};
  for (const { type } of junctions) byType[type] = (byType[type] ?? 0) + 1;
  const signals = signalsOf(map);
  return {
    file,
    version: `${version.major}.${version.minor}`,
    name,
    geoReference,
    offset,
    roads: {
      total: roads.length,
      inJunctions: roads.filter((road) => road.junction !== null).length,
      leftHand: roads.filter((road) => road.rule === "LHT").length,
      lengthM: roads.reduce((sumM, road) => sumM + road.lengthM, 0),
    },
    sections: roads.reduce((sum, road) => sum + road.sections.length, 0),
    lanes,
    junctions: byType,
    signals: {
      total: signals.filter((s) => !s.isReference).length,
      dynamic: signals.filter((s) => !s.isReference && s.signal.isDynamic).length,
      references: signals.filter((s) => s.isReference).length,
      controllers: controllers.length,
    },
    objects: roads.reduce((sum, road) => sum + road.objects.length, 0),
    box: boxOf(map),
    problems,
  };
}

function boxOf(map: RoadMap): RoadInfo["box"] {
  const box = { fromXM: Infinity, fromYM: Infinity, toXM: -Infinity, toYM: -Infinity };
  for (const lane of toNetwork(map).lanes) {
    for (const { xM, yM } of [lane.left, lane.right]) {
      for (let i = 0; i < xM.length; i++) {
        box.fromXM = Math.min(box.fromXM, xM[i]!);
        box.fromYM = Math.min(box.fromYM, yM[i]!);
        box.toXM = Math.max(box.toXM, xM[i]!);
        box.toYM = Math.max(box.toYM, yM[i]!);
      }
    }
  }
  return box.fromXM === Infinity ? null : box;
}

/** The same as aligned lines. */
export function roadInfoText(info: RoadInfo): string {
  const { roads, signals, box, offset } = info;
  const rows: [string, string][] = [
    ["map", info.name === "" ? info.file : `${info.file} (${info.name})`],
    ["OpenDRIVE", info.version],
  ];
  if (info.geoReference !== null) rows.push(["georeference", info.geoReference]);
  if (offset.xM !== 0 || offset.yM !== 0 || offset.zM !== 0 || offset.hRad !== 0) {
    rows.push(["offset", `${offset.xM} m, ${offset.yM} m, ${offset.zM} m, ${offset.hRad} rad`]);
  }
  const rule = roads.leftHand === 0 ? "right-hand traffic" : roads.leftHand === roads.total ? "left-hand traffic" : "mixed traffic rules";
  rows.push(["roads", `${roads.total}, ${roads.inJunctions} of them in junctions, ${lengthText(roads.lengthM)}, ${rule}`]);
  rows.push(["lane sections", String(info.sections)]);
  const lanes = Object.entries(info.lanes).sort(([, a], [, b]) => b.lengthM - a.lengthM);
  rows.push(
    ...lanes.map(([type, sum], i): [string, string] => [i === 0 ? "lanes" : "", `${type}: ${sum.total}, ${lengthText(sum.lengthM)}`]),
  );
  rows.push(["junctions", listed(info.junctions)]);
  const parts = [`${signals.dynamic} dynamic`, `${signals.references} references`, `${signals.controllers} controllers`];
  rows.push(["signals", `${signals.total} (${parts.join(", ")})`]);
  rows.push(["objects", String(info.objects)]);
  if (box !== null)
    rows.push(["box", `x ${box.fromXM.toFixed(2)} to ${box.toXM.toFixed(2)} m, y ${box.fromYM.toFixed(2)} to ${box.toYM.toFixed(2)} m`]);
  rows.push(["problems", info.problems.length === 0 ? "none" : String(info.problems.length)]);
  const lines = rows.map(([name, value]) => `${name.padEnd(13)}  ${printable(value)}`);
  return `${[...lines, ...info.problems.map((problem) => `  ${printable(problemText(problem))}`)].join("\n")}\n`;
}

function lengthText(lengthM: number): string {
  return lengthM < 10_000 ? `${lengthM.toFixed(1)} m` : `${(lengthM / 1000).toFixed(2)} km`;
}

function listed(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([type, count]) => `${count} ${type}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}
