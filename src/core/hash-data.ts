import { type HashChain, hashFloat64s, hashNumber, hashText, hashWords } from "./hash.ts";

/**
 * Adds plain data to a chain: numbers, texts, truth values, null, arrays, Float64Array, Uint8Array and objects of these, by their kind, size, keys
 * and values in their order; what is undefined counts as null. `leftOut` names keys of objects, at any depth, that are passed over.
 * Throws a RangeError on anything else: it is no plain data.
 */
export function hashData(chain: HashChain, data: unknown, leftOut: ReadonlySet<string>): void {
  if (typeof data === "number") hashNumber(chain, data);
  else if (typeof data === "string") hashText(chain, data);
  else if (typeof data === "boolean") hashWords(chain, data ? 1 : 0, BOOLEAN);
  else if (data === null || data === undefined) hashWords(chain, 0, NULL);
  else if (Array.isArray(data)) hashList(chain, data, leftOut);
  else if (data instanceof Float64Array) {
    hashWords(chain, data.length, NUMBERS);
    hashFloat64s(chain, data, 0, data.length);
  } else if (data instanceof Uint8Array) {
    hashWords(chain, data.length, BYTES);
    for (const byte of data) hashWords(chain, byte, BYTES);
  } else if (typeof data === "object") hashObject(chain, data, leftOut);
  else throw new RangeError(`a ${typeof data} is no plain data`);
}

// Kinds, told apart from one another and from the words of numbers and texts.
const BOOLEAN = 0x626f6f6c;
const NULL = 0x6e756c6c;
const LIST = 0x6c697374;
const NUMBERS = 0x66363461;
const BYTES = 0x62797465;
const OBJECT = 0x6f626a65;

function hashList(chain: HashChain, list: readonly unknown[], leftOut: ReadonlySet<string>): void {
  hashWords(chain, list.length, LIST);
  for (const item of list) hashData(chain, item, leftOut);
}

function hashObject(chain: HashChain, data: object, leftOut: ReadonlySet<string>): void {
  const entries = Object.entries(data).filter(([key]) => !leftOut.has(key));
  hashWords(chain, entries.length, OBJECT);
  for (const [key, value] of entries) {
    hashText(chain, key);
    hashData(chain, value, leftOut);
  }
}
