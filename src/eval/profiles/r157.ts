import { wrapRad } from "../../core/angle.ts";
import { polylineOf } from "../../core/polyline.ts";
import type { TraceHeader } from "../../trace/tick.ts";
import { r157Collision } from "../anchors/r157/collision.ts";
import { followingGap } from "../anchors/r157/following-gap.ts";
import { CAREFUL_HUMAN, isPreventable, NOT_RUN } from "../preventable.ts";
import type { DriverRun, Profile, ProfileRun, ProfileScore } from "../profile.ts";
import type { Gate } from "../score-tree.ts";

/** Ours: a route that never turns farther than this from where it begins is straight. */
const STRAIGHT_RAD = 0.2;

/** UN R157: what a competent and careful human would have avoided is avoided, and the following gap is kept. */
export const r157Profile: Profile = {
  id: "r157",
  title: "UN R157: no preventable collision, following gap kept",
  definition: "r157.preventability@00",
  metrics: [r157Collision, followingGap],
  params: { straightRad: STRAIGHT_RAD },
  formula:
    "100 x (0 where the ego collided in a variant in which the careful human did not, else 1) x (1 where the following gap was kept, else 0)",
  needs: "the careful drivers on the same variant (redrive run --preventability), a straight route, another road user",
  differences: [
    "the regulation has no score: both of its demands are gates here",
    "the careful drivers run in the same simulator and car as the ego; the regulation has a point mass at steps of 0.1 s",
    "a cut-in, a cut-out or a braking lead is not recognised: any variant with another road user on a straight route is judged",
    "above 60 km/h the following gap is not judged",
  ],
  source: "UN R157, original series, 5.2.3.3, 5.2.5, Annex 4 Appendix 3",
  needsDrivers: true,
  score: scoreOfRun,
};

function scoreOfRun(run: ProfileRun): ProfileScore {
  const reason = whyNot(run);
  if (reason !== null) return { kind: "not-applicable", reason };
  const { drivers } = run.reruns;
  const collision = run.result("r157.collision");
  const gap = run.result("r157.following-gap");
  if (collision.kind !== "value") return { kind: "not-applicable", reason: collision.reason };
  const preventable = isPreventable(drivers) === true;
  const gates: Gate[] = [
    {
      name: "no preventable collision",
      metric: r157Collision,
      result: collision,
      lossLimit: 0,
      value: preventable && collision.value > 0 ? 0 : 1,
    },
  ];
  if (gap.kind === "value") {
    gates.push({ name: "following gap", metric: followingGap, result: gap, lossLimit: 1, value: gap.value < 1 ? 0 : 1 });
  }
  return { kind: "score", tree: { gates, soft: [] }, notes: drivers.map(driverText) };
}

function whyNot({ header, reruns }: ProfileRun): string | null {
  if (!hasStraightRoute(header)) return "the ego has no straight route";
  if (reruns.drivers.length === 0) return NOT_RUN;
  return isPreventable(reruns.drivers) === null ? `the driver ${CAREFUL_HUMAN} could not drive this variant` : null;
}

function hasStraightRoute({ route }: TraceHeader): boolean {
  if (route === null) return false;
  const { yawRad } = polylineOf(route.xM, route.yM);
  const first = yawRad[0] as number;
  return yawRad.every((yaw) => Math.abs(wrapRad(yaw - first)) <= STRAIGHT_RAD);
}

function driverText({ driver, collided, atTick }: DriverRun): string {
  return collided ? `${driver} collides at tick ${atTick}: not preventable for it` : `${driver} does not collide: preventable for it`;
}
