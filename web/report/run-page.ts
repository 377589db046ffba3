import type { MetricReport } from "../../src/eval/result.ts";
import type { RunResult } from "../../src/run/result.ts";
import type { RunView, ViewSeries } from "../../src/run/view-data.ts";
import { h, onClick } from "./dom.ts";
import { findingList, type Look, lossBar } from "./findings.ts";
import { verdictText } from "./overview.ts";
import { drawPicture } from "./picture.ts";
import { drawPlot, sampleAt } from "./plot.ts";
import { realtimeSection } from "./realtime.ts";
import { responsibilitySection } from "./responsibility.ts";
import { profileSection, scoreTable } from "./scores.ts";

/** What the page of one run lets others do to it. */
export interface RunPage {
  readonly element: HTMLElement;
  /** Moves the cursor to the sample at or before a tick. */
  showTick(tick: number): void;
  step(samples: number): void;
  nextFinding(direction: 1 | -1): void;
  togglePlay(): void;
  /** Ends what moves by itself: the page is left. */
  stop(): void;
  /** Draws again, after the element has a size. */
  draw(): void;
}

/** The page of one run: why, picture with a scrubber, findings that jump to their tick, scores, metrics, plots. */
export function runPage(result: RunResult, view: RunView | null, back: () => void, onTick: (tick: number) => void): RunPage {
  const findings = result.score?.findings ?? [];
  const state = { sample: 0, playing: 0 };
  const last = Math.max(0, (view?.ticks.length ?? 0) - 1);
  const canvas = h("canvas", {});
  const slider = h("input", {
    type: "range",
    min: "0",
    max: String(last),
    value: "0",
    "aria-label": "time",
  });
  const clock = h("span", { class: "mono" }, "");
  const play = h("button", {}, "play");
  const plots = (view?.series ?? []).map((series) => ({ series, canvas: h("canvas", {}) }));

  const figures = plots.map((plot) => ({ id: plot.series.id, element: figure(plot.series, plot.canvas) }));

  const draw = (): void => {
    if (view === null) return;
    drawPicture(canvas, view, state.sample);
    for (const plot of plots) drawPlot(plot.canvas, view, plot.series, state.sample);
    const tick = view.ticks[state.sample] ?? 0;
    clock.textContent = `tick ${tick}, ${(tick * view.dtSec).toFixed(2)} s`;
    slider.value = String(state.sample);
  };
  const show = (sample: number): void => {
    state.sample = Math.max(0, Math.min(last, sample));
    draw();
    onTick(view?.ticks[state.sample] ?? 0);
  };
  const showTick = (tick: number): void => show(sampleOfTick(view, tick));
  const stop = (): void => {
    clearInterval(state.playing);
    state.playing = 0;
    play.textContent = "play";
  };
  const togglePlay = (): void => {
    if (state.playing !== 0) return stop();
    if (state.sample === last) show(0);
    state.playing = window.setInterval(() => (state.sample < last ? show(state.sample + 1) : stop()), 100);
    play.textContent = "pause";
  };
  const look: Look = { showTick, showSeries: (metric) => markPlot(figures, metric) };
  slider.addEventListener("input", () => show(Number(slider.value)));
  onClick(play, togglePlay);
  for (const plot of plots) plot.canvas.addEventListener("click", (e) => show(sampleAt(plot.canvas, e.offsetX, plot.series.values.length)));

  const world =
    view === null
      ? h("p", { class: "dim" }, "No picture was kept for this run; the command below makes it again.")
      : h(
          "div",
          {},
          canvas,
          slider,
          h(
            "div",
            { class: "bar" },
            play,
            clock,
            h("span", { class: "dim" }, "keys: space, arrows, [ and ] for findings, j and k for runs"),
          ),
        );
  const element = h(
    "div",
    {},
    onClick(h("button", {}, "all runs"), back),
    h("h1", { class: "mono" }, result.variantId),
    h("p", { class: "lines" }, verdictText(result), ` ${result.why}`),
    result.description === "" ? null : h("p", { class: "dim" }, result.description),
    h("code", { class: "dim" }, result.reproduce),
    h("div", { class: "split" }, h("section", {}, h("h2", {}, "World"), world), h("section", {}, reasons(result, look))),
    responsibilitySection(result, look),
    h("h2", {}, "Signals"),
    h("div", { class: "plots" }, ...figures.map(({ element: plot }) => plot)),
    leftOut(view),
    h("h2", {}, "Metrics"),
    metricTable(result.score?.metrics ?? [], showTick),
    profileSection(result.profiles, look),
    retracedTable(result),
    realtimeSection(result),
    facts(result),
  );
  const nextFinding = (direction: 1 | -1): void => {
    const now = view?.ticks[state.sample] ?? 0;
    const ticks = findings.map((f) => f.worstTick).sort((a, b) => a - b);
    const next =
      direction === 1
        ? ticks.find((t) => sampleOfTick(view, t) > state.sample)
        : ticks.findLast((t) => t < now && sampleOfTick(view, t) < state.sample);
    if (next !== undefined) showTick(next);
  };
  return { element, showTick, step: (n) => show(state.sample + n), nextFinding, togglePlay, stop, draw };
}

/** Marks the plot of a metric and brings it into view, where there is one. */
function markPlot(figures: readonly { readonly id: string; readonly element: HTMLElement }[], metric: string): void {
  for (const { id, element } of figures) element.classList.toggle("chosen", id === metric);
  figures.find(({ id }) => id === metric)?.element.scrollIntoView({ block: "nearest" });
}

function sampleOfTick(view: RunView | null, tick: number): number {
  const at = (view?.ticks ?? []).findLastIndex((t) => t <= tick);
  return Math.max(0, at);
}

/** Why the score is what it is: where the points went, each loss, broken limits, the score and its dimensions. */
function reasons({ score, human }: RunResult, look: Look): HTMLElement {
  if (score === null) return h("div", {}, h("h2", {}, "Findings"), h("p", { class: "dim" }, "This run was not scored."));
  const broken = score.expectations.filter((e) => !e.passed);
  const limits = broken.map((e) =>
    h("div", { class: `finding ${e.level === "error" ? "" : "warning"}` }, h("b", {}, "expectation "), e.sentence),
  );
  const nothing = score.findings.length + broken.length === 0 ? h("p", { class: "dim" }, "Nothing was lost.") : null;
  return h(
    "div",
    {},
    h("h2", {}, "Findings"),
    lossBar(score.total, score.findings, look),
    findingList(score.findings, look),
    ...limits,
    nothing,
    h("h2", {}, "Score"),
    scoreTable(score, human),
  );
}

function figure(series: ViewSeries, canvas: HTMLCanvasElement): HTMLElement {
  return h(
    "figure",
    { class: "plot" },
    h("figcaption", {}, h("span", {}, series.id), h("span", {}, [series.group, series.unit].filter((text) => text !== "").join(", "))),
    canvas,
  );
}

function leftOut(view: RunView | null): HTMLElement | null {
  const count = view?.undrawnDebugCount ?? 0;
  return count === 0 ? null : h("p", { class: "dim" }, `${count} more debug signals of the controller are in the trace only`);
}

function metricTable(metrics: readonly MetricReport[], showTick: (tick: number) => void): HTMLElement {
  const body = h("tbody", {});
  for (const m of metrics) {
    const value =
      m.value === null ? h("td", { class: "dim" }, m.reason) : h("td", { class: "number" }, `${m.value.toPrecision(4)} ${m.unit}`);
    const place = m.normalised === null ? m.role : `${m.role} ${m.normalised.toFixed(3)}`;
    const row = h(
      "tr",
      { class: m.atTick === null ? "" : "link" },
      h("td", {}, m.id),
      h("td", {}, m.dimension),
      value,
      h("td", {}, place),
      h("td", {}, m.actor ?? ""),
      h("td", { class: "number" }, m.atTick === null ? "" : String(m.atTick)),
      h("td", { class: "mono dim" }, `${m.definition} ${m.paramsHash}`),
    );
    const tick = m.atTick;
    body.append(tick === null ? row : onClick(row, () => showTick(tick)));
  }
  const head = h("tr", {}, ...["metric", "dimension", "value", "in the score", "against", "tick", "definition"].map((t) => h("th", {}, t)));
  return h("table", {}, h("thead", {}, head), body);
}

/** Every road user of the recording: how far the virtual car strayed when it retraced it, and why; null where nothing was retraced. */
function retracedTable(result: RunResult): HTMLElement | null {
  if (result.retraced.length === 0) return null;
  const body = h("tbody", {});
  for (const r of result.retraced) {
    const number = (text: string): HTMLElement => h("td", { class: "number" }, text);
    const deviation = r.deviationM === null ? "-" : `${r.deviationM.toFixed(3)} m`;
    const at = r.atSec === null ? "" : `${r.atSec.toFixed(2)} s`;
    const accel = `${r.minAccelMps2.toFixed(1)} to ${r.maxAccelMps2.toFixed(1)}`;
    const tone = r.why === "followed" ? "good" : "";
    body.append(
      h(
        "tr",
        {},
        h("td", {}, r.actor),
        number(`${r.seenSec.toFixed(1)} s`),
        number(accel),
        h("td", {}, r.lead ?? "none"),
        number(deviation),
        number(at),
        h("td", { class: tone }, r.why),
      ),
    );
  }
  const titles = ["recorded car", "seen", "acceleration m/s2", "lead", "largest deviation", "at", "why"];
  const head = h("tr", {}, ...titles.map((t) => h("th", {}, t)));
  return h("section", {}, h("h2", {}, "Recorded cars, retraced by the virtual car"), h("table", {}, h("thead", {}, head), body));
}

function facts(result: RunResult): HTMLElement {
  const latency =
    result.latency === null
      ? "no reply times"
      : `reply p50 ${result.latency.p50Ms.toFixed(2)} ms, p99 ${result.latency.p99Ms.toFixed(2)} ms, max ${result.latency.maxMs.toFixed(1)} ms, ${result.latency.deadlineMisses} of ${result.latency.count} slower than ${result.latency.deadlineMs} ms`;
  const { rssBytes } = result.controller;
  const memory = rssBytes === null ? "" : `; ${(rssBytes / 1e6).toFixed(0)} MB of memory at the end`;
  const movers = result.actors.filter((a) => a.motion !== "ego").map((a) => `${a.name} ${a.motion}`);
  const controller = [result.controller.name || result.controller.text, result.controller.build].filter((text) => text !== "").join(" ");
  return h(
    "div",
    {},
    h("h2", {}, "Run"),
    h("p", {}, `ended at tick ${result.end.tick} (${result.end.tSec.toFixed(2)} s) by ${result.end.reason}`),
    h("p", {}, `controller ${controller}; ${latency}${memory}`),
    ...result.warnings.map((text) => h("p", { class: "warn" }, `warning: ${text}`)),
    h("p", {}, `seed ${result.seed}, hash `, h("code", {}, result.hash)),
    h("p", { class: "dim" }, `road users beside the ego: ${movers.length === 0 ? "none" : movers.join(", ")}`),
    result.digests === null
      ? null
      : h("p", { class: "dim" }, `SHA-256 to the controller ${result.digests.toController}, from it ${result.digests.toHarness}`),
    result.files.trace === null ? null : h("p", { class: "dim" }, `trace ${result.files.trace}`),
  );
}
