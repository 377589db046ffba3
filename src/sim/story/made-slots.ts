/**
 * The slots of made traffic (docs/decisions/0019-made-traffic.md): how many road users each traffic action may have in the world at once, and what each
 * of them is. All of it is known before the run: what slot k of an action is, is drawn from the seed, the action and k alone.
 */
import { noiseAt, streamIdOf } from "../../core/random.ts";
import { bareEntity } from "./entity-spec.ts";
import type { ActionSpec, StoryPlan } from "./plan.ts";
import type { EntitySpec, TrafficActionSpec, TrafficMixSpec } from "./spec.ts";
import type { StoryOptions } from "./state.ts";

/** All made entities of a story together. Each costs 88 bytes a tick in memory, living or not. */
const MOST = 1000;
/** Of one source: what 1 a second on 6 km at 30 m/s has on the way. */
const MOST_OF_SOURCE = 200;
/** Who leaves a swarm or an area rests for a while, and another comes at once: so many more than are wanted, at least. */
const SPARE = 20;
/** Of what is wanted. */
const SPARE_RATIO = 0.5;

const STREAM = streamIdOf("story.traffic.mix");
/** Inverse of the golden ratio: its multiples modulo 1 are spread evenly however many are taken (Weyl), so that few cars too keep to the weights. */
const GOLDEN = 0.618033988749895;

/** One made entity at a time. */
export interface MadeSlot {
  /** Index of `StoryPlan.actions`: who makes it. */
  readonly action: number;
  readonly spec: EntitySpec;
}

export interface MadeSlots {
  readonly slots: readonly MadeSlot[];
  /** By action: its first slot, and how many it has. */
  readonly firstOf: Int32Array;
  readonly countOf: Int32Array;
}

const KNOWN = new WeakMap<StoryPlan, MadeSlots>();

/** The slots of a story, worked out once a plan: a plan has one seed and one length of run. */
export function madeSlotsOf(plan: StoryPlan, options: Pick<StoryOptions, "seed" | "longestSec">): MadeSlots {
  const known = KNOWN.get(plan) ?? newSlots(plan, options);
  KNOWN.set(plan, known);
  return known;
}

function newSlots(
  { actions, entities }: StoryPlan,
  { seed, longestSec = Number.POSITIVE_INFINITY }: Pick<StoryOptions, "seed" | "longestSec">,
): MadeSlots {
  const countOf = shared(actions.map(({ spec }) => wantedOf(spec, longestSec)));
  const firstOf = new Int32Array(actions.length);
  const slots: MadeSlot[] = [];
  const word = wordFor(entities);
  for (const [action, { spec }] of actions.entries()) {
    firstOf[action] = slots.length;
    const startRatio = noiseAt(seed, STREAM, action);
    for (let k = 0; k < countOf[action]!; k++) {
      const drawn = specOfMix((spec as { readonly mix: TrafficMixSpec }).mix, (startRatio + k * GOLDEN) % 1);
      slots.push({ action, spec: { ...drawn, name: `${word}-${slots.length + 1}` } });
    }
  }
  return { slots, firstOf, countOf };
}

/** What their names begin with: nothing that a name of the file begins with. */
function wordFor(entities: readonly EntitySpec[]): string {
  let word = "traffic";
  while (entities.some(({ name }) => name.startsWith(`${word}-`))) word = `made-${word}`;
  return word;
}

/** How many slots an action would have; 0 for one that makes nobody. */
function wantedOf(spec: ActionSpec, longestSec: number): number {
  if (spec.kind === "traffic-source") return sourceSlots(spec, longestSec);
  if ((spec.kind !== "traffic-swarm" && spec.kind !== "traffic-area") || !(spec.count > 0)) return 0;
  return Math.ceil(spec.count) + Math.max(SPARE, Math.ceil(SPARE_RATIO * spec.count));
}

/** No more than it makes in the whole run. */
function sourceSlots({ ratePerSec }: Extract<TrafficActionSpec, { kind: "traffic-source" }>, longestSec: number): number {
  return ratePerSec > 0 ? Math.min(MOST_OF_SOURCE, Math.ceil(ratePerSec * longestSec) + 1) : 0;
}

/** What each gets of what there is: those who want least first, all they want while that is no more than an even share of the rest. */
function shared(wanted: readonly number[]): Int32Array {
  const out = new Int32Array(wanted.length);
  const asking = wanted.flatMap((count, i) => (count > 0 ? [i] : [])).toSorted((a, b) => wanted[a]! - wanted[b]! || a - b);
  let left = MOST;
  for (const [n, i] of asking.entries()) {
    out[i] = Math.min(wanted[i]!, Math.floor(left / (asking.length - n)));
    left -= out[i]!;
  }
  return out;
}

/** What is drawn by weight with a number in [0, 1); a category without a template is a passenger car's box. */
export function specOfMix(mix: TrafficMixSpec, shareRatio: number): Omit<EntitySpec, "name"> {
  const choices = [
    ...mix.templates.map(({ weight, entity }) => ({ weight, entity })),
    ...(mix.templates.length > 0 ? [] : mix.categories.map(({ weight, category }) => ({ weight, entity: plainCar(category) }))),
  ];
  let left = shareRatio * choices.reduce((sum, { weight }) => sum + weight, 0);
  for (const { weight, entity } of choices) {
    if (left < weight) return entity;
    left -= weight;
  }
  return choices[choices.length - 1]?.entity ?? plainCar("car");
}

function plainCar(category: string): Omit<EntitySpec, "name"> {
  return bareEntity("vehicle", category, { lengthM: 4.5, widthM: 1.8, heightM: 1.5, centerXM: 1.4, centerYM: 0, centerZM: 0.75 });
}
