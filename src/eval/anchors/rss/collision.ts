/**
 * Tells: how many collisions RSS blames on the subject.
 * Formula: the number of contacts at whose first tick the subject is to blame by RSS (`rss.responsible`). A contact is one of two boxes
 *   that share a point, and a new one after 0.5 s apart. Label: who is to blame by RSS, `subject`, `other`, `both` or `nobody`; nobody
 *   where the response was given, or its time was not over. Series: boxes in contact now.
 * Unit: count; series count.
 * Source: metrics.md section 3.1; blame as in `rss.responsible`; contacts as in `collision`.
 * Not applicable: no other road user was in the world.
 */
import { type ContactAcc, contactMetric } from "../../contact-metric.ts";
import { NEW_AFTER_SEC } from "../../contacts.ts";
import type { Metric } from "../../metric.ts";
import { RSS_PARAMS, type RssPair, updateRss } from "../../rss-watch.ts";

export type RssBlame = "subject" | "other" | "both" | "nobody";

export const rssCollision: Metric<ContactAcc<null>> = contactMetric<null>({
  id: "rss.collision",
  title: "collisions that RSS blames on the subject",
  definition: "rss.collision@847b",
  unit: "count",
  better: "lower",
  limit: 0,
  params: { ...RSS_PARAMS, newAfterSec: NEW_AFTER_SEC },
  newAfterSec: NEW_AFTER_SEC,
  begin: () => null,
  each: ({ scene }, _state, now) => updateRss(scene.rss, scene.geometry, now),
  judge(at, _state, _now, slot) {
    const label = blameOf(at.scene.rss.pairs[slot] as RssPair);
    at.label = label;
    at.severity = label === "subject" || label === "both" ? 1 : 0;
  },
  sentence: (e) => `collision with ${e.who} at ${e.fromSec.toFixed(2)} s; ${BLAME_TEXT[e.label as RssBlame]}`,
});

const BLAME_TEXT: Readonly<Record<RssBlame, string>> = {
  subject: "RSS blames the ego, which did not respond as it asks",
  other: "RSS blames the other, which did not respond as it asks",
  both: "RSS blames both: neither responded as it asks",
  nobody: "RSS blames nobody: the response was given, or its time was not over",
};

function blameOf({ subject, other }: RssPair): RssBlame {
  if (subject.isToBlame) return other.isToBlame ? "both" : "subject";
  return other.isToBlame ? "other" : "nobody";
}
