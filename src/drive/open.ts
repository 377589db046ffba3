import { basename } from "node:path";
import { isComma2k19, readComma2k19 } from "./comma2k19.ts";
import { readCommonRoad } from "./commonroad.ts";
import { readCsvDrive } from "./csv.ts";
import type { Drive } from "./drive.ts";
import { kindOf, readHead, statOf } from "./file.ts";
import { inFile, inputError } from "./problem.ts";

/** First bytes of recordings that redrive does not read, so that the message can name them. */
const OTHERS: readonly { readonly name: string; readonly magic: readonly number[]; readonly hint: string }[] = [
  { name: "an MCAP file", magic: [0x89, 0x4d, 0x43, 0x41, 0x50], hint: "" },
  { name: "a ROS 1 bag", magic: [0x23, 0x52, 0x4f, 0x53, 0x42, 0x41, 0x47], hint: "" },
  { name: "an SQLite file, as ROS 2 bags are", magic: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], hint: "" },
  { name: "an MDF file", magic: [0x4d, 0x44, 0x46, 0x20], hint: "convert it to CSV" },
  { name: "an unfinished MDF file", magic: [0x55, 0x6e, 0x46, 0x69, 0x6e, 0x4d, 0x46], hint: "convert it to CSV" },
  { name: "a parquet file", magic: [0x50, 0x41, 0x52, 0x31], hint: "convert it to CSV" },
  { name: "a ZIP archive", magic: [0x50, 0x4b, 0x03, 0x04], hint: "unpack it" },
  { name: "a gzip file", magic: [0x1f, 0x8b], hint: "unpack it" },
  { name: "a numpy array", magic: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], hint: "give the segment's folder" },
];

/**
 * Reads a recorded drive. What it is, is told by its content: a folder with `processed_log` is comma2k19, a JSON file is a mapping for
 * the CSV beside it, an XML file is CommonRoad. Links, pipes and devices are refused.
 * The same content gives the same drive, bit for bit. Throws InputError; every message names file and place.
 */
export function openDrive(path: string): Drive {
  const stats = statOf(path);
  const name = basename(path);
  if (stats.isDirectory()) {
    if (isComma2k19(path)) return readComma2k19(path);
    throw inputError("RDV_DRIVE_FORMAT", inFile(path), "a comma2k19 segment (a folder with processed_log) or a file", "another folder");
  }
  if (!stats.isFile()) throw inputError("RDV_FILE_KIND", inFile(path), "a regular file or a folder", kindOf(stats));
  const head = readHead(path, 512);
  if (head.length === 0) throw inputError("RDV_DRIVE_FORMAT", inFile(path), "a recorded drive", "an empty file");
  const first = firstSign(head);
  if (first === "{") return readCsvDrive(path, name);
  if (first === "<") return readCommonRoad(path, name);
  const other = OTHERS.find(({ magic }) => magic.every((byte, i) => head[i] === byte));
  const expected = "CommonRoad XML, a comma2k19 folder, or a .drive.json mapping beside a CSV file";
  if (other !== undefined) throw inputError("RDV_DRIVE_FORMAT", inFile(path), expected, other.name, other.hint);
  throw inputError("RDV_DRIVE_FORMAT", inFile(path), expected, "something else", "a CSV file is opened by its .drive.json mapping");
}

/** The first character that is neither white space nor a byte order mark. */
function firstSign(head: Uint8Array): string {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) at = 2;
  while (at < head.length && (head[at]! <= 0x20 || (at % 2 === 1 && head[at] === 0))) at++;
  return String.fromCharCode(head[at] ?? 0);
}
