import type { TraceHeader } from "../trace/tick.ts";

/** Classes of road users that the anchors call vehicles. */
const VEHICLES: readonly string[] = ["car", "truck", "bus", "motorcycle", "bicycle", "unspecified"];

/** By slot: 1 where the road user is a vehicle. */
export function vehicleSlots({ actors }: TraceHeader): Uint8Array {
  return Uint8Array.from(actors, ({ cls }) => (VEHICLES.includes(cls) ? 1 : 0));
}
