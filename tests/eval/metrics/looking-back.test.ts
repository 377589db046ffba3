import { expect, test } from "vitest";
import { startEvaluation } from "../../../src/eval/evaluate.ts";
import { oncePer } from "../../../src/eval/once.ts";
import { newRecord } from "../../../src/trace/record.ts";
import { fillRecord, headerOf } from "../../support/records.ts";

test("what is made of an object is made once, for each object its own, null too", () => {
  const asked: string[] = [];
  const lengthOf = oncePer(({ name }: { readonly name: string }, rest: number): number | null => {
    asked.push(name);
    return name === "" ? null : name.length + rest;
  });
  const [one, other, none] = [{ name: "a" }, { name: "bb" }, { name: "" }];
  expect([one, other, none, one, other, none].map((key) => lengthOf(key, 10))).toEqual([11, 12, null, 11, 12, null]);
  expect(asked).toEqual(["a", "bb", ""]);
});

test("a run that was finished takes no more records: what looks back at it has looked", () => {
  const header = headerOf();
  const evaluation = startEvaluation(header);
  const records = [newRecord(header.actors, 0), newRecord(header.actors, 0)] as const;
  fillRecord(records[0], header, 0, { ego: { x: 0 } });
  evaluation.record(records[0]);
  expect(evaluation.finish()).toEqual(evaluation.finish());
  fillRecord(records[1], header, 1, { ego: { x: 1 } });
  expect(() => evaluation.record(records[1])).toThrow("tick 1 comes after the end");
});
