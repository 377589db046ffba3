import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { generateDescriptors, generatePython, generateStatic, PROTOC_VERSION } from "../../scripts/proto.ts";
import { needDebian } from "../support/require.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const committed = (path: string): string => readFileSync(join(ROOT, path), "utf8");

describe("generated code is what the protocols say", () => {
  for (const { path, text } of [...generateStatic(), ...generateDescriptors()]) {
    test(path, () => {
      expect(committed(path) === text, `${path} is stale: node scripts/proto.ts`).toBe(true);
    });
  }

  const protoc = needDebian(["protobuf-compiler"], () => generatePython() !== null);
  test.skipIf(protoc === "absent")(`the Python module, by ${PROTOC_VERSION}`, () => {
    const python = generatePython();
    expect(committed(python?.path ?? "") === python?.text, "the Python module is stale: node scripts/proto.ts").toBe(true);
  });
});

describe("every field says what it is", () => {
  const lines = committed("proto/redrive/control/v1/control.proto").split("\n");
  const field = /^\s+(?:repeated |optional )?([\w<>., ]+?) (\w+) = \d+(?: \[packed = true\])?;(.*)$/;
  const fields = lines.flatMap((line, i) => {
    const found = field.exec(line);
    return found === null || /^\s+[A-Z_]+ = /.test(line)
      ? []
      : [{ line: i + 1, type: found[1] ?? "", name: found[2] ?? "", comment: found[3] ?? "" }];
  });

  test("the reader of this test sees them all", () => {
    const declared = lines.filter(
      (line) => /= \d+(?: \[packed = true\])?;/.test(line) && !/^\s+[A-Z_]+ = /.test(line) && !line.startsWith("//"),
    );
    expect(fields).toHaveLength(declared.length);
    expect(fields.length).toBeGreaterThan(150);
  });

  test("each has a comment", () => {
    expect(fields.filter((f) => !/^\s+\/\/ \S/.test(f.comment))).toEqual([]);
  });

  // Numbers and texts end in their unit, and lengths and motions in their frame where it is not the same in all of them.
  const UNIT =
    /(?:; |\/\/ )(?:-|m|m\/s|m\/s\^2|rad|rad\/s|1\/m|kg|ns|ms|s|ticks|tick|count|bytes|bits|text|m and rad)(?:, (?:MAP|EGO|positive to the left|in Trajectory\.frame))?$/;
  test("each number and text names its unit", () => {
    const plain = fields.filter((f) => /^(double|float|u?int(32|64)|string|bytes)$/.test(f.type));
    expect(plain.filter((f) => !UNIT.test(f.comment))).toEqual([]);
  });

  test("names and units agree", () => {
    const suffixes: [RegExp, RegExp][] = [
      [/_mps2$/, /m\/s\^2/],
      [/_mps$/, /m\/s(?!\^)/],
      [/_radps$/, /rad\/s/],
      [/_rad$/, /\brad\b(?!\/)/],
      [/_per_m$/, /1\/m/],
      [/_m$/, /\bm\b/],
      [/_ns$/, /\bns\b/],
      [/_ms$/, /\bms\b/],
      [/_kg$/, /\bkg\b/],
    ];
    for (const { name, comment, type } of fields) {
      if (!/double|float|int/.test(type)) continue;
      const suffix = suffixes.find(([ending]) => ending.test(name));
      if (suffix !== undefined) expect(comment, name).toMatch(suffix[1]);
    }
  });

  test("each value of an enumeration has a comment", () => {
    const values = lines.filter((line) => /^\s+[A-Z_0-9]+ = \d+;/.test(line));
    expect(values.length).toBeGreaterThan(60);
    expect(values.filter((line) => !/;\s+\/\/ \S/.test(line))).toEqual([]);
  });
});
