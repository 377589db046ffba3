/**
 * Tells: how much of the time the controller asked for more than the vehicle can do.
 * Formula: ticks at which the command in force met a limit of the vehicle / ticks with a command in force. Series: 1 or 0, absent
 *   while no command has taken effect.
 * Unit: ratio, 0 to 1.
 * Source: ours.
 * Not applicable: no command ever took effect, or the subject is not the ego.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import type { Metric } from "../metric.ts";

interface Acc {
  readonly isEgo: boolean;
  readonly dtSec: number;
  readonly log: EpisodeLog;
  commanded: number;
  clamped: number;
}

export const commandSaturation: Metric<Acc> = {
  id: "command-saturation",
  title: "share of saturated commands",
  definition: "redrive.command-saturation@1",
  dimension: "engineering",
  unit: "ratio",
  better: "lower",
  class: "tick",
  attribution: "sum",
  limit: 0,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    isEgo: scene.geometry.isEgo,
    dtSec: header.dtSec,
    log: newEpisodeLog(0, header.dtSec),
    commanded: 0,
    clamped: 0,
  }),
  step(acc, _previous, now, out) {
    const { applied } = now;
    if (!acc.isEgo || applied.fromTick < 0 || applied.kind === "none") {
      out.none();
      return;
    }
    acc.commanded++;
    if (applied.clamped) {
      acc.clamped++;
      noteBreak(acc.log, now.tick, -1, 1, 1, acc.dtSec, "");
    }
    out.value(applied.clamped ? 1 : 0);
  },
  finish(acc) {
    if (acc.commanded === 0) return { kind: "not-applicable", reason: "no command took effect", vacuous: false };
    const value = acc.clamped / acc.commanded;
    return { kind: "value", value, atTick: null, actorId: null, episodes: closedEpisodes(acc.log) };
  },
  sentence: (e) => `commands met a limit of the vehicle from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
};
