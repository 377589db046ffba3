import { quoted } from "../../../drive/problem.ts";
import type { CheckedFile, Rule, Version, Violation } from "./rule.ts";
import { violation } from "./rule.ts";
import { allOf, at, childOf, childrenOf, textOf, type XmlElement } from "./xml-tree.ts";

const V14 = { major: 1, minor: 4 };
const V17 = { major: 1, minor: 7 };
const V18 = { major: 1, minor: 8 };

function rule(name: string, since: Version, text: string, check: (file: CheckedFile) => Violation[]): Rule {
  const id = `asam.net:xodr:${since.major}.${since.minor}.0:${name}`;
  return { id, standard: "xodr", since, severity: "warning", code: "RDV_STANDARD_RULE", text, check };
}

/** Rules of objects, signals and profiles: what redrive does not drive by, so that breaking one is a warning. */
export const XODR_OBJECT_RULES: readonly Rule[] = [
  rule("road.lanes.lane_offset.no_offset_if_border_defined", V14, "A road whose lanes have borders has no laneOffset.", offsetWithBorder),
  rule(
    "road.cross_section_surface.no_shape_superelevation",
    V18,
    "A crossSectionSurface stands without shape and superelevation.",
    mixedSurface,
  ),
  rule("junctions.priority.high_and_low_attrib", V17, "A priority of a junction names both roads.", halfPriority),
  rule("road.object.orientation", V17, "An object states the direction it is valid for.", (f) => lacking(f, "object", "orientation")),
  rule("road.object.circular_vs_angular", V17, "An object has a radius, or a length and a width.", twoShapes),
  rule(
    "road.object.attributes",
    V17,
    "An object has parts of its type only: borders a traffic island, access rules a parking space.",
    foreignParts,
  ),
  rule("road.object.outline.outline_followed_by_corner", V17, "An outline has corners.", (f) =>
    tooFew(f, "outline", ["cornerRoad", "cornerLocal", "curveLocal"], 1),
  ),
  rule("road.corner_road.element_min_amount", V17, "An outline with cornerRoad has at least two.", (f) =>
    single(f, "outline", "cornerRoad"),
  ),
  rule("road.corner_local.element_min_amount", V17, "An outline with cornerLocal has at least two.", (f) =>
    single(f, "outline", "cornerLocal"),
  ),
  rule("road.object.skeleton.polyline_followed_by_vertex", V18, "A polyline has vertices.", (f) =>
    tooFew(f, "polyline", ["vertexRoad", "vertexLocal"], 1),
  ),
  rule("road.object.skeleton.vertex_road.element_min_amount", V18, "A polyline with vertexRoad has at least two.", (f) =>
    single(f, "polyline", "vertexRoad"),
  ),
  rule("road.object.skeleton.vertex_local.element_min_amount", V18, "A polyline with vertexLocal has at least two.", (f) =>
    single(f, "polyline", "vertexLocal"),
  ),
  rule(
    "road.object.marking.no_cornerreference_if_no_outline",
    V17,
    "A cornerReference of a marking names a corner of the object's outlines.",
    lostCorners,
  ),
  rule("road.object.borders.useCompleteOutline_true", V17, "A border of a whole outline has no cornerReference.", (f) => borders(f, true)),
  rule("road.object.borders.useCompleteOutline_false", V17, "A border of a part of an outline has at least two cornerReferences.", (f) =>
    borders(f, false),
  ),
  rule("road.signal.reference.used_for_signals_only", V17, "A signalReference names a signal.", lostSignals),
  rule("road.signal.boards.multi_board_have_sub_boards", V18, "A multi board has a static board and a variable one.", (f) =>
    multiBoards(f, false),
  ),
  rule("road.signal.boards.multi_board_use_dynamic_true", V18, "A multi board is dynamic.", (f) => multiBoards(f, true)),
];

function objectsOf({ root }: CheckedFile): XmlElement[] {
  return at(root, "road/objects/object");
}

function offsetWithBorder({ root }: CheckedFile): Violation[] {
  return at(root, "road/lanes").flatMap((lanes) => {
    const hasBorder = allOf(lanes, "lane").some((lane) => childOf(lane, "border") !== null);
    return hasBorder ? childrenOf(lanes, "laneOffset").map((e) => violation(e, "", "none, as lanes of the road have borders", "one")) : [];
  });
}

function mixedSurface({ root }: CheckedFile): Violation[] {
  return at(root, "road/lateralProfile").flatMap((profile) => {
    if (childOf(profile, "crossSectionSurface") === null) return [];
    return profile.children
      .filter((e) => e.name === "shape" || e.name === "superelevation")
      .map((e) => violation(e, "", "none beside a crossSectionSurface", "one"));
  });
}

function halfPriority({ root }: CheckedFile): Violation[] {
  return at(root, "junction/priority").flatMap((priority) =>
    ["high", "low"].filter((name) => textOf(priority, name) === null).map((name) => violation(priority, name, "the id of a road", "none")),
  );
}

function lacking(file: CheckedFile, name: string, attribute: string): Violation[] {
  return allOf(file.root, name)
    .filter((e) => textOf(e, attribute) === null)
    .map((e) => violation(e, attribute, "a value", "none"));
}

function twoShapes(file: CheckedFile): Violation[] {
  return objectsOf(file)
    .filter((e) => textOf(e, "radius") !== null && (textOf(e, "length") !== null || textOf(e, "width") !== null))
    .map((e) => violation(e, "radius", "none beside length and width", textOf(e, "radius") ?? ""));
}

const PART_OF: Readonly<Record<string, string>> = { borders: "trafficIsland", parkingSpace: "parkingSpace" };

function foreignParts(file: CheckedFile): Violation[] {
  return objectsOf(file).flatMap((object) =>
    object.children
      .filter((part) => PART_OF[part.name] !== undefined && PART_OF[part.name] !== textOf(object, "type"))
      .map((part) => violation(part, "", `an object of type ${PART_OF[part.name]} around it`, quoted(textOf(object, "type") ?? ""))),
  );
}

function tooFew(file: CheckedFile, name: string, parts: readonly string[], least: number): Violation[] {
  return objectsOf(file)
    .flatMap((object) => allOf(object, name))
    .filter((e) => e.children.filter((part) => parts.includes(part.name)).length < least)
    .map((e) => violation(e, "", `at least ${least} of ${parts.join(", ")}`, "none"));
}

function single(file: CheckedFile, name: string, part: string): Violation[] {
  return objectsOf(file)
    .flatMap((object) => allOf(object, name))
    .filter((e) => childrenOf(e, part).length === 1)
    .map((e) => violation(e, "", `at least two ${part}`, "one"));
}

function lostCorners(file: CheckedFile): Violation[] {
  return objectsOf(file).flatMap((object) => {
    const known = new Set(allOf(object, "cornerRoad", "cornerLocal", "curveLocal").map((corner) => textOf(corner, "id")));
    const references = at(object, "markings/marking/cornerReference");
    return references
      .filter((reference) => !known.has(textOf(reference, "id")))
      .map((reference) => violation(reference, "id", "a corner of the object's outlines", quoted(textOf(reference, "id") ?? "")));
  });
}

/** Where a border does not say whether it follows the whole outline, one reference alone is wrong either way. */
function borders(file: CheckedFile, isWhole: boolean): Violation[] {
  return objectsOf(file)
    .flatMap((object) => at(object, "borders/border"))
    .flatMap((border) => {
      const whole = textOf(border, "useCompleteOutline");
      const count = childrenOf(border, "cornerReference").length;
      if (isWhole) return whole === "true" && count > 0 ? [violation(border, "", "no cornerReference", String(count))] : [];
      const isWrong = (whole === "false" && count < 2) || (whole === null && count === 1);
      return isWrong ? [violation(border, "", "at least two cornerReferences", String(count))] : [];
    });
}

function lostSignals({ root }: CheckedFile): Violation[] {
  const known = new Set(at(root, "road/signals/signal").map((signal) => textOf(signal, "id")));
  return at(root, "road/signals/signalReference")
    .filter((reference) => !known.has(textOf(reference, "id")))
    .map((reference) => violation(reference, "id", "the id of a signal", quoted(textOf(reference, "id") ?? "")));
}

function multiBoards({ root }: CheckedFile, isDynamic: boolean): Violation[] {
  return at(root, "road/signals/signal")
    .filter((signal) => textOf(signal, "type") === "multiBoard")
    .flatMap((signal) => {
      if (isDynamic)
        return textOf(signal, "dynamic") === "yes" ? [] : [violation(signal, "dynamic", '"yes"', quoted(textOf(signal, "dynamic") ?? ""))];
      const absent = ["staticBoard", "vmsBoard"].filter((name) => childOf(signal, name) === null);
      return absent.map((name) => violation(signal, "", `a ${name}`, "none"));
    });
}
