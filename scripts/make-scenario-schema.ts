/** Writes scenarios/scenario.schema.json, the JSON Schema of scenario files, from the reader's own schema. */
import { writeFileSync } from "node:fs";
import { scenarioJsonSchemaText } from "../src/scenario/parse/json-schema.ts";

writeFileSync(new URL("../scenarios/scenario.schema.json", import.meta.url), scenarioJsonSchemaText());
