import { extname, resolve } from "node:path";
import { InputError, type Problem } from "../core/errors.ts";
import { readWhole } from "../drive/file.ts";
import { decodeUtf8 } from "../drive/utf8.ts";
import { roadSvg } from "../report/road-svg.ts";
import { writeWhole } from "../trace/file-write.ts";
import { EXIT } from "./exit-codes.ts";
import { readMap } from "./read-map.ts";
import { drawingOf } from "./road-drawing.ts";
import { roadInfoOf, roadInfoText } from "./road-info.ts";
import { forwardTable, inverseTable } from "./road-position.ts";

const MAX_TABLE_BYTES = 256 * 1024 * 1024;

/** Prints what a map holds, and what its reader found wrong with it. */
export function roadInfo(path: string, options: { readonly json?: boolean }): number {
  const { map, problems } = readMap(path);
  const info = roadInfoOf(path, map, problems);
  process.stdout.write(options.json === true ? `${JSON.stringify(info, null, 2)}\n` : roadInfoText(info));
  return EXIT.passed;
}

export interface PositionFlags {
  readonly input: string;
  readonly output: string;
  readonly inverse?: boolean;
  readonly driving?: boolean;
}

/** Maps a table of places on lanes to the map plane, or back. "-" is stdin or stdout. */
export async function roadPosition(path: string, flags: PositionFlags): Promise<number> {
  const { map, problems } = readMap(path);
  const name = flags.input === "-" ? "<stdin>" : flags.input;
  const text = decodeUtf8(flags.input === "-" ? await readStdin(MAX_TABLE_BYTES) : readWhole(resolve(flags.input), MAX_TABLE_BYTES), name);
  const table =
    flags.inverse === true
      ? inverseTable(map, text, name, { snap: flags.driving === true ? "driving" : "any" })
      : forwardTable(map, text, name);
  write(flags.output, table);
  mention(path, problems);
  return EXIT.passed;
}

/** Draws a map. */
export function roadPlot(path: string, flags: { readonly output: string }): number {
  const ending = extname(flags.output).toLowerCase();
  if (flags.output !== "-" && ending !== ".svg") {
    const hint = "redrive draws SVG, which every browser shows";
    throw new InputError([usage(flags.output, "a file that ends in .svg", ending === "" ? "no ending" : ending, hint)]);
  }
  const { map, problems } = readMap(path);
  write(flags.output, roadSvg(drawingOf(map, path)));
  mention(path, problems);
  return EXIT.passed;
}

/** By the stream: a pipe may be set not to block, and then a read of the whole fails where the writer is slow. */
async function readStdin(maxBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > maxBytes) throw new InputError([usage("<stdin>", `at most ${maxBytes} bytes`, "more", "give it in parts")]);
  }
  return Buffer.concat(parts);
}

function write(path: string, text: string): void {
  if (path === "-") process.stdout.write(text);
  else writeWhole(resolve(path), text);
}

/** Warnings of the reader are not passed over, nor repeated by every command. */
function mention(path: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  process.stderr.write(`${path}: ${problems.length} ${problems.length === 1 ? "warning" : "warnings"}; redrive road info shows them\n`);
}

function usage(file: string, expected: string, found: string, hint: string): Problem {
  return { code: "RDV_USAGE", severity: "error", file, line: 0, column: 0, path: "", expected, found, hint };
}
