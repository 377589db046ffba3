import { z } from "zod";
import { InputError, type Problem } from "../../../core/errors.ts";
import type { StorySpec } from "../../../sim/story/spec.ts";
import type { Finding } from "../../finding.ts";
import { readYaml } from "../document.ts";
import { findingsOf } from "../issues.ts";
import { problemAt } from "../problem.ts";
import type { FileAccess } from "../xosc/file-access.ts";
import type { XoscFile } from "../xosc/read-open-scenario.ts";
import { STORY } from "./schema.ts";

/** A file in the native notation that holds a story. */
const DOCUMENT = z.strictObject({
  redrive: z.literal(1),
  name: z.string().min(1),
  description: z.string().default(""),
  /** An OpenDRIVE file, from the scenario's folder. */
  map: z.string().nullable().default(null),
  story: STORY,
});

/** A story that was converted has everything written out. */
const MAX_STORY_TEXT = 4 * 1024 * 1024;

/** Whether a text is one: it has the key `story`. Cheap, and right for whatever is well formed. */
export function holdsStory(text: string): boolean {
  return /^story\s*:/m.test(text);
}

/** Reads a story in the native notation. `file` is the path as the user wrote it. @throws InputError with every problem, each with its place. */
export function readStoryYaml(text: string, file: string, path: string, files: FileAccess): XoscFile {
  const { data, locate } = readYaml(text, file, MAX_STORY_TEXT);
  const parsed = DOCUMENT.safeParse(data);
  const problems = (findings: readonly Finding[]): Problem[] => findings.map((f) => problemAt(file, locate, f));
  if (!parsed.success) throw new InputError(problems(findingsOf(DOCUMENT, parsed.error.issues, data)));
  const { name, description, map, story } = parsed.data;
  const found = map === null ? null : files.locate(map, path, "file");
  if (found !== null && !found.ok) {
    const { code, expected, found: what, hint } = found;
    throw new InputError(problems([{ code, path: ["map"], expected, found: what, hint }]));
  }
  const spec: StorySpec = { ...story, mapPath: found === null ? null : found.value };
  return {
    path: file,
    name,
    description,
    minorVersion: spec.minorVersion,
    variants: [{ id: file, values: new Map() }],
    specOf: () => spec,
  };
}
