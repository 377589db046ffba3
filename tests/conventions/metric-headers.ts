import { basename, dirname } from "node:path";
import { codeOf, commentsOf, type SourceFile } from "./source.ts";

/** What the header of a metric says, in this order. */
export const LABELS: readonly string[] = ["Tells:", "Formula:", "Unit:", "Source:", "Not applicable:"];

/** Faults of a file of src/eval/metrics or src/eval/anchors/<owner>: its header comment, and the one metric it exports. */
export function checkMetric(file: SourceFile): string[] {
  const found = [...headerFaults(file), ...exportFaults(file)];
  return found.map((message) => `${file.path}:1: ${message}`);
}

/** The header is the comment before the first code, imports aside. */
function headerFaults(file: SourceFile): string[] {
  const code = codeOf(file.text).replace(/^import\b[^;]*;/gm, (text) => " ".repeat(text.length));
  const header = commentsOf(file.text).slice(0, code.search(/\S/) < 0 ? undefined : code.search(/\S/));
  const lines = header.split("\n").map((line) => line.replace(/^[\s/*]+/, ""));
  const faults: string[] = [];
  let last = -1;
  for (const label of LABELS) {
    const at = lines.findIndex((line) => line.startsWith(label));
    if (at < 0) faults.push(`the header lacks "${label}"`);
    else if (at < last) faults.push(`"${label}" stands before the label that goes before it`);
    else if (restOf(lines, at, label) === "") faults.push(`"${label}" says nothing`);
    last = Math.max(last, at);
  }
  return faults;
}

/** The text after a label, up to the next label. */
function restOf(lines: readonly string[], at: number, label: string): string {
  const next = lines.findIndex((line, i) => i > at && LABELS.some((other) => line.startsWith(other)));
  return lines
    .slice(at, next < 0 ? undefined : next)
    .join(" ")
    .slice(label.length)
    .trim();
}

function exportFaults(file: SourceFile): string[] {
  const code = codeOf(file.text);
  const metrics = [...code.matchAll(/^export const [\w$]+\s*:\s*Metric</gm)];
  if (metrics.length !== 1) return [`exports ${metrics.length} metrics, not one`];
  const id = idOf(file.path);
  const from = metrics[0]?.index ?? 0;
  const found = /\bid\s*:\s*"([^"]*)"/.exec(file.text.slice(from))?.[1];
  return found === id ? [] : [`the metric's id is "${found}", not the file's name`];
}

/** Ours are named as their file; an anchor's by owner and file: `nuplan.ttc`. */
function idOf(path: string): string {
  const name = basename(path, ".ts");
  return path.includes("/anchors/") ? `${basename(dirname(path))}.${name}` : name;
}
