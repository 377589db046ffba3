/** The debug scalars of one run in memory, in the order in which they came. Made by `newDebugTape`; costs nothing until one comes. */
export interface DebugTape {
  count: number;
  /** Scalars that found no room. */
  dropped: number;
  /** Each name once, in the order in which they first came. */
  readonly names: string[];
  /** Place in `names`. */
  readonly nameIndices: Map<string, number>;
  /** Per scalar: tick of the observation that was answered, place of its name, value. */
  ticks: Float64Array;
  nameIndex: Uint16Array;
  value: Float64Array;
}

/** What a controller says of itself beside its command. */
export interface DebugScalar {
  readonly name: string;
  readonly value: number;
}

/** 40 names at a hundred answers a second for 17 minutes; what exceeds it is counted. */
const MAX_SCALARS = 4 * 1024 * 1024;
/** More names than this are made up as the run goes, and are no signals; what exceeds it is counted. */
const MAX_NAMES = 1024;
const FIRST_SCALARS = 256;

export function newDebugTape(): DebugTape {
  const nothing = { ticks: new Float64Array(0), nameIndex: new Uint16Array(0), value: new Float64Array(0) };
  return { count: 0, dropped: 0, names: [], nameIndices: new Map(), ...nothing };
}

/** Copies the scalars of the reply to the observation of `tick` to the end of the tape. */
export function appendDebug(tape: DebugTape, tick: number, scalars: readonly DebugScalar[]): void {
  for (const { name, value } of scalars) {
    const index = indexOfName(tape, name);
    if (index < 0 || tape.count === MAX_SCALARS) {
      tape.dropped++;
      continue;
    }
    if (tape.count === tape.ticks.length) grow(tape);
    tape.ticks[tape.count] = tick;
    tape.nameIndex[tape.count] = index;
    tape.value[tape.count] = value;
    tape.count++;
  }
}

/** -1 where there is no room for another name. */
function indexOfName(tape: DebugTape, name: string): number {
  const known = tape.nameIndices.get(name);
  if (known !== undefined) return known;
  if (tape.names.length === MAX_NAMES) return -1;
  tape.nameIndices.set(name, tape.names.length);
  return tape.names.push(name) - 1;
}

function grow(tape: DebugTape): void {
  const length = Math.max(FIRST_SCALARS, tape.ticks.length * 2);
  const ticks = new Float64Array(length);
  const nameIndex = new Uint16Array(length);
  const value = new Float64Array(length);
  ticks.set(tape.ticks);
  nameIndex.set(tape.nameIndex);
  value.set(tape.value);
  tape.ticks = ticks;
  tape.nameIndex = nameIndex;
  tape.value = value;
}
