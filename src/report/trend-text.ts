import type { Trend, TrendPoint } from "../run/history.ts";
import { printable } from "./printable.ts";

/**
 * The trend of a score or metric as a table: a column a suite, oldest first, a row a scenario under each controller. Values by other
 * definitions than the newest are marked: they are not comparable with it.
 */
export function trendText({ suites, points, unit }: Trend, what: string): string {
  const lines = suites.map(({ at, hash, redriveVersion, passed, total, scored }, i) => {
    const builds = [...new Set(points.filter((p) => p.suite === suites[i]?.suite && p.build !== "").map((p) => p.build))];
    const built = builds.length === 0 ? "" : `, build ${builds.join(", ")}`;
    return `${String(i + 1).padStart(3)}  ${at.slice(0, 16).replace("T", " ")} UTC  ${hash}  ${passed} of ${total} passed, ${scored} scored, redrive ${redriveVersion}${built}`;
  });
  const controllers = [...new Set(points.map((p) => p.controller))];
  for (const controller of controllers) {
    lines.push("", `${what}${unit === "" ? "" : ` in ${unit}`}, controller ${controller}`);
    lines.push(
      ...tableOf(
        suites.map((s) => s.suite),
        points.filter((p) => p.controller === controller),
      ),
    );
  }
  if (points.length === 0) lines.push("", `no run of these has a ${what}`);
  return `${lines.map(printable).join("\n")}\n`;
}

function tableOf(suites: readonly number[], points: readonly TrendPoint[]): string[] {
  const scenarios = [...new Set(points.map((p) => p.scenarioId))];
  const cells = scenarios.map((scenarioId) => {
    const own = points.filter((p) => p.scenarioId === scenarioId);
    const newest = own.reduce((latest, p) => (p.suite >= latest.suite ? p : latest));
    const row = suites.map((suite) =>
      cellOf(
        own.filter((p) => p.suite === suite),
        newest.definition,
      ),
    );
    return [scenarioId, ...row, changeOf(own, newest)];
  });
  const rows = [["scenario", ...suites.map((_, i) => String(i + 1)), "change"], ...cells];
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => (row[c] ?? "").length)));
  const lines = rows.map((row) => row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join("  "));
  const isMixed = cells.some((row) => row.some((cell) => cell.endsWith("~")));
  return isMixed ? [...lines, "~ by other definitions than the newest: not comparable with it"] : lines;
}

/** Two definitions in one suite show the newest's. */
function cellOf(points: readonly TrendPoint[], definition: string): string {
  const point = points.find((p) => p.definition === definition) ?? points[0];
  if (point === undefined) return "-";
  return `${numberText(point.value)}${point.definition === definition ? "" : "~"}`;
}

/** From the comparable value before the newest to the newest. */
function changeOf(points: readonly TrendPoint[], newest: TrendPoint): string {
  const before = points.filter((p) => p.suite < newest.suite && p.definition === newest.definition).at(-1);
  if (before === undefined) return "-";
  const change = newest.value - before.value;
  return `${change > 0 ? "+" : ""}${numberText(change)}`;
}

function numberText(x: number): string {
  const size = Math.abs(x);
  return x === 0 ? "0" : size >= 10 ? x.toFixed(1) : size >= 0.1 ? x.toFixed(2) : x.toPrecision(2);
}
