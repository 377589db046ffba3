/**
 * Tells: how hard the subject accelerated or braked, by the measure of Waymo's sim agents challenge.
 * Formula: max over samples, each tenth of a second, of |(v(k+1) - v(k-1)) / 0.2 s|, v as wosac.linear-speed. Series: the signed value of the second sample
 *   before, absent between samples.
 * Unit: m/s2.
 * Source: waymo-research/waymo-open-dataset@99a4cb3, sim_agents_metrics/trajectory_features.py. Theirs begins with samples of before the
 *   run; here the first and last have no value.
 * Not applicable: fewer than 5 samples follow one another.
 */
import { kinematicFeature, type KinematicAcc } from "../../kinematic-feature.ts";
import { hasAccels, linearAccelMps2 } from "../../maths/wosac-kinematics.ts";
import type { Metric } from "../../metric.ts";

export const linearAcceleration: Metric<KinematicAcc> = kinematicFeature({
  id: "wosac.linear-acceleration",
  title: "acceleration by Waymo's sim agents",
  definition: "wosac.linear-acceleration@99a4",
  unit: "m/s2",
  needs: hasAccels,
  read: linearAccelMps2,
  sentence: (e) => `the acceleration of sim agents reached ${e.value.toFixed(2)} m/s2 at ${e.atSec.toFixed(2)} s`,
});
