import type { TickRecord } from "../trace/tick.ts";
import { type Contacts, contactWith, newContacts } from "./contacts.ts";
import { instantEpisode } from "./episodes.ts";
import type { TickGeometry } from "./geometry.ts";
import type { Metric } from "./metric.ts";
import type { Scene } from "./scene.ts";

/** What makes a metric of a speed at the first contact of a run. */
export interface ImpactSpec extends Pick<Metric<unknown>, "id" | "title" | "definition" | "sentence"> {
  readonly measure: (g: TickGeometry, now: TickRecord, slot: number) => number;
}

export interface ImpactAcc {
  readonly scene: Scene;
  readonly contacts: Contacts;
  sawOthers: boolean;
  speedMps: number;
  /** Of the first contact; -1 before it. */
  tick: number;
  actorId: number;
}

/** A speed at the first tick of the first contact, the largest of several; 0 without a contact, which has an episode. */
export function impactMetric({ id, title, definition, sentence, measure }: ImpactSpec): Metric<ImpactAcc> {
  return {
    id,
    title,
    definition,
    dimension: "safety",
    unit: "m/s",
    better: "lower",
    class: "tick",
    attribution: "worst",
    limit: 0,
    params: {},
    sentence,
    init: (header, _subjectIndex, scene) => ({
      scene,
      contacts: newContacts(header, Infinity),
      sawOthers: false,
      speedMps: 0,
      tick: -1,
      actorId: -1,
    }),
    step(acc, _previous, now, out) {
      const g = acc.scene.geometry;
      if (g.otherCount > 0) acc.sawOthers = true;
      if (acc.tick < 0) findContact(acc, measure, now);
      if (acc.tick === now.tick) out.value(acc.speedMps);
      else out.none();
    },
    finish(acc) {
      if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
      const { tick, actorId, speedMps: value } = acc;
      if (tick < 0) return { kind: "value", value: 0, atTick: null, actorId: null, episodes: [] };
      return { kind: "value", value, atTick: tick, actorId, episodes: [instantEpisode(tick, actorId, value, 0, 1)] };
    },
  };
}

function findContact(acc: ImpactAcc, measure: ImpactSpec["measure"], now: TickRecord): void {
  const g = acc.scene.geometry;
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    if (contactWith(acc.contacts, g, now, slot) === "none") continue;
    const speed = measure(g, now, slot);
    if (acc.tick >= 0 && speed <= acc.speedMps) continue;
    acc.tick = now.tick;
    acc.speedMps = speed;
    acc.actorId = now.actors.id[slot] as number;
  }
}
