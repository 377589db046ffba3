import { messageOf, type RuledProblem } from "./sarif.ts";

/** Problems as workflow commands of GitHub Actions, one a line, which show them beside the lines of the change. */
export function githubOf(problems: readonly RuledProblem[]): string {
  return problems.map((problem) => `${commandOf(problem)}\n`).join("");
}

function commandOf(problem: RuledProblem): string {
  const { file, line, column, severity, code, rule } = problem;
  const place = line > 0 ? [`line=${line}`, ...(column > 0 ? [`col=${column}`] : [])] : [];
  const title = rule === undefined || rule === "" ? code : rule;
  return `::${severity} ${[`file=${property(file)}`, ...place, `title=${property(title)}`].join(",")}::${data(messageOf(problem))}`;
}

/** What would end a command or begin another is written as GitHub reads it back. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
