import { cos, sin } from "../../../src/core/dmath.ts";
import { type Box, boxesOverlap, emptyBox, setBox } from "../../../src/core/box.ts";
import { frontGapM, frontTtcSec } from "../../../src/eval/anchors/wosac/ttc.ts";
import { roundedDistanceM } from "../../../src/eval/maths/rounded-distance.ts";
import type { Adapter, Values } from "./vector.ts";

function boxOf(v: Values): Box {
  const box = emptyBox();
  setBox(box, v["x"], v["y"], cos(v["heading"]), sin(v["heading"]), v["length"], v["width"]);
  return box;
}

/** Of each box, its time to the nearest one that it follows. */
function frontTtcs(boxes: Values[]): number[] {
  return boxes.map((own) => {
    const others = boxes.filter((other) => other !== own);
    const gaps = others.map((other) => frontGapM(boxOf(own), boxOf(other), other["heading"] - own["heading"]));
    const nearest = gaps.indexOf(Math.min(...gaps));
    return gaps[nearest] === Infinity ? 5 : frontTtcSec(gaps[nearest] as number, own["speed"], others[nearest]?.["speed"]);
  });
}

/** What is measured between boxes: WOSAC's interaction features and Waymax's overlap. */
export const INTERACTION: Readonly<Record<string, Adapter>> = {
  "wosac-distance_to_nearest_object": ({ corner_rounding_factor }, { box1, box2 }) => ({
    signed_distance: roundedDistanceM(boxOf(box1), boxOf(box2), corner_rounding_factor),
  }),
  "wosac-time_to_collision_in_front": (_params, { boxes }) => ({ ttc: frontTtcs(boxes) }),
  "waymax-overlap": (_params, { boxes }) => ({
    overlap: (boxes as Values[]).map((own) =>
      (boxes as Values[]).some((other) => other !== own && boxesOverlap(boxOf(own), boxOf(other))) ? 1 : 0,
    ),
  }),
};
