import { newNuplanTtc, nuplanTtcSec } from "../../../src/eval/anchors/nuplan/ttc.ts";
import { newScene, updateScene } from "../../../src/eval/scene.ts";
import { newRecord } from "../../../src/trace/record.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { fillRecord, headerOf, type Motion } from "../../support/records.ts";
import type { Adapter, Values } from "./vector.ts";

/** nuPlan's frames as records; what the map would say of the ego's place is said by the vector. */
export const NUPLAN_TTC: Readonly<Record<string, Adapter>> = {
  "nuplan-time_to_collision_within_bound": (params, { ego_in_intersection, frames }) => {
    const header = headerFor(params, frames);
    const scene = newScene(header, 0);
    const state = newNuplanTtc(header);
    const ttc = (frames as Values[]).map((frame, tick) => {
      const record = newRecord(header.actors, 0);
      const ego = frame["ego"] as Values;
      const [x, y, yaw] = ego["rear_axle"];
      const byId = new Map((frame["objects"] as Values[]).map((o) => [o["id"], o]));
      const others = header.actors.slice(1).map(({ name }): Motion | null => {
        const o = byId.get(name);
        return o === undefined ? null : { x: o["x"], y: o["y"], yaw: o["heading"], v: o["speed"] };
      });
      fillRecord(record, header, tick, { ego: { x, y, yaw, v: ego["speed"] }, others });
      updateScene(scene, record);
      const isOneLane = frame["ego_all_corners_in_one_or_connected_lane"] as boolean;
      Object.assign(state.area, { tick, keepsLane: isOneLane, isInJunction: ego_in_intersection as boolean });
      return nuplanTtcSec(state, scene.geometry, scene.lanes, record);
    });
    const least = Math.min(...ttc);
    const isWithin = least > params["least_min_ttc"];
    return { ttc, min_ttc: least, within_bound: isWithin, score: isWithin ? 1 : 0 };
  },
};

function headerFor(params: Values, frames: Values[]): TraceHeader {
  const objects = new Map(frames.flatMap((f) => (f["objects"] as Values[]).map((o) => [o["id"] as string, o])));
  const header = headerOf([...objects].map(([name, o]) => ({ name, lengthM: o["length"], widthM: o["width"] })));
  const { length, width, rear_axle_to_center } = params;
  const [ego, ...others] = header.actors as [TraceHeader["actors"][number], ...TraceHeader["actors"][number][]];
  const footprint = { lengthM: length, widthM: width, rearM: length / 2 - rear_axle_to_center };
  return { ...header, actors: [{ ...ego, footprint }, ...others] };
}
