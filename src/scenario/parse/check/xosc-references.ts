import { quoted } from "../../../drive/problem.ts";
import type { CheckedFile, Rule, Violation } from "./rule.ts";
import { violation } from "./rule.ts";
import { allOf, at, childOf, childrenOf, textOf, visit, type XmlElement } from "./xml-tree.ts";
import { resolverOf } from "./xosc-parameters.ts";

const V12 = { major: 1, minor: 2 };

function reference(name: string, code: Rule["code"], text: string, check: (file: CheckedFile) => Violation[]): Rule {
  return { id: `asam.net:xosc:1.2.0:reference_control.${name}`, standard: "xosc", since: V12, severity: "error", code, text, check };
}

/** What the standard demands of names and of what refers to them. */
export const XOSC_REFERENCE_RULES: readonly Rule[] = [
  reference(
    "uniquely_resolvable_entity_references",
    "RDV_SCENARIO_DUPLICATE",
    "No two entries of a catalog, and no two entities, share a name.",
    sharedNames,
  ),
  reference(
    "resolvable_signal_id_in_traffic_signal_state_action",
    "RDV_SCENARIO_REFERENCE",
    "A TrafficSignalStateAction names a signal of the map or of a signal controller.",
    unknownSignals,
  ),
  reference(
    "resolvable_traffic_signal_controller_by_traffic_signal_controller_ref",
    "RDV_SCENARIO_REFERENCE",
    "A trafficSignalControllerRef names a TrafficSignalController of the road network.",
    unknownSignalControllers,
  ),
  reference(
    "valid_actor_reference_in_private_actions",
    "RDV_SCENARIO_REFERENCE",
    "A maneuver group with private actions has an actor.",
    privateWithoutActor,
  ),
  reference("resolvable_entity_references", "RDV_SCENARIO_REFERENCE", "An entityRef names an entity of the scenario.", unknownEntities),
  reference(
    "resolvable_variable_reference",
    "RDV_SCENARIO_REFERENCE",
    "A variableRef names a declared variable (or, as before 1.2, a parameter).",
    unknownVariables,
  ),
  reference(
    "resolvable_storyboard_element_reference",
    "RDV_SCENARIO_REFERENCE",
    "A storyboardElementRef names an element of the type it states.",
    unknownStoryboardElements,
  ),
  reference(
    "unique_element_names_on_same_level",
    "RDV_SCENARIO_DUPLICATE",
    "Elements of the storyboard that stand side by side have names of their own.",
    sharedStoryboardNames,
  ),
];

function namesOf(elements: readonly XmlElement[]): Set<string> {
  return new Set(elements.flatMap((element) => textOf(element, "name") ?? []));
}

/** Every element whose name an earlier one of the list has. */
function repeated(elements: readonly XmlElement[]): Violation[] {
  const seen = new Set<string>();
  return elements.flatMap((element) => {
    const name = textOf(element, "name");
    if (name === null) return [];
    const isRepeated = seen.has(name);
    seen.add(name);
    return isRepeated ? [violation(element, "name", "a name that nothing beside it has", quoted(name))] : [];
  });
}

/** References by an attribute that resolve to a name which is not known; what only a run can resolve is left alone. */
function unresolved(
  root: XmlElement,
  users: readonly XmlElement[],
  attribute: string,
  known: ReadonlySet<string>,
  expected: string,
): Violation[] {
  const resolve = resolverOf(root);
  return users.flatMap((user) => {
    const name = resolve(textOf(user, attribute));
    return name === null || known.has(name) ? [] : [violation(user, attribute, expected, quoted(name))];
  });
}

/** What a catalog's entries refer to, the scenario that uses them has. */
function isCatalog(root: XmlElement): boolean {
  return childOf(root, "Catalog") !== null;
}

function entitiesOf(root: XmlElement): XmlElement[] {
  return [...at(root, "Entities/ScenarioObject"), ...at(root, "Entities/EntitySelection")];
}

function sharedNames({ root }: CheckedFile): Violation[] {
  return [...childrenOf(root, "Catalog").flatMap((catalog) => repeated(catalog.children)), ...repeated(entitiesOf(root))];
}

/** The signals of the map, and those that the scenario's own signal controllers switch. */
function unknownSignals({ root, road }: CheckedFile): Violation[] {
  if (road === null) return [];
  const known = new Set(allOf(road, "signal").flatMap((signal) => textOf(signal, "id") ?? []));
  for (const state of allOf(root, "TrafficSignalState")) known.add(textOf(state, "trafficSignalId") ?? "");
  return unresolved(root, allOf(root, "TrafficSignalStateAction"), "name", known, "the id of a signal of the map");
}

function unknownSignalControllers({ root }: CheckedFile): Violation[] {
  if (isCatalog(root)) return [];
  const known = namesOf(at(root, "RoadNetwork/TrafficSignals/TrafficSignalController"));
  const users = allOf(root, "TrafficSignalControllerAction", "TrafficSignalControllerCondition");
  return unresolved(root, users, "trafficSignalControllerRef", known, "a TrafficSignalController of the road network");
}

/** Entities that trigger an event are actors too, but only where a condition asks for entities at all. */
function privateWithoutActor({ root }: CheckedFile): Violation[] {
  return allOf(root, "ManeuverGroup").flatMap((group) => {
    const actors = childOf(group, "Actors");
    if (actors === null || childrenOf(actors, "EntityRef").length > 0 || allOf(group, "PrivateAction").length === 0) return [];
    const selects = textOf(actors, "selectTriggeringEntities") !== "false";
    if (selects && allOf(group, "ByEntityCondition").length > 0) return [];
    return [violation(actors, "", "an EntityRef for the private actions of the group", "none")];
  });
}

function unknownEntities({ root }: CheckedFile): Violation[] {
  if (isCatalog(root)) return [];
  const users: XmlElement[] = [];
  visit(root, (element) => {
    if (element.attributes.has("entityRef")) users.push(element);
  });
  return unresolved(root, users, "entityRef", namesOf(entitiesOf(root)), "an entity of the scenario");
}

/** A declared parameter counts too: files from before there were variables name one, and ASAM's own checker takes it. */
function unknownVariables({ root }: CheckedFile): Violation[] {
  if (isCatalog(root)) return [];
  const declarations = [...at(root, "VariableDeclarations/VariableDeclaration"), ...at(root, "ParameterDeclarations/ParameterDeclaration")];
  const known = namesOf(declarations);
  return unresolved(root, allOf(root, "VariableAction", "VariableCondition"), "variableRef", known, "a declared variable");
}

const STORYBOARD = ["Story", "Act", "ManeuverGroup", "Maneuver", "Event", "Action"];

/** By type, as the condition spells it: every name, and every path to it (`Story::Act`, and each shorter end of it). */
function storyboardNames(root: XmlElement): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  visit(root, (element, around) => {
    const name = textOf(element, "name");
    if (name === null || !STORYBOARD.includes(element.name)) return;
    const type = element.name.slice(0, 1).toLowerCase() + element.name.slice(1);
    const names = known.get(type) ?? new Set<string>();
    known.set(type, names);
    const path = [...around.filter((e) => STORYBOARD.includes(e.name)).map((e) => textOf(e, "name") ?? ""), name];
    for (let i = 0; i < path.length; i++) names.add(path.slice(i).join("::"));
  });
  return known;
}

/** Maneuvers from a catalog are not looked up: what lies in them may be meant. */
function unknownStoryboardElements({ root }: CheckedFile): Violation[] {
  if (isCatalog(root)) return [];
  const known = storyboardNames(root);
  const resolve = resolverOf(root);
  const usesCatalog = allOf(root, "ManeuverGroup").some((group) => childOf(group, "CatalogReference") !== null);
  return allOf(root, "StoryboardElementStateCondition").flatMap((condition) => {
    const type = resolve(textOf(condition, "storyboardElementType"));
    const name = resolve(textOf(condition, "storyboardElementRef"));
    if (type === null || name === null || known.get(type)?.has(name)) return [];
    if (usesCatalog && ["maneuver", "event", "action"].includes(type)) return [];
    return [violation(condition, "storyboardElementRef", `the name of an element of type ${type}`, quoted(name))];
  });
}

function sharedStoryboardNames({ root }: CheckedFile): Violation[] {
  const found: Violation[] = [];
  visit(root, (parent) => {
    for (const name of STORYBOARD) {
      const siblings = childrenOf(parent, name);
      for (const one of repeated(siblings)) found.push(one);
    }
  });
  return found;
}
