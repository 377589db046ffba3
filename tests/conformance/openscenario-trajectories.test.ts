import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { RoadMap } from "../../src/road/opendrive/map.ts";
import type { Semantics } from "../../src/sim/story/spec.ts";
import { describeWithData } from "../support/data.ts";
import { type Comparison, compare } from "./openscenario/compare.ts";
import { compareStates, expectedRuns } from "./openscenario/expected.ts";
import { OPEN_RUNS, OPEN_STATES } from "./openscenario/open-cases.ts";
import { type PlayOptions, playStory, readMap, readStory, whyNot } from "./openscenario/play.ts";
import { references } from "./openscenario/reference.ts";

const TABLE = resolve(import.meta.dirname, "../../redrive-out/conformance");

describeWithData("the reference player", (data) => {
  const maps = new Map<string | null, RoadMap | null>();
  const play = (path: string, semantics: Semantics, options: Omit<PlayOptions, "timing">): ReturnType<typeof playStory> => {
    const spec = readStory(path, data, { semantics, controllersOff: options.controllersOff });
    if (!maps.has(spec.mapPath)) maps.set(spec.mapPath, readMap(spec.mapPath));
    return playStory(spec, maps.get(spec.mapPath) ?? null, { ...options, timing: "tick" });
  };

  describe.each(["standard", "esmini"] as const)("trajectories and events of its recorded runs, semantics %s", (semantics) => {
    const lines = ["scenario,verdict,worst position error m,share of its tolerance,worst event-time error s,reason"];
    const name = semantics === "standard" ? "openscenario-trajectories.csv" : "openscenario-trajectories-esmini.csv";
    afterAll(() => {
      mkdirSync(TABLE, { recursive: true });
      writeFileSync(join(TABLE, name), `${lines.join("\n")}\n`);
    });

    const judged = (reference: ReturnType<typeof references>[number]): Comparison => {
      try {
        return compare(reference, play(reference.scenarioPath, semantics, reference));
      } catch (error) {
        return {
          worstM: Number.NaN,
          worstShare: Number.NaN,
          worstAt: "",
          worstEventSec: Number.NaN,
          verdict: "differs",
          reason: whyNot(error),
        };
      }
    };

    // A case that begins to agree fails until its line is taken from the list of those that do not.
    test.each(references(data))("$id", (reference) => {
      const { verdict, worstM, worstShare, worstEventSec, reason } = judged(reference);
      const numbers = [worstM.toFixed(3), worstShare.toFixed(2), worstEventSec.toFixed(3)].join(",");
      lines.push(`${reference.id},${verdict},${numbers},"${reason.replaceAll('"', "'")}"`);
      expect(verdict, reason).toBe(OPEN_RUNS[semantics].includes(reference.id) ? "differs" : "agrees");
    });
  });

  describe.each(["standard", "esmini"] as const)("semantics %s", (semantics) => {
    test.each(expectedRuns(data))("expects the states of $id", (run) => {
      let wrong = "";
      try {
        const { near, worst } = compareStates(run, play(run.scenarioPath, semantics, run));
        if (near < run.states.length) wrong = worst || "states are missing";
      } catch (error) {
        wrong = whyNot(error);
      }
      if (OPEN_STATES[semantics].includes(run.id)) expect(wrong).not.toBe("");
      else expect(wrong).toBe("");
    });
  });
});
