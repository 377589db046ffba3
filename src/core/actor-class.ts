/** Kinds of road users, as in the control protocol; the index is the number on the wire and in `Actors.cls`. */
export const ACTOR_CLASSES = [
  "unspecified",
  "car",
  "truck",
  "bus",
  "motorcycle",
  "bicycle",
  "pedestrian",
  "animal",
  "static",
  "other",
] as const;
export type ActorClass = (typeof ACTOR_CLASSES)[number];
