import type { DriveNote } from "./drive.ts";
import type { QualityReport, SeriesQuality, Span } from "./quality-report.ts";

/** The quality report as aligned lines of plain text, without colour. */
export function qualityText(report: QualityReport): string {
  const blocks = [
    headLines(report),
    channelLines(report.channels),
    actorLines(report),
    checkLines(report),
    floorLines(report),
    noteLines("Repairs", report.notes, "repair"),
    noteLines("Warnings", report.notes, "warning"),
    noteLines("Facts", report.notes, "fact"),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headLines(r: QualityReport): string[] {
  const rows: [string, string][] = [
    ["drive", r.name],
    ["format", `${r.format}${r.synthetic ? ", made by a simulator" : ""}`],
    ["duration", `${r.durationSec.toFixed(3)} s`],
    ["content", r.contentHash],
  ];
  if (r.laneCount > 0) rows.push(["lanes", String(r.laneCount)]);
  if (r.hasTask) rows.push(["task", "start and goal of a planning problem"]);
  if (r.engaged.length > 0) rows.push(["engaged", r.engaged.map(spanText).join(", ")]);
  return table(rows, ["left", "left"], "");
}

function spanText(span: Span): string {
  return `${span.fromSec.toFixed(2)} to ${span.toSec.toFixed(2)} s`;
}

function channelLines(channels: readonly SeriesQuality[]): string[] {
  if (channels.length === 0) return [];
  const head = [
    "channel",
    "samples",
    "rate Hz",
    "from s",
    "to s",
    "longest step s",
    "gaps",
    "duplicates",
    "out of order",
    "dropped",
    "min",
    "max",
  ];
  const rows = channels.map((c) => [
    c.name,
    String(c.sampleCount),
    c.rateHz.toFixed(1),
    c.fromSec.toFixed(2),
    c.toSec.toFixed(2),
    c.longestStepSec.toFixed(3),
    String(c.gapCount),
    String(c.duplicateCount),
    String(c.outOfOrderCount),
    String(c.droppedCount),
    c.minValue.toPrecision(4),
    c.maxValue.toPrecision(4),
  ]);
  const gaps = channels.flatMap((c) => c.gaps.map((gap) => `  gap in ${c.name}: ${spanText(gap)}`));
  return ["Channels", ...table([head, ...rows], ["left", ...head.slice(1).map(() => "right" as const)]), ...gaps];
}

function actorLines(r: QualityReport): string[] {
  const a = r.actors;
  if (a === null) return [];
  const rows: [string, string][] = [
    ["count", String(a.count)],
    ["states", String(a.sampleCount)],
    ["rate", `${a.rateHz.toFixed(1)} Hz`],
    ["seen for", `${a.shortestSec.toFixed(2)} to ${a.longestSec.toFixed(2)} s`],
    ["gaps, duplicates, out of order, dropped", `${a.gapCount}, ${a.duplicateCount}, ${a.outOfOrderCount}, ${a.droppedCount}`],
  ];
  return ["Road users", ...table(rows, ["left", "left"])];
}

function checkLines(r: QualityReport): string[] {
  if (r.checks.length === 0) return [];
  const rows = r.checks.map((c) => [
    c.verdict,
    c.kind,
    c.name,
    c.value === null ? "-" : `${figure(c.value)}${c.unit === "" ? "" : ` ${c.unit}`}`,
    c.text,
  ]);
  return ["Plausibility", ...table(rows, ["left", "left", "left", "right", "left"])];
}

/** Four significant digits, whole numbers as they are. */
function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}

function floorLines(r: QualityReport): string[] {
  if (r.floor.length === 0) return [];
  const head = [
    "horizon s",
    "windows",
    "position m p50",
    "p90",
    "across m p50",
    "p90",
    "corrected: position m p50",
    "p90",
    "across m p50",
    "p90",
  ];
  const rows = r.floor.map((f) => [
    String(f.horizonSec),
    String(f.windowCount),
    ...[f.raw, f.corrected].flatMap((s) => [s.positionP50M, s.positionP90M, s.acrossP50M, s.acrossP90M].map((value) => value.toFixed(2))),
  ]);
  return [
    "Floor: dead reckoning from measured speed and yaw rate, second half; corrected by the first half",
    ...table(
      [head, ...rows],
      head.map(() => "right" as const),
    ),
  ];
}

function noteLines(title: string, notes: readonly DriveNote[], kind: DriveNote["kind"]): string[] {
  const rows = notes
    .filter((note) => note.kind === kind)
    .map((note) => [note.rule, note.channel, note.count === 0 ? "" : String(note.count), note.text]);
  return rows.length === 0 ? [] : [title, ...table(rows, ["left", "left", "right", "left"])];
}

/** Columns padded to their widest entry. */
function table(rows: readonly (readonly string[])[], sides: readonly ("left" | "right")[], indent = "  "): string[] {
  const cells = rows.map((row) => row.map(printable));
  const widths = sides.map((_, column) => cells.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0));
  return cells.map((row) => {
    const padded = row.map((cell, column) => (sides[column] === "right" ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)));
    return `${indent}${padded.join("  ")}`.trimEnd();
  });
}

/** Names come from files: a control character in one would steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
