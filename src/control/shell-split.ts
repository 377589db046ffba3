import { InputError } from "../core/errors.ts";

/**
 * Splits a command line into words as a POSIX shell quotes (Shell Command Language, section 2.2), and does nothing else a shell does:
 * no variables, globs, redirections, pipes or `;` - these characters are ordinary.
 *
 * Outside quotes a backslash keeps the next character. In '...' everything is literal. In "..." a backslash keeps $ ` " \ and newline
 * from their meaning and stays itself before anything else. Throws RDV_USAGE on an open quote, a trailing backslash, a NUL or no word at all.
 */
export function shellSplit(text: string): string[] {
  if (text.includes("\0")) throw usage(text, "text", "a NUL character");
  const words: string[] = [];
  let word: string | null = null;
  let i = 0;
  while (i < text.length) {
    const c = text[i++] as string;
    if (c === "'") {
      const end = text.indexOf("'", i);
      if (end < 0) throw usage(text, "a closing '", "none");
      word = (word ?? "") + text.slice(i, end);
      i = end + 1;
    } else if (c === '"') {
      const quoted = readDoubleQuoted(text, i);
      word = (word ?? "") + quoted.value;
      i = quoted.next;
    } else if (c === "\\") {
      if (i >= text.length) throw usage(text, "a character after the backslash", "the end");
      // A backslash before a newline joins two lines.
      if (text[i] !== "\n") word = (word ?? "") + text[i];
      i++;
    } else if (c === " " || c === "\t" || c === "\n") {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? "") + c;
    }
  }
  if (word !== null) words.push(word);
  if (words.length === 0) throw usage(text, "a program and its arguments", "nothing");
  return words;
}

function readDoubleQuoted(text: string, from: number): { value: string; next: number } {
  let value = "";
  for (let i = from; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '"') return { value, next: i + 1 };
    const next = text[i + 1];
    if (c !== "\\" || next === undefined || !'$`"\\\n'.includes(next)) {
      value += c;
      continue;
    }
    if (next !== "\n") value += next;
    i++;
  }
  throw usage(text, 'a closing "', "none");
}

function usage(text: string, expected: string, found: string): InputError {
  const hint = "quote words as in a shell: --controller \"python3 'my driver.py'\"";
  return new InputError([
    { code: "RDV_USAGE", severity: "error", file: text, line: 0, column: 0, path: "--controller", expected, found, hint },
  ]);
}
