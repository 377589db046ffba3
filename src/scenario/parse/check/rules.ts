import { documentRules } from "./document-rules.ts";
import type { Rule, Standard } from "./rule.ts";
import { XODR_GAP_RULE } from "./xodr-gaps.ts";
import { XODR_GEOMETRY_RULES } from "./xodr-geometry.ts";
import { XODR_JUNCTION_RULES } from "./xodr-junctions.ts";
import { XODR_LANE_RULES } from "./xodr-lanes.ts";
import { XODR_OBJECT_RULES } from "./xodr-objects.ts";
import { XODR_UNREACHABLE_RULE } from "./xodr-unreachable.ts";
import { XODR_REDUNDANCY_RULE } from "./xodr-redundant.ts";
import { XOSC_REFERENCE_RULES } from "./xosc-references.ts";
import { XOSC_VALUE_RULES } from "./xosc-values.ts";

/** Every rule that is checked, in the order of docs/check.md. */
export const RULES: Readonly<Record<Standard, readonly Rule[]>> = {
  xosc: [...documentRules("xosc"), ...XOSC_REFERENCE_RULES, ...XOSC_VALUE_RULES],
  xodr: [
    ...documentRules("xodr"),
    ...XODR_LANE_RULES,
    ...XODR_JUNCTION_RULES,
    ...XODR_GEOMETRY_RULES,
    XODR_GAP_RULE,
    XODR_REDUNDANCY_RULE,
    ...XODR_OBJECT_RULES,
    XODR_UNREACHABLE_RULE,
  ],
};
