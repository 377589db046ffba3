/**
 * Tells: how fast the subject turned, by the measure of Waymo's sim agents challenge.
 * Formula: max over samples, each tenth of a second, of |wrap(yaw(k+1) - yaw(k-1)) / 0.2 s|. Series: the signed value of the sample before, absent between
 *   samples.
 * Unit: rad/s.
 * Source: waymo-research/waymo-open-dataset@99a4cb3, sim_agents_metrics/trajectory_features.py. Theirs begins with samples of before the
 *   run; here the first and last have no value.
 * Not applicable: fewer than 3 samples follow one another.
 */
import { kinematicFeature, type KinematicAcc } from "../../kinematic-feature.ts";
import { hasSpeeds, angularSpeedRadps } from "../../maths/wosac-kinematics.ts";
import type { Metric } from "../../metric.ts";

export const angularSpeed: Metric<KinematicAcc> = kinematicFeature({
  id: "wosac.angular-speed",
  title: "yaw rate by Waymo's sim agents",
  definition: "wosac.angular-speed@99a4",
  unit: "rad/s",
  needs: hasSpeeds,
  read: angularSpeedRadps,
  sentence: (e) => `the yaw rate of sim agents reached ${e.value.toFixed(2)} rad/s at ${e.atSec.toFixed(2)} s`,
});
