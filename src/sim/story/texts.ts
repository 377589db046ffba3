/** Values of parameters and variables, which the standard keeps as texts. */
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** The number a text says; NaN where it says none. */
export function numberOf(text: string): number {
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}

/** Whether two texts say the same: as numbers where both are, else as texts, 1 and 0 being true and false of a boolean. */
export function isSameValue(type: string, a: string, b: string): boolean {
  return type === "boolean" ? truthOf(a) === truthOf(b) : a === b;
}

function truthOf(text: string): string {
  if (text === "1") return "true";
  return text === "0" ? "false" : text;
}
