import { describe, expect, test } from "vitest";
import { canDecode, decodeSignal, readDbc } from "../../src/drive/dbc.ts";
import { problemOf } from "./helpers.ts";

const TEXT = `VERSION ""

BO_ 37 STEER: 8 XXX
 SG_ ANGLE : 3|12@0- (1.5,0) [-500|500] "deg" XXX
 SG_ FRACTION : 39|4@0- (0.1,0) [-0.7|0.7] "deg" XXX

BO_ 2147484000 EXTENDED: 8 XXX
 SG_ SPEED : 8|16@1+ (0.01,-40) [0|0] "km/h" A,B
 SG_ MUX M : 0|4@1+ (1,0) [0|0] "" XXX
 SG_ SOMETIMES m3 : 4|4@1+ (1,0) [0|0] "" XXX
 SG_ LONG : 0|64@1+ (1,0) [0|0] "" XXX

CM_ SG_ 37 ANGLE "no signal line";
`;
const messages = readDbc(TEXT, "x.dbc");
const signal = (id: number, name: string) => messages.get(id)!.signals.find((s) => s.name === name)!;

describe("a DBC file", () => {
  test("gives messages and signals", () => {
    expect(messages.get(37)).toMatchObject({ id: 37, name: "STEER", byteCount: 8 });
    expect(signal(37, "ANGLE")).toMatchObject({ startBit: 3, bitCount: 12, order: "motorola", signed: true, scale: 1.5, unit: "deg" });
    expect(signal(352, "SPEED")).toMatchObject({ order: "intel", signed: false, offset: -40 });
  });

  test("Motorola: bits run from the start downwards and on in the next byte", () => {
    // Low nibble of byte 0, then byte 1: 0xF38 = 3896, as 12-bit two's complement -200.
    const bytes = new Uint8Array([0xaf, 0x38, 0, 0, 0x70, 0, 0, 0]);
    expect(decodeSignal(signal(37, "ANGLE"), bytes, 0)).toBe(-200 * 1.5);
    expect(decodeSignal(signal(37, "FRACTION"), bytes, 0)).toBeCloseTo(0.7, 12);
  });

  test("Intel: the lowest bit comes first", () => {
    const bytes = new Uint8Array([9, 9, 0, 0x10, 0x27, 0, 0, 0, 0, 0]);
    expect(decodeSignal(signal(352, "SPEED"), bytes, 2)).toBeCloseTo(0x2710 * 0.01 - 40, 12);
  });

  test("says what it cannot decode", () => {
    expect(canDecode(signal(37, "ANGLE"), 8)).toBe(true);
    expect(canDecode(signal(37, "FRACTION"), 4)).toBe(false);
    expect(canDecode(signal(352, "SOMETIMES"), 8)).toBe(false);
    expect(canDecode(signal(352, "LONG"), 8)).toBe(false);
    expect(canDecode(signal(352, "MUX"), 8)).toBe(true);
  });

  test.each([
    ["BO_ 1 A: 8 X\nBO_ 1 B: 8 X\n", 2],
    [' SG_ A : 0|1@1+ (1,0) [0|0] "" X\n', 1],
    ["BO_ one A: 8 X\n", 1],
    ['BO_ 1 A: 8 X\n SG_ A : 0|1@2+ (1,0) [0|0] "" X\n', 2],
    ['BO_ 1 A: 8 X\n SG_ A : 0|0@1+ (1,0) [0|0] "" X\n', 2],
    ['BO_ 1 A: 8 X\n SG_ A : 0|1@1+ (one,0) [0|0] "" X\n', 2],
    ["", 0],
  ])("%j is refused in line %i", (text, line) => {
    expect(problemOf(() => readDbc(text, "x.dbc"))).toMatchObject({ code: "RDV_DRIVE_FORMAT", line });
  });
});
