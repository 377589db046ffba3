/** A story as ASAM OpenSCENARIO XML, version 1.3. */
import type {
  ActSpec,
  EventSpec,
  InitSpec,
  ManeuverGroupSpec,
  SignalControllerSpec,
  StorySpec,
  VariableSpec,
} from "../../sim/story/spec.ts";
import { actionElement, globalElement, privateElement } from "./actions.ts";
import { triggerElement } from "./conditions.ts";
import { type XmlElement, xml, xmlDocument } from "./element.ts";
import { scenarioObject } from "./entities.ts";

/** What the header of the file says. */
export interface XoscHeader {
  readonly author: string;
  readonly description: string;
  /** xsd:dateTime. */
  readonly date: string;
  /** Path of the map as the file is to name it, relative to the file; null for none. */
  readonly mapFile: string | null;
}

/** The text of an .xosc file. What was resolved when the story was read (parameters, catalogs, expressions) is written as its values. */
export function writeXosc(story: StorySpec, header: XoscHeader): string {
  const { author, description, date, mapFile } = header;
  const selections = story.selections.map(({ name, members }) =>
    xml(
      "EntitySelection",
      { name },
      xml(
        "Members",
        {},
        members.map((entityRef) => xml("EntityRef", { entityRef })),
      ),
    ),
  );
  const root = xml(
    "OpenSCENARIO",
    {},
    xml("FileHeader", { revMajor: 1, revMinor: 3, date, description, author }),
    declarations("Parameter", story.parameters),
    declarations("Variable", story.variables),
    xml("CatalogLocations"),
    xml("RoadNetwork", {}, mapFile === null ? null : xml("LogicFile", { filepath: mapFile }), signalsElement(story.signalControllers)),
    xml("Entities", {}, story.entities.map(scenarioObject), selections),
    storyboardElement(story),
  );
  return xmlDocument(root);
}

function declarations(what: "Parameter" | "Variable", values: readonly VariableSpec[]): XmlElement | null {
  if (values.length === 0) return null;
  const type = what === "Parameter" ? "parameterType" : "variableType";
  const elements = values.map((v) => xml(`${what}Declaration`, { name: v.name, [type]: v.type, value: v.value }));
  return xml(`${what}Declarations`, {}, elements);
}

function signalsElement(controllers: readonly SignalControllerSpec[]): XmlElement | null {
  if (controllers.length === 0) return null;
  const phases = (c: SignalControllerSpec): XmlElement[] =>
    c.phases.map((p) => {
      const states = p.states
        .filter((s) => s.signal !== null)
        .map((s) => xml("TrafficSignalState", { trafficSignalId: s.signal, state: s.state }));
      const groups = p.states.filter((s) => s.signal === null).map((s) => xml("TrafficSignalGroupState", { state: s.state }));
      return xml("Phase", { name: p.name, duration: p.durationSec }, [...states, ...groups]);
    });
  return xml(
    "TrafficSignals",
    {},
    controllers.map((c) =>
      xml("TrafficSignalController", { name: c.name, delay: c.reference === null ? null : c.delaySec, reference: c.reference }, phases(c)),
    ),
  );
}

function storyboardElement(story: StorySpec): XmlElement {
  const stories = story.stories.map((s) => xml("Story", { name: s.name }, s.acts.map(actElement)));
  return xml("Storyboard", {}, initElement(story.init), stories, story.stop === null ? null : triggerElement("StopTrigger", story.stop));
}

function initElement(init: InitSpec): XmlElement {
  const privates = init.privates.map((p) => xml("Private", { entityRef: p.entity }, p.actions.map(privateElement)));
  return xml("Init", {}, xml("Actions", {}, init.global.map(globalElement), privates));
}

function actElement(act: ActSpec): XmlElement {
  const start = act.start === null ? null : triggerElement("StartTrigger", act.start);
  const stop = act.stop === null ? null : triggerElement("StopTrigger", act.stop);
  return xml("Act", { name: act.name }, act.groups.map(groupElement), start, stop);
}

function groupElement(group: ManeuverGroupSpec): XmlElement {
  const actors = group.actors.map((entityRef) => xml("EntityRef", { entityRef }));
  const maneuvers = group.maneuvers.map((m) => xml("Maneuver", { name: m.name }, m.events.map(eventElement)));
  return xml(
    "ManeuverGroup",
    { name: group.name, maximumExecutionCount: group.maxExecutions },
    xml("Actors", { selectTriggeringEntities: group.selectTriggeringEntities }, actors),
    maneuvers,
  );
}

function eventElement(event: EventSpec): XmlElement {
  const priority = event.priority === "overwrite" ? "override" : event.priority;
  const actions = event.actions.map(({ name, action }) => xml("Action", { name }, actionElement(action)));
  const start = event.start === null ? null : triggerElement("StartTrigger", event.start);
  return xml("Event", { name: event.name, priority, maximumExecutionCount: event.maxExecutions }, actions, start);
}
