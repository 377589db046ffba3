import { type Box, boxCentreOf, boxesOverlap, emptyBox, setBox } from "../../core/box.ts";
import { cos, sin } from "../../core/dmath.ts";
import type { Pose } from "../../core/frames.ts";
import type { Finding } from "../finding.ts";
import type { RoadUser } from "./actors.ts";
import type { EgoPlan } from "./ego.ts";
import { poseOnLine } from "./lanes.ts";

/** Reports road users in whose box the ego would begin: such a run is over before anybody has driven. */
export function checkStartsFree(ego: EgoPlan, others: readonly RoadUser[], findings: Finding[]): void {
  const { footprint } = ego.params;
  const centre = { xM: 0, yM: 0 };
  boxCentreOf(ego.start.pose.xM, ego.start.pose.yM, cos(ego.start.pose.yawRad), sin(ego.start.pose.yawRad), footprint, centre);
  const egoBox = boxAt({ ...centre, yawRad: ego.start.pose.yawRad }, footprint.lengthM, footprint.widthM);
  for (const other of others) {
    const pose = poseAtStart(other);
    if (pose === null || !boxesOverlap(egoBox, boxAt(pose, other.footprint.lengthM, other.footprint.widthM))) continue;
    const found = `a start inside "${other.name}"`;
    const hint = "move one of them, or set ends.allowContact";
    findings.push({ code: "RDV_SCENARIO_WORLD", path: ["ego"], expected: "a free place for the ego", found, hint });
  }
}

/** Box centre at tick 0; null for a road user that enters later. */
function poseAtStart({ moves }: RoadUser): Pose | null {
  if (moves.motion === "replayed") {
    const { present, xM, yM, yawRad } = moves.track;
    return present[0] === 1 ? { xM: xM[0] ?? 0, yM: yM[0] ?? 0, yawRad: yawRad[0] ?? 0 } : null;
  }
  const { path, sM, tM, fromTick } = moves.start;
  return fromTick === 0 ? poseOnLine(path, sM, tM) : null;
}

function boxAt(centre: Pose, lengthM: number, widthM: number): Box {
  const box = emptyBox();
  setBox(box, centre.xM, centre.yM, cos(centre.yawRad), sin(centre.yawRad), lengthM, widthM);
  return box;
}
