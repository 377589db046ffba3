import { quoted } from "../../../drive/problem.ts";
import { type CheckedFile, type Rule, type Standard, type Version, type Violation, violation } from "./rule.ts";
import { childOf, textOf, type XmlElement } from "./xml-tree.ts";

const ROOT: Readonly<Record<Standard, string>> = { xosc: "OpenSCENARIO", xodr: "OpenDRIVE" };
const HEADER: Readonly<Record<Standard, string>> = { xosc: "FileHeader", xodr: "header" };
const FIRST: Version = { major: 0, minor: 0 };

/** The rules of a standard that every file must pass before any other can be looked at. */
export function documentRules(standard: Standard): Rule[] {
  const of = (name: string, code: Rule["code"], text: string, check: Rule["check"]): Rule => ({
    id: `asam.net:${standard}:1.0.0:xml.${name}`,
    standard,
    since: FIRST,
    severity: "error",
    code,
    text,
    check,
  });
  const [root, header] = [ROOT[standard], HEADER[standard]];
  return [
    of("valid_xml_document", "RDV_XML_SYNTAX", "The file is a well-formed XML document.", null),
    of(`root_tag_is_${root.toLowerCase()}`, "RDV_STANDARD_RULE", `The root element is ${root}.`, (f) => wrongRoot(f.root, root)),
    of("fileheader_is_present", "RDV_STANDARD_RULE", `The root element has a child ${header}.`, (f) => missingHeader(f, root, header)),
    of("version_is_defined", "RDV_STANDARD_RULE", "The header gives revMajor and revMinor as unsigned short numbers.", (f) =>
      badVersion(f, header),
    ),
    of("valid_schema", "RDV_XML_SCHEMA", "The file is valid by the XML schema of the version it names.", null),
  ];
}

function wrongRoot(root: XmlElement, expected: string): Violation[] {
  return root.name === expected ? [] : [violation(root, "", `the root element ${expected}`, quoted(root.name))];
}

function missingHeader({ root }: CheckedFile, expected: string, header: string): Violation[] {
  return root.name !== expected || childOf(root, header) !== null ? [] : [violation(root, "", `a child ${header}`, "none")];
}

function badVersion({ root }: CheckedFile, name: string): Violation[] {
  const header = childOf(root, name);
  if (header === null) return [];
  const bad = ["revMajor", "revMinor"].filter((attribute) => unsignedShort(textOf(header, attribute)) === null);
  if (bad.length === 0) return [];
  const found = bad.map((attribute) => `${attribute} ${quoted(textOf(header, attribute) ?? "")}`).join(", ");
  return [violation(header, "", "revMajor and revMinor from 0 to 65535", found)];
}

function unsignedShort(text: string | null): number | null {
  const value = text !== null && /^\s*\+?\d{1,12}\s*$/.test(text) ? Number(text) : -1;
  return value >= 0 && value <= 65_535 ? value : null;
}

/** The version a file names, or null where it names none. */
export function versionOf(root: XmlElement, standard: Standard): Version | null {
  const header = root.name === ROOT[standard] ? childOf(root, HEADER[standard]) : null;
  if (header === null) return null;
  const major = unsignedShort(textOf(header, "revMajor"));
  const minor = unsignedShort(textOf(header, "revMinor"));
  return major === null || minor === null ? null : { major, minor };
}
