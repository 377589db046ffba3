import type { Profile } from "./profile.ts";
import { nuplanCl } from "./profiles/nuplan-cl.ts";
import { nuplanOl } from "./profiles/nuplan-ol.ts";
import { epdms } from "./profiles/epdms.ts";
import { carla10, carla20, carla21 } from "./profiles/carla.ts";
import { ncapCrashAvoidance } from "./profiles/ncap-ca-2026.ts";
import { r157Profile } from "./profiles/r157.ts";
import { rssProfile } from "./profiles/rss.ts";
import { smarts } from "./profiles/smarts.ts";
import { alpasim } from "./profiles/alpasim.ts";
import { wosac2025 } from "./profiles/wosac-2025.ts";

/** Every profile, in the order of reports. */
export const PROFILES: readonly Profile[] = [
  nuplanCl,
  nuplanOl,
  epdms,
  carla10,
  carla20,
  carla21,
  ncapCrashAvoidance,
  r157Profile,
  rssProfile,
  smarts,
  wosac2025,
  alpasim,
];
