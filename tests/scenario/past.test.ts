import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { driveCache } from "../../src/run/inputs.ts";
import { compile } from "../../src/scenario/compile/compile.ts";
import { filesOnDisk } from "../../src/scenario/parse/files.ts";
import { readScenario, specOf } from "../../src/scenario/parse/read-scenario.ts";
import { runStartOf } from "../../src/sim/loop.ts";
import type { Observation } from "../../src/sim/port.ts";
import type { WorldModel } from "../../src/sim/world.ts";
import { NOTHING, runOf } from "../support/world.ts";
import { testContext } from "./context.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Noise and loss are drawn by tick, which is another one in the two runs: they are left out. */
const SENSORS = "sensors: { rangeM: 60, latencySec: 0.2, occlusion: true }\n";

function worldAt(startSec: number, ego: string): WorldModel {
  const text = `redrive: 1\nname: past\nworld: { drive: drives/sample-drive.drive.json, startSec: ${startSec} }\nego: { vehicle: compact, ${ego} }\n${SENSORS}ends: { allowContact: true }\n`;
  const files = filesOnDisk({ scenario: "scenarios/demo/past.yaml", cwd: ROOT, shipped: `${ROOT}/scenarios`, roots: [] });
  const spec = specOf(readScenario(text, "scenarios/demo/past.yaml", { ...testContext(), files }), 0);
  return compile(spec, driveCache().of(spec));
}

/** The numbers of an observation, copied. */
function numbersOf(o: Observation): unknown {
  const rows = Array.from({ length: o.objects.count }, (_, i) => {
    const { id, cls, xM, yM, yawRad, vxMps, vyMps, axMps2, ayMps2, yawRateRadps, lengthM, widthM, ageNs } = o.objects;
    return [id, cls, xM, yM, yawRad, vxMps, vyMps, axMps2, ayMps2, yawRateRadps, lengthM, widthM, ageNs].map((column) => column[i]);
  });
  return { ego: { ...o.ego }, rows };
}

describe("the past of a run that begins later", () => {
  test.each([
    ["recorded: true", 2],
    ["replaces: lead", 1],
  ])("is what a run that begins earlier and follows the recording observes: %s", (ego, others) => {
    const seen: unknown[] = [];
    runOf(
      worldAt(0, ego),
      (o) => (seen.push(numbersOf(o)), NOTHING),
      () => 0,
      { maxTick: 200 },
    );
    const { past } = runStartOf(worldAt(1.5, ego));
    const last = 150;
    expect(seen.length).toBeGreaterThan(last);
    for (let k = 1; k <= last; k++) {
      const o = past(k);
      expect(o === null ? null : numbersOf(o), `${k} ticks before`).toEqual(close(seen[last - k]));
    }
    expect(past(1)?.objects.count).toBe(others);
    expect(past(last + 1)).toBeNull();
  });
});

/** Equal but for the last bits: the clocks of the two runs round apart by a nanosecond. */
function close(value: unknown): unknown {
  if (typeof value === "number") return expect.closeTo(value, 6);
  if (Array.isArray(value)) return value.map(close);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, close(v)]));
}
