import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNpy } from "../../src/drive/npy.ts";
import { isRefused, npyBytes, npyDoubles, npyIntegers, problemOf } from "./helpers.ts";

describe("numpy arrays", () => {
  test("doubles in C order", () => {
    const { shape, values } = readNpy(npyDoubles([1, 2, 3, 4, 5, 6], [3, 2]), "x");
    expect(shape).toEqual([3, 2]);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("Fortran order is turned: the file holds column after column", () => {
    const { values } = readNpy(npyDoubles([1, 3, 5, 2, 4, 6], [3, 2], true), "x");
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("64-bit integers, but none that a double would round", () => {
    expect([...readNpy(npyIntegers([1n, -2n, 9007199254740991n]), "x").values]).toEqual([1, -2, 9007199254740991]);
    expect(problemOf(() => readNpy(npyIntegers([9007199254740993n]), "x")).code).toBe("RDV_DRIVE_FORMAT");
  });

  test("byte strings keep their trailing zeros", () => {
    const array = readNpy(npyBytes("|S4", [2], new Uint8Array([1, 2, 0, 0, 255, 0, 0, 0])), "x");
    expect(array.byteWidth).toBe(4);
    expect([...array.bytes]).toEqual([1, 2, 0, 0, 255, 0, 0, 0]);
  });

  test("does not depend on where the bytes lie in memory", () => {
    const bytes = npyDoubles([1.5, 2.5]);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect([...readNpy(shifted.subarray(3), "x").values]).toEqual([1.5, 2.5]);
    expect([...readNpy(Buffer.from(bytes), "x").values]).toEqual([1.5, 2.5]);
  });

  test("cut off at any byte it is refused, and the message says where", () => {
    const bytes = npyDoubles([1, 2]);
    expect(problemOf(() => readNpy(bytes.subarray(0, 100), "x"))).toMatchObject({
      code: "RDV_DRIVE_TRUNCATED",
      found: "the end at byte 100",
    });
    for (let length = 0; length < bytes.length; length++) expect(isRefused(() => readNpy(bytes.subarray(0, length), "x"))).toBe(true);
  });

  test.each([
    ["other bytes", new Uint8Array(200)],
    ["big-endian doubles", npyBytes(">f8", [1], new Uint8Array(8))],
    ["Python objects", npyBytes("|O", [1], new Uint8Array(8))],
    ["three dimensions", npyBytes("<f8", [1, 1, 1], new Uint8Array(8))],
    ["bytes left over", npyBytes("<f8", [1], new Uint8Array(16))],
    ["a shape that is no number", npyBytes("<f8", [Number.NaN], new Uint8Array(8))],
  ])("%s is refused", (_, bytes) => {
    expect(problemOf(() => readNpy(bytes, "x")).code).toBe("RDV_DRIVE_FORMAT");
  });

  test("a shape that lies costs no memory", () => {
    expect(problemOf(() => readNpy(npyBytes("<f8", [2_000_000_000, 2_000_000_000], new Uint8Array(8)), "x")).code).toBe(
      "RDV_DRIVE_TRUNCATED",
    );
  });

  test("law: what was written is read, in either order", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 6, maxLength: 6 }), (values) => {
        expect([...readNpy(npyDoubles(values, [2, 3]), "x").values]).toEqual(values);
        const columns = [values[0], values[3], values[1], values[4], values[2], values[5]] as number[];
        expect([...readNpy(npyDoubles(columns, [2, 3], true), "x").values]).toEqual(values);
      }),
    );
  });

  test("law: a changed byte ends in an array or an input error", () => {
    const bytes = npyDoubles([1, 2, 3]);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = bytes.slice();
        changed[at] = value;
        isRefused(() => readNpy(changed, "x"));
      }),
    );
  });
});
