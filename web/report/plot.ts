import type { RunView, ViewSeries } from "../../src/run/view-data.ts";
import { colour, context2d } from "./dom.ts";

const HEIGHT_PX = 92;
const LEFT_PX = 44;

/** Draws one signal over time with its limit and a cursor at `sample`; gaps stay gaps. */
export function drawPlot(canvas: HTMLCanvasElement, view: RunView, series: ViewSeries, sample: number): void {
  const { g, widthPx } = context2d(canvas, HEIGHT_PX);
  const range = valueRange(series);
  const n = Math.max(1, series.values.length - 1);
  const x = (i: number): number => LEFT_PX + (i / n) * (widthPx - LEFT_PX - 8);
  const y = (v: number): number => HEIGHT_PX - 8 - ((v - range.low) / (range.high - range.low)) * (HEIGHT_PX - 18);
  axis(g, series, range, y);
  if (series.limit !== null) line(g, LEFT_PX, y(series.limit), widthPx - 8, y(series.limit), "bad", [4, 3]);
  curve(g, series, x, y);
  line(g, x(sample), 4, x(sample), HEIGHT_PX - 4, "ink", []);
  const tick = view.ticks[sample];
  canvas.title = tick === undefined ? series.id : `${series.id} at tick ${tick}: ${valueText(series, series.values[sample] ?? null)}`;
}

/** The sample under a click. */
export function sampleAt(canvas: HTMLCanvasElement, offsetXPx: number, count: number): number {
  const share = (offsetXPx - LEFT_PX) / (canvas.clientWidth - LEFT_PX - 8);
  return Math.max(0, Math.min(count - 1, Math.round(share * (count - 1))));
}

function valueRange(series: ViewSeries): { low: number; high: number } {
  let low = series.limit ?? Infinity;
  let high = series.limit ?? -Infinity;
  for (const v of series.values) {
    if (v === null) continue;
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  if (low > high) return { low: 0, high: 1 };
  const margin = high > low ? (high - low) * 0.06 : Math.max(1, Math.abs(high) * 0.1);
  return { low: low - margin, high: high + margin };
}

function valueText(series: ViewSeries, value: number | null): string {
  return value === null ? "no value" : (series.levels?.[value] ?? String(value));
}

/** The ends of the range, or the level at each value that has a name. */
function axis(g: CanvasRenderingContext2D, series: ViewSeries, range: { low: number; high: number }, y: (v: number) => number): void {
  g.fillStyle = colour("dim");
  g.font = "10px system-ui, sans-serif";
  g.textAlign = "right";
  if (series.levels === undefined) {
    for (const v of [range.low, range.high]) g.fillText(short(v), LEFT_PX - 4, y(v) + (v === range.low ? 0 : 8));
  }
  g.textAlign = "left";
  for (const [v, level] of (series.levels ?? []).entries()) {
    if (series.values.includes(v)) g.fillText(level, LEFT_PX + 4, y(v) - 3);
  }
}

function short(v: number): string {
  return Math.abs(v) >= 100 ? v.toFixed(0) : Math.abs(v) >= 1 ? v.toFixed(1) : v.toFixed(2);
}

function line(g: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number, style: string, dash: number[]): void {
  g.strokeStyle = colour(style);
  g.lineWidth = 1;
  g.setLineDash(dash);
  g.beginPath();
  g.moveTo(x0, y0);
  g.lineTo(x1, y1);
  g.stroke();
  g.setLineDash([]);
}

function curve(g: CanvasRenderingContext2D, series: ViewSeries, x: (i: number) => number, y: (v: number) => number): void {
  g.strokeStyle = colour("accent");
  g.lineWidth = 1.4;
  g.beginPath();
  let down = false;
  let before = 0;
  series.values.forEach((v, i) => {
    if (v === null) {
      down = false;
      return;
    }
    if (down && series.levels !== undefined) g.lineTo(x(i), y(before));
    before = v;
    if (down) g.lineTo(x(i), y(v));
    else g.moveTo(x(i), y(v));
    down = true;
  });
  g.stroke();
  lonePoints(g, series, x, y);
}

/** A value between two gaps, which no line reaches. */
function lonePoints(g: CanvasRenderingContext2D, { values }: ViewSeries, x: (i: number) => number, y: (v: number) => number): void {
  const isGap = (i: number): boolean => (values[i] ?? null) === null;
  g.fillStyle = colour("accent");
  for (const [i, v] of values.entries()) if (v !== null && isGap(i - 1) && isGap(i + 1)) g.fillRect(x(i) - 1.5, y(v) - 1.5, 3, 3);
}
