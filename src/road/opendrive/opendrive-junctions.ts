import type { Junction, JunctionConnection } from "./model.ts";
import { countRecord, emptyJunction, type Reader, rule } from "./opendrive-build.ts";
import { choiceOr, describingNumber, fault, idOf, integerOf, numberOf, textOf, textOr, warn } from "./opendrive-values.ts";
import type { ElementRule } from "./opendrive-xml.ts";

function openJunction(r: Reader): boolean {
  countRecord(r);
  const id = idOf(r, "id");
  if (id === null) return false;
  if (r.junctionIds.has(id)) {
    fault(r, "duplicate", "id", "an id of its own for each junction", `a second junction ${JSON.stringify(id)}`);
    return false;
  }
  const junction = emptyJunction(id);
  junction.name = textOr(r, "name", "");
  junction.type = choiceOr(r, "type", ["default", "direct", "virtual", "crossing"], "default");
  if (junction.type === "virtual") {
    junction.mainRoad = textOf(r, "mainRoad");
    junction.sStartM = numberOf(r, "sStart");
    junction.sEndM = numberOf(r, "sEnd");
  }
  r.junction = junction;
  r.places.set(junction, r.at);
  r.junctions.push(junction as Junction);
  r.junctionIds.set(id, junction as Junction);
  return true;
}

function openConnection(r: Reader): boolean {
  countRecord(r);
  const id = textOf(r, "id");
  const incomingRoad = textOr(r, "incomingRoad", null);
  const connectingRoad = textOr(r, "connectingRoad", null) ?? textOr(r, "linkedRoad", null);
  const contact = choiceOr(r, "contactPoint", ["start", "end"], null);
  if (incomingRoad === null || connectingRoad === null || contact === null) {
    const name = incomingRoad === null ? "incomingRoad" : connectingRoad === null ? "connectingRoad" : "contactPoint";
    warn(
      r,
      "missing",
      name,
      "a connection with an incoming road, a connecting road and their contact",
      "none",
      "the connection is left out",
    );
    return false;
  }
  r.connection = { id, incomingRoad, connectingRoad, contact, laneLinks: [] };
  r.places.set(r.connection, r.at);
  r.junction.connections.push(r.connection as JunctionConnection);
  return true;
}

function openPriority(r: Reader): void {
  const [high, low] = [textOr(r, "high", null), textOr(r, "low", null)];
  if (high !== null && low !== null) r.junction.priorities.push({ high, low });
  else
    warn(
      r,
      "missing",
      high === null ? "high" : "low",
      "a road that goes first and one that waits",
      "one of them",
      "the priority is left out",
    );
}

export const junctionRule: ElementRule<Reader> = rule("id name type mainRoad sStart sEnd orientation", {
  open: openJunction,
  children: {
    connection: rule("id type incomingRoad connectingRoad linkedRoad contactPoint connectionMaster", {
      open: openConnection,
      children: {
        laneLink: rule("from to overlapZone", {
          open: (r) => {
            r.connection.laneLinks.push({ from: integerOf(r, "from"), to: integerOf(r, "to") });
          },
        }),
      },
    }),
    priority: rule("high low", { open: openPriority }),
    controller: rule("id type sequence", {
      open: (r) => {
        const entry = { id: textOf(r, "id"), type: textOr(r, "type", ""), sequence: describingNumber(r, "sequence", null) };
        r.junction.controllers.push(entry);
      },
    }),
    surface: rule("", {}),
  },
});
