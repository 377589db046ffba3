import { alpasimCollision } from "../anchors/alpasim/collision.ts";
import { alpasimOffRoad } from "../anchors/alpasim/off-road.ts";
import { alpasimProgress } from "../anchors/alpasim/progress.ts";
import type { RecordedPath } from "../../trace/tick.ts";
import type { Profile, ProfileRun, ProfileScore } from "../profile.ts";
import { ALPASIM_PARAMS, hardFailure, progressScore } from "./alpasim-rule.ts";
import { firstReason, gatesOf, partOf } from "./parts.ts";

/** The scene score of AlpaSim. */
export const alpasim: Profile = {
  id: "alpasim",
  title: "AlpaSim: progress, and nothing after an at-fault collision or off the road",
  definition: "alpasim.scene-score@3032",
  metrics: [alpasimCollision, alpasimOffRoad, alpasimProgress],
  params: ALPASIM_PARAMS,
  formula:
    "0 on any at-fault collision or off the road, else 100 x min(progress / 0.8, 1), progress within 0 and 1; full progress where the recorded driver moved less than 5 m",
  needs: "a recorded drive in the ego's place, lanes",
  differences: [
    "progress is taken at the end of the run; theirs leaves out what comes after a collision, off the road, or 4 m beside the recorded way",
    "later versions fail a scene that leaves the recorded way by 4 m sideways",
  ],
  source: "NVlabs/alpasim@3032e0c, src/eval/src/eval/aggregation/scene_score.py",
  score: scoreOfRun,
};

function scoreOfRun(run: ProfileRun): ProfileScore {
  const { recorded } = run.header;
  if (recorded === null) return { kind: "not-applicable", reason: "there is no recorded driver in the ego's place" };
  const wayM = wayOf(recorded);
  const collision = partOf("no at-fault collision", alpasimCollision, run.result(alpasimCollision.id), ({ value }) =>
    value === 0 ? 1 : 0,
  );
  const offRoad = partOf("on the road", alpasimOffRoad, run.result(alpasimOffRoad.id), ({ value }) => (value === 0 ? 1 : 0));
  const found = run.result(alpasimProgress.id);
  // a recorded driver who stood has no way, and the progress is full
  const isStanding = found.kind === "not-applicable" && wayM < ALPASIM_PARAMS.shortWayM;
  const result = isStanding ? { ...found, vacuous: true } : found;
  const progress = partOf("progress", alpasimProgress, result, ({ value }) => progressScore(value, wayM));
  const parts = [collision, offRoad, progress];
  const reason = firstReason(parts);
  if (reason !== null) return { kind: "not-applicable", reason };
  const failure = hardFailure(1 - (collision.part?.value ?? 1), 1 - (offRoad.part?.value ?? 1));
  return { kind: "score", tree: { gates: gatesOf(parts), soft: [] }, notes: failure === null ? [] : [`hard failure: ${failure}`] };
}

/** Length of the recorded way, from place to place where it has a value. */
function wayOf({ valid, xM, yM }: RecordedPath): number {
  let wayM = 0;
  let last = -1;
  for (let k = 0; k < valid.length; k++) {
    if (valid[k] === 0) continue;
    if (last >= 0) {
      const dx = (xM[k] as number) - (xM[last] as number);
      const dy = (yM[k] as number) - (yM[last] as number);
      wayM += Math.sqrt(dx * dx + dy * dy);
    }
    last = k;
  }
  return wayM;
}
