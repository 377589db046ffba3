import { documentRules } from "./document-rules.ts";
import type { RuleProblem, Standard, Version } from "./rule.ts";
import { type Schema, schemaFor } from "./schema-files.ts";
import { visit, type XmlElement } from "./xml-tree.ts";
import type { BrokenAssert } from "./xsd-asserts.ts";

const NAME: Readonly<Record<Standard, string>> = { xosc: "OpenSCENARIO", xodr: "OpenDRIVE" };

const MAX_LISTED = 100;
/** 512 MiB, in pages of 64 KiB. */
const MAX_MEMORY_PAGES = 8192;

/** A file that was read as XML, without DOCTYPE and within the limits, before it is given to a validator. */
export interface SchemaSubject {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly root: XmlElement;
  readonly version: Version;
  readonly standard: Standard;
}

/**
 * Checks a file by the XML schema of its version, which the user has (redrive ships none). The validator reads XSD 1.0; of a schema in
 * XSD 1.1 (OpenDRIVE 1.8) what it cannot read is left out: asserts are tested here, and a warning names the rest. It gets texts only: no file, no
 * network.
 */
export async function checkSchema(subject: SchemaSubject, folder: string): Promise<RuleProblem[]> {
  const { standard, version } = subject;
  const schema = schemaFor(folder, standard, version);
  const wanted = `${NAME[standard]} ${version.major}.${version.minor}`;
  if (schema === null) return [warning(subject, `a schema of ${wanted} in the folder of schemas`, "none")];
  const found = await errorsOf(subject, schema);
  const problems = found.slice(0, MAX_LISTED).map((error) => ofError(subject, schema, error));
  for (const broken of schema.asserts?.brokenIn(subject.root).slice(0, MAX_LISTED) ?? []) problems.push(ofAssert(subject, schema, broken));
  if (found.length > MAX_LISTED) problems.push(warning(subject, "fewer errors", `${found.length - MAX_LISTED} more that are not listed`));
  if (schema.leftOut.length === 0) return problems;
  const about = `${schema.leftOut.join(" and ")} of XSD 1.1 in the schema of ${NAME[standard]} ${schema.version}`;
  return [...problems, warning(subject, "a schema in XSD 1.0", `${about}: what they ask for is not checked`)];
}

interface SchemaError {
  readonly line: number;
  readonly message: string;
  /** False where the validator could not do its work: then nothing is said of the file. */
  readonly isOfFile: boolean;
}

async function errorsOf({ bytes }: SchemaSubject, schema: Schema): Promise<SchemaError[]> {
  const { validateXML } = await import("xmllint-wasm");
  const xml = [{ fileName: "document.xml", contents: bytes }];
  try {
    const options = { xml, schema: [schema.main], preload: schema.others, maxMemoryPages: MAX_MEMORY_PAGES };
    const { errors } = await validateXML(options);
    return errors.flatMap(({ message, loc }) => {
      if (loc === null || isOfLeftOut(message, schema)) return [];
      return [{ line: loc.lineNumber, message: message.replace(/^Schemas (validity|parser) error\s*:\s*/, ""), isOfFile: true }];
    });
  } catch (error) {
    // The validator ends with a message where it cannot read the schema, or lacks memory.
    const message = error instanceof Error ? error.message : String(error);
    return [{ line: 0, message: `the schema cannot be applied: ${message.slice(0, 300)}`, isOfFile: false }];
  }
}

/** An alternative gives an abstract element its real type; without it nothing can be said of the element. */
function isOfLeftOut(message: string, schema: Schema): boolean {
  return schema.leftOut.includes("xs:alternative") && message.includes("The type definition is abstract");
}

function ofError(subject: SchemaSubject, schema: Schema, { line, message, isOfFile }: SchemaError): RuleProblem {
  const name = /Element '(?:\{[^}]*\})?([^']+)'/.exec(message)?.[1] ?? "";
  const expected = `${NAME[subject.standard]} valid by the schema ${schema.version}`;
  const place = { file: subject.file, line, column: columnOf(subject.root, line, name), path: name };
  const id = isOfFile ? schemaRule(subject.standard).id : "";
  return { code: "RDV_XML_SCHEMA", severity: "error", ...place, expected, found: message.slice(0, 500), hint: id, rule: id };
}

function ofAssert(subject: SchemaSubject, schema: Schema, { element, test }: BrokenAssert): RuleProblem {
  const expected = `${NAME[subject.standard]} valid by the schema ${schema.version}`;
  const place = { file: subject.file, line: element.line, column: element.column, path: element.name };
  const { id } = schemaRule(subject.standard);
  const found = `Element '${element.name}': the assertion does not hold: ${test}`;
  return { code: "RDV_XML_SCHEMA", severity: "error", ...place, expected, found: found.slice(0, 500), hint: id, rule: id };
}

/** Where the element of that name begins on a line; the validator tells lines only. 0 where several, or none, begin there. */
function columnOf(root: XmlElement, line: number, name: string): number {
  const columns: number[] = [];
  visit(root, (element) => {
    if (element.line === line && element.name === name) columns.push(element.column);
  });
  return columns.length === 1 ? columns[0]! : 0;
}

function warning({ file, standard }: SchemaSubject, expected: string, found: string): RuleProblem {
  const place = { file, line: 0, column: 0, path: "" };
  return { code: "RDV_XML_SCHEMA", severity: "warning", ...place, expected, found, hint: "", rule: schemaRule(standard).id };
}

function schemaRule(standard: Standard) {
  return documentRules(standard).find((rule) => rule.id.endsWith("valid_schema"))!;
}
