import { describe, expect, test } from "vitest";
import { rssCollision } from "../../src/eval/anchors/rss/collision.ts";
import { METRICS } from "../../src/eval/metrics.ts";
import { preventabilityFrom } from "../../src/eval/preventable.ts";
import {
  type CollisionResponsibility,
  metricsOfRule,
  NUPLAN_GATE,
  type ResponsibilityGate,
  responsibilityOf,
} from "../../src/eval/responsibility.ts";
import type { ResponsibilityRule } from "../../src/eval/responsibility-rules.ts";
import type { Score } from "../../src/eval/result.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { parametricRoad } from "../../src/road/parametric.ts";
import type { ActorMotion } from "../../src/trace/tick.ts";
import { evaluateFrames, type Frame, headerOf, resultOf } from "../support/records.ts";

const ROAD = parametricRoad({ lanes: 1, oncomingLanes: 0, laneWidthM: 4, lengthM: 1000, speedLimitMps: 30 });
const human = (collided: boolean) => preventabilityFrom([{ driver: "careful-human", collided, atTick: collided ? 3 : null }], []);

/** The ego drives into a car that has stood in its lane all the time; one that comes from behind drives into the standing ego. */
const into = (k: number): Frame => ({ ego: { x: 100 + 2 * k, y: -2, v: 20 }, others: [{ x: 200, y: -2, v: 0 }] });
const behind = (k: number): Frame => ({ ego: { x: 200, y: -2, v: 0 }, others: [{ x: 100 + 2 * k, y: -2, v: 20 }] });
const TICKS = 52;

function blames(
  frameAt: (k: number) => Frame,
  motion: ActorMotion,
  preventability: ReturnType<typeof human> | null = null,
): CollisionResponsibility[] {
  const header = headerOf([{ name: "other", motion }], { road: ROAD });
  const evaluated = evaluateFrames(header, TICKS, frameAt, { metrics: [...METRICS, rssCollision] });
  return responsibilityOf(header, resultOf(evaluated, "collision"), resultOf(evaluated, "rss.collision"), preventability);
}

describe("who is to blame for a collision", () => {
  test("is said three ways", () => {
    expect(blames(into, "scripted", human(false))).toMatchObject([
      {
        actor: "other",
        nuplan: { verdict: "ego", why: "it stood" },
        rss: { verdict: "ego", why: "the ego did not respond as RSS asks" },
        r157: { verdict: "ego" },
        nonreactiveArtifact: false,
      },
    ]);
    const hit = blames(behind, "scripted", human(true));
    expect(hit).toMatchObject([{ nuplan: { verdict: "not-ego" }, rss: { verdict: "not-ego" }, r157: { verdict: "not-ego" } }]);
    expect(hit[0]!.tSec).toBeCloseTo(hit[0]!.tick * 0.1, 12);
  });

  test("is not known by UN R157 where the careful drivers were not run, or could not drive", () => {
    expect(blames(into, "scripted")[0]!.r157).toEqual({ verdict: "unknown", why: expect.stringContaining("--preventability") });
    const refused = preventabilityFrom([], ["careful-human could not drive: there is no route"]);
    expect(blames(into, "scripted", refused)[0]!.r157).toEqual({
      verdict: "unknown",
      why: "careful-human could not drive: there is no route",
    });
  });

  test("a replayed car that RSS blames and that ran into the ego may be an artefact; one the ego ran into is none", () => {
    expect(blames(behind, "replayed")[0]!.nonreactiveArtifact).toBe(true);
    expect(blames(behind, "reactive")[0]!.nonreactiveArtifact).toBe(false);
    expect(blames(into, "replayed")[0]!.nonreactiveArtifact).toBe(false);
  });

  test("nothing is said where there was no collision", () => {
    expect(blames(() => ({ ego: { x: 100, y: -2 }, others: [{ x: 200, y: -2 }] }), "replayed")).toEqual([]);
    expect(blames(() => ({ ego: { x: 100, y: -2 }, others: [null] }), "replayed")).toEqual([]);
  });
});

describe("the gate of the native score", () => {
  function scoreBy(rule: ResponsibilityRule, preventability: ResponsibilityGate["preventability"], frameAt = into): Score {
    const header = headerOf([{ name: "other" }], { road: ROAD });
    const metrics = [...METRICS, ...metricsOfRule(rule)];
    return scoreOf(header, evaluateFrames(header, TICKS, frameAt, { metrics }), [], { rule, preventability });
  }
  const roleOf = (s: Score, id: string): unknown => s.metrics.find((m) => m.id === id)?.role;

  test("is nuPlan's unless another is chosen, to the same id", () => {
    const header = headerOf([{ name: "other" }], { road: ROAD });
    const plain = scoreOf(header, evaluateFrames(header, TICKS, into));
    expect(scoreOf(header, evaluateFrames(header, TICKS, into), [], NUPLAN_GATE)).toEqual(plain);
    expect(roleOf(plain, "collision")).toBe("gate");
  });

  test("the choice is part of the score's id, what the careful drivers did is not", () => {
    const ids = [scoreBy("nuplan", null), scoreBy("rss", null), scoreBy("r157", human(true)), scoreBy("r157", human(false))].map(
      (s) => s.scoreId,
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids[2]).toBe(ids[3]);
  });

  test("by RSS the collision it blames on the ego costs all; nuPlan's count is shown beside", () => {
    const s = scoreBy("rss", null);
    expect(s.total).toBe(0);
    expect([roleOf(s, "rss.collision"), roleOf(s, "collision")]).toEqual(["gate", "reported"]);
    expect(s.findings.find((f) => f.metric === "rss.collision")).toMatchObject({ actor: "other", severity: "error" });
  });

  test("by UN R157 only a collision that the careful human avoids costs; one that is not known to be preventable does", () => {
    const gate = (p: ResponsibilityGate["preventability"]): unknown =>
      scoreBy("r157", p).metrics.find((m) => m.id === "r157.collision")?.normalised;
    expect([gate(human(false)), gate(human(true)), gate(null)]).toEqual([0, 1, 0]);
    // told, without points
    const spared = scoreBy("r157", human(true)).findings.filter((f) => f.metric === "r157.collision");
    expect(spared).toMatchObject([{ lossPoints: 0, severity: "warning" }]);
  });

  test("a gate whose metric was not measured is our fault", () => {
    const header = headerOf([{ name: "other" }], { road: ROAD });
    const evaluated = evaluateFrames(header, TICKS, into);
    expect(() => scoreOf(header, evaluated, [], { rule: "rss", preventability: null })).toThrow("rss.collision");
  });
});
