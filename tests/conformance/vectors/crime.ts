import { type Box, boxContains, emptyBox, segmentTouchesBox, setBox } from "../../../src/core/box.ts";
import { cos, sin } from "../../../src/core/dmath.ts";
import { dstMps2 } from "../../../src/eval/anchors/crime/dst.ts";
import { crimeDce } from "../../../src/eval/anchors/crime/dce.ts";
import { passesAtRow } from "../../../src/eval/anchors/crime/thw.ts";
import { crimeTtce } from "../../../src/eval/anchors/crime/ttce.ts";
import { encroachmentRows, postEncroachmentRows, type Stay } from "../../../src/eval/maths/encroachment.ts";
import { tetSec, titSec2 } from "../../../src/eval/maths/exposure.ts";
import { accelTtcSec, headwaySec, longReqMps2, stoppingM, stoppingShareRatio } from "../../../src/eval/maths/following.ts";
import { discRadiusM, wttcSec } from "../../../src/eval/maths/wttc.ts";
import type { ActorHeader, TraceHeader } from "../../../src/trace/tick.ts";
import { evaluateFrames, headerOf, type Motion, valueOf } from "../../support/records.ts";
import type { Adapter, Values } from "./vector.ts";

function boxAt({ shape }: Values, state: Values): Box {
  const box = emptyBox();
  setBox(box, state["x"], state["y"], cos(state["heading"]), sin(state["heading"]), shape["length"], shape["width"]);
  return box;
}

/** What a vehicle is at a step; a static one stands. */
function stateAt(vehicle: Values, step: number): Values {
  return (vehicle["states"] as Values[])[vehicle["role"] === "static" ? 0 : step] as Values;
}

/** The same as the motion of a box centre. */
function motionAt(vehicle: Values, step: number): Motion {
  const { x, y, heading, v } = stateAt(vehicle, step);
  return { x, y, yaw: heading, v };
}

/** An ego and another of these shapes, placed by their box centres. */
function headerOfPair(ego: Values, other: Values, dtSec: number): TraceHeader {
  const { length: lengthM, width: widthM } = ego["shape"];
  const { length, width } = other["shape"];
  const header = headerOf([{ name: "other", lengthM: length, widthM: width }], { dtSec });
  const [first, ...rest] = header.actors as [ActorHeader, ...ActorHeader[]];
  return { ...header, actors: [{ ...first, footprint: { lengthM, widthM, rearM: lengthM / 2 } }, ...rest] };
}

function touchesPolygon(box: Box, corners: [number, number][]): boolean {
  const edges = corners.map((corner, i) => [corner, corners[(i + 1) % corners.length] as [number, number]] as const);
  if (edges.some(([a, b]) => segmentTouchesBox(a[0], a[1], b[0], b[1], box))) return true;
  if (corners.some(([x, y]) => boxContains(box, x, y))) return true;
  const crossings = edges.filter(
    ([a, b]) => a[1] > box.yM !== b[1] > box.yM && box.xM < a[0] + ((box.yM - a[1]) / (b[1] - a[1])) * (b[0] - a[0]),
  );
  return crossings.length % 2 === 1;
}

/** The first stay of a vehicle in an area. */
function stayOf(vehicle: Values, area: [number, number][]): Stay {
  const isInside = (vehicle["states"] as Values[]).map((state) => touchesPolygon(boxAt(vehicle, state), area));
  const enterRow = isInside.indexOf(true);
  return { enterRow, exitRow: enterRow < 0 ? -1 : isInside.indexOf(false, enterRow) };
}

const steps = ({ enterRow, exitRow }: Stay): (number | null)[] => [enterRow, exitRow].map((row) => (row < 0 ? null : row));

export const CRIME: Readonly<Record<string, Adapter>> = {
  "crime-ttc_constant_acceleration": (_params, { gap, v_ego, v_lead, a_ego, a_lead }) => ({
    ttc: accelTtcSec(gap, v_ego, v_lead, a_ego, a_lead),
  }),
  "crime-wttc": ({ a_max }, { time_step, ego, other }) => {
    const velocity = (vehicle: Values): [number, number] => {
      const state = stateAt(vehicle, time_step);
      return [state["v"] * cos(state["heading"]), state["v"] * sin(state["heading"])];
    };
    const radius = (box: Box): number => discRadiusM(2 * box.halfLengthM, 2 * box.halfWidthM);
    const [a, b] = [boxAt(ego, stateAt(ego, time_step)), boxAt(other, stateAt(other, time_step))];
    const [[ax, ay], [bx, by]] = [velocity(ego), velocity(other)];
    const accel = other["role"] === "static" ? a_max : 2 * a_max;
    return { wttc: wttcSec(b.xM - a.xM, b.yM - a.yM, bx - ax, by - ay, radius(a) + radius(b), accel) };
  },
  "crime-tet_tit": ({ tau, dt }, { gap, dv_lead_minus_ego, da_lead_minus_ego }) => {
    const ttc = (gap as number[]).map((d, i) => accelTtcSec(d, 0, dv_lead_minus_ego[i], 0, da_lead_minus_ego[i]));
    const sum = (of: (ttcSec: number, tauSec: number, dtSec: number) => number): number => ttc.reduce((s, t) => s + of(t, tau, dt), 0);
    return { ttc, tet: sum(tetSec), tit: sum(titSec2) };
  },
  "crime-hw_thw": ({ dt }, { time_step, ego, other }) => {
    // The reference path is the x axis.
    const xs = (ego["states"] as Values[]).map((s) => s["x"] as number);
    const lead = other["states"][0];
    const reach = (ego["shape"]["length"] + other["shape"]["length"]) / 2;
    const hw = lead["x"] - (xs[time_step] as number) - reach;
    const row = passesAtRow(xs, time_step, (xs[time_step] as number) + hw);
    return { hw, thw_trajectory: (row - time_step) * dt, thw_constant_speed: headwaySec(hw, ego["states"][time_step]["v"]) };
  },
  "crime-dce_ttce": ({ dt }, { time_step, ego, other }) => {
    const count = ego["states"].length - time_step;
    const run = evaluateFrames(
      headerOfPair(ego, other, dt),
      count,
      (k) => ({ ego: motionAt(ego, time_step + k), others: [motionAt(other, time_step + k)] }),
      { metrics: [crimeDce, crimeTtce] },
    );
    return { dce: valueOf(run, "crime.dce").value, ttce: valueOf(run, "crime.ttce").value };
  },
  "crime-et_pet": ({ dt }, { ego, other, conflict_area }) => {
    const [a, b] = [stayOf(ego, conflict_area), stayOf(other, conflict_area)];
    return {
      et_ego: encroachmentRows(a) * dt,
      et_other: encroachmentRows(b) * dt,
      enter_exit_steps: { ego: steps(a), other: steps(b) },
      pet: postEncroachmentRows(a, b) * dt,
      first: a.enterRow <= b.enterRow ? "ego" : "other",
    };
  },
  "crime-drac_btn_dst": ({ a_lon_max, safety_time }, { gap, v_ego, v_lead, a_lead }) => {
    const required = longReqMps2(gap, v_ego, v_lead, a_lead);
    return {
      a_long_req: required,
      drac: -required,
      btn: -required / a_lon_max,
      dst_schubert: dstMps2(gap, v_ego, v_lead, safety_time),
    };
  },
  "crime-msd_psd": ({ a_lon_max }, { v, distance_to_conflict }) => ({
    msd: stoppingM(v, a_lon_max),
    psd: stoppingShareRatio(distance_to_conflict, v, a_lon_max),
  }),
};
