import type { StorySpec, TriggerSpec, ValueTestSpec } from "../../../sim/story/spec.ts";
import { didYouMean } from "../suggest.ts";
import { resolveText } from "./scope.ts";
import { type At, placeOf, report } from "./reading.ts";
import type { XmlNode } from "./xml.ts";

type ElementKind = Extract<ValueTestSpec, { kind: "element-state" }>["element"];

interface Element {
  readonly kind: ElementKind;
  /** Names from the story inwards, with "::" between them. */
  readonly path: string;
}

/** Checks what can be named from anywhere: elements of the storyboard, by name or by the end of their path. */
export function checkReferences(at: At, spec: StorySpec): void {
  const elements = elementsOf(spec);
  const wanted = triggersOf(spec)
    .flatMap((t) => t.groups.flat())
    .flatMap(({ test }) => (test.by === "value" && test.test.kind === "element-state" ? [test.test] : []));
  for (const { element, ref } of wanted) {
    const isThere = elements.some((e) => e.kind === element && (e.path === ref || e.path.endsWith(`::${ref}`)));
    if (!isThere) reportElement(at, element, ref, elements);
  }
}

function reportElement(at: At, kind: ElementKind, ref: string, elements: readonly Element[]): void {
  const names = elements
    .filter((e) => e.kind === kind)
    .map((e) => e.path.slice(e.path.lastIndexOf("::") + (e.path.includes("::") ? 2 : 0)));
  const other = elements.find((e) => e.path === ref || e.path.endsWith(`::${ref}`));
  const hint = other === undefined ? didYouMean(ref, names) : `there is a ${other.kind} of that name`;
  const node = conditionNaming(at.node, ref) ?? at.node;
  const here = { ...at, node };
  report(
    here,
    placeOf(here, "storyboardElementRef"),
    "RDV_SCENARIO_REFERENCE",
    `the name of a ${kind}`,
    JSON.stringify(ref.slice(0, 100)),
    hint,
  );
}

function conditionNaming(node: XmlNode, ref: string): XmlNode | null {
  const value = node.attributes.get("storyboardElementRef")?.value;
  if (value !== undefined && (value.trim() === ref || resolves(value))) return node;
  for (const inner of node.children) {
    const found = conditionNaming(inner, ref);
    if (found !== null) return found;
  }
  return null;
}

/** A reference through a parameter: which one it is cannot be told from the text. */
function resolves(value: string): boolean {
  return value.startsWith("$") && !resolveText(value, { parameters: new Map(), outer: null }).ok;
}

function elementsOf(spec: StorySpec): Element[] {
  return spec.stories.flatMap((story): Element[] => [
    { kind: "story", path: story.name },
    ...story.acts.flatMap((act): Element[] => {
      const path = `${story.name}::${act.name}`;
      return [{ kind: "act", path }, ...act.groups.flatMap((g) => groupElements(`${path}::${g.name}`, g))];
    }),
  ]);
}

function groupElements(path: string, group: StorySpec["stories"][number]["acts"][number]["groups"][number]): Element[] {
  return [
    { kind: "maneuverGroup", path },
    ...group.maneuvers.flatMap((m): Element[] => [
      { kind: "maneuver", path: `${path}::${m.name}` },
      ...m.events.flatMap((e): Element[] => [
        { kind: "event", path: `${path}::${m.name}::${e.name}` },
        ...e.actions.map((a): Element => ({ kind: "action", path: `${path}::${m.name}::${e.name}::${a.name}` })),
      ]),
    ]),
  ];
}

/** Every trigger of a scenario. */
function triggersOf(spec: StorySpec): TriggerSpec[] {
  const acts = spec.stories.flatMap((s) => s.acts);
  const events = acts.flatMap((a) => a.groups).flatMap((g) => g.maneuvers.flatMap((m) => m.events));
  return [spec.stop, ...acts.flatMap((a) => [a.start, a.stop]), ...events.map((e) => e.start)].filter((t) => t !== null);
}
