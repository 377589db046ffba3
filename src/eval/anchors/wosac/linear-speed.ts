/**
 * Tells: how fast the subject drove, by the measure of Waymo's sim agents challenge.
 * Formula: max over samples, each tenth of a second, of hypot(x(k+1) - x(k-1), y(k+1) - y(k-1)) / 0.2 s, the place of the box centre. Series: the value of the
 *   sample before, absent between samples.
 * Unit: m/s.
 * Source: waymo-research/waymo-open-dataset@99a4cb3, sim_agents_metrics/trajectory_features.py. Theirs begins with samples of before the
 *   run; here the first and last have no value.
 * Not applicable: fewer than 3 samples follow one another.
 */
import { kinematicFeature, type KinematicAcc } from "../../kinematic-feature.ts";
import { hasSpeeds, linearSpeedMps } from "../../maths/wosac-kinematics.ts";
import type { Metric } from "../../metric.ts";

export const linearSpeed: Metric<KinematicAcc> = kinematicFeature({
  id: "wosac.linear-speed",
  title: "speed by Waymo's sim agents",
  definition: "wosac.linear-speed@99a4",
  unit: "m/s",
  needs: hasSpeeds,
  read: linearSpeedMps,
  sentence: (e) => `the speed of sim agents reached ${e.value.toFixed(2)} m/s at ${e.atSec.toFixed(2)} s`,
});
