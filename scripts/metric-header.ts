import { readFileSync } from "node:fs";

/** What the header of a metric's file says, in the order in which it must say it. */
export const HEADER_LABELS = ["Tells", "Formula", "Unit", "Source", "Not applicable"] as const;
export type HeaderLabel = (typeof HEADER_LABELS)[number];

/** Where a metric is: ours by their id, an anchor's by owner and name. */
export function metricFile(id: string): string {
  const [owner = "", name] = id.split(".");
  return name === undefined ? `src/eval/metrics/${id}.ts` : `src/eval/anchors/${owner}/${name}.ts`;
}

/** The header comment of a metric's file, each label's text on one line. Throws where a label is absent or out of order. */
export function metricHeader(id: string): Record<HeaderLabel, string> {
  const comment = /\/\*\*\n( \* Tells:[\s\S]*?)\n \*\//.exec(readFileSync(new URL(`../${metricFile(id)}`, import.meta.url), "utf8"))?.[1];
  if (comment === undefined) throw new Error(`${id} has no header comment`);
  const text = comment.replaceAll(/^ \* ?/gm, "").replaceAll(/\n +/g, " ");
  const lines = text.split("\n");
  const labels = lines.map((line) => line.slice(0, line.indexOf(":")));
  if (labels.join() !== HEADER_LABELS.join()) throw new Error(`${id}: labels are ${labels.join(", ")}`);
  return Object.fromEntries(lines.map((line, i) => [labels[i], line.slice(line.indexOf(":") + 2)])) as Record<HeaderLabel, string>;
}
