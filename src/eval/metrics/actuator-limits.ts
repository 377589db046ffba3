/**
 * Tells: how often the virtual car was at a limit where the recorded one was not: that its limits may be too tight.
 * Formula: number of ticks at which the command in force met a limit of the vehicle, and the recorded driver's acceleration and road-wheel
 *   angle at the same tick are within the vehicle's limits. They are central differences of the recorded speed and heading over 0.2 s; the
 *   angle is atan(L w / v), L the wheelbase, w the yaw rate. Series: 1 at such a tick, else 0, absent where the recording has no rate.
 * Unit: ticks.
 * Source: ours (metrics.md section 3.10).
 * Not applicable: there is no recording, no command took effect beside it, or the subject is not the ego.
 */
import { turnRad } from "../../core/angle.ts";
import { atan } from "../../core/dmath.ts";
import type { RecordedPath, TraceHeader } from "../../trace/tick.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import type { Metric } from "../metric.ts";

/** Recordings come at 10 Hz and more. */
const HALF_WINDOW_SEC = 0.1;

interface Acc {
  readonly header: TraceHeader;
  readonly path: RecordedPath | null;
  readonly halfTicks: number;
  readonly log: EpisodeLog;
  compared: number;
  ticks: number;
}

export const actuatorLimits: Metric<Acc> = {
  id: "actuator-limits",
  title: "ticks at limits that the recorded car did not meet",
  definition: "redrive.actuator-limits@1",
  dimension: "twin-fidelity",
  unit: "ticks",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: { halfWindowSec: HALF_WINDOW_SEC },
  init: (header, _subjectIndex, scene) => ({
    header,
    path: scene.geometry.isEgo ? header.recorded : null,
    halfTicks: Math.max(1, Math.round(HALF_WINDOW_SEC / header.dtSec)),
    log: newEpisodeLog(0, header.dtSec),
    compared: 0,
    ticks: 0,
  }),
  step(acc, _previous, now, out) {
    const { path, halfTicks, header } = acc;
    const { applied } = now;
    const isCommanded = applied.fromTick >= 0 && applied.kind !== "none";
    if (path === null || !isCommanded || !hasRates(path, now.tick, halfTicks)) {
      out.none();
      return;
    }
    acc.compared++;
    const isTight = applied.clamped && isWithin(path, now.tick, halfTicks, header);
    if (isTight) {
      acc.ticks++;
      noteBreak(acc.log, now.tick, -1, 1, 1, 1, "");
    }
    out.value(isTight ? 1 : 0);
  },
  finish(acc) {
    if (acc.compared === 0) return { kind: "not-applicable", reason: "no command took effect beside a recorded motion", vacuous: false };
    const episodes = closedEpisodes(acc.log);
    return { kind: "value", value: acc.ticks, atTick: episodes[0]?.fromTick ?? null, actorId: null, episodes };
  },
  sentence: (e) =>
    `the virtual car was at a limit from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s, where the recorded one was not`,
};

function hasRates({ valid }: RecordedPath, tick: number, halfTicks: number): boolean {
  return valid[tick - halfTicks] === 1 && valid[tick] === 1 && valid[tick + halfTicks] === 1;
}

/** Whether what the recorded driver did at a tick is within the vehicle's limits. */
function isWithin(path: RecordedPath, tick: number, halfTicks: number, { limits, wheelbaseM, dtSec }: TraceHeader): boolean {
  const [from, to] = [tick - halfTicks, tick + halfTicks];
  const spanSec = 2 * halfTicks * dtSec;
  const v = path.vLonMps[tick] as number;
  const accel = ((path.vLonMps[to] as number) - (path.vLonMps[from] as number)) / spanSec;
  const yawRate = turnRad(path.yawRad[from] as number, path.yawRad[to] as number) / spanSec;
  const roadWheel = v === 0 ? 0 : Math.abs(atan((wheelbaseM * yawRate) / v));
  return accel <= limits.maxAccelMps2 && -accel <= limits.maxDecelMps2 && roadWheel <= limits.maxRoadWheelRad;
}
