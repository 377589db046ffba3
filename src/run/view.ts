import type { Evaluated } from "../eval/evaluate.ts";
import type { Series } from "../eval/series.ts";
import type { RoadLine } from "../road/network.ts";
import type { DebugTape } from "../trace/debug-tape.ts";
import { columnNames, slotsUsed, type Tape } from "../trace/tape.ts";
import { DRIVING_MODES, type TraceHeader } from "../trace/tick.ts";
import type { RunView, ViewActor, ViewSeries } from "./view-data.ts";

const SAMPLE_SEC = 0.1;
/** Points of a line closer than this to the one before add nothing to a picture. */
const LINE_SPACING_M = 2;

/** Signals of the ego that the report plots beside the metrics: column of the tape, name, group, unit. */
const SIGNALS: readonly (readonly [string, string, string, string])[] = [
  ["ego.vLonMps", "speed", "motion", "m/s"],
  ["ego.aLonMps2", "longitudinal acceleration", "motion", "m/s2"],
  ["ego.roadWheelRad", "road-wheel angle", "motion", "rad"],
  ["applied.accelMps2", "applied acceleration", "command", "m/s2"],
  ["applied.roadWheelRad", "applied road-wheel angle", "command", "rad"],
];

/** Debug signals that are drawn: those whose names came first. */
const MAX_DEBUG_SERIES = 64;
const DEBUG_DIGITS = 6;

/** Units of the names that controllers give their debug signals: the last word, in the notation of the protocol. */
const DEBUG_UNITS: Readonly<Record<string, string>> = {
  m: "m",
  mps: "m/s",
  mps2: "m/s2",
  mps3: "m/s3",
  rad: "rad",
  radps: "rad/s",
  radps2: "rad/s2",
  s: "s",
  sec: "s",
  ms: "ms",
  ns: "ns",
  hz: "Hz",
  kg: "kg",
  n: "N",
  nm: "Nm",
  per_m: "1/m",
};

/**
 * Thins a run to what the report draws. `keepTicks` are always among the samples, so that a finding's own tick can be shown.
 */
export function viewOf(header: TraceHeader, tape: Tape, evaluated: Evaluated, keepTicks: readonly number[]): RunView {
  const rows = sampledRows(tape, header.dtSec, keepTicks);
  const names = columnNames(header);
  const used = slotsUsed(tape);
  const present = header.actors.filter((_, slot) => used[slot] === 1);
  const column = (name: string): number => names.indexOf(name);
  const at = (row: number, c: number): number => tape.data[row * tape.stride + c] as number;
  const metrics = new Map(evaluated.results.map(({ metric }) => [metric.id, metric]));
  const modeColumn = column("command.mode");
  const undrawnDebugCount = tape.debug.names.length - MAX_DEBUG_SERIES;
  return {
    variantId: header.variantId,
    dtSec: header.dtSec,
    ticks: rows.map((row) => at(row, 0)),
    lanes: header.road.lanes.map((lane) => ({ leftXyM: lineXy(lane.left), rightXyM: lineXy(lane.right), type: lane.type })),
    routeXyM: header.route === null ? [] : lineXy(header.route),
    recordedXyM: header.recorded === null ? [] : recordedXy(header.recorded),
    actors: present.map((actor): ViewActor => {
      const from = column(`actors[${actor.name}].present`);
      const values = (field: string, digits: number): (number | null)[] => {
        const c = column(`actors[${actor.name}].${field}`);
        return rows.map((row) => (at(row, from) === 1 ? rounded(at(row, c), digits) : null));
      };
      const { cls, motion, name, footprint } = actor;
      const { lengthM, widthM } = footprint;
      return { name, cls, motion, lengthM, widthM, xM: values("xM", 3), yM: values("yM", 3), yawRad: values("yawRad", 4) };
    }),
    series: [
      ...SIGNALS.map(([name, id, group, unit]): ViewSeries => {
        const c = column(name);
        return { id, group, unit, values: rows.map((row) => rounded(at(row, c), 4)), limit: null };
      }),
      ...modeSeries(rows.map((row) => at(row, modeColumn))),
      ...evaluated.series.map(
        (s): ViewSeries => metricSeries(s, rows, metrics.get(s.metric)?.dimension ?? "", metrics.get(s.metric)?.limit ?? null),
      ),
      ...debugSeries(
        tape.debug,
        rows.map((row) => at(row, 0)),
        header.observationEvery,
      ),
    ].filter((s) => s.values.some((v) => v !== null)),
    ...(undrawnDebugCount > 0 ? { undrawnDebugCount } : {}),
  };
}

/** Rows about 10 a second, the last one, and those of the ticks to keep; sorted, each once. */
function sampledRows(tape: Tape, dtSec: number, keepTicks: readonly number[]): number[] {
  const every = Math.max(1, Math.round(SAMPLE_SEC / dtSec));
  const rows = new Set<number>();
  for (let row = 0; row < tape.rows; row += every) rows.add(row);
  if (tape.rows > 0) rows.add(tape.rows - 1);
  for (const tick of keepTicks) if (tick >= 0 && tick < tape.rows) rows.add(tick);
  return [...rows].sort((a, b) => a - b);
}

function metricSeries(s: Series, rows: readonly number[], group: string, limit: number | null): ViewSeries {
  const value = (row: number): number | null => {
    const i = row - s.firstTick;
    return i >= 0 && i < s.count && s.valid[i] === 1 ? rounded(s.value[i] as number, 4) : null;
  };
  return { id: s.metric, group, unit: s.unit, values: rows.map(value), limit };
}

/** Who was in charge, where that was not the controller all the time. */
function modeSeries(modes: readonly number[]): ViewSeries[] {
  if (modes.every((mode) => mode === 0)) return [];
  return [{ id: "driving mode", group: "command", unit: "", values: modes, limit: null, levels: DRIVING_MODES }];
}

/** At each sample what the last reply before it said; nothing where that reply did not name the signal. */
function debugSeries(debug: DebugTape, ticks: readonly number[], observationEvery: number): ViewSeries[] {
  const drawn = debug.names.slice(0, MAX_DEBUG_SERIES);
  const values: (number | null)[][] = drawn.map(() => []);
  const lastTick = drawn.map(() => -Infinity);
  const last = drawn.map(() => 0);
  let i = 0;
  for (const tick of ticks) {
    for (; i < debug.count && (debug.ticks[i] as number) <= tick; i++) {
      lastTick[debug.nameIndex[i] as number] = debug.ticks[i] as number;
      last[debug.nameIndex[i] as number] = debug.value[i] as number;
    }
    for (const [k, of] of values.entries()) {
      const isNamed = tick - (lastTick[k] as number) < observationEvery;
      of.push(isNamed ? Number((last[k] as number).toPrecision(DEBUG_DIGITS)) : null);
    }
  }
  return drawn.map((id, k) => ({ id, group: "debug", unit: debugUnit(id), values: values[k] as (number | null)[], limit: null }));
}

function debugUnit(name: string): string {
  const suffix = /_(per_m|[a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? "";
  return Object.hasOwn(DEBUG_UNITS, suffix) ? (DEBUG_UNITS[suffix] as string) : "";
}

function rounded(value: number, digits: number): number | null {
  if (!Number.isFinite(value)) return null;
  return Number(value.toFixed(digits));
}

function lineXy(line: RoadLine): number[] {
  const xy: number[] = [];
  let lastS = -Infinity;
  for (let i = 0; i < line.xM.length; i++) {
    const s = line.sM[i] as number;
    if (i > 0 && i < line.xM.length - 1 && s - lastS < LINE_SPACING_M) continue;
    xy.push(Number((line.xM[i] as number).toFixed(2)), Number((line.yM[i] as number).toFixed(2)));
    lastS = s;
  }
  return xy;
}

function recordedXy(path: NonNullable<TraceHeader["recorded"]>): number[] {
  const xy: number[] = [];
  for (let k = 0; k < path.valid.length; k += 20) {
    if (path.valid[k] === 1) xy.push(Number((path.xM[k] as number).toFixed(2)), Number((path.yM[k] as number).toFixed(2)));
  }
  return xy;
}
