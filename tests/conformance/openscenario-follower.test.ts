import { expect, test } from "vitest";
import type { EntitySpec, StorySpec } from "../../src/sim/story/spec.ts";
import { describeWithData } from "../support/data.ts";
import { playStory, readMap, readStory } from "./openscenario/play.ts";
import { references } from "./openscenario/reference.ts";

/** The name that the reference player gives the ghost of Ego. */
const GHOST = "Ego_ghost";

/** The story with a car in place of the ghost: it does what the file asks of Ego, and Ego follows it. */
function withCar(spec: StorySpec): StorySpec {
  const [ego] = spec.entities as [EntitySpec];
  const controllers = ego.controllers.map((controller) => ({
    ...controller,
    properties: controller.properties.map((p) => (p.name === "referenceEntity" ? { ...p, value: GHOST } : p)),
  }));
  const [own] = spec.init.privates;
  const actions = own?.actions ?? [];
  return {
    ...spec,
    entities: [
      { ...ego, controllers },
      { ...ego, name: GHOST, controllers: [] },
    ],
    init: {
      ...spec.init,
      privates: [
        { ...own!, actions: actions.filter(({ kind }) => kind !== "speed") },
        { ...own!, entity: GHOST, actions: actions.filter(({ kind }) => kind !== "activate-controller") },
      ],
    },
    stories: spec.stories.map((story) => ({
      ...story,
      acts: story.acts.map((act) => ({ ...act, groups: act.groups.map((group) => ({ ...group, actors: [GHOST] })) })),
    })),
  };
}

describeWithData("a follower of a reference", (dataFolder) => {
  test("follows a car where the recorded one follows its ghost, within 2 cm over all of the run", () => {
    const reference = references(dataFolder).find(({ id }) => id === "esmini/follow_reference")!;
    const spec = withCar(readStory(reference.scenarioPath, dataFolder));
    const played = playStory(spec, readMap(spec.mapPath), { ...reference, timing: "tick" });
    let worstM = 0;
    for (const { entity, tSec, xM, yM } of reference.rows) {
      const ours = played.at(entity, tSec);
      worstM = Math.max(worstM, ours === null ? Number.POSITIVE_INFINITY : Math.hypot(ours.xM - xM, ours.yM - yM));
    }
    expect(reference.rows.length).toBeGreaterThan(700);
    expect(worstM).toBeLessThan(0.02);
  });
});
