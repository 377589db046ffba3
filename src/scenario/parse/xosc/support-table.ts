import { typeOf } from "./grammar.ts";
import { SUPPORT, type Support, supportOf } from "./support.ts";

interface Row {
  readonly element: string;
  readonly minor: number;
  readonly level: Support["level"];
  readonly note: string;
}

/** The page docs/openscenario-support.md: every element of OpenSCENARIO XML 1.0 to 1.3 and what redrive makes of it. */
export function supportTable(): string {
  const rows = rowsOf().toSorted((a, b) => (a.element < b.element ? -1 : 1));
  const count = (level: Support["level"]) => rows.filter((r) => r.level === level).length;
  const counts = (["yes", "partly", "no", "no effect"] as const).map((level) => `${level} ${count(level)}`).join(", ");
  return [
    "# OpenSCENARIO XML: what redrive supports",
    "",
    "Made from the tables in `src/scenario/parse/xosc/` (grammar and support); a test compares. Elements of the schemas 1.0 to 1.3.1:",
    `${counts}.`,
    "",
    "- **yes**: read, and has its effect. Attributes named in the note have none.",
    "- **partly**: read; what the note names is refused with its line and column, or differs as it says.",
    "- **no**: refused with `RDV_XOSC_UNSUPPORTED`, line and column.",
    "- **no effect**: accepted; nothing in redrive depends on it.",
    "",
    "Anything else in a file is an error that names it. `since` is the version that brought the element.",
    "",
    "| element | since | support | note |",
    "|---|---|---|---|",
    ...rows.map((r) => `| ${r.element} | 1.${r.minor} | ${r.level} | ${r.note} |`),
    "",
  ].join("\n");
}

/** One row an element; two of the same name in different places that differ get a row each, with the place. */
function rowsOf(): Row[] {
  const places = new Map<string, { readonly parent: string; readonly row: Row }[]>();
  const seen = new Set<string>();
  const visit = (typeName: string) => {
    if (seen.has(typeName)) return;
    seen.add(typeName);
    for (const [name, rule] of typeOf(typeName).children) {
      const support = supportOf(typeName, name, rule.type);
      const row = { element: name, minor: rule.minor, ...described(support, rule.type) };
      places.set(name, [...(places.get(name) ?? []), { parent: typeName, row }]);
      if (support.level === "yes" || support.level === "partly") visit(rule.type);
    }
  };
  visit("OpenScenario");
  return [...places.values()].flatMap((list) => {
    const distinct = new Map(list.map(({ row }) => [`${row.level} ${row.note}`, row]));
    const since = Math.min(...list.map(({ row }) => row.minor));
    if (distinct.size === 1) return [...distinct.values()].map((row) => ({ ...row, minor: since }));
    return list.map(({ parent, row }) => ({ ...row, element: `${row.element} (in ${parent})` }));
  });
}

/** Level and note of an element, with what stands in the table of its attributes and inner elements. */
function described(support: Support, typeName: string): Pick<Row, "level" | "note"> {
  if (support.level === "no" || support.level === "no effect") return { level: support.level, note: support.note };
  const inner = Object.entries(SUPPORT).filter(([key]) => key.startsWith(`${typeName}/@`));
  const notes = inner.map(([key, s]) => `\`${key.slice(typeName.length + 2)}\` ${s.level === "yes" ? "" : `${s.level}: `}${s.note}`);
  const elements = [...typeOf(typeName).children].filter(([name, rule]) => supportOf(typeName, name, rule.type).level === "no");
  notes.push(...elements.map(([name]) => `without ${name}`));
  const isPartly = support.level === "partly" || elements.length > 0 || inner.some(([, s]) => s.level === "no");
  return { level: isPartly ? "partly" : "yes", note: [support.note, ...notes].filter((n) => n !== "").join("; ") };
}
