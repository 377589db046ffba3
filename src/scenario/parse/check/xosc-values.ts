import { quoted } from "../../../drive/problem.ts";
import type { CheckedFile, Rule, Violation } from "./rule.ts";
import { violation } from "./rule.ts";
import { allOf, childrenOf, textOf, visit, type XmlElement } from "./xml-tree.ts";
import { faultOfExpression } from "./xosc-expression.ts";
import { expressionsIn, parametersIn, resolverOf } from "./xosc-parameters.ts";

const V12 = { major: 1, minor: 2 };
const base = { standard: "xosc", since: V12, severity: "error" } as const;

/** What the standard demands of values, expressions and the parameters of catalogs. */
export const XOSC_VALUE_RULES: readonly Rule[] = [
  {
    ...base,
    id: "asam.net:xosc:1.2.0:data_type.allowed_operators",
    code: "RDV_SCENARIO_EXPRESSION",
    text: "Expressions use the operators and functions of the standard only.",
    check: forbiddenOperators,
  },
  {
    ...base,
    id: "asam.net:xosc:1.2.0:data_type.non_negative_transition_time_in_light_state_action",
    code: "RDV_SCENARIO_RANGE",
    text: "The transition time of a LightStateAction is not negative.",
    check: (file) => negative(file, "LightStateAction", "transitionTime"),
  },
  {
    ...base,
    id: "asam.net:xosc:1.2.0:data_type.positive_duration_in_phase",
    code: "RDV_SCENARIO_RANGE",
    text: "The duration of a signal controller's Phase is not negative.",
    check: (file) => negative(file, "Phase", "duration"),
  },
  {
    ...base,
    id: "asam.net:xosc:1.2.0:parameters.valid_parameter_declaration_in_catalogs",
    code: "RDV_SCENARIO_REFERENCE",
    text: "An entry of a catalog declares every parameter it uses, with a default value.",
    check: undeclaredInCatalogs,
  },
];

function forbiddenOperators({ root }: CheckedFile): Violation[] {
  return expressionsIn(root).flatMap(({ at, attribute, inside }) => {
    const expected = "an expression of the standard's operators and functions";
    const fault = faultOfExpression(inside);
    if (fault !== null) return [violation(at, attribute, expected, fault)];
    const usesPi = /(?<![$\w])pi\b/.test(inside);
    return usesPi
      ? [{ ...violation(at, attribute, expected, '"pi", which many players read, redrive among them'), severity: "warning" as const }]
      : [];
  });
}

function negative({ root }: CheckedFile, name: string, attribute: string): Violation[] {
  const resolve = resolverOf(root);
  return allOf(root, name).flatMap((element) => {
    const text = resolve(textOf(element, attribute));
    const isNegative = text !== null && text.trim() !== "" && Number(text) < 0;
    return isNegative ? [violation(element, attribute, "at least 0 s", quoted(text))] : [];
  });
}

function undeclaredInCatalogs({ root }: CheckedFile): Violation[] {
  return childrenOf(root, "Catalog").flatMap((catalog) => catalog.children.flatMap(undeclaredIn));
}

function undeclaredIn(entry: XmlElement): Violation[] {
  const declared = new Set<string>();
  const found: Violation[] = [];
  for (const declaration of allOf(entry, "ParameterDeclaration")) {
    declared.add(textOf(declaration, "name") ?? "");
    // The empty text is a value of a string, and of nothing else.
    if ((textOf(declaration, "value") ?? "") === "" && textOf(declaration, "parameterType") !== "string")
      found.push(violation(declaration, "value", "a default value", "none"));
  }
  visit(entry, (element) => {
    for (const [attribute, text] of element.attributes) {
      for (const name of parametersIn(text).filter((used) => !declared.has(used)))
        found.push(violation(element, attribute, "a parameter that the entry declares", `$${name}`));
    }
  });
  return found;
}
