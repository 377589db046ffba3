import type { Profile } from "./profile.ts";

/** Every profile, in the order of reports. */
export const PROFILES: readonly Profile[] = [];
