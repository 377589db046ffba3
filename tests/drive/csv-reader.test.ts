import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { createCsvReader } from "../../src/drive/csv-reader.ts";
import { parseStampNs } from "../../src/drive/stamps.ts";

interface Row {
  readonly fields: string[];
  readonly columns: number[];
  readonly line: number;
  readonly ended: boolean;
}

function read(pieces: readonly string[], delimiter = ","): Row[] {
  const rows: Row[] = [];
  const reader = createCsvReader("x.csv", delimiter, (row) => rows.push({ ...row, fields: [...row.fields], columns: [...row.columns] }));
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return rows;
}

function problemOf(text: string) {
  try {
    read([text]);
  } catch (error) {
    if (error instanceof InputError) return error.problems[0];
  }
  throw new Error("no input error");
}

describe("CSV after RFC 4180", () => {
  test("plain fields, LF and CRLF, an empty last field", () => {
    expect(read(["a,b\n1,\r\n"]).map((row) => row.fields)).toEqual([
      ["a", "b"],
      ["1", ""],
    ]);
  });

  test("quoted fields keep commas, quotes and line ends", () => {
    const rows = read(['"a,1","say ""hi""","two\nlines"\nx,y,z\n']);
    expect(rows.map((row) => row.fields)).toEqual([
      ["a,1", 'say "hi"', "two\nlines"],
      ["x", "y", "z"],
    ]);
    expect(rows.map((row) => row.line)).toEqual([1, 3]);
  });

  test("says where each field starts", () => {
    expect(read(["ab,c\n,dd,e\n"])[1]?.columns).toEqual([1, 2, 5]);
  });

  test("a last row without a line end is marked", () => {
    expect(read(["a\nb"]).map((row) => row.ended)).toEqual([true, false]);
    expect(read(["a,"]).map((row) => row.fields)).toEqual([["a", ""]]);
    expect(read(["a\r"]).map((row) => row.ended)).toEqual([false]);
    expect(read([])).toEqual([]);
  });

  test.each([
    ['a"b\n', "RDV_DRIVE_FORMAT", 1, 2],
    ['x\n"a"b\n', "RDV_DRIVE_FORMAT", 2, 4],
    ["a\rb\n", "RDV_DRIVE_FORMAT", 1, 3],
    ['"open', "RDV_DRIVE_TRUNCATED", 1, 6],
  ])("%j is refused with its place", (text, code, line, column) => {
    expect(problemOf(text)).toMatchObject({ code, line, column });
  });

  test("a field or a row without end is refused instead of kept", () => {
    expect(problemOf(`"${"x".repeat(70_000)}`)?.code).toBe("RDV_DRIVE_LIMIT");
    expect(problemOf(",".repeat(5000))?.code).toBe("RDV_DRIVE_LIMIT");
  });

  const field = fc.string({ unit: fc.constantFrom("a", "1", ",", '"', "\n", "\r", "é", " "), maxLength: 6 });
  const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  const print = (rows: readonly (readonly string[])[]): string =>
    rows.map((row) => `${row.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")}\n`).join("");

  test("law: what is printed with quotes is read back", () => {
    fc.assert(
      fc.property(table, (rows) => {
        expect(read([print(rows)]).map((row) => row.fields)).toEqual(rows);
      }),
    );
  });

  test("law: where the pieces are cut changes nothing", () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(60)), (rows, cuts) => {
        const text = print(rows);
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((to, i) => text.slice(places[i], to));
        expect(read(pieces)).toEqual(read([text]));
      }),
    );
  });

  test("law: any text ends in rows or an input error", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r") }), (text) => {
        try {
          read([text]);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });
});

describe("time stamps", () => {
  test.each([
    ["1479424215873184606", "ns", 1479424215873184606n],
    ["1479424215.873184606", "s", 1479424215873184606n],
    ["950.1", "s", 950_100_000_000n],
    ["-2.5", "ms", -2_500_000n],
    ["0.0004", "us", 0n],
    ["0.0005", "us", 1n],
    ["1.5e3", "ns", 1500n],
    ["1e-3", "s", 1_000_000n],
    ["18446744073709551615", "ns", 18446744073709551615n],
  ] as const)("%s %s is %s ns", (text, unit, expected) => {
    expect(parseStampNs(text, unit)).toBe(expected);
  });

  test.each(["", " 1", "1.", "0x10", "NaN", "1e999", "1_000", "2016-11-17"])("%j is no stamp", (text) => {
    expect(parseStampNs(text, "s")).toBeNull();
  });
});
