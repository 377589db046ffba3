import type { Lane, Road } from "./model.ts";
import type { Reader } from "./opendrive-build.ts";
import { checkLinks } from "./opendrive-check-links.ts";
import { addProblem, type Cause } from "./opendrive-problems.ts";

/** Two lengths that should be the same differ by less than this. */
const SAME_M = 0.01;
/** A geometry that covers less than a hundredth of its road, or a hundred times as much, is no description of it. */
const ABSURD_RATIO = 100;
const MIN_WIDTH_M = -0.01;
/** Lanes that vehicles drive on; the others are beside the road or for others. */
const DRIVABLE: ReadonlySet<string> = new Set(
  "driving bidirectional entry exit onRamp offRamp connectingRamp bus taxi HOV mwyEntry mwyExit slipLane stop special1 special2 special3 roadWorks".split(
    " ",
  ),
);

interface Remark {
  readonly cause: Cause;
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
}

function remark(r: Reader, severity: "error" | "warning", about: object, path: string, what: Remark): void {
  addProblem(r.log, { severity, at: r.places.get(about) ?? -1, path, ...what });
}

/** What can be told only when the whole file is read: lengths, widths and references. */
export function checkMap(r: Reader): void {
  let isDrivable = false;
  for (const road of r.roads) {
    checkGeometry(r, road);
    checkSections(r, road);
    isDrivable ||= road.sections.some(({ lanes }) => lanes.some(({ type }) => DRIVABLE.has(type)));
  }
  if (r.log.errorCount === 0) checkLinks(r);
  if (!isDrivable) {
    const what = { expected: "a lane to drive on", found: "none in the whole map", hint: "nothing can drive here" };
    addProblem(r.log, { cause: "missing", severity: "warning", at: -1, path: "OpenDRIVE", ...what });
  }
}

const pathOf = (road: Road): string => `road[${road.id}]`;

function checkGeometry(r: Reader, road: Road): void {
  const path = `${pathOf(road)}/planView`;
  const { geometry, lengthM } = road;
  const last = geometry.at(-1);
  if (last === undefined) {
    remark(r, "error", road, path, { cause: "geometry", expected: "a geometry", found: "none", hint: "" });
    return;
  }
  let sumM = 0;
  for (const piece of geometry) {
    if (Math.abs(piece.sM - sumM) > SAME_M) {
      const found = `${piece.sM}`;
      remark(r, "warning", road, path, {
        cause: "geometry",
        expected: `a geometry at s = ${sumM}`,
        found,
        hint: "it is placed where it says",
      });
    }
    sumM = piece.sM + piece.lengthM;
  }
  if (Math.abs(sumM - lengthM) <= SAME_M) return;
  const isAbsurd = sumM * ABSURD_RATIO < lengthM || sumM > lengthM * ABSURD_RATIO;
  const hint = sumM < lengthM ? "the last geometry is drawn out to the road's end" : "the geometry is cut at the road's end";
  const what = { expected: `a geometry of ${lengthM} m, the road's length`, found: `${sumM} m` };
  remark(r, isAbsurd ? "error" : "warning", road, path, { cause: "geometry", ...what, hint: isAbsurd ? "" : hint });
}

function checkSections(r: Reader, road: Road): void {
  const { sections, lengthM } = road;
  const path = `${pathOf(road)}/lanes`;
  const first = sections[0];
  if (first === undefined) {
    remark(r, "error", road, path, { cause: "missing", expected: "a lane section", found: "none", hint: "" });
    return;
  }
  if (first.sM > SAME_M) {
    const hint = "it holds from 0 on";
    remark(r, "warning", first, path, { cause: "range", expected: "the first lane section at s = 0", found: `${first.sM}`, hint });
  }
  sections.forEach((section, i) => {
    const endM = sections[i + 1]?.sM ?? lengthM;
    if (section.sM >= lengthM) {
      const what = { cause: "range" as const, expected: `s below ${lengthM}, the road's length`, found: `${section.sM}` };
      remark(r, "warning", section, path, { ...what, hint: "nothing reaches this lane section" });
    }
    for (const lane of section.lanes) {
      checkWidth(r, lane, endM - section.sM, `${path}/lane[${lane.id}]`);
    }
  });
}

/** Negative at an entry's start is an error; an undershoot between two entries, as spline fits have, a warning. */
function checkWidth(r: Reader, lane: Lane, lengthM: number, path: string): void {
  const { width } = lane;
  for (let i = 0; i < width.length; i++) {
    const { sM, a, b, c, d } = width[i]!;
    if (a < MIN_WIDTH_M) {
      remark(r, "error", lane, path, { cause: "range", expected: "a width of 0 or more", found: `${a} m`, hint: "" });
      return;
    }
    if (b === 0 && c === 0 && d === 0) continue;
    const least = lowest(a, b, c, d, Math.max(0, (width[i + 1]?.sM ?? lengthM) - sM));
    if (least >= MIN_WIDTH_M) continue;
    const hint = "it counts as 0 there";
    remark(r, "warning", lane, path, { cause: "range", expected: "a width of 0 or more along the whole lane", found: `${least} m`, hint });
  }
}

/** The least of a + b x + c x^2 + d x^3 on [0, end]: at an end or where the derivative b + 2c x + 3d x^2 is 0. */
function lowest(a: number, b: number, c: number, d: number, end: number): number {
  const at = (x: number): number => a + x * (b + x * (c + x * d));
  let least = Math.min(at(0), at(end));
  const root = c * c - 3 * b * d;
  if (root < 0) return least;
  const places = Math.abs(d) < 1e-15 ? [-b / (2 * c)] : [(-c + Math.sqrt(root)) / (3 * d), (-c - Math.sqrt(root)) / (3 * d)];
  for (const x of places) if (x > 0 && x < end) least = Math.min(least, at(x));
  return least;
}
