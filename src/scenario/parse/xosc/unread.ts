import type { Problem } from "../../../core/errors.ts";
import { typeOf } from "./grammar.ts";
import { supportOf } from "./support.ts";
import type { XmlNode } from "./xml.ts";

/**
 * The last guard against silence: whatever of a scenario that was read without an error has neither been taken into it nor stands in the
 * support table as without effect is reported.
 */
export function checkAllRead(node: XmlNode, typeName: string, problems: Problem[]): void {
  const type = typeOf(typeName);
  const unread = (name: string, line: number, column: number) => {
    const hint = "it is known, but nothing in redrive depends on it here";
    const what = { expected: "what redrive reads here", found: name, hint };
    problems.push({ code: "RDV_XOSC_UNSUPPORTED", severity: "error", file: node.file, line, column, path: node.name, ...what });
  };
  for (const [name, { line, column, isRead }] of node.attributes) {
    if (!isRead && type.attributes.has(name) && supportOf(typeName, `@${name}`, "").level !== "no effect") unread(name, line, column);
  }
  for (const child of node.children) {
    const childType = type.children.get(child.name)?.type;
    if (childType === undefined || supportOf(typeName, child.name, childType).level === "no effect") continue;
    if (child.isRead) checkAllRead(child, childType, problems);
    else unread(child.name, child.line, child.column);
  }
}
