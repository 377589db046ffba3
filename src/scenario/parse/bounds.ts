/** Bounds of what more than one notation says, so that all refuse the same. */

/** Scale of the tyres' friction on a believable road: wet ice is about 0.05 of dry asphalt. */
export const FRICTION_RATIO = { least: 0.01, most: 2 } as const;
