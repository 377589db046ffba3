import { fileURLToPath } from "node:url";
import type { Unit } from "../../src/eval/metric.ts";
import { filesOnDisk } from "../../src/scenario/parse/files.ts";
import type { ScenarioContext } from "../../src/scenario/parse/context.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Metrics enough for the reader's own tests: one of each kind of unit it must tell apart. */
const METRICS: ReadonlyMap<string, { readonly unit: Unit }> = new Map([
  ["min-ttc", { unit: "s" }],
  ["max-decel", { unit: "m/s2" }],
  ["min-gap", { unit: "m" }],
  ["collisions", { unit: "count" }],
  ["progress", { unit: "ratio" }],
]);

/** A context for a scenario that stands in tests/scenario. */
export function testContext(maxVariants = 10_000): ScenarioContext {
  const files = filesOnDisk({ scenario: "tests/scenario/test.yaml", cwd: ROOT, shipped: `${ROOT}/scenarios`, roots: [] });
  return { metrics: METRICS, files, maxVariants };
}

/** A sound scenario that uses most of the notation. Line numbers in the tests count from its first line. */
export const SOUND = `redrive: 1
name: cut-in
description: A car cuts in from the right.
tags: [cut-in]
seed: 7
run: { dtSec: 0.01, observationEveryTicks: 5 }
world: { road: { lanes: 2, oncomingLanes: 1, lengthM: 800 } }
ego:
  vehicle: compact
  start: { lane: "-1", sM: 50, speedMps: 20 }
  goal: { sM: 600 }
actors:
  cutter: { script: { lane: "-2", sM: 70, speedMps: 18 } }
  lead: { class: truck, reactive: { lane: "-1", sM: 200, speedMps: 15 } }
  walker:
    class: pedestrian
    script: { path: [[300, -10], [300, 10]], speedMps: 1.4 }
parameters:
  gapM: { range: [8, 20], step: 4 }
  frictionRatio: [1, 0.4]
  halfM: "\${gapM / 2}"
environment: { frictionRatio: "\${frictionRatio}" }
sensors: { rangeM: 120, latencySec: 0.1, dropRatio: 0.02 }
controller: { delaySec: 0.05 }
storyboard:
  - name: cut
    when: { distance: { to: cutter, belowM: "\${gapM + halfM}" } }
    do: { laneChange: { actor: cutter, lanes: 1, overSec: 3 } }
  - name: brake
    when:
      - { event: { name: cut, state: ended } }
      - { time: { atSec: 1 }, delaySec: 0.5 }
    do:
      - { speed: { actor: cutter, targetMps: 5, rateMps2: 3 } }
      - { friction: { frictionRatio: 0.5 } }
stop: { standstill: { actor: ego, forSec: 2 } }
ends: { maxSec: 40 }
expect:
  min-ttc: { atLeastSec: 1.5, level: error }
`;
