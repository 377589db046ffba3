import type { HumanScore, ProfileReport, Score } from "../../src/eval/result.ts";
import { h } from "./dom.ts";
import { findingList, type Look, lossBar } from "./findings.ts";
import { meter } from "./overview.ts";

/** The score and its dimensions, the recorded driver's beside them. */
export function scoreTable(score: Score, human: HumanScore | null): HTMLElement {
  const rows = h("tbody", {}, scoreRow("score", score.total, human?.total ?? null));
  for (const { dimension, score: points, weight } of score.dimensions) {
    const beside = human?.dimensions.find((d) => d.dimension === dimension)?.score ?? null;
    rows.append(scoreRow(weight === 0 ? `${dimension} (reported)` : dimension, points, beside));
  }
  const head = human === null ? null : h("thead", {}, h("tr", {}, ...["", "", "controller", "recorded driver"].map((t) => h("th", {}, t))));
  const note =
    human === null || human.zeroMetrics.length === 0
      ? null
      : h("p", { class: "dim" }, `The recorded driver has 0 at ${human.zeroMetrics.join(", ")}: read these with care.`);
  return h("div", {}, head === null ? h("table", {}, rows) : h("table", {}, head, rows), note);
}

function scoreRow(title: string, points: number | null, human: number | null): HTMLElement {
  return h(
    "tr",
    {},
    h("td", {}, title),
    h("td", {}, points === null ? "" : meter(points)),
    h("td", { class: "number" }, points === null ? "not applicable" : points.toFixed(2)),
    human === null ? null : h("td", { class: "number dim" }, human.toFixed(2)),
  );
}

/** Each profile that was asked for: its score, its parts in the anchor's words, and what each lost point is due to. */
export function profileSection(profiles: readonly ProfileReport[], look: Look): HTMLElement | null {
  if (profiles.length === 0) return null;
  return h("section", {}, h("h2", {}, "Profiles"), ...profiles.map((profile) => profileBox(profile, look)));
}

function profileBox({ id, title, definition, paramsHash, score, reason, parts, findings, notes }: ProfileReport, look: Look): HTMLElement {
  const summary = h(
    "summary",
    {},
    h("b", {}, id),
    score === null ? " not applicable" : ` ${score.toFixed(2)}`,
    h("span", { class: "dim" }, ` ${title}`),
  );
  if (score === null) return h("details", {}, summary, h("p", {}, reason));
  const rows = parts.map(({ name, metric, role, value, weight }) =>
    h(
      "tr",
      {},
      h("td", {}, name),
      h("td", { class: "dim" }, metric),
      h("td", { class: "number" }, value.toFixed(4)),
      h("td", { class: "number" }, role === "gate" ? "factor" : weight.toFixed(4)),
    ),
  );
  const head = h("tr", {}, ...["part", "metric", "value", "share"].map((t) => h("th", {}, t)));
  return h(
    "details",
    {},
    summary,
    lossBar(score, findings, look),
    h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)),
    ...notes.map((note) => h("p", {}, note)),
    findingList(findings, look),
    h("p", { class: "mono dim" }, `${definition} ${paramsHash}`),
  );
}
