import { stringify } from "yaml";
import type { StorySpec } from "../../../sim/story/spec.ts";

/** What a printed story says besides. */
export interface StoryHead {
  readonly name: string;
  readonly description: string;
  /** The map as the file is to name it; null for none. */
  readonly map: string | null;
}

/** A story in the native notation; reading it gives the same story, number for number. */
export function printStory(spec: StorySpec, head: StoryHead): string {
  const { mapPath: _path, ...story } = spec;
  return stringify({ redrive: 1, ...head, story }, { lineWidth: 140, aliasDuplicateObjects: false });
}
