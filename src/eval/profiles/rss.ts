import { rssCollision } from "../anchors/rss/collision.ts";
import { rssResponsible } from "../anchors/rss/responsible.ts";
import { rssUnsafe } from "../anchors/rss/unsafe.ts";
import type { Profile, ProfileRun, ProfileScore } from "../profile.ts";

/** Responsibility-Sensitive Safety: no collision that it blames on the ego. */
export const rssProfile: Profile = {
  id: "rss",
  title: "RSS: no collision that it blames on the ego",
  definition: "rss.responsibility@847b",
  metrics: [rssCollision, rssResponsible, rssUnsafe],
  params: {},
  formula:
    "100 where RSS blames no collision on the ego, else 0; beside it the share of ticks that are dangerous and the unanswered episodes",
  needs: "nothing beyond the ticks; other road users",
  differences: [
    "ad-rss-lib says what to do at each instant and gives no score; here it judges what was done",
    "the braking asked for is compared on the mean since the end of the response time, not at each instant",
    "after a cut-in is over the one behind owes the response along the lane; ad-rss-lib asks for none",
    "priority at junctions is not known: who crosses the lane counts as one ahead in it",
    "people on foot are looked at as all others; ad-rss-lib has a model of unstructured motion for them",
  ],
  source: "intel/ad-rss-lib@847b9c2; parameters of its tests",
  score: scoreOfRun,
};

function scoreOfRun(run: ProfileRun): ProfileScore {
  const collision = run.result("rss.collision");
  const unsafe = run.result("rss.unsafe");
  const responsible = run.result("rss.responsible");
  if (collision.kind !== "value" || unsafe.kind !== "value" || responsible.kind !== "value") {
    return { kind: "not-applicable", reason: "no other road user was in the world" };
  }
  const gate = {
    name: "no responsible collision",
    metric: rssCollision,
    result: collision,
    lossLimit: 0,
    value: collision.value > 0 ? 0 : 1,
  };
  return {
    kind: "score",
    tree: { gates: [gate], soft: [] },
    notes: [
      `dangerous in ${(100 * unsafe.value).toFixed(2)} % of the ticks`,
      `${responsible.value} dangerous ${responsible.value === 1 ? "situation" : "situations"} without the response that RSS asks for`,
    ],
  };
}
