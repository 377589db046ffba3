/**
 * Tells: how fast the turning of the subject changed, by the measure of Waymo's sim agents challenge.
 * Formula: max over samples, each tenth of a second, of |(w(k+1) - w(k-1)) / 0.2 s|, w as wosac.angular-speed. Series: the signed value of the second sample
 *   before, absent between samples.
 * Unit: rad/s2.
 * Source: waymo-research/waymo-open-dataset@99a4cb3, sim_agents_metrics/trajectory_features.py. Theirs begins with samples of before the
 *   run; here the first and last have no value.
 * Not applicable: fewer than 5 samples follow one another.
 */
import { kinematicFeature, type KinematicAcc } from "../../kinematic-feature.ts";
import { hasAccels, angularAccelRadps2 } from "../../maths/wosac-kinematics.ts";
import type { Metric } from "../../metric.ts";

export const angularAcceleration: Metric<KinematicAcc> = kinematicFeature({
  id: "wosac.angular-acceleration",
  title: "yaw acceleration by Waymo's sim agents",
  definition: "wosac.angular-acceleration@99a4",
  unit: "rad/s2",
  needs: hasAccels,
  read: angularAccelRadps2,
  sentence: (e) => `the yaw acceleration of sim agents reached ${e.value.toFixed(2)} rad/s2 at ${e.atSec.toFixed(2)} s`,
});
