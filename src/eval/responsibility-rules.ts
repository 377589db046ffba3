/** Whose rule says which collisions count against the ego in the native score (metrics.md section 4). Apart from the rules: every start reads the names. */
export const RESPONSIBILITY_RULES = ["nuplan", "rss", "r157"] as const;
export type ResponsibilityRule = (typeof RESPONSIBILITY_RULES)[number];
