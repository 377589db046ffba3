/**
 * Made traffic of a story in the world (docs/decisions/0019-made-traffic.md): its slots of `WorldModel.actors` stand behind the entities of the file, and one
 * road user has each after the other. In records a slot keeps its id; a controller is told a new one each time.
 */
import type { ObservedObjects } from "./port.ts";
import type { WorldState } from "./state.ts";
import type { WorldModel } from "./world.ts";

type Column = Exclude<keyof ObservedObjects, "count">;
/** All that is told of a road user: a column left out here does not compile. */
const TOLD: Readonly<Record<Column, true>> = {
  id: true,
  cls: true,
  xM: true,
  yM: true,
  yawRad: true,
  vxMps: true,
  vyMps: true,
  axMps2: true,
  ayMps2: true,
  yawRateRadps: true,
  lengthM: true,
  widthM: true,
  ageNs: true,
};
const COLUMNS = Object.keys(TOLD) as Column[];

/**
 * Gives made road users the ids that controllers know them by, and sorts by them: slot k of n, whose id in records is i, is i for its first road user,
 * i + n for its second, i + 2 n for its third.
 */
export function numberMade(model: WorldModel, state: WorldState, objects: ObservedObjects): void {
  const { staged } = state;
  if (staged === null || model.story === null) return;
  const first = model.story.spec.entities.length;
  const slots = model.actors.length - first;
  if (slots === 0) return;
  for (let i = 0; i < objects.count; i++) {
    const slot = objects.id[i]! - first;
    if (slot >= 0) objects.id[i]! += Math.max(0, staged.state.traffic[slot]!.lifeCount - 1) * slots;
  }
  sortById(objects);
}

/** By insertion: nearly sorted already. */
function sortById(objects: ObservedObjects): void {
  for (let i = 1; i < objects.count; i++) {
    for (let j = i; j > 0 && objects.id[j - 1]! > objects.id[j]!; j--) swap(objects, j - 1, j);
  }
}

function swap(objects: ObservedObjects, a: number, b: number): void {
  for (let c = 0; c < COLUMNS.length; c++) {
    const column = objects[COLUMNS[c]!];
    const kept = column[a]!;
    column[a] = column[b]!;
    column[b] = kept;
  }
}
