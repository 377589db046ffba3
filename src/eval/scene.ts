import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { type Earliest, newEarliest } from "./earliest.ts";
import { newGeometry, type TickGeometry, updateGeometry } from "./geometry.ts";
import { type History, newHistory } from "./history.ts";
import { type LaneScene, newLaneScene } from "./lanes.ts";
import { type Lead, newLead } from "./lead.ts";
import type { Plan } from "./plans.ts";
import { newProgressMeter, type ProgressMeter } from "./progress-meter.ts";
import { newRecordedScene, type RecordedScene } from "./recorded.ts";
import { newRssWatch, type RssWatch } from "./rss-watch.ts";

/**
 * What the metrics of one evaluation share. `geometry` describes every tick; the other parts describe it once a metric has asked for
 * them with their update function, so that a set of few metrics does not pay for all.
 */
export interface Scene {
  readonly geometry: TickGeometry;
  readonly earliest: Earliest;
  readonly lead: Lead;
  readonly lanes: LaneScene;
  readonly recorded: RecordedScene;
  readonly progress: ProgressMeter;
  readonly rss: RssWatch;
  /** Of every tick so far, this one included; empty unless a metric wants it. */
  readonly history: History;
  /** What the controller planned, in the order of ticks; empty where it is not known. */
  readonly plans: readonly Plan[];
}

export function newScene(header: TraceHeader, subjectIndex: number, plans: readonly Plan[] = []): Scene {
  const geometry = newGeometry(header, subjectIndex);
  const lead = newLead(header, geometry.isEgo);
  const recorded = newRecordedScene(header, geometry.isEgo);
  const lanes = newLaneScene(header, geometry.isEgo);
  return {
    geometry,
    earliest: newEarliest(),
    lead,
    lanes,
    recorded,
    progress: newProgressMeter(header, geometry.isEgo, lead, recorded),
    rss: newRssWatch(header, lead.route, lanes),
    history: newHistory(header, subjectIndex),
    plans,
  };
}

/** Turns to the next record, in which the subject is present. */
export function updateScene(scene: Scene, now: TickRecord): void {
  updateGeometry(scene.geometry, now);
}
