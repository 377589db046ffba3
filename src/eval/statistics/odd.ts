import type { CoverageDimension } from "./coverage.ts";

/** One dimension of a declared operational design domain. */
export type OddDimension =
  /** A variant lies in a cell by its tag `name:value`, or by its parameter of this name. */
  | { readonly name: string; readonly values: readonly string[] }
  /** By its parameter of this name: from each edge, included, up to the next, excluded; the last edge is included. */
  | { readonly name: string; readonly edges: readonly number[] };

/** The cells that an operational design domain declares. */
export function oddCells(odd: readonly OddDimension[]): CoverageDimension[] {
  return odd.map((dimension) => {
    if ("values" in dimension) return { name: dimension.name, cells: dimension.values };
    return { name: dimension.name, cells: dimension.edges.slice(1).map((_, i) => binName(dimension.edges, i)) };
  });
}

/** Which cell a variant lies in, by dimension; those of which nothing is said are left out. */
export function oddRow(
  odd: readonly OddDimension[],
  variant: { readonly tags: readonly string[]; readonly parameters: readonly { readonly name: string; readonly value: string }[] },
): Map<string, string> {
  const row = new Map<string, string>();
  for (const dimension of odd) {
    const { name } = dimension;
    const parameter = variant.parameters.find((p) => p.name === name)?.value;
    const tag = variant.tags.find((t) => t.startsWith(`${name}:`))?.slice(name.length + 1);
    const cell = "values" in dimension ? (tag ?? parameter) : binOf(dimension.edges, parameter);
    if (cell !== undefined) row.set(name, cell);
  }
  return row;
}

function binOf(edges: readonly number[], text: string | undefined): string | undefined {
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  const last = edges.length - 2;
  for (let i = 0; i <= last; i++) {
    const to = edges[i + 1] as number;
    if (value >= (edges[i] as number) && (value < to || (i === last && value === to))) return binName(edges, i);
  }
  return undefined;
}

function binName(edges: readonly number[], i: number): string {
  return `${edges[i]} to ${edges[i + 1]}`;
}
