// `npm run golden`: computes the golden values again, shows what differs, and writes them. Say why in CHANGELOG.md.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { computeGolden, GOLDEN_FILE, type Golden, goldenDifferences } from "../tests/golden/compute.ts";

const before = existsSync(GOLDEN_FILE) ? (JSON.parse(readFileSync(GOLDEN_FILE, "utf8")) as Record<string, Golden>) : {};
const now = computeGolden();
const differences = goldenDifferences(before, now);
for (const line of differences) process.stdout.write(`${line}\n`);
process.stdout.write(`${differences.length} of ${Object.keys(now).length} golden values differ\n`);
writeFileSync(GOLDEN_FILE, `${JSON.stringify(now, null, 2)}\n`);
