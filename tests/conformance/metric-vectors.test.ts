import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeWithData } from "../support/data.ts";
import { DEVIATIONS } from "./vectors/deviations.ts";
import { ADAPTERS } from "./vectors/index.ts";
import { differencesOf, type VectorFile } from "./vectors/vector.ts";

/**
 * Every vector of every file in the data folder is a case: `params` and `input` go in, every key of `expected` is compared. A file whose
 * metric is not known here fails by its name.
 */
describeWithData("metric vectors", (folder) => {
  const path = join(folder, "metrics-vectors");
  const files = readdirSync(path)
    .filter((name) => name.endsWith(".json") && name !== "index.json")
    .sort();

  for (const name of files) {
    const id = name.replace(/\.json$/, "");
    const { vectors } = JSON.parse(readFileSync(join(path, name), "utf8")) as VectorFile;
    describe(id, () => {
      const adapter = ADAPTERS[id];
      test("is a metric that redrive knows", () => expect(adapter, `no adapter for the metric ${id}`).toBeDefined());
      if (adapter === undefined) return;
      test.each(vectors.map((v) => [v.id, v] as const))("%s", (vectorId, vector) => {
        const deviation = DEVIATIONS[`${id}/${vectorId}`];
        const differences = differencesOf(vector, adapter(vector.params, vector.input));
        if (deviation === undefined) expect(differences).toEqual([]);
        else expect(differences.length, `agrees now, so it is no deviation: ${deviation}`).toBeGreaterThan(0);
      });
    });
  }

  test("names no deviation that is not in the data", () => {
    const known = new Set(
      files.flatMap((name) => {
        const { vectors } = JSON.parse(readFileSync(join(path, name), "utf8")) as VectorFile;
        return vectors.map((v) => `${name.replace(/\.json$/, "")}/${v.id}`);
      }),
    );
    expect(Object.keys(DEVIATIONS).filter((key) => !known.has(key))).toEqual([]);
  });
});
