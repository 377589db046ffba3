import type { FidelityRow, Spread } from "../vehicle/fidelity.ts";
import type { Replay } from "../run/replay.ts";

const RECKONERS: Readonly<Record<string, string>> = {
  twin: "virtual car",
  kinematic: "kinematic baseline",
  "constant-velocity": "constant velocity",
  floor: "floor: measured yaw rate and speed",
};
const DEG_PER_RAD = 180 / Math.PI;

/** The fidelity table as people read it: a block a horizon, a line a reckoner, p50 and p90 of each error. */
export function fidelityText(replay: Replay): string {
  const { fidelity } = replay;
  const { correction } = fidelity;
  const lines = [
    `drive      ${replay.drive}${replay.synthetic ? " (synthetic)" : ""}, ${replay.fromSec.toFixed(2)} s to ${replay.toSec.toFixed(2)} s, ${(replay.validRatio * 100).toFixed(1)} % of it usable`,
    `vehicle    ${replay.vehicle} (${replay.model}), steering from ${replay.steering}, ground taken as flat`,
    `the log    yaw rate off by ${(correction.yawRateBiasRadps * DEG_PER_RAD).toFixed(3)} deg/s, speed times ${correction.speedRatio.toFixed(4)}; both estimated on this part (${correction.usedSec.toFixed(1)} s)`,
    "in sample  parameters and corrections may be fitted on the part they are shown on; other drives say how well they carry over",
    "",
    row(["", "windows", "along m", "", "cross m", "", "heading deg", "", "speed m/s", ""]),
    row(["", "", "p50", "p90", "p50", "p90", "p50", "p90", "p50", "p90"]),
  ];
  const all = fidelity.rows.filter((r) => r.bin === null);
  for (const horizonSec of new Set(all.map((r) => r.horizonSec))) {
    lines.push(`after ${horizonSec} s`);
    for (const r of all.filter((one) => one.horizonSec === horizonSec)) lines.push(row(cellsOf(r)));
  }
  lines.push("", ...skillLines(replay), ...signalLines(replay), "", ...binLines(fidelity.rows));
  return `${lines.join("\n")}\n`;
}

function cellsOf(r: FidelityRow): string[] {
  const pair = (s: Spread, scale: number, digits: number): string[] => [(s.p50 * scale).toFixed(digits), (s.p90 * scale).toFixed(digits)];
  return [
    `  ${RECKONERS[r.reckoner] ?? r.reckoner}`,
    String(r.windowCount),
    ...pair(r.alongM, 1, 2),
    ...pair(r.crossM, 1, 2),
    ...pair(r.yawRad, DEG_PER_RAD, 2),
    ...pair(r.speedMps, 1, 2),
  ];
}

function skillLines({ fidelity }: Replay): string[] {
  return fidelity.skills.map(({ horizonSec, against, skillRatio }) => {
    const other = RECKONERS[against] ?? against;
    return `skill against ${other} after ${horizonSec} s: ${skillRatio === null ? "not applicable" : skillRatio.toFixed(2)}`;
  });
}

/** The signals over windows of 10 s, by ISO/TS 18571. */
function signalLines({ fidelity }: Replay): string[] {
  return fidelity.signals.map((s) => {
    const parts = `corridor ${s.corridorRatio.toFixed(2)}, phase ${s.phaseRatio.toFixed(2)}, magnitude ${s.magnitudeRatio.toFixed(2)}, slope ${s.slopeRatio.toFixed(2)}`;
    const error = `error ${(100 * s.errorPerRangeRatio).toFixed(1)} % of its range, ${(1000 * s.latencySec).toFixed(0)} ms late`;
    return `${s.signal === "speed" ? "speed" : "yaw rate"} over 10 s: rating ${s.ratingRatio.toFixed(2)} (${parts}), ${error}, ${s.windowCount} windows`;
  });
}

/** The virtual car by speed and lateral acceleration: errors that a mean would hide. */
function binLines(rows: readonly FidelityRow[]): string[] {
  const binned = rows.filter((r) => r.bin !== null && r.reckoner === "twin");
  if (binned.length === 0) return [];
  const lines = ["virtual car by speed and lateral acceleration (p50 along, cross, speed)"];
  for (const r of binned) {
    if (r.bin === null) continue;
    const { speedFromMps, speedToMps, aLatFromMps2, aLatToMps2 } = r.bin;
    const place = `${range(speedFromMps, speedToMps)} m/s, ${range(aLatFromMps2, aLatToMps2)} m/s2`;
    const errors = `${r.alongM.p50.toFixed(2)} m, ${r.crossM.p50.toFixed(2)} m, ${r.speedMps.p50.toFixed(2)} m/s`;
    lines.push(`  after ${r.horizonSec} s, ${place}: ${errors} (${r.windowCount} windows)`);
  }
  return lines;
}

function range(from: number, to: number): string {
  return to === Infinity ? `from ${from}` : `${from} to ${to}`;
}

const WIDTHS = [38, 8, 8, 8, 8, 8, 12, 8, 10, 8] as const;

function row(cells: readonly string[]): string {
  return cells
    .map((cell, c) => (c === 0 ? cell.padEnd(WIDTHS[c] ?? 0) : cell.padStart(WIDTHS[c] ?? 0)))
    .join("")
    .trimEnd();
}
