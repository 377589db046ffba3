import { readFileSync } from "node:fs";

/** A CSV file of numbers and words, one object a row; a word or an empty cell is NaN as a number. */
export interface CsvRow {
  readonly words: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
}

export function readRows(file: string): readonly CsvRow[] {
  const [head, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const columns = head!.trim().split(",");
  return lines.map((line) => {
    const cells = line.trim().split(",");
    const words = Object.fromEntries(columns.map((name, i) => [name, cells[i]!]));
    const numbers = Object.fromEntries(columns.map((name, i) => [name, cells[i] === "" ? NaN : Number(cells[i])]));
    return { words, numbers };
  });
}

export function readNumbers(file: string): readonly CsvRow["numbers"][] {
  return readRows(file).map((row) => row.numbers);
}
