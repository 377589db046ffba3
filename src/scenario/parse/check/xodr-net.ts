import { at, childOf, childrenOf, numberOf, textOf, type XmlElement } from "./xml-tree.ts";

/** a + b d + c d^2 + d d^3 from `sM` on, with the element that says so. */
export interface Piece {
  readonly element: XmlElement;
  readonly sM: number;
  /** a, b, c, d */
  readonly coefficients: readonly [number, number, number, number];
}

export interface LaneRow {
  readonly element: XmlElement;
  readonly id: number;
  readonly type: string;
  readonly isLevel: boolean;
  /** Ids that its link elements name; a standard file has at most one each. */
  readonly predecessors: readonly number[];
  readonly successors: readonly number[];
  readonly width: readonly Piece[];
  readonly border: readonly Piece[];
  readonly direction: string;
}

export interface SectionRow {
  readonly element: XmlElement;
  readonly startM: number;
  readonly endM: number;
  readonly lanes: readonly LaneRow[];
  /** Of two with one id the first. */
  readonly laneById: ReadonlyMap<number, LaneRow>;
}

export type End = "start" | "end";

export interface RoadEnd {
  readonly element: XmlElement;
  readonly kind: string;
  readonly id: string;
  readonly contact: End | null;
}

export interface RoadRow {
  readonly element: XmlElement;
  readonly id: string;
  readonly lengthM: number;
  /** Id of its junction; null for none. */
  readonly junction: string | null;
  readonly isLeftHand: boolean;
  readonly predecessor: RoadEnd | null;
  readonly successor: RoadEnd | null;
  readonly geometry: readonly XmlElement[];
  readonly laneOffset: readonly Piece[];
  readonly sections: readonly SectionRow[];
}

export interface ConnectionRow {
  readonly element: XmlElement;
  readonly incoming: string;
  readonly connecting: string;
  readonly contact: End | null;
  readonly laneLinks: readonly { readonly element: XmlElement; readonly fromLane: number; readonly toLane: number }[];
}

export interface JunctionRow {
  readonly element: XmlElement;
  readonly id: string;
  readonly type: string;
  readonly connections: readonly ConnectionRow[];
}

/** What a map's elements say, as they are: nothing is refused, what is no number is NaN. */
export interface Net {
  readonly roads: readonly RoadRow[];
  readonly roadById: ReadonlyMap<string, RoadRow>;
  readonly junctions: readonly JunctionRow[];
}

const nets = new WeakMap<XmlElement, Net>();

/** The net of a map's root element; made once, as many rules look at it. */
export function netOf(root: XmlElement): Net {
  const known = nets.get(root);
  if (known !== undefined) return known;
  const roads = childrenOf(root, "road").map(roadOf);
  const net = { roads, roadById: new Map(roads.map((road) => [road.id, road])), junctions: childrenOf(root, "junction").map(junctionOf) };
  nets.set(root, net);
  return net;
}

function roadOf(element: XmlElement): RoadRow {
  const lengthM = numberOf(element, "length");
  const junction = textOf(element, "junction");
  const sections = at(element, "lanes/laneSection");
  return {
    element,
    id: textOf(element, "id") ?? "",
    lengthM,
    junction: junction === null || junction === "-1" || junction === "" ? null : junction,
    isLeftHand: textOf(element, "rule") === "LHT",
    predecessor: endOf(element, "predecessor"),
    successor: endOf(element, "successor"),
    geometry: at(element, "planView/geometry"),
    laneOffset: inOrder(at(element, "lanes/laneOffset").map((e) => pieceOf(e, "s"))),
    sections: sections.map((e, i) => sectionOf(e, i + 1 < sections.length ? numberOf(sections[i + 1]!, "s") : lengthM)),
  };
}

function endOf(road: XmlElement, name: string): RoadEnd | null {
  const element = at(road, `link/${name}`)[0];
  if (element === undefined) return null;
  return {
    element,
    kind: textOf(element, "elementType") ?? "",
    id: textOf(element, "elementId") ?? "",
    contact: contactOf(element),
  };
}

function contactOf(element: XmlElement): End | null {
  const text = textOf(element, "contactPoint");
  return text === "start" || text === "end" ? text : null;
}

function sectionOf(element: XmlElement, endM: number): SectionRow {
  const lanes = ["left", "center", "right"].flatMap((side) => at(element, `${side}/lane`)).map(laneOf);
  const laneById = new Map(lanes.toReversed().map((lane) => [lane.id, lane]));
  return { element, startM: numberOf(element, "s"), endM, lanes, laneById };
}

function laneOf(element: XmlElement): LaneRow {
  const link = childOf(element, "link");
  const linked = (name: string) => (link === null ? [] : childrenOf(link, name).map((e) => numberOf(e, "id")));
  return {
    element,
    id: numberOf(element, "id"),
    type: textOf(element, "type") ?? "",
    isLevel: ["true", "1"].includes(textOf(element, "level") ?? ""),
    predecessors: linked("predecessor"),
    successors: linked("successor"),
    width: piecesOf(element, "width", "sOffset"),
    border: piecesOf(element, "border", "sOffset"),
    direction: textOf(element, "direction") ?? "standard",
  };
}

function pieceOf(element: XmlElement, place: string): Piece {
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => numberOf(element, name)) as [number, number, number, number];
  return { element, sM: numberOf(element, place), coefficients: [a, b, c, d] };
}

/** The pieces of that name under an element, for instance its `elevation`s. */
export function piecesOf(parent: XmlElement, name: string, place: string): Piece[] {
  return inOrder(childrenOf(parent, name).map((e) => pieceOf(e, place)));
}

/** By their start, those of one start as in the file; a piece that starts nowhere is left to the reader to refuse. */
function inOrder(pieces: readonly Piece[]): Piece[] {
  return pieces.filter((piece) => !Number.isNaN(piece.sM)).sort((a, b) => a.sM - b.sM);
}

function junctionOf(element: XmlElement): JunctionRow {
  return {
    element,
    id: textOf(element, "id") ?? "",
    type: textOf(element, "type") ?? "default",
    connections: childrenOf(element, "connection").map((connection) => ({
      element: connection,
      incoming: textOf(connection, "incomingRoad") ?? "",
      connecting: textOf(connection, "connectingRoad") ?? textOf(connection, "linkedRoad") ?? "",
      contact: contactOf(connection),
      laneLinks: childrenOf(connection, "laneLink").map((e) => ({ element: e, fromLane: numberOf(e, "from"), toLane: numberOf(e, "to") })),
    })),
  };
}

export function laneById(section: SectionRow | undefined, id: number): LaneRow | undefined {
  return section?.laneById.get(id);
}

/** The piece in force at `sM`, the last that starts at or before it; null before the first. */
export function pieceAt(pieces: readonly Piece[], sM: number): Piece | null {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.sM <= sM) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1] ?? null;
}

/** Value of the piece in force at `sM`; null before the first. */
export function valueAt(pieces: readonly Piece[], sM: number): number | null {
  const piece = pieceAt(pieces, sM);
  return piece === null ? null : shifted(piece, sM - piece.sM)[0];
}

/** The same cubic with its origin moved along by `d`. */
export function shifted({ coefficients: [a0, b0, c0, d0] }: Piece, d: number): [number, number, number, number] {
  return [a0 + d * (b0 + d * (c0 + d * d0)), b0 + d * (2 * c0 + d * 3 * d0), c0 + 3 * d0 * d, d0];
}
