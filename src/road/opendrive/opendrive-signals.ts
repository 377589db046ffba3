import type { Signal, SignalReference } from "./model.ts";
import { countRecord, type Building, type Reader, rule } from "./opendrive-build.ts";
import { choiceOr, claimOr, describingNumber, fault, idOf, integerOf, numberOf, textOf, textOr } from "./opendrive-values.ts";
import type { ElementRule } from "./opendrive-xml.ts";

function openSignal(r: Reader): boolean {
  countRecord(r);
  const id = idOf(r, "id");
  if (id === null) return false;
  const signal: Building<Signal> = {
    id,
    name: textOr(r, "name", ""),
    sM: numberOf(r, "s"),
    tM: numberOf(r, "t"),
    zOffsetM: describingNumber(r, "zOffset", 0),
    hOffsetRad: describingNumber(r, "hOffset", 0),
    pitchRad: describingNumber(r, "pitch", 0),
    rollRad: describingNumber(r, "roll", 0),
    isDynamic: claimOr(r, "dynamic", false),
    orientation: choiceOr(r, "orientation", ["+", "-", "none"], "none"),
    country: textOr(r, "country", ""),
    type: textOr(r, "type", ""),
    subtype: textOr(r, "subtype", ""),
    value: describingNumber(r, "value", null),
    unit: textOr(r, "unit", ""),
    text: textOr(r, "text", ""),
    heightM: describingNumber(r, "height", 0),
    widthM: describingNumber(r, "width", 0),
    validity: [],
    dependencies: [],
  };
  r.signal = signal;
  r.road.signals.push(signal);
  return true;
}

function openReference(r: Reader): boolean {
  countRecord(r);
  const id = idOf(r, "id");
  if (id === null) return false;
  const reference: Building<SignalReference> = {
    id,
    sM: numberOf(r, "s"),
    tM: numberOf(r, "t"),
    orientation: choiceOr(r, "orientation", ["+", "-", "none"], "none"),
    validity: [],
  };
  r.signal = reference;
  r.places.set(reference, r.at);
  r.road.signalReferences.push(reference);
  return true;
}

const validityRule = rule("fromLane toLane", {
  open: (r) => {
    r.signal.validity.push({ fromLane: integerOf(r, "fromLane"), toLane: integerOf(r, "toLane") });
  },
});

export const signalsRule: ElementRule<Reader> = rule("", {
  children: {
    signal: rule(
      "id name s t zOffset hOffset pitch roll dynamic orientation country countryRevision type subtype value unit text height width length",
      {
        open: openSignal,
        children: {
          validity: validityRule,
          dependency: rule("id type", {
            open: (r) => {
              if ("dependencies" in r.signal) r.signal.dependencies.push({ id: textOf(r, "id"), type: textOr(r, "type", "") });
            },
          }),
        },
      },
    ),
    signalReference: rule("id s t orientation", { open: openReference, children: { validity: validityRule } }),
  },
});

/** A controller of signals, at the root of the file. */
export const controllerRule: ElementRule<Reader> = rule("id name sequence", {
  open: (r) => {
    const id = idOf(r, "id");
    if (id === null) return false;
    if (r.controllerIds.has(id)) {
      fault(r, "duplicate", "id", "an id of its own for each controller", `a second controller ${JSON.stringify(id)}`);
      return false;
    }
    r.controller = { id, name: textOr(r, "name", ""), sequence: describingNumber(r, "sequence", null), signals: [] };
    r.controllerIds.add(id);
    r.controllers.push(r.controller);
    return true;
  },
  children: {
    control: rule("signalId type", {
      open: (r) => {
        r.controller.signals.push({ id: textOf(r, "signalId"), type: textOr(r, "type", "") });
      },
    }),
  },
});
