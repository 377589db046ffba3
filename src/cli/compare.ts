import { z } from "zod";
import { NoSuchMetric } from "../eval/compare-gate.ts";
import type { AllowedLoss } from "../eval/comparison.ts";
import { compareHtml } from "../report/compare-html.ts";
import { compareMarkdown } from "../report/compare-markdown.ts";
import { compareText } from "../report/compare-text.ts";
import type { ComparedSides } from "../report/compare-words.ts";
import { compareFolders, type SideRequest } from "../run/compare-runs.ts";
import { writeWhole } from "../trace/file-write.ts";
import { EXIT } from "./exit-codes.ts";
import { usage } from "./usage.ts";

/** The flags of `compare` as commander leaves them. */
const FLAGS = z.object({
  controllers: z.array(z.string()).optional(),
  markdown: z.string().optional(),
  html: z.string().optional(),
  json: z.union([z.string(), z.boolean()]).optional(),
  delta: z.array(z.string()),
  failOn: z.enum(["worse", "unsure", "never"]),
});

/** Compares two output folders, or two controllers of one. The exit code is the gate's: 1 where HEAD is worse, 5 where nothing could be compared. */
export async function compare(folders: readonly string[], options: Record<string, unknown>): Promise<number> {
  const flags = FLAGS.parse(options);
  const [base, head] = sidesOf(folders, flags.controllers);
  const sides = await compareFolders(base, head, allowedLoss(flags.delta)).catch(asUsage);
  if (flags.markdown !== undefined) writeWhole(flags.markdown, compareMarkdown(sides));
  if (flags.html !== undefined) writeWhole(flags.html, compareHtml(sides));
  const exitCode = exitOf(sides, flags.failOn);
  if (typeof flags.json === "string") writeWhole(flags.json, jsonOf(sides, exitCode));
  process.stdout.write(flags.json === true ? jsonOf(sides, exitCode) : compareText(sides));
  return exitCode;
}

function sidesOf(folders: readonly string[], controllers: readonly string[] | undefined): [SideRequest, SideRequest] {
  const [a, b] = folders;
  if (a === undefined) throw usage("BASE", "two output folders, or one with --controllers A B", "none", "compare");
  if (controllers !== undefined && controllers.length !== 2)
    throw usage("--controllers", "two controllers, of BASE and of HEAD", `${controllers.length}`, "compare");
  if (b === undefined && controllers === undefined) throw usage("HEAD", "a second output folder, or --controllers A B", "none", "compare");
  const [first = null, second = null] = controllers ?? [];
  return [
    { folder: a, controller: first },
    { folder: b ?? a, controller: second },
  ];
}

/** `1.5` is of the score; `min-ttc=0.2` of a metric, in its unit. */
function allowedLoss(texts: readonly string[]): AllowedLoss {
  let score = 1;
  const metrics = new Map<string, number>();
  for (const text of texts) {
    const [value = "", id] = text.split("=").toReversed();
    const isNumber = /^\d*\.?\d+$/.test(value);
    if (!isNumber || text.split("=").length > 2 || id === "" || (id === undefined && Number(value) > 100))
      throw usage("--delta", "points from 0 to 100, or METRIC=VALUE", text, "compare");
    if (id === undefined) score = Number(value);
    else metrics.set(id, Number(value));
  }
  return { score, metrics };
}

/** A metric that no pair has is the user's slip. */
function asUsage(error: unknown): never {
  throw error instanceof NoSuchMetric ? usage("--delta", "a metric of these runs", error.message, "compare") : error;
}

function exitOf({ comparison: { verdict } }: ComparedSides, failOn: "worse" | "unsure" | "never"): number {
  if (failOn === "never") return EXIT.passed;
  if (verdict === "nothing") return EXIT.nothingMatched;
  return verdict === "worse" || (verdict === "unsure" && failOn === "unsure") ? EXIT.failed : EXIT.passed;
}

/** The comparison without the runs it was made from. */
function jsonOf({ base, head, comparison }: ComparedSides, exitCode: number): string {
  const side = ({ folder, controller, hash, isWhole, damagedLines }: ComparedSides["base"]): object => ({
    folder,
    controller,
    hash,
    isWhole,
    damagedLines,
  });
  return `${JSON.stringify({ compareVersion: 1, base: side(base), head: side(head), exitCode, ...comparison }, null, 2)}\n`;
}
