import { parquetWriteBuffer } from "hyparquet-writer";
import type { DatabaseSync } from "node:sqlite";
import { writeWhole } from "../trace/file-write.ts";

/** One row a run and metric; the score is the metric `score`, whose definition is the score's id. */
const ROWS = `
SELECT su.at, su.hash AS suite, su.redrive_version, s.id AS scenario, r.variant_id AS variant, r.seed, c.text AS controller,
  c.name AS controller_name, c.build, r.verdict, r.end_reason, r.end_tick, r.hash, m.metric, m.definition, m.params_hash, m.unit, m.value,
  m.loss_points
FROM (
  SELECT run, 0 AS place, 'score' AS metric, score_id AS definition, '' AS params_hash, 'points' AS unit, score AS value, 100 - score AS loss_points
  FROM run
  UNION ALL
  SELECT v.run, d.definition, d.metric, d.id, d.params_hash, d.unit, v.value, v.loss_points FROM value v JOIN definition d USING (definition)
) m
JOIN run r USING (run) JOIN suite su ON su.suite = r.suite JOIN scenario s USING (scenario) JOIN controller c USING (controller)
ORDER BY r.run, m.place`;

const TYPES = {
  at: "STRING",
  suite: "STRING",
  redrive_version: "STRING",
  scenario: "STRING",
  variant: "STRING",
  seed: "INT64",
  controller: "STRING",
  controller_name: "STRING",
  build: "STRING",
  verdict: "STRING",
  end_reason: "STRING",
  end_tick: "INT32",
  hash: "STRING",
  metric: "STRING",
  definition: "STRING",
  params_hash: "STRING",
  unit: "STRING",
  value: "DOUBLE",
  loss_points: "DOUBLE",
} as const;

/** Writes a history as one Parquet file (Snappy), and says how many rows it has. Throws DiskError. */
export function writeParquet(db: DatabaseSync, path: string): number {
  const columns = Object.entries(TYPES).map(([name, type]) => ({ name, type, data: [] as unknown[] }));
  let rows = 0;
  for (const row of db.prepare(ROWS).iterate()) {
    rows++;
    for (const { name, type, data } of columns) {
      const cell = row[name];
      data.push(type === "INT64" && typeof cell === "number" ? BigInt(cell) : cell);
    }
  }
  const columnData = columns.map(({ name, type, data }) => ({ name, type, data, nullable: true }));
  writeWhole(path, new Uint8Array(parquetWriteBuffer({ columnData, createdBy: "redrive" })));
  return rows;
}
