import type { Problem } from "../../../core/errors.ts";
import { locateCatalogs } from "./catalogs.ts";
import { rangeOf, tooMany, type XoscValues } from "./distribution-parts.ts";
import { type At, children, everyChild, MAX_PARTS, need, number, only, placeOf, report, text } from "./reading.ts";
import { EMPTY_SCOPE } from "./scope.ts";
import { sampled } from "./stochastic.ts";
import type { XmlNode } from "./xml.ts";

/** One way to set some parameters together; a distribution crosses the ways of all its parts. */
type Ways = readonly XoscValues[];

/**
 * The parameter values that a `ParameterValueDistribution` spans: deterministic ones crossed with each other, the last one changing
 * fastest; stochastic ones drawn as often as it says. What `fixed` names stays out of it. More than `maxVariants` is refused.
 */
export function readVariants(
  node: XmlNode,
  fixed: XoscValues,
  maxVariants: number,
): { readonly values: readonly XoscValues[]; readonly problems: readonly Problem[] } {
  const at = distributionAt(node);
  const definition = everyChild(at).find((c) => c.node.name !== "ScenarioFile");
  if (definition === undefined) return { values: [], problems: at.build.problems };
  const values = definition.node.name === "Stochastic" ? sampled(definition, fixed, maxVariants) : crossed(definition, fixed, maxVariants);
  return { values, problems: at.build.problems };
}

/** Distributions stand alone: no parameters, entities or catalogs. */
function distributionAt(node: XmlNode): At {
  const noFiles = {
    locate: () => ({ ok: false }) as never,
    exists: () => false,
    read: () => new Uint8Array(),
    list: () => [],
    shown: (path: string) => path,
  };
  const build: At["build"] = {
    minor: 3,
    semantics: "standard",
    controllersOff: false,
    problems: [],
    catalogs: locateCatalogs(null, noFiles),
    entities: new Map(),
    selections: new Map(),
    variables: [],
    parameters: [],
    signalControllers: new Map(),
    nested: [],
    open: [],
    controllers: new Set(),
    given: [],
    later: [],
    map: null,
    budget: { count: MAX_PARTS },
  };
  return { node, scope: EMPTY_SCOPE, build };
}

function crossed(at: At, fixed: XoscValues, maxVariants: number): readonly XoscValues[] {
  const parts: Ways[] = [];
  let count = 1;
  for (const one of everyChild(at)) {
    const size = sizeOf(one);
    count *= Math.max(1, size);
    if (count > maxVariants) return tooMany(one, count, maxVariants);
    const ways = waysOf(one).map((way) => new Map([...way].filter(([name]) => !fixed.has(name))));
    const isFixed = ways.every((way) => way.size === 0);
    if (isFixed && size > 0) count /= size;
    else parts.push(ways);
  }
  let all: XoscValues[] = [new Map()];
  for (const ways of parts) all = all.flatMap((before) => ways.map((way) => new Map([...before, ...way])));
  return all;
}

/** How many ways a part has, counted before any is made. */
function sizeOf(at: At): number {
  if (at.node.name === "DeterministicMultiParameterDistribution") return need(at, "ValueSetDistribution").node.children.length;
  const one = only(at);
  return one.node.name === "DistributionRange" ? stepsOf(one).count : one.node.children.length;
}

function waysOf(at: At): Ways {
  if (at.node.name === "DeterministicMultiParameterDistribution") {
    return children(need(at, "ValueSetDistribution"), "ParameterValueSet").map(
      (set) => new Map(children(set, "ParameterAssignment").map((a) => [text(a, "parameterRef").replace(/^\$/, ""), text(a, "value")])),
    );
  }
  const name = text(at, "parameterName");
  const one = only(at);
  const values = one.node.name === "DistributionRange" ? stepped(one) : children(one, "Element").map((e) => text(e, "value"));
  return values.map((value) => new Map([[name, value]]));
}

interface Steps {
  readonly lowest: number;
  readonly step: number;
  readonly count: number;
}

/** A range holds its lower limit and every step from it up to the upper one; a last step that misses it by rounding counts. */
function stepsOf(at: At): Steps {
  const step = number(at, "stepWidth");
  const { lowest, highest } = rangeOf(need(at, "Range"));
  if (step <= 0) {
    report(at, placeOf(at, "stepWidth"), "RDV_SCENARIO_RANGE", "a step above 0", String(step));
    return { lowest, step: 1, count: 1 };
  }
  return { lowest, step, count: Math.floor((highest - lowest) / step + 1e-9) + 1 };
}

function stepped(at: At): string[] {
  const { lowest, step, count } = stepsOf(at);
  return Array.from({ length: count }, (_, i) => String(Number((lowest + i * step).toPrecision(12))));
}
