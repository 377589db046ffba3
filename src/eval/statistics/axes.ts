/** The variants of one scenario as points of a grid: what the statistics over variant axes read. */

/** One variant: values by parameter, in the scenario's order. Only scored variants belong here. */
export interface Point {
  readonly variantId: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly isPass: boolean;
  readonly score: number;
}

/** A parameter that takes two values or more. */
export interface VariantAxis {
  readonly name: string;
  /** Every value is a number: the values have an order and a distance. */
  readonly isNumeric: boolean;
  /** Distinct values; ascending where numeric, else in order of first appearance. */
  readonly values: readonly string[];
}

/** The axes that these points span. */
export function axesOf(points: readonly Point[]): VariantAxis[] {
  const seen = new Map<string, Set<string>>();
  for (const { parameters } of points) {
    for (const { name, value } of parameters) seen.set(name, (seen.get(name) ?? new Set()).add(value));
  }
  return [...seen]
    .filter(([, values]) => values.size > 1)
    .map(([name, set]) => {
      const values = [...set];
      const isNumeric = values.every((v) => v.trim() !== "" && Number.isFinite(Number(v)));
      return { name, isNumeric, values: isNumeric ? values.sort((a, b) => Number(a) - Number(b)) : values };
    });
}

/** Value of a parameter; empty where the variant has none of that name. */
export function valueOf(point: Point, name: string): string {
  return point.parameters.find((p) => p.name === name)?.value ?? "";
}

/** Points that differ along one axis only, in the axis's order. Lines of a single point are left out. */
export function linesAlong(points: readonly Point[], axis: VariantAxis): Point[][] {
  const place = new Map(axis.values.map((value, i) => [value, i]));
  const lines = new Map<string, { readonly at: number; readonly point: Point }[]>();
  for (const point of points) {
    const at = place.get(valueOf(point, axis.name));
    if (at === undefined) continue;
    const key = JSON.stringify(point.parameters.filter((p) => p.name !== axis.name).map((p) => [p.name, p.value]));
    const line = lines.get(key) ?? [];
    line.push({ at, point });
    lines.set(key, line);
  }
  return [...lines.values()].filter((line) => line.length > 1).map((line) => line.sort((a, b) => a.at - b.at).map(({ point }) => point));
}
