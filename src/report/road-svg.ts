/** A map to be drawn, in the map plane: x to the right, y up. */
export interface RoadDrawing {
  readonly title: string;
  readonly lanes: readonly DrawnLane[];
  /** Reference lines of roads. */
  readonly references: readonly DrawnLine[];
  readonly labels: readonly DrawnLabel[];
  readonly signals: readonly { readonly xM: number; readonly yM: number; readonly isDynamic: boolean }[];
}

export interface DrawnLine {
  readonly xM: ArrayLike<number>;
  readonly yM: ArrayLike<number>;
}

export interface DrawnLane {
  readonly type: string;
  readonly isInJunction: boolean;
  readonly left: DrawnLine;
  readonly right: DrawnLine;
}

export interface DrawnLabel {
  readonly kind: "road" | "junction";
  readonly text: string;
  readonly xM: number;
  readonly yM: number;
}

const WIDTH_PX = 1600;
const MIN_HEIGHT_PX = 320;
const MAX_HEIGHT_PX = 1600;
/** Around the map, and below it for the scale and the legend. */
const MARGIN_PX = 40;
const FOOT_PX = 56;

/** Fill by type of lane; what is not named is drawn as the last. Told apart in grey print too: lighter the less it is driven on. */
const FILLS: readonly (readonly [type: string, fill: string])[] = [
  ["driving", "#5b6673"],
  ["shoulder", "#b3b0a5"],
  ["bike", "#b5533c"],
  ["parking", "#4c78a8"],
  ["sidewalk", "#d9c9a3"],
  ["other", "#cfd8cf"],
];
const OTHER = FILLS.at(-1)!;

interface View {
  readonly scalePxPerM: number;
  readonly fromXM: number;
  readonly toYM: number;
  readonly leftPx: number;
  readonly topPx: number;
  readonly heightPx: number;
}

/**
 * The drawing as one SVG document of fixed width: lanes filled by type, junctions paler on top of what they join, reference lines, ids of roads
 * and junctions, signals, a scale bar and a legend. Same drawing, same text.
 */
export function roadSvg(drawing: RoadDrawing): string {
  const view = viewOf(drawing);
  const inOrder = drawing.lanes.toSorted((a, b) => Number(a.isInJunction) - Number(b.isInJunction) || rankOf(a.type) - rankOf(b.type));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_PX}" height="${view.heightPx}" viewBox="0 0 ${WIDTH_PX} ${view.heightPx}">`,
    `<title>${escaped(drawing.title)}</title>`,
    `<style>text{font:12px sans-serif;fill:#1d2430}.l{stroke:#fff;stroke-width:.7;stroke-linejoin:round}.j{fill-opacity:.75}.r{fill:none;stroke:#e8b33a;stroke-width:1}.halo{paint-order:stroke;stroke:#fff;stroke-width:3px;text-anchor:middle}.junction{font-weight:bold;fill:#8a1c1c}</style>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...inOrder.map((lane) => laneShape(view, lane)),
    ...drawing.references.map((line) => `<path class="r" d="M${points(view, line).join("L")}"/>`),
    ...drawing.signals.map((signal) => signalShape(view, signal)),
    ...drawing.labels.map((label) => labelShape(view, label)),
    ...foot(view, drawing),
    "</svg>",
  ].join("\n")}\n`;
}

function rankOf(type: string): number {
  // The lanes for driving last, so that their borders are whole.
  return -FILLS.findIndex(([name]) => name === type);
}

function viewOf(drawing: RoadDrawing): View {
  let [fromX, toX, fromY, toY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { xM, yM } of drawing.lanes.flatMap(({ left, right }) => [left, right]).concat(drawing.references)) {
    for (let i = 0; i < xM.length; i++) {
      fromX = Math.min(fromX, xM[i]!);
      toX = Math.max(toX, xM[i]!);
      fromY = Math.min(fromY, yM[i]!);
      toY = Math.max(toY, yM[i]!);
    }
  }
  if (fromX === Infinity) [fromX, toX, fromY, toY] = [0, 1, 0, 1];
  const wide = Math.max(toX - fromX, 1e-3);
  const high = Math.max(toY - fromY, 1e-3);
  const roomPx = WIDTH_PX - 2 * MARGIN_PX;
  const scalePxPerM = Math.min(roomPx / wide, (MAX_HEIGHT_PX - 2 * MARGIN_PX - FOOT_PX) / high);
  const heightPx = Math.ceil(Math.max(MIN_HEIGHT_PX, high * scalePxPerM + 2 * MARGIN_PX + FOOT_PX));
  return {
    scalePxPerM,
    fromXM: fromX,
    toYM: toY,
    leftPx: MARGIN_PX + (roomPx - wide * scalePxPerM) / 2,
    topPx: (heightPx - FOOT_PX - high * scalePxPerM) / 2,
    heightPx,
  };
}

function at(view: View, xM: number, yM: number): readonly [string, string] {
  const x = view.leftPx + (xM - view.fromXM) * view.scalePxPerM;
  const y = view.topPx + (view.toYM - yM) * view.scalePxPerM;
  return [x.toFixed(2), y.toFixed(2)];
}

/** Points of a line; those that fall on the one before are left out. */
function points(view: View, line: DrawnLine): string[] {
  const found: string[] = [];
  for (let i = 0; i < line.xM.length; i++) {
    const point = at(view, line.xM[i]!, line.yM[i]!).join(" ");
    if (point !== found.at(-1)) found.push(point);
  }
  return found;
}

function laneShape(view: View, lane: DrawnLane): string {
  const ring = [...points(view, lane.left), ...points(view, lane.right).toReversed()];
  const [, fill] = FILLS.find(([type]) => type === lane.type) ?? OTHER;
  return `<path class="l${lane.isInJunction ? " j" : ""}" fill="${fill}" d="M${ring.join("L")}Z"/>`;
}

function signalShape(view: View, signal: RoadDrawing["signals"][number]): string {
  const [x, y] = at(view, signal.xM, signal.yM);
  return `<circle cx="${x}" cy="${y}" r="2.5" fill="${signal.isDynamic ? "#d62728" : "#2a6f4e"}"/>`;
}

function labelShape(view: View, label: DrawnLabel): string {
  const [x, y] = at(view, label.xM, label.yM);
  return `<text class="halo ${label.kind}" x="${x}" y="${y}">${escaped(label.text)}</text>`;
}

/** Scale bar: the longest of 1, 2, 5 times a power of ten that is at most a quarter of the picture; then the legend of what is drawn. */
function foot(view: View, drawing: RoadDrawing): string[] {
  const y = view.heightPx - 24;
  const quarterM = WIDTH_PX / 4 / view.scalePxPerM;
  const tenM = 10 ** Math.floor(Math.log10(quarterM));
  const lengthM = [5, 2, 1].map((n) => n * tenM).find((m) => m <= quarterM) ?? tenM;
  const barPx = (lengthM * view.scalePxPerM).toFixed(2);
  const bar = [
    `<path fill="none" stroke="#1d2430" stroke-width="1.5" d="M${MARGIN_PX} ${y - 5}v5h${barPx}v-5"/>`,
    `<text x="${MARGIN_PX}" y="${y - 10}">${lengthM >= 1000 ? `${lengthM / 1000} km` : `${Number(lengthM.toPrecision(1))} m`}</text>`,
  ];
  const names = new Set(drawing.lanes.map(({ type }) => (FILLS.some(([name]) => name === type) ? type : OTHER[0])));
  const shown = FILLS.filter(([type]) => names.has(type));
  const legend = shown.map(([type, fill], i) => {
    const x = WIDTH_PX - MARGIN_PX - (shown.length - i) * 90;
    return `<rect x="${x}" y="${y - 11}" width="12" height="12" fill="${fill}"/><text x="${x + 17}" y="${y}">${type}</text>`;
  });
  return [...bar, ...legend];
}

function escaped(text: string): string {
  const visible = text.replace(/\p{Cc}/gu, " ");
  return visible.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
