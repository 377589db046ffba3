import type { Series } from "../src/eval/series.ts";

const WIDTH_PX = 640;
const HEIGHT_PX = 180;
const LEFT_PX = 64;
const RIGHT_PX = 12;
const TOP_PX = 14;
const BOTTOM_PX = 26;
/** More points than this do not show in a picture of this width. */
const MAX_POINTS = 320;

/** A series over time as SVG: its line, broken where it has no value, and the limit where the metric has one. */
export function seriesPicture(series: Series, limit: number | null, dtSec: number): string {
  const values = Array.from({ length: series.count }, (_, i) => (series.valid[i] === 1 ? (series.value[i] as number) : null));
  const shown = values.filter((v) => v !== null);
  const all = limit === null ? shown : [...shown, limit];
  const least = all.reduce((a, b) => Math.min(a, b));
  const most = all.reduce((a, b) => Math.max(a, b));
  const span = most - least || 1;
  const x = (i: number): number => LEFT_PX + ((WIDTH_PX - LEFT_PX - RIGHT_PX) * i) / Math.max(1, values.length - 1);
  const y = (v: number): number => TOP_PX + ((HEIGHT_PX - TOP_PX - BOTTOM_PX) * (most - v)) / span;
  const endSec = (values.length - 1) * dtSec;
  const text = (px: number, py: number, anchor: string, what: string): string =>
    `<text x="${px}" y="${py}" text-anchor="${anchor}" font-size="12" font-family="sans-serif" fill="#5d6b7a">${what}</text>`;
  const limitLine =
    limit === null
      ? ""
      : `<line x1="${LEFT_PX}" x2="${WIDTH_PX - RIGHT_PX}" y1="${y(limit).toFixed(1)}" y2="${y(limit).toFixed(1)}" stroke="#c3312b" stroke-dasharray="4 3"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_PX}" height="${HEIGHT_PX}" viewBox="0 0 ${WIDTH_PX} ${HEIGHT_PX}">`,
    `<rect width="${WIDTH_PX}" height="${HEIGHT_PX}" fill="#ffffff"/>`,
    `<path d="M${LEFT_PX} ${TOP_PX}V${HEIGHT_PX - BOTTOM_PX}H${WIDTH_PX - RIGHT_PX}" fill="none" stroke="#aab4bf"/>`,
    limitLine,
    `<path d="${linePath(values, x, y, dtSec)}" fill="none" stroke="#0b62c4" stroke-width="1.5"/>`,
    text(LEFT_PX - 6, TOP_PX + 8, "end", short(most)),
    text(LEFT_PX - 6, HEIGHT_PX - BOTTOM_PX, "end", short(least)),
    text(LEFT_PX, HEIGHT_PX - 8, "start", "0 s"),
    text(WIDTH_PX - RIGHT_PX, HEIGHT_PX - 8, "end", `${short(endSec)} s`),
    "</svg>\n",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** Values so near in time are joined: some metrics are sampled ten times a second in runs of finer ticks. */
const JOINED_SEC = 0.25;

function linePath(values: readonly (number | null)[], x: (i: number) => number, y: (v: number) => number, dtSec: number): string {
  const known = values.flatMap((v, i) => (v === null ? [] : [{ i, v }]));
  const step = Math.max(1, Math.ceil(known.length / MAX_POINTS));
  const joined = Math.max(step, 1) * Math.max(1, Math.round(JOINED_SEC / dtSec));
  let last = -Infinity;
  return known
    .filter((_, k) => k % step === 0)
    .map(({ i, v }) => {
      const isJoined = i - last <= joined;
      last = i;
      return `${isJoined ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
    })
    .join("");
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
