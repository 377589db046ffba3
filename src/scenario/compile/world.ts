import { InputError } from "../../core/errors.ts";
import type { RoadNetwork } from "../../road/network.ts";
import { parametricRoad } from "../../road/parametric.ts";
import type { Finding } from "../finding.ts";
import type { WorldSpec } from "../spec.ts";

/** The road of a world without a drive; null where `findings` received why there can be none. */
export function buildRoad(world: WorldSpec, findings: Finding[]): RoadNetwork | null {
  if (world.kind !== "road") return null;
  try {
    return parametricRoad(world.road);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { path, expected, found } of error.problems) {
      findings.push({ code: "RDV_SCENARIO_WORLD", path: ["world", "road", path], expected, found });
    }
    return null;
  }
}
