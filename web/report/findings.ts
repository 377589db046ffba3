import type { Finding } from "../../src/eval/result.ts";
import { h, onClick } from "./dom.ts";

/** Where a finding leads: to its tick in the picture, and to the plot of its metric. */
export interface Look {
  showTick(tick: number): void;
  /** Marks the plot of a metric, where the run has one. */
  showSeries(metric: string): void;
}

/** Where the points went, as one bar from 0 to 100: what is left of the score, then each loss in its width. */
export function lossBar(score: number, findings: readonly Finding[], look: Look): HTMLElement {
  const bar = h("div", { class: "losses", role: "img", "aria-label": `score ${score.toFixed(2)} of 100` });
  bar.append(part(score, "kept", `score ${score.toFixed(2)}`));
  for (const f of findings) {
    if (f.lossPoints <= 0) continue;
    const segment = part(f.lossPoints, f.severity, `-${f.lossPoints.toFixed(2)}: ${f.sentence}`);
    bar.append(onClick(segment, () => open(f, look)));
  }
  return bar;
}

function part(points: number, tone: string, title: string): HTMLElement {
  const element = h("i", { class: tone, title });
  element.style.width = `${points}%`;
  return element;
}

function open(f: Finding, look: Look): void {
  look.showTick(f.worstTick);
  look.showSeries(f.metric);
}

/** Each loss in words: what, how much beyond which limit, when, with whom, and how to see it again. */
export function findingList(findings: readonly Finding[], look: Look): HTMLElement {
  return h("div", {}, ...findings.map((f) => findingItem(f, look)));
}

function findingItem(f: Finding, look: Look): HTMLElement {
  const item = h(
    "div",
    { class: `finding ${f.severity}` },
    h("b", {}, lossText(f)),
    ` ${f.sentence}`,
    h("p", { class: "dim" }, placeText(f)),
  );
  if (f.reproduce !== "") item.append(h("code", {}, f.reproduce));
  return onClick(item, () => open(f, look));
}

function lossText({ masked, wouldScore, lossPoints }: Finding): string {
  if (!masked) return lossPoints > 0 ? `-${lossPoints.toFixed(2)} points` : "no loss";
  return wouldScore === null ? "masked by a gate" : `masked by a gate; ${wouldScore.toFixed(1)} points with it open`;
}

function placeText({ metric, dimension, value, limit, unit, actor, fromTick, toTick, worstTick, tSec }: Finding): string {
  const span = fromTick === toTick ? "" : `, from tick ${fromTick} to ${toTick}`;
  const who = actor === null ? "" : `, ${actor}`;
  return `${dimension}, ${metric}: ${number(value)} against ${number(limit)} ${unit}; tick ${worstTick} (${tSec.toFixed(2)} s)${span}${who}`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(4)));
}
