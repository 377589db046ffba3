import { expect, test } from "vitest";
import { builtinController } from "../../src/control/builtin/builtin.ts";
import { polylineOf, project } from "../../src/core/polyline.ts";
import { driveCache } from "../../src/run/inputs.ts";
import { readSelection } from "../../src/run/selection.ts";
import { compile } from "../../src/scenario/compile/compile.ts";
import { specOf } from "../../src/scenario/parse/scenario-file.ts";
import { runSync } from "../../src/sim/loop.ts";
import { describeWithData } from "../support/data.ts";
import { suites } from "./openscenario/suites.ts";

const cache = driveCache();

// Every file twice: tests/prove/openscenario-suites.prove.ts.
describeWithData("the ALKS and NCAP sets as suites", (data) => suites(data, (index) => index % 6 === 0));

describeWithData("the route that the controller is told", (data) => {
  test.each([["ltap-od", "NPC"]])("%s, %s: is the one that the file assigns: its story drives the ego along it", (name, ego) => {
    const file = `openscenario/inputs/esmini/resources/xosc/${name}.xosc`;
    const story = { ego, dtSec: null, controllersOff: false, semantics: "standard" } as const;
    const request = { selectors: [file], folder: data, roots: [data], maxVariants: 1, grep: null, grepInvert: null, only: null, story };
    const { selected } = readSelection(request);
    const spec = specOf(selected[0]!.scenario, 0);
    const model = compile(spec, null, cache.mapOf(spec));
    const route = model.ego.route!;
    const line = polylineOf(route.xM, route.yM);
    const at = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
    let farthestM = 0;
    let turnedRad = 0;
    const startRad = model.ego.start.pose.yawRad;
    runSync(model, builtinController("story").open(), {
      record: ({ ego }) => {
        project(line, ego.xM, ego.yM, at);
        farthestM = Math.max(farthestM, at.distanceM);
        turnedRad = Math.max(turnedRad, Math.abs(Math.sin(ego.yawRad - startRad)));
      },
    });
    expect(farthestM).toBeLessThan(0.1);
    // It turns off at the junction: straight on would not.
    expect(turnedRad).toBeGreaterThan(0.3);
  });
});
