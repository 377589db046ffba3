import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reproduceCommand, shellLine } from "../../src/run/reproduce.ts";

/** The words that a POSIX shell makes of a line. */
function wordsOf(line: string): string[] {
  const { stdout, status } = spawnSync("/bin/sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
  expect(status).toBe(0);
  return stdout.split("\0").slice(0, -1);
}

describe("a command line for a shell", () => {
  test("/bin/sh reads the words back, whatever is in them", () => {
    const text = fc.string({ unit: "grapheme" }).filter((s) => !s.includes("\0"));
    const nasty = fc.array(fc.constantFrom(..."'\"\\$`!*?~#&;|<>(){}[] \t\n=-".split("")), { maxLength: 8 }).map((cs) => cs.join(""));
    // Lone surrogates are not text that a process can be given.
    const word = fc.oneof(text, nasty).map((s) => s.toWellFormed());
    const lines = fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(lines, (words) => {
        // Many lines for one shell: each ends with a mark that no word can be.
        const script = words.map((line) => `${shellLine(line)} ''END''`).join(" ");
        const flat = words.flatMap((line) => [...line, "END"]);
        expect(wordsOf(script)).toEqual(flat);
      }),
      { numRuns: 30 },
    );
  });

  test("plain words stay as they are, so that the line can be read", () => {
    expect(shellLine(["redrive", "run", "a/b-c.yaml", "x=1,y=2.5", "50%"])).toBe("redrive run a/b-c.yaml x=1,y=2.5 50%");
    expect(shellLine(["it's", "", "a#b"])).toBe("'it'\\''s' '' 'a#b'");
  });
});

test("the command names variant, options and seed, and the tick where it is to stop", () => {
  const options = ["--controller", "python3 'my car.py'"];
  expect(reproduceCommand("cut-in.yaml#gapM=8", 7, options, null)).toBe(
    `redrive run 'cut-in.yaml#gapM=8' --controller 'python3 '\\''my car.py'\\''' --seed 7`,
  );
  expect(reproduceCommand("plain.yaml", 0, [], 0)).toBe("redrive run plain.yaml --seed 0 --to-tick 0");
});
