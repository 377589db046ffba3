import { codeOf, type SourceFile, violation } from "./source.ts";

// The linter knows most of this too, but a comment switches a linter off, and it does not see an alias of Math or `**`.

const SAME_EVERYWHERE = /^src\/(core|road|vehicle|drive|trace|sim|scenario|control|eval)\//;
const OUTSIDE_TIME = /^src\/(core\/|road\/|vehicle\/|sim\/|eval\/|scenario\/compile)/;
/** Puts our functions into Math for the time that planck reads them. */
const PLANCK = /^src\/sim\/planck(-math)?\.ts$/;
/** Holds the one seam that may wait: the controller's answer. */
const LOOP = "src/sim/loop.ts";

const ALLOWED = "abs min max floor ceil round trunc sign sqrt fround imul clz32 E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(" ");

const DIFFERS: readonly RegExp[] = [
  new RegExp(`(?<![.\\w$])Math\\b(?!\\s*\\.\\s*(?:${ALLOWED.join("|")})\\b)`, "g"),
  /\*\*/g,
  /\.toLocale\w*\(|(?<![.\w$])Intl\b|\.localeCompare\(/g, // the language of the machine
];

const OF_THE_WORLD: readonly RegExp[] = [
  /(?<![.\w$])(?:Date|performance|console|process|globalThis|crypto|fetch)\b(?!\s*\??:)/g,
  /(?<![.\w$])(?:setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/g,
  /(?<![.\w$])(?:async|await)\s/g,
];
const WAITS: readonly RegExp[] = [/\.then\s*\(/g];

/** What may differ between two machines or two runs. */
export function checkDeterminism(file: SourceFile): string[] {
  const patterns = [
    ...(SAME_EVERYWHERE.test(file.path) && !PLANCK.test(file.path) ? DIFFERS : []),
    ...(OUTSIDE_TIME.test(file.path) ? OF_THE_WORLD : []),
    ...(OUTSIDE_TIME.test(file.path) && file.path !== LOOP ? WAITS : []),
  ];
  const code = codeOf(file.text);
  return patterns.flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => {
      const what = code.slice(match.index).split(/[\s(;,]/, 1)[0];
      return violation(file, match.index, `${what} has no place in ${file.path.split("/")[1]}`);
    }),
  );
}
