import { z } from "zod";
import { FRICTION_RATIO } from "./bounds.ts";

/** Building blocks of the notation's schema. Bounds are those of a believable road scene: they catch slips of unit or exponent. */

export const num = (min: number, max: number): z.ZodNumber => z.number().min(min).max(max);
export const speed = (): z.ZodNumber => num(0, 100);
export const seconds = (max = 3600): z.ZodNumber => num(0, max);
export const friction = (): z.ZodNumber => num(FRICTION_RATIO.least, FRICTION_RATIO.most);
/** Places along lanes and paths. */
export const metres = (): z.ZodNumber => num(0, 1e6);

/** Names given by the scenario. Dots separate the parts of a path in error texts, so no name holds one. */
export const NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/;
export const name = (): z.ZodString => z.string().regex(NAME);
/** A name that may also be the recording's. */
export const text = (max = 200): z.ZodString => z.string().min(1).max(max);

/** A lane or a road user of a recording: their names are often numbers, and may be written as such. */
export const label = (): z.ZodType<string, string | number> => z.union([text(), z.int()]).transform(String);

export const listOf = <T extends z.ZodType>(item: T, max = 1000): z.ZodArray<T> => z.array(item).max(max);

/** One, or a list of them. */
export const oneOrMore = <T extends z.ZodType>(item: T): z.ZodUnion<[T, z.ZodArray<T>]> => z.union([item, z.array(item).min(1).max(100)]);

/** What the checks below leave in an issue's `params`, for issues.ts. */
export type IssueParams =
  | { readonly kind: "choice"; readonly keys: readonly string[]; readonly given: readonly string[] }
  | { readonly kind: "belongs"; readonly key: string; readonly to: readonly string[] };

/**
 * A map of which exactly one of `keys` must be present; `belongs` names keys that make sense only beside some of them.
 * Checked even where another part of the map is wrong, so that all errors of a file show at once.
 */
export function choice<S extends z.ZodRawShape>(
  keys: readonly (keyof S & string)[],
  shape: S,
  belongs: Readonly<Record<string, readonly string[]>> = {},
): z.ZodObject<S, z.core.$strict> {
  return z
    .strictObject(shape)
    .superRefine(
      (value, ctx) => {
        const report = (params: IssueParams): void => ctx.addIssue({ code: "custom", params });
        const given = keys.filter((key) => Object.hasOwn(value, key));
        if (given.length !== 1) report({ kind: "choice", keys, given });
        for (const [key, to] of Object.entries(belongs)) {
          if (Object.hasOwn(value, key) && !to.some((k) => Object.hasOwn(value, k))) report({ kind: "belongs", key, to });
        }
      },
      { when: (payload) => typeof payload.value === "object" && payload.value !== null },
    )
    .meta({ exactlyOneOf: keys });
}
