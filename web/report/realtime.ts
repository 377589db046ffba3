import type { Histogram, RealtimeReport, RunResult } from "../../src/run/result.ts";
import { h } from "./dom.ts";

/** What the clock said of a run in real time; null of one in lockstep. */
export function realtimeSection(result: RunResult): HTMLElement | null {
  if (result.pacing !== "realtime") return null;
  const { realtime: r } = result;
  const mark = "in real time: not deterministic; the command above replays the recorded answers, which is";
  const section = h("section", {}, h("h2", {}, "Real time"), h("p", { class: "warn" }, mark));
  if (r === null) return section;
  section.append(h("p", {}, countsText(r)), histograms(r));
  if (r.clock !== null) {
    const text = `the controller's clock less redrive's: ${r.clock.offsetMs.toFixed(3)} ms, by a round trip of ${r.clock.roundTripMs.toFixed(3)} ms`;
    section.append(h("p", { class: "dim" }, `${text}; ${r.reportsHeldCount} instants without a new report of the car`));
  }
  return section;
}

function countsText(r: RealtimeReport): string {
  const held = `${r.heldCount} answers held, ${r.heldByHarnessCount} of them because redrive itself was late`;
  const row = `at most ${r.longestRow} in a row, of ${r.heldLimit} allowed`;
  return `period ${r.periodMs} ms; ${held}; ${row}; ${r.lateCount} came late, ${r.overtakenCount} overtaken by a newer one`;
}

function histograms(r: RealtimeReport): HTMLElement {
  const { harnessLateness: own, answerLatency: theirs } = r;
  const body = h("tbody", {});
  for (let i = 0; i < own.counts.length; i++) {
    const cells = [own, theirs].map((each) => h("td", { class: "number" }, String(each.counts[i] ?? 0)));
    body.append(h("tr", {}, h("td", {}, className(own, i)), ...cells));
  }
  for (const [title, of] of [
    ["median", (each: Histogram) => each.p50Ms],
    ["99 %", (each: Histogram) => each.p99Ms],
    ["largest", (each: Histogram) => each.maxMs],
  ] as const) {
    const cells = [own, theirs].map((each) => h("td", { class: "number" }, `${of(each).toFixed(2)} ms`));
    body.append(h("tr", {}, h("td", {}, title), ...cells));
  }
  const titles = ["", "redrive late at an instant", "answer after its observation"];
  return h("table", {}, h("thead", {}, h("tr", {}, ...titles.map((t) => h("th", {}, t)))), body);
}

function className({ limitsMs }: Histogram, i: number): string {
  return i < limitsMs.length ? `below ${limitsMs[i]} ms` : `${limitsMs[i - 1]} ms and more`;
}
