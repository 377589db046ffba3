import { checkRules } from "../../../src/scenario/parse/check/check-rules.ts";
import type { RuleProblem, Standard } from "../../../src/scenario/parse/check/rule.ts";
import { readTree } from "../../../src/scenario/parse/check/xml-tree.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The problems of a file by the rules of its standard; `road` is the map that a scenario names. */
export function problemsIn(text: string, standard: Standard, road = ""): readonly RuleProblem[] {
  return checkRules(bytesOf(text), `case.${standard}`, standard, () => (road === "" ? null : readTree(bytesOf(road), "road.xodr").root))
    .problems;
}

/** `rule@line` of every problem by a rule of the standard, with the rule's last word. */
export function broken(text: string, standard: Standard, road = ""): string[] {
  return rulesAt(problemsIn(text, standard, road).filter((p) => p.rule.startsWith("asam.net:")));
}

/** The same by redrive's own rules. */
export function brokenOwn(text: string, standard: Standard): string[] {
  return rulesAt(problemsIn(text, standard).filter((p) => p.rule.startsWith("redrive:")));
}

function rulesAt(problems: readonly RuleProblem[]): string[] {
  return problems.map((p) => `${p.rule.split(/[.:]/).at(-1)}@${p.line}`);
}

/** A scenario of version 1.3 with these elements in its root; they begin on line 2. */
export function scenario(content: string, minor = 3): string {
  return `<OpenSCENARIO><FileHeader revMajor="1" revMinor="${minor}" date="2026-01-01T00:00:00" description="" author=""/>\n${content}\n</OpenSCENARIO>`;
}

/** A map with these elements in its root; they begin on line 2. */
export function map(content: string, minor = 7): string {
  return `<OpenDRIVE><header revMajor="1" revMinor="${minor}"/>\n${content}\n</OpenDRIVE>`;
}

export interface RoadText {
  readonly id?: string;
  readonly junction?: string;
  readonly rule?: string;
  readonly link?: string;
  readonly geometry?: string;
  readonly before?: string;
  readonly sections: string;
  readonly after?: string;
}

/** A straight road of 100 m along x from 0, with what the test is about. */
export function road({
  id = "1",
  junction = "-1",
  rule = "RHT",
  link = "",
  geometry,
  before = "",
  sections,
  after = "",
}: RoadText): string {
  const plan = geometry ?? `<geometry s="0" x="0" y="0" hdg="0" length="100"><line/></geometry>`;
  return `<road id="${id}" length="100" junction="${junction}" rule="${rule}"><link>${link}</link><planView>${plan}</planView>${before}<lanes>${sections}</lanes>${after}</road>`;
}

/** A lane section from s on with lanes as text. */
export function section(s: number, left: string, right: string): string {
  return `<laneSection s="${s}"><left>${left}</left><center><lane id="0" type="none"/></center><right>${right}</right></laneSection>`;
}

export interface LaneText {
  readonly type?: string;
  readonly level?: boolean;
  readonly link?: string;
  readonly inside?: string;
  readonly more?: string;
}

/** A driving lane, 3 m wide unless `inside` says otherwise. */
export function lane(id: number, { type = "driving", level = false, link = "", inside, more = "" }: LaneText = {}): string {
  const width = inside ?? `<width sOffset="0" a="3" b="0" c="0" d="0"/>`;
  return `<lane id="${id}" type="${type}" level="${level}"${more}><link>${link}</link>${width}</lane>`;
}

export const from = (id: number) => `<predecessor id="${id}"/>`;
export const to = (id: number) => `<successor id="${id}"/>`;
