import { cos, sin } from "../../core/dmath.ts";
import type { Direction } from "./spec.ts";
import type { EntityState } from "./state.ts";

/**
 * Speed or acceleration of an entity along a direction of its own body, or of a body with heading `hRad`. Without a direction the speed along its
 * own heading, signed, and the size of the acceleration (ASAM OpenSCENARIO XML 1.3, SpeedCondition and AccelerationCondition).
 * The vertical one is refused when the story is planned.
 */
export function bodyValue(entity: EntityState, what: "acceleration" | "speed", direction: Direction | null, hRad = entity.hRad): number {
  if (direction === null) {
    return what === "speed" ? entity.speedMps : Math.sqrt(entity.axMps2 * entity.axMps2 + entity.ayMps2 * entity.ayMps2);
  }
  const x = what === "speed" ? entity.vxMps : entity.axMps2;
  const y = what === "speed" ? entity.vyMps : entity.ayMps2;
  return direction === "longitudinal" ? x * cos(hRad) + y * sin(hRad) : y * cos(hRad) - x * sin(hRad);
}
