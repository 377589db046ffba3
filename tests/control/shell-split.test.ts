import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { shellSplit } from "../../src/control/shell-split.ts";
import { InputError } from "../../src/core/errors.ts";

const CASES: [text: string, words: string[]][] = [
  ["python3 clients/python/example.py", ["python3", "clients/python/example.py"]],
  ["  a\tb\nc  ", ["a", "b", "c"]],
  [`a 'b c' "d e"`, ["a", "b c", "d e"]],
  [`a'b c'"d e"f`, ["ab cd ef"]],
  [`'' ""`, ["", ""]],
  [`a\\ b \\'c`, ["a b", "'c"]],
  [`'a\\b' "a\\b" "\\$\\\`\\"\\\\"`, ["a\\b", "a\\b", '$`"\\']],
  [`a\\\nb "c\\\nd"`, ["ab", "cd"]],
  [`'it'"'"'s'`, ["it's"]],
];

describe("a command line is split as a shell quotes", () => {
  test.each(CASES)("%j", (text, words) => {
    expect(shellSplit(text)).toEqual(words);
  });

  // A bare newline ends a shell's command; here it only parts two words.
  test.each(CASES.filter(([text]) => !text.includes("b\nc")))("sh splits %j the same way", (text) => {
    const { stdout } = spawnSync("sh", ["-c", `for w in ${text.trim()}; do printf '%s\\0' "$w"; done`], { encoding: "utf8" });
    expect(stdout.split("\0").slice(0, -1)).toEqual(shellSplit(text));
  });

  test("and nothing else a shell does happens", () => {
    expect(shellSplit("a $HOME ; b | c > d && *")).toEqual(["a", "$HOME", ";", "b", "|", "c", ">", "d", "&&", "*"]);
  });

  test.each(["", "   ", "'open", '"open', "end\\", "nul\0"])("%j is refused with RDV_USAGE", (text) => {
    expect(() => shellSplit(text)).toThrow(InputError);
    expect(() => shellSplit(text)).toThrow(/RDV_USAGE/);
  });
});
