// node tests/conformance/openscenario/expected-table.ts [FILTER [esmini]]: compares the states that the reference player's own suites expect.
import { dataFolder } from "../../support/data.ts";
import { compareStates, expectedRuns } from "./expected.ts";
import { playStory, readMap, readStory, whyNot } from "./play.ts";

const [filter = "", whose] = process.argv.slice(2);
const semantics = whose === "esmini" ? "esmini" : "standard";
let exact = 0;
let near = 0;
let all = 0;
for (const run of expectedRuns(dataFolder())) {
  if (!run.id.includes(filter)) continue;
  all += run.states.length;
  try {
    const spec = readStory(run.scenarioPath, dataFolder(), { semantics, controllersOff: run.controllersOff });
    const result = compareStates(run, playStory(spec, readMap(spec.mapPath), { ...run, timing: "tick" }));
    exact += result.exact;
    near += result.near;
    console.log(`${result.exact}/${result.near}/${run.states.length}`.padEnd(12), run.id.padEnd(60), result.worst);
  } catch (error) {
    console.log(`-/-/${run.states.length}`.padEnd(12), run.id.padEnd(60), whyNot(error).slice(0, 150));
  }
}
console.log(`${exact} exact, ${near} within the tolerance of trajectories, of ${all}`);
