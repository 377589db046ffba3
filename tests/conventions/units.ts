import { closingOf, codeOf, type SourceFile, violation } from "./source.ts";

/** The units of style.md section 4, and the products of two of them that a vehicle file needs. */
const UNITS = "M Mps Mps2 Mps3 Rad Radps Radps2 Sec Ns Ms Hz Kg Kgm2 N Npmps Npmps2 Nm Nprad PerM PerM2 Mmph Ratio Ticks".split(" ");

/** Units of files, as they come: only where files are read. */
const FILE_UNITS = "Deg Kph Pct G".split(" ");
const READERS = /^src\/(drive\/|scenario\/parse\/|road\/(.*\/)?opendrive)/;

/** Names that need no unit, by their last word or as a whole. Each line says why. */
const BARE_WORDS: readonly { readonly words: string; readonly why: string }[] = [
  {
    words: "count size length depth objects lanes variants runs jobs points rows samples streams characters acks workers restarts",
    why: "a number of things",
  },
  { words: "total passed failed error aborted scored skipped dropped written done executions misses failures", why: "a number of things" },
  { words: "index slot id tick seed version major minor line column offset lane road pid port code fd", why: "names or numbers one thing" },
  { words: "at row segment suite hint session actor event bus head relativeto signal", why: "the place or number of one thing in a list" },
  { words: "successors predecessors indices children", why: "places in a list" },
  {
    words: "element entity entities own condition trigger group trajectory route parent owner towedby",
    why: "the place of one thing in a story's lists",
  },
  { words: "change", why: "the number of one transition of a story" },
  { words: "order knots", why: "the degree of a spline, and places along its own parameter" },
  { words: "measured", why: "in the unit of the condition that measures" },
  { words: "mark master trajectory", why: "the place or number of one thing in a list" },
  { words: "shape action phase", why: "the number of a kind in a table" },
  { words: "data numbers ring inner stride", why: "storage of values that are named elsewhere" },
  { words: "bytes bits bit bytewidth", why: "is itself the unit" },
  { words: "every", why: "each so many ticks" },
  { words: "scale score weight normalised", why: "a factor, points, or a share of a sum of weights" },
  { words: "value limit severity", why: "in the unit that the metric beside it states" },
];
const BARE = new Set(BARE_WORDS.flatMap((entry) => entry.words.split(" ")));

/** Files whose numbers have no unit of their own. */
const FREE_FILES: readonly { readonly files: RegExp; readonly why: string }[] = [
  { files: /^src\/core\/(hash|random|sha256)\.ts$/, why: "bits of integers" },
  { files: /^src\/core\/interp\.ts$/, why: "interpolates whatever its caller has, over whatever time its caller has" },
  { files: /^src\/eval\/(peak|rate-window|window-least|episodes)\.ts$/, why: "in the unit of the metric that uses them" },
  {
    files: /^src\/eval\/maths\/(savitzky-golay|rounding|nuplan-bounds|iso2631|simpson|histogram-likelihood)\.ts$/,
    why: "in the unit of the series that is filtered",
  },
  { files: /^src\/eval\/profiles\/[a-z0-9-]+-rule\.ts$/, why: "sub-scores, percentages and counts of the anchors' rules" },
  { files: /^src\/(eval\/(statistics\/|compar[a-z-]*\.ts$)|cli\/estimate\.ts$)/, why: "shares, and values in any unit" },
  { files: /^src\/sim\/transition\.ts$/, why: "a shape over whatever goes from one value to another" },
  { files: /^src\/vehicle\/actuators\.ts$/, why: "one channel for steering in rad and for acceleration in m/s2" },
  { files: /^src\/scenario\/parameters\.ts$/, why: "in the unit of the parameter that the user declares" },
  { files: /^src\/control\/(frame|decode|wire)\.ts$/, why: "places in a row of bytes" },
  { files: /^src\/trace\/diff\.ts$/, why: "in the unit of the field that differs" },
  { files: /^src\/sim\/story\/nurbs\.ts$/, why: "order, knots and weights of a curve, and its own parameter" },
  { files: /^src\/cli\/run-options\.ts$/, why: "the range of an option" },
];

/** Ratios of a direction; the names of tyre coefficients in their paper; claims stored as 0 and 1. */
const WITHOUT_UNIT = /^((cos|sin|tangent|normal)([A-Z]|$)|tyre[A-Z]|(is|has|was)[A-Z]|[a-z]+Seen$|(present|valid)$)/;
/** An equation's own letters (with an index), as parameters of a formula. */
const LETTER = /^[a-zA-Z]\d?$/;

const NUMERIC = /^(?:readonly\s+)?(?:number|Float(?:64|32)Array|ReadonlyArray<number>)(?:\[\])?(?:\s*\|\s*(?:null|undefined))*$/;

/** Numbers of exported interfaces, object types and functions whose name tells no unit. */
export function checkUnits(file: SourceFile): string[] {
  if (FREE_FILES.some((entry) => entry.files.test(file.path))) return [];
  const code = codeOf(file.text);
  return [...numericMembers(code), ...numericParameters(code)].flatMap(({ name, offset, isParameter }) => {
    if (hasUnit(name, file.path) || (isParameter && LETTER.test(name))) return [];
    return [violation(file, offset, `the number ${name} names no unit`)];
  });
}

function hasUnit(name: string, path: string): boolean {
  const units = READERS.test(path) ? [...UNITS, ...FILE_UNITS] : UNITS;
  // The unit is the whole last word: `gapM`, not `ALM`; a name may also be its unit: `sec`.
  if (units.some((unit) => new RegExp(`(?:[a-z0-9]${unit}|[a-z0-9][A-Z]${unit}|^${unit.toLowerCase()})$`).test(name))) return true;
  const lastWord = (/(?:[A-Z]|^)[a-z0-9]*$/.exec(name)?.[0] ?? name).toLowerCase();
  return WITHOUT_UNIT.test(name) || [lastWord, lastWord.replace(/s$/, ""), name.toLowerCase()].some((word) => BARE.has(word));
}

interface Named {
  readonly name: string;
  readonly offset: number;
  readonly isParameter: boolean;
}

const MEMBER = /(?<=[{;,\n]\s*)(?:readonly\s+)?([A-Za-z_$][\w$]*)\??\s*:\s*([^;,{}\n]+)/g;

/** Members of exported interfaces and of the object types in exported type aliases, nested ones too. */
function numericMembers(code: string): Named[] {
  return [...code.matchAll(/^export\s+(?:interface\s+[\w$]+[^{]*|type\s+[\w$]+[^={;]*=[^;{]*)\{/gm)].flatMap((match) => {
    const open = match.index + match[0].length - 1;
    const end = match[0].startsWith("export type") || match[0].includes("type ") ? endOfAlias(code, open) : closingOf(code, open);
    const body = withoutParentheses(code.slice(open, end));
    return [...body.matchAll(MEMBER)]
      .filter((member) => NUMERIC.test(member[2]?.trim() ?? ""))
      .map((member) => ({
        name: member[1] ?? "",
        offset: open + member.index + member[0].indexOf(member[1] ?? ""),
        isParameter: false,
      }));
  });
}

/** A union goes on after its first object: to the semicolon that stands outside all brackets. */
function endOfAlias(code: string, open: number): number {
  let i = open;
  while (i < code.length && code[i] !== ";") i = "{(".includes(code[i] ?? " ") ? closingOf(code, i) : i + 1;
  return i;
}

function withoutParentheses(body: string): string {
  let out = "";
  for (let i = 0; i < body.length; ) {
    // A parenthesis after a name holds parameters; another one groups the members of a union.
    const isCall = body[i] === "(" && /[\w$>?]\s*$/.test(out);
    const end = isCall ? closingOf(body, i) : i + 1;
    out += isCall ? body.slice(i, end).replace(/[^\n]/g, " ") : body[i];
    i = end;
  }
  return out;
}

function numericParameters(code: string): Named[] {
  return [...code.matchAll(/^export\s+(?:async\s+)?function\*?\s+[\w$]+\s*(?:<[^(]*>)?\(/gm)].flatMap((match) => {
    const open = match.index + match[0].length - 1;
    const list = code.slice(open, closingOf(code, open));
    return [...list.matchAll(/(?<=[(,]\s*)([A-Za-z_$][\w$]*)\??\s*:\s*number\s*(?:\|\s*(?:null|undefined)\s*)*(?=[,)=])/g)].map(
      (parameter) => ({
        name: parameter[1] ?? "",
        offset: open + parameter.index,
        isParameter: true,
      }),
    );
  });
}
