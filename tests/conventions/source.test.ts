import { expect, test } from "vitest";
import { codeOf, commentsOf } from "./source.ts";

test.each([
  ["a // b\nc", "a     \nc"],
  ["a /* b\nc */ d", "a     \n     d"],
  ['f("// no", 1)', 'f("     ", 1)'],
  ["f('it\\'s', 1)", "f('     ', 1)"],
  ["`a ${b + `c ${d}`} e` + f", "`  ${b + `  ${d}`}  ` + f"],
  ["`{` + { a: `}` }", "` ` + { a: ` ` }"],
  ['x = /["/]/.test(y); z = a / b / "c"', 'x = /    /.test(y); z = a / b / " "'],
  ["return /\\/x/g", "return /   /g"],
  ["(a) / 2 // c", "(a) / 2     "],
])("code of %j", (text, code) => {
  expect(codeOf(text)).toBe(code);
});

test("comments of a text with strings that look like comments", () => {
  expect(commentsOf('a("// s") // c')).toBe("          // c");
});
