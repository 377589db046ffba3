import { InputError } from "../../core/errors.ts";
import type { Drive } from "../../drive/drive.ts";
import type { RoadNetwork } from "../../road/network.ts";
import { parametricRoad } from "../../road/parametric.ts";
import type { Finding } from "../finding.ts";
import type { WorldSpec } from "../spec.ts";

/** The road of a world without a drive; null where `findings` received why there can be none. */
export function buildRoad(world: WorldSpec, findings: Finding[]): RoadNetwork | null {
  if (world.kind === "drive") return null;
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

/** The time window of the drive that a run uses, in ns since the recording's start. */
export function windowOf(world: WorldSpec, drive: Drive): { readonly startNs: number; readonly endNs: number } {
  if (world.kind === "road") return { startNs: 0, endNs: 0 };
  const startNs = Math.round(world.startSec * 1e9);
  const endNs = world.endSec === null ? drive.durationNs : Math.min(drive.durationNs, Math.round(world.endSec * 1e9));
  return { startNs, endNs };
}
