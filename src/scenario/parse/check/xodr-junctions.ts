import { quoted } from "../../../drive/problem.ts";
import type { CheckedFile, Rule, Violation } from "./rule.ts";
import { violation } from "./rule.ts";
import { isDrivable, laneLinksOf, runsAlong } from "./xodr-lane-links.ts";
import { type ConnectionRow, type End, type JunctionRow, netOf, type RoadRow } from "./xodr-net.ts";

const V14 = { major: 1, minor: 4 };
const V17 = { major: 1, minor: 7 };
const V18 = { major: 1, minor: 8 };
const base = { standard: "xodr", severity: "error", code: "RDV_STANDARD_RULE" } as const;

/** What the standard demands of junctions and of roads that meet without one. */
export const XODR_JUNCTION_RULES: readonly Rule[] = [
  {
    ...base,
    id: "asam.net:xodr:1.4.0:road.linkage.is_junction_needed",
    since: V14,
    text: "Two roads are linked directly only where no third road is linked to the same end.",
    check: sharedEnds,
  },
  {
    ...base,
    id: "asam.net:xodr:1.4.0:junctions.connection.connect_road_no_incoming_road",
    since: V14,
    text: "A connecting road is not an incoming road.",
    check: connectingAsIncoming,
  },
  {
    ...base,
    id: "asam.net:xodr:1.7.0:junctions.connection.one_connection_element",
    since: V17,
    before: V18,
    text: "Each connecting road has one connection element.",
    check: (file) => repeatedConnections(file, (c) => c.connecting),
  },
  {
    ...base,
    id: "asam.net:xodr:1.8.0:junctions.connection.one_link_to_incoming",
    since: V18,
    text: "A connecting road has at most one connection element per incoming road, with lane links of the direction of traffic only.",
    check: (file) => [...repeatedConnections(file, (c) => JSON.stringify([c.incoming, c.connecting])), ...linksAgainstTraffic(file)],
  },
  {
    ...base,
    id: "asam.net:xodr:1.7.0:junctions.connection.start_along_linkage",
    since: V17,
    text: "A connection has contact point start where the connecting road begins at the incoming one.",
    check: (file) => wrongContacts(file, "start"),
  },
  {
    ...base,
    id: "asam.net:xodr:1.7.0:junctions.connection.end_opposite_linkage",
    since: V17,
    text: "A connection has contact point end where the connecting road ends at the incoming one.",
    check: (file) => wrongContacts(file, "end"),
  },
];

function sharedEnds(file: CheckedFile): Violation[] {
  const users = new Map<string, Set<string>>();
  const found: Violation[] = [];
  for (const road of netOf(file.root).roads) {
    for (const link of [road.predecessor, road.successor]) {
      if (road.junction !== null || link?.kind !== "road" || link.contact === null) continue;
      const end = JSON.stringify([link.id, link.contact]);
      const known = users.get(end) ?? new Set();
      users.set(end, known);
      if (known.size === 1 && !known.has(road.id))
        found.push(
          violation(
            link.element,
            "",
            `a junction, as road ${[...known].join()} is linked to the ${link.contact} of road ${link.id} too`,
            "a direct link",
          ),
        );
      known.add(road.id);
    }
  }
  return found;
}

/** The connections of junctions that have connecting roads. */
function connectionsOf(file: CheckedFile): { junction: JunctionRow; connection: ConnectionRow; connecting: RoadRow | undefined }[] {
  const net = netOf(file.root);
  const withRoads = net.junctions.filter((junction) => junction.type !== "direct" && junction.type !== "crossing");
  return withRoads.flatMap((junction) =>
    junction.connections.map((connection) => ({ junction, connection, connecting: net.roadById.get(connection.connecting) })),
  );
}

function connectingAsIncoming(file: CheckedFile): Violation[] {
  const { roadById } = netOf(file.root);
  return connectionsOf(file).flatMap(({ connection }) => {
    const junction = roadById.get(connection.incoming)?.junction ?? null;
    if (junction === null) return [];
    return [
      violation(connection.element, "incomingRoad", "a road outside junctions", `road ${connection.incoming} of junction ${junction}`),
    ];
  });
}

function repeatedConnections(file: CheckedFile, keyOf: (connection: ConnectionRow) => string): Violation[] {
  const seen = new Map<string, number>();
  return connectionsOf(file).flatMap(({ junction, connection }) => {
    const key = JSON.stringify([junction.id, keyOf(connection)]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (count !== 2) return [];
    return [
      violation(connection.element, "", `one connection of road ${connection.incoming} by road ${connection.connecting}`, "another one"),
    ];
  });
}

function linksAgainstTraffic(file: CheckedFile): Violation[] {
  const { junctions } = netOf(file.root);
  const direct = new Set(junctions.filter((junction) => junction.type === "direct").map((junction) => junction.element));
  const ofDirect = new Set([...direct].flatMap((junction) => junction.children.flatMap((connection) => connection.children)));
  return laneLinksOf(netOf(file.root)).flatMap(({ element, how, from, to }) => {
    if (how !== "junction" || ofDirect.has(element) || !isDrivable(to.lane) || !isDrivable(from.lane)) return [];
    const leadsIn = runsAlong(to.road, to.lane) !== (to.end === "end");
    const comesOut = runsAlong(from.road, from.lane) !== (from.end === "start");
    if (leadsIn && comesOut) return [];
    const wrong = leadsIn
      ? `lane ${from.lane.id}, which leads away from the junction`
      : `lane ${to.lane.id}, which leads out of the connecting road`;
    return [violation(element, leadsIn ? "from" : "to", "a link in the direction of traffic", wrong)];
  });
}

function wrongContacts(file: CheckedFile, contact: End): Violation[] {
  return connectionsOf(file).flatMap(({ connection, connecting }) => {
    const link = contact === "start" ? connecting?.predecessor : connecting?.successor;
    if (connection.contact !== contact || link?.kind !== "road" || link.id === connection.incoming) return [];
    const expected = `the ${contact} of road ${connection.connecting} to meet road ${connection.incoming}`;
    return [violation(connection.element, "contactPoint", expected, `road ${quoted(link.id)} there`)];
  });
}
