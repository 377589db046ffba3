import { describe, expect, test } from "vitest";
import { type ErrorCode, InputError, type Problem, problemText } from "../../src/core/errors.ts";
import { readScenario } from "../../src/scenario/parse/read-scenario.ts";
import { SOUND, testContext } from "./context.ts";

/** [what is wrong, text of the sound scenario, what takes its place, code, line, column, part of the message] */
type Row = readonly [string, string, string, ErrorCode, number, number, string];

const DEEP = "(".repeat(70) + "1" + ")".repeat(70);

// biome-ignore format: one row a line
const TABLE: readonly Row[] = [
  // YAML
  ["a tab as indentation", "  cutter:", "\tcutter:", "RDV_SCENARIO_SYNTAX", 13, 1, "indent with spaces"],
  ["a bracket that is not closed", "tags: [cut-in]", "tags: [cut-in", "RDV_SCENARIO_SYNTAX", 5, 1, "valid YAML"],
  ["a quote that is not closed", "name: cut-in", 'name: "cut-in', "RDV_SCENARIO_SYNTAX", 2, 14, "quote"],
  ["a tag", "seed: 7", "seed: !!int 7", "RDV_SCENARIO_SYNTAX", 5, 13, "the tag"],
  ["an unknown tag", "seed: 7", "seed: !seed 7", "RDV_SCENARIO_SYNTAX", 5, 7, "tags are not used"],
  ["an anchor", "seed: 7", "seed: &s 7", "RDV_SCENARIO_SYNTAX", 5, 10, 'the anchor "&s"'],
  ["an alias", "seed: 7", "seed: *s", "RDV_SCENARIO_SYNTAX", 5, 7, "*s"],
  ["a merge key", "seed: 7", "<<: { seed: 7 }", "RDV_SCENARIO_KEY", 5, 1, "merge keys are not used"],
  ["a key of the language", "seed: 7", "__proto__: { seed: 7 }", "RDV_SCENARIO_KEY", 5, 1, "a plain key"],
  ["a key given twice", "seed: 7", "seed: 7\nseed: 8", "RDV_SCENARIO_DUPLICATE", 6, 1, '"seed" again'],
  ["an actor given twice", "  lead: { class: truck", "  cutter: { class: truck", "RDV_SCENARIO_DUPLICATE", 14, 3, '"cutter" again'],
  ["a second document", "expect:", "---\nexpect:", "RDV_SCENARIO_SYNTAX", 38, 1, "one document"],
  ["a list as a key", "seed: 7", "? [1]\n: 7", "RDV_SCENARIO_SYNTAX", 5, 3, "keys must be strings"],
  ["lists inside lists without end", "tags: [cut-in]", `tags: ${"[".repeat(100)}`, "RDV_SCENARIO_SYNTAX", 4, 70, "64 levels"],
  // version, keys, types
  ["another version", "redrive: 1", "redrive: 2", "RDV_SCENARIO_VERSION", 1, 10, "expected 1, found 2"],
  ["no version", "redrive: 1\n", "", "RDV_SCENARIO_MISSING", 1, 1, 'add "redrive"'],
  ["no name", "name: cut-in\n", "", "RDV_SCENARIO_MISSING", 1, 1, "a text"],
  ["an unknown key at the top", "seed: 7", "sead: 7", "RDV_SCENARIO_KEY", 5, 1, 'did you mean "seed"?'],
  ["a key without its unit", "speedMps: 20 }", "speed: 20 }", "RDV_SCENARIO_KEY", 10, 32, 'did you mean "speedMps"?'],
  ["a missing number", ", speedMps: 20 }", " }", "RDV_SCENARIO_MISSING", 10, 10, "a number in m/s"],
  ["a text for a number", "speedMps: 20 }", "speedMps: fast }", "RDV_SCENARIO_TYPE", 10, 42, 'a number in m/s, found "fast"'],
  ["a fraction for a lane", 'lane: "-1", sM: 50', "lane: -1.5, sM: 50", "RDV_SCENARIO_TYPE", 10, 18, "a text or a whole number, found -1.5"],
  ["a list for a map", "ends: { maxSec: 40 }", "ends: [40]", "RDV_SCENARIO_TYPE", 37, 7, "a map, found a list"],
  ["an empty value", "ends: { maxSec: 40 }", "ends:", "RDV_SCENARIO_TYPE", 37, 6, "an empty value"],
  ["a word for a yes or no", "rangeM: 120", "occlusion: maybe", "RDV_SCENARIO_TYPE", 23, 23, "a boolean"],
  ["a fraction of a lane", "lanes: 2,", "lanes: 2.5,", "RDV_SCENARIO_TYPE", 7, 25, "a whole number, found 2.5"],
  ["a name with a space", "  cutter: { script", '  "the cutter": { script', "RDV_SCENARIO_TYPE", 13, 3, "a name of letters"],
  ["a point of three", "[[300, -10], [300, 10]]", "[[300, -10], [300, 10, 0]]", "RDV_SCENARIO_RANGE", 17, 34, "entries"],
  // numbers
  ["infinity", "lengthM: 800", "lengthM: .inf", "RDV_SCENARIO_RANGE", 7, 55, "a finite number"],
  ["not a number", "lengthM: 800", "lengthM: .nan", "RDV_SCENARIO_RANGE", 7, 55, "a finite number"],
  ["an exponent beyond all numbers", "lengthM: 800", "lengthM: 1e400", "RDV_SCENARIO_RANGE", 7, 55, "a finite number"],
  ["a road without length", "lengthM: 800", "lengthM: 0", "RDV_SCENARIO_RANGE", 7, 55, "at least 1 m, found 0"],
  ["a road to the moon", "lengthM: 800", "lengthM: 1e12", "RDV_SCENARIO_RANGE", 7, 55, "at most 10000 m"],
  ["a negative speed", "speedMps: 18", "speedMps: -18", "RDV_SCENARIO_RANGE", 13, 53, "at least 0 m/s, found -18"],
  ["a share above one", "dropRatio: 0.02", "dropRatio: 1.2", "RDV_SCENARIO_RANGE", 23, 53, "at most 1, found 1.2"],
  ["a seed beyond 2^53", "seed: 7", "seed: 9007199254740993", "RDV_SCENARIO_RANGE", 5, 7, "at most"],
  ["a latency of no whole ticks", "latencySec: 0.1", "latencySec: 0.105", "RDV_SCENARIO_RANGE", 23, 37, "ticks of 0.01 s"],
  ["a duration beyond the limit", "maxSec: 40", "maxSec: 40, durationSec: 50", "RDV_SCENARIO_RANGE", 37, 34, "at most ends.maxSec 40"],
  ["points in time that go back", "speedMps: 18 }", "speedMps: 18, speeds: [{ atSec: 2, speedMps: 1 }, { atSec: 1, speedMps: 1 }] }", "RDV_SCENARIO_RANGE", 13, 102, "after 2 s"],
  // choices
  ["no world", "world: { road: { lanes: 2, oncomingLanes: 1, lengthM: 800 } }", "world: {}", "RDV_SCENARIO_CHOICE", 7, 8, "exactly one of drive, road"],
  ["two worlds", "lengthM: 800 } }", "lengthM: 800 }, drive: x.csv }", "RDV_SCENARIO_CHOICE", 7, 10, "drive and road"],
  ["no start", '  start: { lane: "-1", sM: 50, speedMps: 20 }\n', "", "RDV_SCENARIO_CHOICE", 9, 3, "exactly one of start, replaces, recorded"],
  ["two tests in one condition", "- { time: { atSec: 1 },", "- { time: { atSec: 1 }, travelled: { aboveM: 3 },", "RDV_SCENARIO_CHOICE", 32, 31, "time and travelled"],
  ["a condition without a rule", ', belowM: "${gapM + halfM}"', "", "RDV_SCENARIO_CHOICE", 27, 23, "exactly one of belowM, aboveM"],
  ["a key that belongs to another", "  cutter: { script", "  cutter: { brakeScale: 2, script", "RDV_SCENARIO_KEY", 13, 13, 'only with "replays"'],
  ["an unknown class", "class: truck", "class: lorry", "RDV_SCENARIO_CHOICE", 14, 18, "one of unspecified, car"],
  ["an unknown level", "level: error", "level: fatal", "RDV_SCENARIO_CHOICE", 39, 38, "one of off, warn, error"],
  ["an unknown verdict", "expect:\n  min-ttc: { atLeastSec: 1.5, level: error }", "expect: perhaps", "RDV_SCENARIO_TYPE", 38, 9, "pass or fail or a map"],
  ["a speed action without a way", "targetMps: 5, rateMps2: 3", "targetMps: 5", "RDV_SCENARIO_CHOICE", 34, 18, "exactly one of overSec, rateMps2, overM"],
  ["a step that takes time", "rateMps2: 3 }", "rateMps2: 3, shape: step }", "RDV_SCENARIO_CHOICE", 34, 18, "none of overSec"],
  // names
  ["an unknown road user in a condition", "to: cutter", "to: cuter", "RDV_SCENARIO_REFERENCE", 27, 29, "known are ego, cutter, lead, walker"],
  ["an unknown road user in an action", "actor: cutter, lanes", "actor: cuter, lanes", "RDV_SCENARIO_REFERENCE", 28, 32, '"cuter"'],
  ["an action on the ego", "actor: cutter, lanes", "actor: ego, lanes", "RDV_SCENARIO_REFERENCE", 28, 32, "other than the car under test"],
  ["a lane change off the lanes", "actor: cutter, lanes", "actor: walker, lanes", "RDV_SCENARIO_REFERENCE", 28, 32, "a free path"],
  ["a distance to oneself", "to: cutter", "to: ego", "RDV_SCENARIO_REFERENCE", 27, 29, "two different road users"],
  ["an unknown event", "name: cut, state", "name: cot, state", "RDV_SCENARIO_REFERENCE", 31, 26, "known are cut, brake"],
  ["two events of one name", "- name: brake", "- name: cut", "RDV_SCENARIO_DUPLICATE", 29, 11, '"cut" again'],
  ["a road user named ego", "  cutter: { script", "  ego: { script", "RDV_SCENARIO_DUPLICATE", 13, 3, "the car under test"],
  ["a replay without a drive", '{ script: { lane: "-2", sM: 70, speedMps: 18 } }', '{ replays: "468" }', "RDV_SCENARIO_WORLD", 13, 22, "a world with a drive"],
  ["an unknown vehicle", "vehicle: compact", "vehicle: compct", "RDV_SCENARIO_REFERENCE", 9, 12, 'did you mean "compact"?'],
  ["a vehicle file that is not there", "vehicle: compact", "vehicle: ./none.json", "RDV_FILE_MISSING", 9, 12, "none.json"],
  ["a drive that is not there", "{ road: { lanes: 2, oncomingLanes: 1, lengthM: 800 } }", "{ drive: none.csv }", "RDV_FILE_MISSING", 7, 17, "none.csv"],
  ["a drive outside the folders", "{ road: { lanes: 2, oncomingLanes: 1, lengthM: 800 } }", "{ drive: /etc/passwd }", "RDV_PATH_OUTSIDE", 7, 17, "--root"],
  ["a way out of the folders", "vehicle: compact", "vehicle: ../../../../../../etc/passwd", "RDV_PATH_OUTSIDE", 9, 12, "allowed folder"],
  ["a drive by address", "{ road: { lanes: 2, oncomingLanes: 1, lengthM: 800 } }", "{ drive: 'https://example.org/x.csv' }", "RDV_PATH_OUTSIDE", 7, 17, "a path of a file"],
  ["an unknown metric", "  min-ttc:", "  min-tcc:", "RDV_SCENARIO_METRIC", 39, 3, 'did you mean "min-ttc"?'],
  ["a limit in the wrong unit", "atLeastSec: 1.5", "atLeastM: 1.5", "RDV_SCENARIO_KEY", 39, 14, "min-ttc is in s"],
  ["a metric without a limit", "atLeastSec: 1.5, ", "", "RDV_SCENARIO_MISSING", 39, 3, '"atLeastSec" or "atMostSec"'],
  // worlds
  ["a bend tighter than its lanes", "lengthM: 800 } }", "lengthM: 80, laneWidthM: 6, curvaturePerM: -0.09 } }", "RDV_SCENARIO_WORLD", 7, 89, "a radius above 12.6"],
  ["two points in one place", "[[300, -10], [300, 10]]", "[[300, -10], [300, -10]]", "RDV_SCENARIO_WORLD", 17, 34, "the same point"],
  ["a road that bites its tail", "lengthM: 800 } }", "lengthM: 800, curvaturePerM: 0.01 } }", "RDV_SCENARIO_WORLD", 7, 55, "at most one full circle"],
  ["a lane that the road lacks", 'lane: "-2", sM: 70', 'lane: "-3", sM: 70', "RDV_SCENARIO_REFERENCE", 13, 29, "known are -1, -2, 1"],
  ["a place beyond the road's end", "sM: 200, speedMps: 15", "sM: 900, speedMps: 15", "RDV_SCENARIO_WORLD", 14, 53, "the lane, 800.0 m"],
  ["a place beyond a path's end", "[300, 10]], speedMps: 1.4", "[300, 10]], sM: 21, speedMps: 1.4", "RDV_SCENARIO_WORLD", 17, 50, "the path, 20.0 m"],
  ["a goal behind the start", "goal: { sM: 600 }", "goal: { sM: 40 }", "RDV_SCENARIO_WORLD", 11, 15, "ahead of the start at 50 m"],
  ["a route over lanes that do not meet", '  goal: {', '  routeLanes: ["1"]\n  goal: {', "RDV_SCENARIO_REFERENCE", 11, 16, "after or beside"],
  // traffic lights
  ["a traffic light without a cycle", "ends: { maxSec: 40 }", 'ends: { maxSec: 40 }\ntrafficLights: { x: { lanes: "-1", sM: 9 } }', "RDV_SCENARIO_MISSING", 38, 21, 'add "cycle"'],
  ["a traffic light of an unknown color", "ends: { maxSec: 40 }", 'ends: { maxSec: 40 }\ntrafficLights: { x: { lanes: "-1", sM: 9, cycle: [{ color: blue, forSec: 1 }] } }', "RDV_SCENARIO_CHOICE", 38, 60, "one of unknown, red"],
  ["a traffic light without phases", "ends: { maxSec: 40 }", 'ends: { maxSec: 40 }\ntrafficLights: { x: { lanes: "-1", sM: 9, cycle: [] } }', "RDV_SCENARIO_RANGE", 38, 50, "at least 1 entries"],
  ["a phase of no whole ticks", "ends: { maxSec: 40 }", 'ends: { maxSec: 40 }\ntrafficLights: { x: { lanes: "-1", sM: 9, cycle: [{ color: red, forSec: 0.105 }] } }', "RDV_SCENARIO_RANGE", 38, 73, "ticks of 0.01 s"],
  ["an offset of no whole ticks", "ends: { maxSec: 40 }", 'ends: { maxSec: 40 }\ntrafficLights: { x: { lanes: "-1", sM: 9, offsetSec: 0.105, cycle: [{ color: red, forSec: 1 }] } }', "RDV_SCENARIO_RANGE", 38, 54, "ticks of 0.01 s"],
  ["a traffic light on a lane that the road lacks", "ends: { maxSec: 40 }", 'ends: { maxSec: 40 }\ntrafficLights: { x: { lanes: ["-1", "-3"], sM: 9, cycle: [{ color: red, forSec: 1 }] } }', "RDV_SCENARIO_REFERENCE", 38, 37, "known are -1, -2, 1"],
  ["a traffic light on a lane twice", "ends: { maxSec: 40 }", 'ends: { maxSec: 40 }\ntrafficLights: { x: { lanes: ["-1", "-1"], sM: 9, cycle: [{ color: red, forSec: 1 }] } }', "RDV_SCENARIO_DUPLICATE", 38, 37, '"-1" again'],
  ["a stop line beyond the end of its lane", "ends: { maxSec: 40 }", 'ends: { maxSec: 40 }\ntrafficLights: { x: { lanes: "-1", sM: 900, cycle: [{ color: red, forSec: 1 }] } }', "RDV_SCENARIO_WORLD", 38, 40, "the lane, 800.0 m"],
  // parameters
  ["a parameter that is a map", "frictionRatio: [1, 0.4]", "frictionRatio: { a: 1 }", "RDV_SCENARIO_KEY", 20, 20, "one of range, step"],
  ["a range without a step", ", step: 4 }", " }", "RDV_SCENARIO_MISSING", 19, 9, 'add "step"'],
  ["a step of zero", "step: 4", "step: 0", "RDV_SCENARIO_RANGE", 19, 33, "above 0, found 0"],
  ["a range downwards", "range: [8, 20]", "range: [20, 8]", "RDV_SCENARIO_RANGE", 19, 18, "first at most last"],
  ["an empty list", "[1, 0.4]", "[]", "RDV_SCENARIO_RANGE", 20, 18, "at least 1 entries"],
  ["a value twice", "[1, 0.4]", "[1, 0.4, 1.0]", "RDV_SCENARIO_DUPLICATE", 20, 27, "1 again"],
  ["a parameter named like a function", "  halfM:", "  min:", "RDV_SCENARIO_DUPLICATE", 21, 3, "no function"],
  ["a parameter name with a dash", "  halfM:", "  half-m:", "RDV_SCENARIO_TYPE", 21, 3, "a name of letters"],
  ["too many variants", "step: 4", "step: 0.001", "RDV_SCENARIO_VARIANTS", 18, 1, "found 24002"],
  ["a trillion variants", "[1, 0.4]", "{ range: [0, 1000000], step: 0.000001 }", "RDV_SCENARIO_VARIANTS", 18, 1, "4000000000004"],
  ["more variants than can be counted", "[1, 0.4]", "{ range: [0, 1e300], step: 1e-300 }", "RDV_SCENARIO_VARIANTS", 20, 18, "can be counted"],
  ["a circle", '"${gapM / 2}"', '"${restM}"\n  restM: "${halfM}"', "RDV_SCENARIO_CYCLE", 21, 10, "halfM -> restM -> halfM"],
  ["a parameter of itself", '"${gapM / 2}"', '"${halfM + 1}"', "RDV_SCENARIO_CYCLE", 21, 10, "halfM -> halfM"],
  ["a reference forwards", '"${gapM / 2}"', '"${restM}"\n  restM: 3', "RDV_SCENARIO_REFERENCE", 21, 10, "halfM -> restM, which is declared after it"],
  ["an unknown parameter", "${gapM + halfM}", "${gap}", "RDV_SCENARIO_REFERENCE", 27, 45, 'did you mean "gapM"?'],
  ["an expression in a list", "[1, 0.4]", '[1, "${gapM}"]', "RDV_SCENARIO_EXPRESSION", 20, 22, "plain values"],
  // expressions
  ["an expression that is not closed", "${gapM + halfM}", "${gapM + halfM", "RDV_SCENARIO_EXPRESSION", 27, 45, '"}" after "${"'],
  ["an operator without its right side", "${gapM + halfM}", "${gapM +}", "RDV_SCENARIO_EXPRESSION", 27, 45, "the end of the expression"],
  ["two values side by side", "${gapM + halfM}", "${gapM halfM}", "RDV_SCENARIO_EXPRESSION", 27, 45, "an operator or the end"],
  ["a division by zero", "${gapM + halfM}", "${gapM / 0}", "RDV_SCENARIO_EXPRESSION", 27, 45, "a division by 0"],
  ["an infinite result", "${gapM + halfM}", "${1e308 * 10}", "RDV_SCENARIO_EXPRESSION", 27, 45, "a finite number, found Infinity"],
  ["an unknown function", "${gapM + halfM}", "${sqrt(gapM)}", "RDV_SCENARIO_EXPRESSION", 27, 45, "min(a, b, ...)"],
  ["code", "${gapM + halfM}", "${process.exit()}", "RDV_SCENARIO_REFERENCE", 27, 45, '"process"'],
  ["nesting without end", "${gapM + halfM}", `\${${DEEP}}`, "RDV_SCENARIO_EXPRESSION", 27, 45, "64 levels"],
  ["a value out of bounds in one variant", "[1, 0.4]", "[1, 0.4, 7]", "RDV_SCENARIO_RANGE", 22, 31, "found 7 from ${frictionRatio} with frictionRatio=7"],
  ["a text where a variant needs a number", "[1, 0.4]", "[1, wet]", "RDV_SCENARIO_TYPE", 22, 31, 'found "wet" from ${frictionRatio}'],
];

describe("a malformed scenario", () => {
  for (const [title, from, to, code, line, column, part] of TABLE) {
    test(`${title}: ${code} at ${line}:${column}`, () => {
      expect(SOUND.split(from).length, "the row's text stands once in the sound scenario").toBe(2);
      const problems = problemsOf(SOUND.replace(from, () => to));
      const texts = problems.map(problemText);
      expect(
        texts.some((t) => t.startsWith(`test.yaml:${line}:${column} error ${code}`) && t.includes(part)),
        texts.join("\n"),
      ).toBe(true);
    });
  }

  test("of each kind has exactly one problem where one thing is wrong", () => {
    const alone = TABLE.filter((row) => problemsOf(SOUND.replace(row[1], () => row[2])).length === 1);
    // A key that is misspelt is unknown and leaves another one missing; broken YAML breaks what follows.
    expect(TABLE.length - alone.length).toBeLessThanOrEqual(14);
  });

  test.each([
    ["empty text", "", "RDV_SCENARIO_TYPE"],
    ["a comment only", "# nothing", "RDV_SCENARIO_TYPE"],
    ["a list", "- 1", "RDV_SCENARIO_TYPE"],
    ["a number", "3", "RDV_SCENARIO_TYPE"],
    ["NUL", "\u0000", "RDV_SCENARIO_TYPE"],
    ["more than 256 KiB", `# ${"x".repeat(300_000)}`, "RDV_FILE_SIZE"],
  ] as const)("%s is refused at the beginning", (_, text, code) => {
    expect(problemsOf(text)).toMatchObject([{ code, line: 1, column: 1 }]);
  });

  test("tells all its problems at once, in the order of the file", () => {
    const text = SOUND.replace("lanes: 2,", "lanes: 0,")
      .replace("vehicle: compact", "vehicle: compct")
      .replace("speedMps: 18", "speedMps: -18")
      .replace("to: cutter", "to: cuter")
      .replace("name: cut, state", "name: cot, state")
      .replace("  min-ttc", "  min-tcc");
    expect(problemsOf(text).map((p) => [p.code, p.line])).toEqual([
      ["RDV_SCENARIO_RANGE", 7],
      ["RDV_SCENARIO_REFERENCE", 9],
      ["RDV_SCENARIO_RANGE", 13],
      ["RDV_SCENARIO_REFERENCE", 27],
      ["RDV_SCENARIO_REFERENCE", 31],
      ["RDV_SCENARIO_METRIC", 39],
    ]);
  });
});

test("a run that nothing ends but the time limit is refused where the ends stand", () => {
  const text = SOUND.replace("  goal: { sM: 600 }\n", "").replace(/^stop: .*\n/m, "");
  expect(problemsOf(text)).toMatchObject([{ code: "RDV_SCENARIO_WORLD", line: 35, column: 7, path: "ends" }]);
});

test("the sound scenario is sound", () => {
  expect(problemsOf(SOUND)).toEqual([]);
});

function problemsOf(text: string): readonly Problem[] {
  try {
    readScenario(text, "test.yaml", testContext());
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}
