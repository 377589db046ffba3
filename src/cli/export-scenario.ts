import { resolve } from "node:path";
import { select } from "../run/selection.ts";
import { specOf, variantIdOf } from "../scenario/parse/scenario-file.ts";
import { storyOfScenario } from "../scenario/xml/export-native.ts";
import { writeXodr } from "../scenario/xml/road-xodr.ts";
import { writeXosc } from "../scenario/xml/write-xosc.ts";
import { writeWhole } from "../trace/file-write.ts";
import { readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";
import { selectionOf } from "./run.ts";
import { usage } from "./usage.ts";

const UNDATED = "1970-01-01T00:00:00Z";

interface Options {
  readonly out: string;
  readonly root: readonly string[];
  readonly maxVariants: number;
}

/** `redrive scenario export VARIANT -o FILE.xosc`: a native variant as OpenSCENARIO XML 1.3, and its road as OpenDRIVE 1.8 beside it. */
export async function exportScenario(selector: string, options: Options): Promise<number> {
  const { out, root, maxVariants } = options;
  if (!out.endsWith(".xosc")) throw usage("--out", "a file that ends in .xosc", out, "scenario export");
  const request = selectionOf(
    [selector],
    { grep: undefined, grepInvert: undefined, maxVariants, root: [...root] },
    await readConfig(process.cwd()),
  );
  const selected = select(request);
  const count = selected.reduce((n, s) => n + s.indices.length, 0);
  const [first] = selected;
  if (first === undefined || count !== 1)
    throw usage("scenario export", "one variant, such as file.yaml#gapM=8", `${count} variants`, "scenario export");
  const index = first.indices[0]!;
  const spec = specOf(first.scenario, index);
  const mapFile = out.replace(/\.xosc$/, ".xodr");
  const { story, road } = storyOfScenario(spec, resolve(mapFile));
  const description = `${variantIdOf(first.scenario, index)}: ${spec.description}`;
  const header = { author: "redrive", description, date: UNDATED, mapFile: mapFile.replace(/^.*[/\\]/, "") };
  writeWhole(resolve(mapFile), writeXodr(road, spec.name));
  writeWhole(resolve(out), writeXosc(story, header));
  process.stdout.write(`${out}\n${mapFile}\n`);
  return EXIT.passed;
}
