/** The story in a run's chain of hashes. */
import type { HashChain } from "../../core/hash.ts";
import { hashFloat64s } from "../../core/hash.ts";
import { hashData } from "../../core/hash-data.ts";
import type { Phase, StoryState } from "./state.ts";

const ENTITY_NUMBERS = 10;
const NUMBERS = new Float64Array(ENTITY_NUMBERS);
const PHASES: readonly Phase[] = ["init", "standby", "running", "complete"];

/** Adds what changes at each tick: who is where and how fast, and how far the storyboard is. */
export function hashStoryTick(chain: HashChain, { entities, elements }: StoryState): void {
  for (const e of entities) {
    NUMBERS[0] = e.isPresent ? 1 : 0;
    NUMBERS[1] = e.xM;
    NUMBERS[2] = e.yM;
    NUMBERS[3] = e.zM;
    NUMBERS[4] = e.hRad;
    NUMBERS[5] = e.speedMps;
    NUMBERS[6] = e.place.sM;
    NUMBERS[7] = e.place.tM;
    NUMBERS[8] = e.longOwner;
    NUMBERS[9] = e.latOwner;
    hashFloat64s(chain, NUMBERS, 0, ENTITY_NUMBERS);
  }
  for (const element of elements) {
    NUMBERS[0] = PHASES.indexOf(element.phase);
    NUMBERS[1] = element.executions;
    hashFloat64s(chain, NUMBERS, 0, 2);
  }
}

/** The past, and what is kept to be quick: both say nothing of the future. */
const NOT_STATE: ReadonlySet<string> = new Set(["log", "foot", "heading"]);

/** Adds all that decides the story's future. Some microseconds an entity: for ends of runs, and ticks at which hashes are kept. */
export function hashStory(chain: HashChain, state: StoryState): void {
  hashData(chain, state, NOT_STATE);
}
