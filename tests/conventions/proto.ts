import { lineAt, type SourceFile } from "./source.ts";

/** Units at the end of a field's name. */
const UNIT = /_(m|mps|mps2|mps3|rad|radps|radps2|sec|ns|ms|hz|kg|kgm2|n|nm|nprad|per_m|ratio|ticks)$/;

/** double and float fields without one. Each line says why. */
const BARE: readonly { readonly names: string; readonly why: string }[] = [
  { names: "throttle brake", why: "pedals from 0 to 1" },
  { names: "existence", why: "a probability from 0 to 1" },
  { names: "steering_ratio", why: "is a ratio" },
  { names: "value limit", why: "in the unit that the name or metric beside it states" },
  { names: "metrics", why: "values by name, in the units of their names" },
  { names: "cos_yaw sin_yaw", why: "ratios of a direction" },
];
const BARE_NAMES = new Set(BARE.flatMap((entry) => entry.names.split(" ")));

const FIELD = /(?<=^|[{;])\s*((?:optional|repeated)\s+)?((?:map\s*<[^>]*>)|[\w.]+)\s+(\w+)\s*=\s*\d+\s*(?:\[[^\]]*\])?\s*;/gm;

/** Fields without a comment on their line or right above, and floating-point fields whose name tells no unit. */
export function checkProto(file: SourceFile): string[] {
  const lines = file.text.split("\n");
  const code = lines.map((line) => blankEnums(line.replace(/\/\/.*$/, (comment) => " ".repeat(comment.length))));
  return [...withoutEnumBodies(code.join("\n")).matchAll(FIELD)].flatMap((match) => {
    const [, , type = "", name = ""] = match;
    if (["option", "syntax", "package", "reserved"].includes(type)) return [];
    const line = lineAt(file.text, match.index + match[0].indexOf(name));
    const isTold = /\/\/\s*\S/.test(lines[line - 1] ?? "") || /^\s*\/\/\s*\S/.test(lines[line - 2] ?? "");
    const isFloat = /^(double|float)$|^map\s*<.*\b(double|float)\s*>$/.test(type);
    return [
      ...(isTold ? [] : [`${file.path}:${line}: the field ${name} has no comment`]),
      ...(isFloat && !UNIT.test(name) && !BARE_NAMES.has(name) ? [`${file.path}:${line}: the number ${name} names no unit`] : []),
    ];
  });
}

/** An enum on one line. */
const blankEnums = (line: string): string => line.replace(/\benum\s+\w+\s*\{[^}]*\}/g, (text) => " ".repeat(text.length));

/** Enums over several lines. */
const withoutEnumBodies = (code: string): string => code.replace(/\benum\s+\w+\s*\{[^}]*\}/g, (text) => text.replace(/[^\n]/g, " "));
