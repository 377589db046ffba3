import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CollisionType } from "../../src/eval/metrics/collision.ts";
import { neededDecelMps2 } from "../../src/eval/metrics/drac.ts";
import { progressRatio } from "../../src/eval/progress-meter.ts";
import { scoreOf } from "../../src/eval/score.ts";
import type { RoadLine, RoadNetwork } from "../../src/road/network.ts";
import type { ActorClass, TraceHeader } from "../../src/trace/tick.ts";
import { describeWithData } from "../support/data.ts";
import { evaluateFrames, type Frame, headerOf, lineOf, valueOf } from "../support/records.ts";

/**
 * Where a definition of ours is meant to agree with another project's, it is compared with that project's numbers.
 * Vectors in which the two definitions differ on purpose (docs/metrics.md, the metric's header) are named here and left out.
 */

interface Vector<Input, Expected> {
  readonly id: string;
  readonly params: Readonly<Record<string, number>>;
  readonly input: Input;
  readonly expected: Expected;
}

function vectors<Input, Expected>(folder: string, file: string): Vector<Input, Expected>[] {
  return JSON.parse(readFileSync(join(folder, "metrics-vectors", `${file}.json`), "utf8")).vectors;
}

interface NuplanFrame {
  readonly t: number;
  readonly ego: { readonly rear_axle: readonly [number, number, number]; readonly speed: number };
  readonly ego_all_corners_in_one_or_connected_lane: boolean;
  readonly objects: readonly {
    readonly id: string;
    readonly type: string;
    readonly x: number;
    readonly y: number;
    readonly heading: number;
    readonly length: number;
    readonly width: number;
    readonly speed: number;
  }[];
}

const NUPLAN_TYPES: Readonly<Record<CollisionType, string>> = {
  "stopped-ego": "STOPPED_EGO_COLLISION",
  "stopped-track": "STOPPED_TRACK_COLLISION",
  rear: "ACTIVE_REAR_COLLISION",
  front: "ACTIVE_FRONT_COLLISION",
  lateral: "ACTIVE_LATERAL_COLLISION",
};
const NUPLAN_CLASSES: Readonly<Record<string, ActorClass>> = {
  VEHICLE: "car",
  PEDESTRIAN: "pedestrian",
  BICYCLE: "bicycle",
  TRAFFIC_CONE: "static",
};
/** The Pacifica of nuPlan: 5.176 m x 2.297 m, box centre 1.461 m ahead of the rear axle. */
const PACIFICA = { lengthM: 5.176, widthM: 2.297, rearM: 5.176 / 2 - 1.461 };

function nuplanHeader(frames: readonly NuplanFrame[]): TraceHeader {
  const seen = new Map<string, NuplanFrame["objects"][number]>();
  for (const f of frames) for (const o of f.objects) seen.set(o.id, o);
  const others = [...seen.values()].map((o) => ({
    name: o.id,
    cls: NUPLAN_CLASSES[o.type] ?? "other",
    lengthM: o.length,
    widthM: o.width,
  }));
  const [first] = frames as readonly [NuplanFrame];
  const [x, y] = first.ego.rear_axle;
  // One lane as wide as the scene, or one that is elsewhere.
  const isInLane = frames.every((f) => f.ego_all_corners_in_one_or_connected_lane);
  const road = wideLane(x, isInLane ? y : y + 1e5);
  const dtSec = frames.length > 1 ? (frames[1] as NuplanFrame).t - first.t : 0.1;
  const header = headerOf(others, { road, dtSec });
  return { ...header, actors: header.actors.map((a) => (a.motion === "ego" ? { ...a, footprint: PACIFICA } : a)) };
}

/** One lane of 1 km by 1 km around a point. */
function wideLane(x: number, y: number): RoadNetwork {
  const along = (dy: number): RoadLine =>
    lineOf([
      [x - 500, y + dy],
      [x + 500, y + dy],
    ]);
  const lines = { centre: along(0), left: along(500), right: along(-500) };
  const links = { successors: [], predecessors: [], leftLane: null, rightLane: null };
  return { source: "test", lanes: [{ id: "wide", type: "driving", speedLimitMps: null, ...lines, ...links }] };
}

function nuplanFrame(header: TraceHeader, frame: NuplanFrame): Frame {
  const [x, y, yaw] = frame.ego.rear_axle;
  const others = header.actors.slice(1).map(({ name }) => {
    const o = frame.objects.find((object) => object.id === name);
    return o === undefined ? null : { x: o.x, y: o.y, yaw: o.heading, v: o.speed };
  });
  return { ego: { x, y, yaw, v: frame.ego.speed }, others };
}

describeWithData("against nuPlan", (folder) => {
  interface Expected {
    readonly collisions: readonly { readonly t: number; readonly track: string; readonly type: string }[];
    readonly at_fault_count: number;
    readonly score: number;
  }
  const all = vectors<{ frames: NuplanFrame[] }, Expected>(folder, "nuplan-no_ego_at_fault_collisions");
  test.each(all.map((v) => [v.id, v] as const))("collision: %s", (_id, { input, expected }) => {
    const header = nuplanHeader(input.frames);
    const evaluated = evaluateFrames(header, input.frames.length, (k) => nuplanFrame(header, input.frames[k] as NuplanFrame));
    const { episodes, value } = valueOf(evaluated, "collision");
    const found = episodes.map((e) => ({
      t: (input.frames[e.fromTick] as NuplanFrame).t,
      track: header.actors.find((a) => a.id === e.actorId)?.name,
      type: NUPLAN_TYPES[e.label as CollisionType],
    }));
    expect(found).toEqual(expected.collisions.map(({ t, track, type }) => ({ t, track, type })));
    expect(value).toBe(expected.at_fault_count);
    expect(scoreOf(header, evaluated).metrics.find((m) => m.id === "collision")?.normalised).toBe(expected.score);
  });

  interface Progress {
    readonly ego_progress: number;
    readonly expert_progress: number;
  }
  const progress = vectors<Progress, { ratio: number }>(folder, "nuplan-ego_progress_along_expert_route");
  test.each(progress.map((v) => [v.id, v] as const))("progress: %s", (_id, { input, expected }) => {
    expect(progressRatio(input.ego_progress, input.expert_progress)).toBeCloseTo(expected.ratio, 9);
  });
});

describeWithData("clearance against Waymo's distance between boxes", (folder) => {
  interface Boxes {
    readonly box1: Readonly<Record<"x" | "y" | "length" | "width" | "heading", number>>;
    readonly box2: Readonly<Record<"x" | "y" | "length" | "width" | "heading", number>>;
  }
  // Ours has true corners: vectors with rounded ones are another definition.
  const sharp = vectors<Boxes, { signed_distance: number }>(folder, "wosac-distance_to_nearest_object").filter(
    (v) => v.params["corner_rounding_factor"] === 0,
  );
  test.each(sharp.map((v) => [v.id, v] as const))("%s", (_id, { input: { box1, box2 }, expected }) => {
    const header = headerOf(
      [1, 2].map((n) => ({ name: `${n}`, lengthM: [box1, box2][n - 1]!.length, widthM: [box1, box2][n - 1]!.width })),
    );
    const others = [box1, box2].map((b) => ({ x: b.x, y: b.y, yaw: b.heading }));
    const evaluated = evaluateFrames(header, 1, () => ({ ego: { x: 1000 }, others }), { subjectIndex: 1 });
    expect(valueOf(evaluated, "clearance").value).toBeCloseTo(expected.signed_distance, 5);
  });
});

describeWithData("drac against CommonRoad-CriMe and SUMO", (folder) => {
  const crime = vectors<Record<"gap" | "v_ego" | "v_lead" | "a_lead", number>, { drac: number }>(folder, "crime-drac_btn_dst");
  // A lead that brakes stands at the end of its braking in ours, and drives backwards in theirs.
  test.each(crime.filter((v) => v.input.a_lead >= 0).map((v) => [v.id, v] as const))("%s", (_id, { input, expected }) => {
    expect(neededDecelMps2(input.gap, input.v_ego, input.v_lead, input.a_lead)).toBeCloseTo(expected.drac, 6);
  });

  const sumo = vectors<Record<"gap" | "v_follower" | "v_leader", number>, { drac: number | "NA" }>(folder, "sumo-ssm_following");
  // Touching road users have no such deceleration in either.
  test.each(sumo.filter((v) => v.input.gap > 0).map((v) => [v.id, v] as const))("%s", (_id, { input, expected }) => {
    expect(neededDecelMps2(input.gap, input.v_follower, input.v_leader, 0)).toBeCloseTo(Number(expected.drac), 6);
  });
});
