import { boxesOverlap, emptyBox, setBox } from "../../../src/core/box.ts";
import { nuplanCollisionScore } from "../../../src/eval/anchors/nuplan/no-at-fault-collisions.ts";
import { cos, sin } from "../../../src/core/dmath.ts";
import { nuplanBlames, nuplanCollision, type NuplanCollision, type NuplanKind } from "../../../src/eval/maths/nuplan-contact.ts";
import { deltaVMps, jokschRatio } from "../../../src/eval/maths/severity.ts";
import { newGeometry, updateGeometry } from "../../../src/eval/geometry.ts";
import { newRecord } from "../../../src/trace/record.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { fillRecord, headerOf } from "../../support/records.ts";
import type { Adapter, Values } from "./vector.ts";

const NUPLAN_TYPES: Readonly<Record<NuplanCollision, string>> = {
  "stopped-ego": "STOPPED_EGO_COLLISION",
  "stopped-track": "STOPPED_TRACK_COLLISION",
  rear: "ACTIVE_REAR_COLLISION",
  front: "ACTIVE_FRONT_COLLISION",
  lateral: "ACTIVE_LATERAL_COLLISION",
};
/** nuPlan's object types, by the kind that they are counted as. */
const KINDS: Readonly<Record<string, NuplanKind>> = { PEDESTRIAN: "vru", BICYCLE: "vru", VEHICLE: "vehicle" };
const STATIC = ["TRAFFIC_CONE", "BARRIER", "CZONE_SIGN", "GENERIC_OBJECT"];

/** From speeds and the turn between both directions of motion. */
function deltaVOf(ownKg: number, ownMps: number, otherKg: number, otherMps: number, turnRad: number): number {
  return deltaVMps(ownKg, otherKg, otherMps * cos(turnRad) - ownMps, otherMps * sin(turnRad));
}

/** Each frame as a record of the ego alone; what the map would say of its place is said by the vector. */
function nuplanCollisions(params: Values, { frames }: Values): Values {
  const { length, width, rear_axle_to_center: ahead, masses_kg } = params;
  const [ego] = headerOf().actors as [TraceHeader["actors"][number]];
  const header = { ...headerOf(), actors: [{ ...ego, footprint: { lengthM: length, widthM: width, rearM: length / 2 - ahead } }] };
  const g = newGeometry(header, 0);
  const record = newRecord(header.actors, 0);
  const hit = new Set<string>();
  const collisions: Values[] = [];
  const counts = { vru: 0, vehicle: 0, object: 0 };
  const times: number[] = [];
  const deltas: number[] = [];
  for (const [tick, frame] of (frames as Values[]).entries()) {
    const [x, y, yaw] = frame["ego"]["rear_axle"];
    fillRecord(record, header, tick, { ego: { x, y, yaw, v: frame["ego"]["speed"] } });
    updateGeometry(g, record);
    const box = emptyBox();
    for (const o of frame["objects"] as Values[]) {
      setBox(box, o["x"], o["y"], cos(o["heading"]), sin(o["heading"]), o["length"], o["width"]);
      if (hit.has(o["id"]) || !boxesOverlap(g.box, box)) continue;
      hit.add(o["id"]);
      const type = nuplanCollision(g, box, o["speed"], STATIC.includes(o["type"]));
      const ego_delta_v = deltaVOf(masses_kg[0], g.speedMps, masses_kg[1], o["speed"], o["heading"] - yaw);
      collisions.push({ t: frame["t"], track: o["id"], type: NUPLAN_TYPES[type], object: o["type"], ego_delta_v });
      if (!nuplanBlames(type, frame["ego_all_corners_in_one_or_connected_lane"])) continue;
      counts[KINDS[o["type"]] ?? "object"]++;
      times.push(frame["t"]);
      deltas.push(ego_delta_v);
    }
  }
  return {
    collisions,
    at_fault_count: times.length,
    at_fault_times: times,
    counts: {
      number_of_at_fault_collisions_with_VRUs: counts.vru,
      number_of_at_fault_collisions_with_vehicles: counts.vehicle,
      number_of_at_fault_collisions_with_objects: counts.object,
    },
    score: nuplanCollisionScore(counts),
    fixture_expected_2dp: statistics(counts, deltas),
  };
}

/** nuPlan's own statistics of a run, rounded to two places as its tests have them. */
function statistics(counts: Readonly<Record<NuplanKind, number>>, deltas: readonly number[]): [string, boolean | number][] {
  const two = (value: number): number => Math.round(100 * value) / 100;
  const found: [string, boolean | number][] = [
    ["BOOLEAN", deltas.length === 0],
    ["COUNT", deltas.length],
    ["COUNT", counts.vru],
    ["COUNT", counts.vehicle],
    ["COUNT", counts.object],
  ];
  if (deltas.length === 0) return found;
  const mean = deltas.reduce((a, b) => a + b, 0) / deltas.length;
  return [...found, ["MAX", two(Math.max(...deltas))], ["MIN", two(Math.min(...deltas))], ["MEAN", two(mean)]];
}

export const COLLISION: Readonly<Record<string, Adapter>> = {
  "nuplan-no_ego_at_fault_collisions": nuplanCollisions,
  "crime-delta_v": (_params, i) => {
    const delta_v = deltaVOf(i["m_ego"], i["v_ego"], i["m_other"], i["v_other"], i["heading_other"] - i["heading_ego"]);
    return { delta_v, joksch_fatality: jokschRatio(delta_v) };
  },
};
