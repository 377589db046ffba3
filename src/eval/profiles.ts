import type { Profile } from "./profile.ts";
import { rssProfile } from "./profiles/rss.ts";

/** Every profile, in the order of reports. */
export const PROFILES: readonly Profile[] = [rssProfile];
