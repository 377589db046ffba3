/**
 * Tells: how different the headways of the ego are from those that the recorded driver kept in the same scene.
 * Formula: distance of two histograms of the time headway, bins of 0.1 s from 0 to 5 s: sum over the bins of |F - F_rec| * 0.1 s, F the
 *   share of headways up to the bin's end (Wasserstein's distance). Headway as `headway`: gap to the lead over the speed, while following.
 *   The recorded driver is put in the ego's place at the same tick, among the same road users. Series: the ego's headway, at most 5 s.
 * Unit: s; 0 where both kept the same headways.
 * Source: ours (metrics.md section 3.8).
 * Not applicable: no recording, the ego or the recorded driver never followed anyone, or the subject is not the ego.
 */
import { boxCentreOf, setBox } from "../../core/box.ts";
import { cos, sin } from "../../core/dmath.ts";
import type { RecordedPath, TickRecord, TraceHeader } from "../../trace/tick.ts";
import { newGeometry, type TickGeometry } from "../geometry.ts";
import { type Lead, newLead, updateLead } from "../lead.ts";
import { headwaySec } from "../maths/following.ts";
import type { Metric } from "../metric.ts";
import type { Scene } from "../scene.ts";
import { FOLLOWING_PARAMS, isFollowing } from "./headway.ts";

const BIN_SEC = 0.1;
const LONGEST_SEC = 5;
const BINS = Math.round(LONGEST_SEC / BIN_SEC);

interface Acc {
  readonly scene: Scene;
  readonly header: TraceHeader;
  readonly path: RecordedPath | null;
  /** The recorded driver in the ego's place. */
  readonly human: TickGeometry;
  readonly humanLead: Lead;
  readonly bins: Float64Array;
  readonly humanBins: Float64Array;
}

export const headwayDistribution: Metric<Acc> = {
  id: "headway-distribution",
  title: "headways against the recorded driver's",
  definition: "redrive.headway-distribution@1",
  dimension: "human-likeness",
  unit: "s",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: { binSec: BIN_SEC, longestSec: LONGEST_SEC, ...FOLLOWING_PARAMS },
  init: (header, subjectIndex, scene) => ({
    scene,
    header,
    path: scene.geometry.isEgo ? header.recorded : null,
    human: newGeometry(header, subjectIndex),
    humanLead: newLead(header, scene.geometry.isEgo),
    bins: new Float64Array(BINS),
    humanBins: new Float64Array(BINS),
  }),
  step(acc, _previous, now, out) {
    const { scene, path } = acc;
    updateLead(scene.lead, scene.geometry, now);
    const sec = shownSec(scene.lead);
    if (sec < 0) out.none();
    else {
      addTo(acc.bins, sec);
      out.value(sec);
    }
    if (path === null || now.tick >= path.valid.length || path.valid[now.tick] === 0) return;
    placeHuman(acc, path, now);
    updateLead(acc.humanLead, acc.human, now);
    const recordedSec = shownSec(acc.humanLead);
    if (recordedSec >= 0) addTo(acc.humanBins, recordedSec);
  },
  finish({ path, bins, humanBins }) {
    if (path === null) return { kind: "not-applicable", reason: "there is no recorded driver in the ego's place", vacuous: false };
    const value = distanceSec(bins, humanBins);
    if (value === null) {
      return { kind: "not-applicable", reason: "the ego or the recorded driver never followed a moving road user", vacuous: true };
    }
    return { kind: "value", value, atTick: null, actorId: null, episodes: [] };
  },
  sentence: (e) => `the ego's headways are ${e.value.toFixed(2)} s from the recorded driver's on average`,
};

/** At most the longest; -1 while not following. */
function shownSec(lead: Lead): number {
  return isFollowing(lead) ? Math.min(LONGEST_SEC, headwaySec(lead.gapM, lead.subjectVMps)) : -1;
}

function addTo(bins: Float64Array, sec: number): void {
  const i = Math.min(BINS - 1, Math.floor(sec / BIN_SEC));
  bins[i] = (bins[i] as number) + 1;
}

/** Puts the recorded driver's box into the geometry that the lead is looked for in. */
function placeHuman({ human: g, scene, header }: Acc, path: RecordedPath, { tick, actors }: TickRecord): void {
  const yaw = path.yawRad[tick] as number;
  const v = path.vLonMps[tick] as number;
  const { footprint } = header.actors[g.subjectIndex] as TraceHeader["actors"][number];
  g.tick = tick;
  g.cosYaw = cos(yaw);
  g.sinYaw = sin(yaw);
  boxCentreOf(path.xM[tick] as number, path.yM[tick] as number, g.cosYaw, g.sinYaw, footprint, CENTRE);
  setBox(g.box, CENTRE.xM, CENTRE.yM, g.cosYaw, g.sinYaw, footprint.lengthM, footprint.widthM);
  g.vxMps = v * g.cosYaw;
  g.vyMps = v * g.sinYaw;
  g.otherCount = scene.geometry.otherCount;
  for (let k = 0; k < g.otherCount; k++) {
    const slot = scene.geometry.others[k] as number;
    const dx = (actors.xM[slot] as number) - CENTRE.xM;
    const dy = (actors.yM[slot] as number) - CENTRE.yM;
    g.others[k] = slot;
    g.distanceM[slot] = Math.sqrt(dx * dx + dy * dy);
  }
}
const CENTRE = { xM: 0, yM: 0 };

/** Wasserstein's distance of two histograms over the same bins; null where one is empty. */
export function distanceSec(one: Float64Array, other: Float64Array): number | null {
  const total = (bins: Float64Array): number => bins.reduce((sum, n) => sum + n, 0);
  const [n, m] = [total(one), total(other)];
  if (n === 0 || m === 0) return null;
  let [f, g, sum] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    f += (one[i] as number) / n;
    g += (other[i] as number) / m;
    sum += Math.abs(f - g) * BIN_SEC;
  }
  return sum;
}
