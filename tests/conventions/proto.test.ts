import { describe, expect, test } from "vitest";
import { checkProto } from "./proto.ts";
import { readTree } from "./source.ts";

const tree = readTree(["proto"], /\.proto$/);

test("every field of every .proto says what it is, and every real number its unit", () => {
  expect(tree.length).toBeGreaterThan(0);
  expect(tree.flatMap(checkProto)).toEqual([]);
});

const check = (text: string): string[] => checkProto({ path: "proto/a.proto", text });

describe("a planted fault is found:", () => {
  test.each([
    ["a field without a comment", "message A {\n  double x_m = 1;\n}"],
    ["the second field under one comment", "message A {\n  // both\n  double x_m = 1;\n  double y_m = 2;\n}"],
    ["an empty comment", "message A {\n  bool b = 1; //\n}"],
    ["a field of a oneof", "message A {\n  oneof kind {\n    None none = 2;\n  }\n}"],
    ["a repeated field with options", "message A {\n  repeated double xy_m = 1 [packed = true];\n}"],
    ["a map", "message A {\n  map<string, string> info = 6;\n}"],
    ["a number without a unit", "message A {\n  double speed = 1; // how fast\n}"],
    ["a float without a unit", "message A {\n  optional float angle = 1; // which way\n}"],
    ["a map of numbers without a unit", "message A {\n  map<string, double> speeds = 1; // by name\n}"],
    ["a message on one line", "message A { double x = 1; } // a point"],
  ])("%s", (_name, text) => {
    expect(check(text)).toHaveLength(1);
  });
});

test.each([
  ["comments beside and above", "message A {\n  // Where.\n  double x_m = 1;\n  double y_m = 2; // across\n}"],
  ["a message on one line with a comment", "message A { double x_m = 1; double y_m = 2; } // a point"],
  ["enums", "enum K { K_A = 0; K_B = 1; }\nenum L {\n  L_A = 0;\n}"],
  ["what has no unit by nature", "message A {\n  double throttle = 1; // 0..1\n  uint64 tick = 2; // 0-based\n}"],
  ["headers", `syntax = "proto3";\npackage a.b;\noption optimize_for = SPEED;`],
])("no fault is seen in %s", (_name, text) => {
  expect(check(text)).toEqual([]);
});
