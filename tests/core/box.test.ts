import { BoxShape, Distance, DistanceInput, DistanceOutput, SimplexCache } from "planck";
import { describe, expect, test } from "vitest";
import {
  bodyOriginOf,
  type Box,
  boxCentreOf,
  boxContains,
  boxCorners,
  boxesOverlap,
  boxGapM,
  boxSideOf,
  boxSignedDistanceM,
  emptyBox,
  frontEdgeTouches,
  pointGapM,
  segmentTouchesBox,
  setBox,
  sweptContactSec,
} from "../../src/core/box.ts";
import { cos, sin } from "../../src/core/dmath.ts";
import { nextUniform, type RandomStream, randomStream } from "../../src/core/random.ts";

function boxAt(xM: number, yM: number, yawRad = 0, lengthM = 4, widthM = 2): Box {
  const box = emptyBox();
  setBox(box, xM, yM, cos(yawRad), sin(yawRad), lengthM, widthM);
  return box;
}

function draw(stream: RandomStream, from: number, to: number): number {
  return from + (to - from) * nextUniform(stream);
}

function randomBox(stream: RandomStream, spreadM: number): Box {
  const yaw = draw(stream, -3.2, 3.2);
  return boxAt(draw(stream, -spreadM, spreadM), draw(stream, -spreadM, spreadM), yaw, draw(stream, 0.3, 12), draw(stream, 0.3, 3));
}

function randomPairs(name: string, count: number, spreadM: number): [Box, Box][] {
  const stream = randomStream(1, name);
  return Array.from({ length: count }, () => [randomBox(stream, spreadM), randomBox(stream, spreadM)]);
}

/** The box after a turn about the origin and a shift. */
function moved(box: Box, xM: number, yM: number, yawRad: number): Box {
  const c = cos(yawRad);
  const s = sin(yawRad);
  return {
    ...box,
    xM: xM + c * box.xM - s * box.yM,
    yM: yM + s * box.xM + c * box.yM,
    cosYaw: c * box.cosYaw - s * box.sinYaw,
    sinYaw: s * box.cosYaw + c * box.sinYaw,
  };
}

function mirrored(box: Box): Box {
  return { ...box, yM: -box.yM, sinYaw: -box.sinYaw };
}

function after(box: Box, vxMps: number, vyMps: number, sec: number): Box {
  return { ...box, xM: box.xM + vxMps * sec, yM: box.yM + vyMps * sec };
}

/** The gap by planck's GJK, without its 1 cm skin. */
function planckGapM(a: Box, b: Box): number {
  const input = new DistanceInput();
  input.useRadii = false;
  for (const [proxy, transform, box] of [
    [input.proxyA, input.transformA, a],
    [input.proxyB, input.transformB, b],
  ] as const) {
    proxy.set(new BoxShape(box.halfLengthM, box.halfWidthM), 0);
    transform.p.x = box.xM;
    transform.p.y = box.yM;
    transform.q.c = box.cosYaw;
    transform.q.s = box.sinYaw;
  }
  const output = new DistanceOutput();
  Distance(output, new SimplexCache(), input);
  return output.distance;
}

describe("overlap and gap by hand: boxes of 4 m by 2 m", () => {
  test.each([
    ["the same box", boxAt(0, 0), -2],
    ["nose to tail, touching", boxAt(4, 0), 0],
    ["side by side, touching", boxAt(0, 2), 0],
    ["corner to corner, touching", boxAt(4, 2), 0],
    ["nose to tail, 1 m apart", boxAt(5, 0), 1],
    ["behind, 1 m apart", boxAt(-5, 0), 1],
    ["side by side, half a metre apart", boxAt(0, -2.5), 0.5],
    ["corner to corner, 3 m and 4 m", boxAt(7, 6), 5],
    ["half a metre into each other", boxAt(3.5, 0), -0.5],
    ["crossing in a plus: parted by a shift of 3 m", boxAt(0, 0, Math.PI / 2), -3],
    ["a corner of b towards a's front: half diagonal along x", boxAt(2 + Math.sqrt(5) + 1, 0, -Math.asin(1 / Math.sqrt(5))), 1],
    ["inside", boxAt(0.5, 0, 0, 1, 1), -1.5],
  ])("%s", (_, b, distanceM) => {
    const a = boxAt(0, 0);
    expect(boxSignedDistanceM(a, b)).toBeCloseTo(distanceM, 12);
    expect(boxGapM(a, b)).toBeCloseTo(Math.max(0, distanceM), 12);
    expect(boxesOverlap(a, b)).toBe(distanceM <= 0);
  });

  test("rectangles whose bounding boxes and circles overlap may still be apart", () => {
    const a = boxAt(0, 0, 0, 10, 1);
    const b = boxAt(4, 4, Math.PI / 4, 10, 1);
    expect(boxesOverlap(a, boxAt(0, 0, Math.PI / 4, 10, 1))).toBe(true);
    expect(boxesOverlap(a, b)).toBe(true);
    expect(boxesOverlap(a, boxAt(3, 5, Math.PI / 4, 10, 1))).toBe(false);
  });
});

describe("laws of two boxes", () => {
  const pairs = randomPairs("laws", 3000, 8);

  test("order does not matter, to the bit", () => {
    for (const [a, b] of pairs) {
      expect(boxSignedDistanceM(b, a)).toBe(boxSignedDistanceM(a, b));
      expect(boxesOverlap(b, a)).toBe(boxesOverlap(a, b));
    }
  });

  test("a mirror changes nothing, to the bit", () => {
    for (const [a, b] of pairs) expect(boxSignedDistanceM(mirrored(a), mirrored(b))).toBe(boxSignedDistanceM(a, b));
  });

  test("moving and turning the world changes nothing, within 1e-9", () => {
    const stream = randomStream(1, "world");
    for (const [a, b] of pairs) {
      const [x, y, yaw] = [draw(stream, -5000, 5000), draw(stream, -5000, 5000), draw(stream, -7, 7)];
      expect(Math.abs(boxSignedDistanceM(moved(a, x, y, yaw), moved(b, x, y, yaw)) - boxSignedDistanceM(a, b))).toBeLessThan(1e-9);
    }
  });

  test("overlap, gap and signed distance tell the same", () => {
    let overlaps = 0;
    for (const [a, b] of pairs) {
      expect(boxesOverlap(a, b)).toBe(boxSignedDistanceM(a, b) <= 0);
      expect(boxGapM(a, b) === 0).toBe(boxesOverlap(a, b));
      overlaps += boxesOverlap(a, b) ? 1 : 0;
    }
    expect(overlaps).toBeGreaterThan(500);
    expect(overlaps).toBeLessThan(2500);
  });

  test("the penetration is what a shift must undo: a little more parts the boxes in some direction, a little less in none", () => {
    for (const [a, b] of pairs.filter(([p, q]) => boxSignedDistanceM(p, q) < -0.01).slice(0, 200)) {
      const depth = -boxSignedDistanceM(a, b);
      let partedByLess = 0;
      for (let k = 0; k < 720; k++) {
        const [c, s] = [cos((k * Math.PI) / 360), sin((k * Math.PI) / 360)];
        if (!boxesOverlap(a, after(b, c, s, depth * 0.999))) partedByLess++;
      }
      const isParted = [a, b].some(({ cosYaw: c, sinYaw: s }) =>
        [
          [c, s],
          [-c, -s],
          [-s, c],
          [s, -c],
        ].some(([x, y]) => !boxesOverlap(a, after(b, x!, y!, depth * 1.001))),
      );
      expect(partedByLess).toBe(0);
      expect(isParted).toBe(true);
    }
  });
});

test("planck agrees on gaps and on overlap", () => {
  for (const [a, b] of randomPairs("planck", 3000, 8)) {
    const distanceM = boxSignedDistanceM(a, b);
    if (Math.abs(distanceM) < 1e-6) continue;
    expect(Math.abs(planckGapM(a, b) - Math.max(0, distanceM))).toBeLessThan(1e-9);
  }
});

describe("sweptContactSec", () => {
  const a = boxAt(0, 0);
  test.each([
    ["closing at 2 m/s over 6 m", boxAt(10, 0), 10, 0, 8, 0, 5, 3],
    ["exactly at the horizon", boxAt(10, 0), 10, 0, 8, 0, 3, 3],
    ["after the horizon", boxAt(10, 0), 10, 0, 8, 0, 2.9, Infinity],
    ["opening", boxAt(10, 0), 8, 0, 10, 0, 5, Infinity],
    ["same speed", boxAt(10, 0), 9, 0, 9, 0, 5, Infinity],
    ["touching now, opening", boxAt(4, 0), 0, 0, 1, 0, 5, 0],
    ["overlapping now", boxAt(1, 0), 0, 0, 9, 0, 5, 0],
    ["standing still side by side, touching", boxAt(0, 2), 0, 0, 0, 0, 5, 0],
    ["grazing pass, edge on edge", boxAt(10, 2), 1, 0, 0, 0, 20, 6],
    ["a hair beside", boxAt(10, 2.001), 1, 0, 0, 0, 20, Infinity],
    ["crossing from the right", boxAt(0, -10, Math.PI / 2), 0, 0, 0, 2, 5, 3.5],
    ["crossing too early", boxAt(40, -10, Math.PI / 2), 10, 0, 0, 10, 9, Infinity],
    ["fast enough to jump over the other between two ticks", boxAt(1000, 0), 1e6, 0, 0, 0, 1, 0.000996],
  ])("%s", (_, b, aVx, aVy, bVx, bVy, horizon, contactSec) => {
    const found = sweptContactSec(a, aVx, aVy, b, bVx, bVy, horizon);
    if (contactSec === Infinity) expect(found).toBe(Infinity);
    else expect(found).toBeCloseTo(contactSec, 12);
  });

  test("is the first contact: apart before, in touch then (planck and the gap as witnesses)", () => {
    const stream = randomStream(1, "swept");
    let contacts = 0;
    for (const [p, q] of randomPairs("swept", 2000, 25)) {
      const [pVx, pVy, qVx, qVy] = [draw(stream, -9, 9), draw(stream, -9, 9), draw(stream, -9, 9), draw(stream, -9, 9)];
      const sec = sweptContactSec(p, pVx, pVy, q, qVx, qVy, 4);
      const gapAt = (t: number): number => boxGapM(after(p, pVx, pVy, t), after(q, qVx, qVy, t));
      if (sec === Infinity) {
        for (let k = 0; k <= 40; k++) expect(gapAt(k * 0.1)).toBeGreaterThan(0);
      } else if (sec === 0) {
        expect(boxesOverlap(p, q)).toBe(true);
      } else {
        contacts++;
        expect(gapAt(sec)).toBeLessThan(1e-12);
        expect(planckGapM(after(p, pVx, pVy, sec), after(q, qVx, qVy, sec))).toBeLessThan(1e-9);
        for (let k = 0; k < 20; k++) expect(gapAt(sec * (k / 20))).toBeGreaterThan(0);
      }
    }
    expect(contacts).toBeGreaterThan(100);
  });

  test("order, a common velocity and a mirror change nothing", () => {
    const stream = randomStream(1, "swept laws");
    for (const [p, q] of randomPairs("swept laws", 1000, 15)) {
      const [vx, vy] = [draw(stream, -9, 9), draw(stream, -9, 9)];
      const sec = sweptContactSec(p, vx, vy, q, 0, 0, 4);
      expect(sweptContactSec(q, 0, 0, p, vx, vy, 4)).toBe(sec);
      expect(sweptContactSec(mirrored(p), vx, -vy, mirrored(q), 0, 0, 4)).toBe(sec);
      const together = sweptContactSec(p, vx + 30, vy - 5, q, 30, -5, 4);
      if (sec === Infinity) expect(together).toBe(Infinity);
      else expect(Math.abs(together - sec)).toBeLessThan(1e-9);
    }
  });
});

describe("the ego's origin and its box", () => {
  const footprint = { lengthM: 4.5, widthM: 1.8, rearM: 1 };

  test("the centre lies half a length less the rear overhang ahead of the rear axle", () => {
    const out = { xM: NaN, yM: NaN };
    boxCentreOf(10, 20, 1, 0, footprint, out);
    expect(out).toEqual({ xM: 11.25, yM: 20 });
    boxCentreOf(10, 20, 0, -1, footprint, out);
    expect(out).toEqual({ xM: 10, yM: 18.75 });
  });

  test("the box reaches from -rearM to lengthM - rearM of the body", () => {
    const box = boxAt(NaN, NaN, 0, footprint.lengthM, footprint.widthM);
    boxCentreOf(0, 0, 1, 0, footprint, box);
    const corners = new Float64Array(8);
    boxCorners(box, corners, 0);
    expect([...corners]).toEqual([3.5, 0.9, -1, 0.9, -1, -0.9, 3.5, -0.9]);
  });

  test("there and back", () => {
    const out = { xM: NaN, yM: NaN };
    for (let i = 0; i < 100; i++) {
      boxCentreOf(3, -7, cos(i), sin(i), footprint, out);
      bodyOriginOf(out.xM, out.yM, cos(i), sin(i), footprint, out);
      expect(out.xM).toBeCloseTo(3, 14);
      expect(out.yM).toBeCloseTo(-7, 14);
    }
  });
});

describe("corners, points, sides", () => {
  test("corners run front left, rear left, rear right, front right, from the index given", () => {
    const out = new Float64Array(10).fill(9);
    boxCorners({ xM: 1, yM: 1, cosYaw: 0, sinYaw: 1, halfLengthM: 2, halfWidthM: 1 }, out, 1);
    expect([...out]).toEqual([9, 0, 3, 0, -1, 2, -1, 2, 3, 9]);
  });

  test("a box contains its edge and its corners, and nothing 1 mm outside", () => {
    const box = boxAt(3, 4);
    expect(boxContains(box, 5, 5)).toBe(true);
    expect(boxContains(box, 5, 4)).toBe(true);
    expect(boxContains(box, 3, 3)).toBe(true);
    expect(boxContains(box, 5.001, 4)).toBe(false);
    expect(boxContains(box, 3, 2.999)).toBe(false);
  });

  test("distance to a point: 0 inside, to the edge beside it, to the corner beyond it", () => {
    const box = boxAt(0, 0);
    expect(pointGapM(box, 1, 1)).toBe(0);
    expect(pointGapM(box, 5, 0.5)).toBe(3);
    expect(pointGapM(box, 1, -3)).toBe(2);
    expect(pointGapM(box, -5, 5)).toBe(5);
    for (const [a, b] of randomPairs("points", 500, 8)) {
      const point = { ...b, halfLengthM: 0, halfWidthM: 0 };
      expect(pointGapM(a, b.xM, b.yM)).toBeCloseTo(boxGapM(a, point), 12);
      expect(boxContains(a, b.xM, b.yM)).toBe(boxesOverlap(a, point));
    }
  });

  test("sides are cut by the diagonals", () => {
    const box = boxAt(0, 0);
    const sides = [
      [9, 0],
      [9, 4],
      [2, 1],
      [0, 2],
      [1.9, 1],
      [-9, 0],
      [-2, -1],
      [0, -0.5],
      [0, 0],
    ].map(([x, y]) => boxSideOf(box, x!, y!));
    expect(sides).toEqual(["front", "front", "front", "left", "left", "rear", "rear", "right", "front"]);
    expect(boxSideOf(boxAt(0, 0, Math.PI / 2), 0, 9)).toBe("front");
    expect(boxSideOf(boxAt(0, 0, Math.PI / 2), 9, 0)).toBe("right");
  });
});

describe("segments", () => {
  const box = boxAt(0, 0);
  test.each([
    ["through the middle", -9, 0, 9, 0, true],
    ["wholly inside", -1, 0, 1, 0.5, true],
    ["one end inside", 0, 0, 0, 9, true],
    ["along an edge", -9, 1, 9, 1, true],
    ["touching a corner from outside", 1, 2, 3, 0, true],
    ["past the corner", 1.001, 2, 3.001, 0, false],
    ["ending before the box", -9, 0, -2.001, 0, false],
    ["ending at the box", -9, 0, -2, 0, true],
    ["beyond it on a line through it", 3, 0, 9, 0, false],
    ["a point inside", 1, 1, 1, 1, true],
    ["a point outside", 1, 1.001, 1, 1.001, false],
  ])("%s", (_, x1, y1, x2, y2, touches) => {
    expect(segmentTouchesBox(x1, y1, x2, y2, box)).toBe(touches);
    expect(segmentTouchesBox(x2, y2, x1, y1, box)).toBe(touches);
  });

  test("a segment is a box without width", () => {
    for (const [a, b] of randomPairs("segments", 2000, 6)) {
      const line = { ...b, halfWidthM: 0 };
      if (Math.abs(boxSignedDistanceM(a, line)) < 1e-9) continue;
      const [dx, dy] = [b.halfLengthM * b.cosYaw, b.halfLengthM * b.sinYaw];
      expect(segmentTouchesBox(b.xM - dx, b.yM - dy, b.xM + dx, b.yM + dy, a)).toBe(boxesOverlap(a, line));
    }
  });

  test("the front edge: hit ahead, not from the side, not when it is wholly past", () => {
    const ego = boxAt(0, 0);
    expect(frontEdgeTouches(ego, boxAt(4, 0))).toBe(true);
    expect(frontEdgeTouches(ego, boxAt(4, 2))).toBe(true);
    expect(frontEdgeTouches(ego, boxAt(4.001, 0))).toBe(false);
    expect(frontEdgeTouches(ego, boxAt(-1, 1.5, 0, 2, 1))).toBe(false);
    expect(boxesOverlap(ego, boxAt(-1, 1.5, 0, 2, 1))).toBe(true);
    expect(frontEdgeTouches(boxAt(0, 0, Math.PI / 2), boxAt(0, 4, Math.PI / 2))).toBe(true);
  });
});
