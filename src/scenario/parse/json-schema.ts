import { z } from "zod";
import { PARAMETERS, SCENARIO } from "./schema.ts";

/** Keys at the top of a file that are read before the parameters' values are put in. */
const WITHOUT_EXPRESSIONS = new Set(["redrive", "parameters"]);

type Json = Record<string, unknown>;

/**
 * JSON Schema (draft 7) of scenario files, for editors. Every value may also be an expression `${...}`;
 * "exactly one of these keys" becomes `oneOf`. What needs the whole file (names, units of metrics) only redrive itself checks.
 */
export function scenarioJsonSchema(): Json {
  const schema = z.toJSONSchema(SCENARIO, {
    io: "input",
    target: "draft-7",
    override: ({ jsonSchema }) => withChoice(jsonSchema as Json),
  }) as Json;
  const parameters = z.toJSONSchema(PARAMETERS, { io: "input", target: "draft-7" }) as Json;
  delete parameters["$schema"];
  const properties = Object.entries(schema["properties"] as Json).map(([key, value]) => {
    return [key, WITHOUT_EXPRESSIONS.has(key) ? value : withExpressions(value)];
  });
  const described = {
    description: "A value, a list of values, a range with a step, or an expression over parameters declared before.",
    ...parameters,
  };
  return { ...schema, title: "redrive scenario", properties: { ...Object.fromEntries(properties), parameters: described } };
}

/** The file as it is stored: scenarios/scenario.schema.json. */
export function scenarioJsonSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
}

function withChoice(node: Json): void {
  const keys = node["exactlyOneOf"];
  if (!Array.isArray(keys)) return;
  delete node["exactlyOneOf"];
  node["oneOf"] = keys.map((key: string) => ({ required: [key] }));
}

const SCALARS = new Set(["number", "integer", "boolean", "string"]);

/** Lets each scalar be an expression instead. A text of any form already may. */
function withExpressions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withExpressions);
  if (typeof node !== "object" || node === null) return node;
  const schema = node as Json;
  const isText = schema["type"] === "string" && !("enum" in schema) && !("pattern" in schema) && !("const" in schema);
  if (SCALARS.has(String(schema["type"])) && !isText) {
    const { description, default: byDefault, ...plain } = schema;
    const outside = { ...(description === undefined ? {} : { description }), ...(byDefault === undefined ? {} : { default: byDefault }) };
    return { ...outside, anyOf: [plain, { type: "string", pattern: "\\$\\{.+\\}" }] };
  }
  const keep = new Set(["required", "oneOf", "enum", "default", "propertyNames", "description", "const"]);
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === "properties") return [key, Object.fromEntries(Object.entries(value as Json).map(([k, v]) => [k, withExpressions(v)]))];
      return [key, keep.has(key) ? value : withExpressions(value)];
    }),
  );
}
