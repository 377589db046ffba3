/** A value of a message as it is told: numbers, texts and truths as they are; null where the field is absent. */
export type ToldValue = number | string | boolean | null;

/** The first field in which two messages differ, by its name on the wire: `ego.x_m`, `objects.vx_mps[3]`. */
export interface FieldDifference {
  readonly field: string;
  readonly a: ToldValue;
  readonly b: ToldValue;
}

/** Whether two numbers of a field count as one. */
export type SameNumber = (a: number, b: number, field: string) => boolean;

export interface DifferenceOptions {
  /** Names on the wire, from the message compared down, whose values do not count. */
  readonly ignored: ReadonlySet<string>;
  readonly isSame: SameNumber;
}

/**
 * Compares two decoded messages of one type, field by field in the order of the schema. The static code keeps that order, and the
 * defaults of absent fields, in the prototype.
 */
export function messageDifference(a: object, b: object, options: DifferenceOptions): FieldDifference | null {
  return ofMessages(a, b, "", options);
}

function ofMessages(a: object, b: object, path: string, options: DifferenceOptions): FieldDifference | null {
  for (const key of keysOf(a, b)) {
    const name = path === "" ? wireName(key) : `${path}.${wireName(key)}`;
    if (options.ignored.has(name)) continue;
    const found = ofValues((a as Bag)[key], (b as Bag)[key], name, options);
    if (found !== null) return found;
  }
  return null;
}

type Bag = Record<string, unknown>;

/** Of messages those of the schema; of maps, which are plain objects, those that either has. */
function keysOf(a: object, b: object): string[] {
  const schema = Object.getPrototypeOf(a) as object;
  if (schema === Object.prototype || schema === null) return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.keys(schema).filter((key) => typeof (schema as Bag)[key] !== "function");
}

function ofValues(a: unknown, b: unknown, field: string, options: DifferenceOptions): FieldDifference | null {
  if (typeof a === "number" && typeof b === "number") return options.isSame(a, b, field) ? null : { field, a, b };
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0 ? null : told(field, a, b);
  if (Array.isArray(a) && Array.isArray(b)) return ofLists(a, b, field, options);
  if (isObject(a) && isObject(b)) return ofMessages(a, b, field, options);
  return (a ?? null) === (b ?? null) ? null : told(field, a, b);
}

function ofLists(a: readonly unknown[], b: readonly unknown[], field: string, options: DifferenceOptions): FieldDifference | null {
  if (a.length !== b.length) return told(field, a, b);
  for (let i = 0; i < a.length; i++) {
    const found = ofValues(a[i], b[i], `${field}[${i}]`, options);
    if (found !== null) return found;
  }
  return null;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function told(field: string, a: unknown, b: unknown): FieldDifference {
  return { field, a: toldValue(a), b: toldValue(b) };
}

function toldValue(value: unknown): ToldValue {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return `${value.length} entries`;
  if (isObject(value)) return "present";
  return value === undefined ? null : (value as ToldValue);
}

/** `vxMps` as the schema has it: `vx_mps`. */
function wireName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
