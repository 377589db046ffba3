import type { Blame } from "../../src/eval/responsibility.ts";
import type { RunResult } from "../../src/run/result.ts";
import { h, onClick } from "./dom.ts";
import type { Look } from "./findings.ts";

/** Who is to blame for each collision, by each of the rules, and whether a careful driver would have avoided it; null without a collision. */
export function responsibilitySection({ responsibility = [], preventability }: RunResult, look: Look): HTMLElement | null {
  if (responsibility.length === 0 && preventability === undefined) return null;
  const rows = responsibility.map((c) => {
    const artefact = c.nonreactiveArtifact ? "It was replayed and could not react: this may be an artefact of replay." : "";
    const row = h(
      "tr",
      { class: "link" },
      h("td", {}, c.actor),
      h("td", { class: "number" }, `${c.tick} (${c.tSec.toFixed(2)} s)`),
      blameCell(c.nuplan),
      blameCell(c.rss),
      blameCell(c.r157),
      h("td", { class: "dim" }, artefact),
    );
    return onClick(row, () => look.showTick(c.tick));
  });
  const head = h("tr", {}, ...["collision with", "tick", "by nuPlan's rule", "by RSS", "by UN R157", ""].map((t) => h("th", {}, t)));
  const drivers = preventability?.drivers.map(({ driver, collided }) => `${driver} ${collided ? "collides" : "does not"}`) ?? [];
  return h(
    "section",
    {},
    h("h2", {}, "Responsibility"),
    rows.length === 0 ? h("p", {}, "No collision.") : h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)),
    preventability === undefined
      ? null
      : h("p", {}, `${preventability.verdict}: ${preventability.why}${drivers.length === 0 ? "" : ` (${drivers.join(", ")})`}`),
  );
}

function blameCell({ verdict, why }: Blame): HTMLElement {
  const tone = { ego: "bad", "not-ego": "good", unknown: "dim" }[verdict];
  const words = { ego: "the ego", "not-ego": "not the ego", unknown: "not known" }[verdict];
  return h("td", {}, h("b", { class: tone }, words), h("p", { class: "dim" }, why));
}
