// node tests/conformance/openscenario/table.ts [FILTER [esmini]]: compares every recorded run and prints the table, without a test runner.
import { dataFolder } from "../../support/data.ts";
import { compare } from "./compare.ts";
import { playStory, readMap, readStory, whyNot } from "./play.ts";
import { references } from "./reference.ts";

const [filter = "", whose] = process.argv.slice(2);
const semantics = whose === "esmini" ? "esmini" : "standard";
const maps = new Map<string, ReturnType<typeof readMap>>();
const counts = { agrees: 0, differs: 0, fails: 0 };
for (const reference of references(dataFolder())) {
  if (!reference.id.includes(filter)) continue;
  try {
    const spec = readStory(reference.scenarioPath, dataFolder(), { semantics, controllersOff: reference.controllersOff });
    const path = spec.mapPath ?? "";
    if (!maps.has(path)) maps.set(path, readMap(spec.mapPath));
    const played = playStory(spec, maps.get(path) ?? null, { ...reference, timing: "tick" });
    const result = compare(reference, played);
    counts[result.verdict]++;
    console.log(
      `${result.verdict.padEnd(8)} ${reference.id.padEnd(50)} ${result.worstShare.toFixed(2).padStart(8)} ${result.reason.slice(0, 150)}`,
    );
  } catch (error) {
    counts.fails++;
    console.log(`fails    ${reference.id.padEnd(50)} ${whyNot(error).slice(0, 200)}`);
  }
}
console.log(JSON.stringify(counts));
