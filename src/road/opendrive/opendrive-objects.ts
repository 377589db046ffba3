import type { ObjectRepeat, RoadObject } from "./model.ts";
import { countRecord, emptyObject, ownList, type Reader, rule } from "./opendrive-build.ts";
import { choiceOr, claimOr, describingNumber, distanceOf, integerOf, numberOf, warn, textOr } from "./opendrive-values.ts";
import type { ElementRule } from "./opendrive-xml.ts";

function openObject(r: Reader): void {
  countRecord(r);
  const object = emptyObject(textOr(r, "id", ""));
  object.name = textOr(r, "name", "");
  object.type = textOr(r, "type", "none");
  object.subtype = textOr(r, "subtype", "");
  object.sM = numberOf(r, "s");
  object.tM = numberOf(r, "t");
  object.zOffsetM = describingNumber(r, "zOffset", 0);
  object.hdgRad = describingNumber(r, "hdg", 0);
  object.pitchRad = describingNumber(r, "pitch", 0);
  object.rollRad = describingNumber(r, "roll", 0);
  object.orientation = choiceOr(r, "orientation", ["+", "-", "none"], "none");
  object.lengthM = describingNumber(r, "length", 0);
  object.widthM = describingNumber(r, "width", 0);
  object.radiusM = describingNumber(r, "radius", null);
  object.heightM = describingNumber(r, "height", 0);
  object.isDynamic = claimOr(r, "dynamic", false);
  r.object = object;
  r.road.objects.push(object as RoadObject);
}

function openRepeat(r: Reader): void {
  const repeat: ObjectRepeat = {
    sM: distanceOf(r, "s"),
    lengthM: distanceOf(r, "length"),
    distanceM: describingNumber(r, "distance", 0),
    tStartM: numberOf(r, "tStart"),
    tEndM: numberOf(r, "tEnd"),
    zOffsetStartM: describingNumber(r, "zOffsetStart", 0),
    zOffsetEndM: describingNumber(r, "zOffsetEnd", 0),
    widthStartM: describingNumber(r, "widthStart", null),
    widthEndM: describingNumber(r, "widthEnd", null),
    heightStartM: describingNumber(r, "heightStart", null),
    heightEndM: describingNumber(r, "heightEnd", null),
    lengthStartM: describingNumber(r, "lengthStart", null),
    lengthEndM: describingNumber(r, "lengthEnd", null),
  };
  r.object.repeats = ownList(r.object.repeats);
  r.object.repeats.push(repeat);
}

function openOutline(r: Reader): void {
  // Up to 1.4 an outline has no `closed` and encloses an area.
  r.outline = { kind: "road", closed: claimOr(r, "closed", true), corners: [] };
  r.object.outlines = ownList(r.object.outlines);
  r.object.outlines.push(r.outline);
}

function openCorner(r: Reader, kind: "road" | "local"): void {
  const { outline } = r;
  if (outline.corners.length > 0 && outline.kind !== kind) {
    warn(r, "choice", "", `corners of one kind in an outline (${outline.kind})`, kind, "the corner is left out");
    return;
  }
  outline.kind = kind;
  const [along, across, up] = kind === "road" ? ["s", "t", "dz"] : ["u", "v", "z"];
  const place = [numberOf(r, along!), numberOf(r, across!), describingNumber(r, up!, 0)] as const;
  outline.corners.push([...place, describingNumber(r, "height", 0)]);
}

const outlineRule = rule("id closed fillType laneType outer", {
  open: openOutline,
  children: {
    cornerRoad: rule("id s t dz height", { open: (r) => openCorner(r, "road") }),
    cornerLocal: rule("id u v z height", { open: (r) => openCorner(r, "local") }),
  },
});

export const objectsRule: ElementRule<Reader> = rule("", {
  children: {
    object: rule("id name type subtype s t zOffset validLength orientation length width radius height hdg pitch roll dynamic perpToRoad", {
      open: openObject,
      children: {
        repeat: rule(
          "s length distance tStart tEnd widthStart widthEnd heightStart heightEnd zOffsetStart zOffsetEnd lengthStart lengthEnd radiusStart radiusEnd detachFromReferenceLine",
          { open: openRepeat },
        ),
        outline: outlineRule,
        outlines: rule("", { children: { outline: outlineRule } }),
        validity: rule("fromLane toLane", {
          open: (r) => {
            r.object.validity = ownList(r.object.validity);
            r.object.validity.push({ fromLane: integerOf(r, "fromLane"), toLane: integerOf(r, "toLane") });
          },
        }),
      },
    }),
  },
});
