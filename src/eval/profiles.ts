import type { Profile } from "./profile.ts";
import { r157Profile } from "./profiles/r157.ts";
import { rssProfile } from "./profiles/rss.ts";

/** Every profile, in the order of reports. */
export const PROFILES: readonly Profile[] = [r157Profile, rssProfile];
