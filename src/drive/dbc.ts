import { inputError, quoted } from "./problem.ts";

/** One signal of a CAN message as a `.dbc` file describes it: where its bits lie and how the raw number becomes a value. */
export interface CanSignal {
  readonly name: string;
  /** Position of the first bit as the file numbers it: byte * 8 + bit, bit 0 the lowest of the byte. */
  readonly startBit: number;
  readonly bitCount: number;
  /** Motorola: `startBit` is the highest bit and the number goes on in the next byte's bit 7. Intel: `startBit` is the lowest. */
  readonly order: "motorola" | "intel";
  readonly signed: boolean;
  readonly scale: number;
  readonly offset: number;
  /** As written in the file, for example `km/h`; not interpreted. */
  readonly unit: string;
  /** True where the signal is in the message only for some value of another one. */
  readonly multiplexed: boolean;
}

export interface CanMessage {
  readonly id: number;
  readonly name: string;
  readonly byteCount: number;
  readonly signals: readonly CanSignal[];
}

const MESSAGE = /^BO_ (\d{1,10}) ([A-Za-z_]\w*) ?: ?(\d{1,3}) /;
const SIGNAL =
  /^\s+SG_ ([A-Za-z_]\w*)( m\d+M?| M)? ?: ?(\d{1,3})\|(\d{1,2})@([01])([+-]) \(([^,()]{1,30}),([^,()]{1,30})\) \[[^\]]*\] "([^"]*)"/;
/** Above this a double cannot hold every raw value. */
const MAX_BITS = 53;
const EXTENDED_ID_FLAG = 0x8000_0000;

/**
 * Reads the messages (`BO_`) and signals (`SG_`) of a DBC file; its other sections say nothing about values.
 * The key of a message is its id; extended ids lose the flag bit. Throws RDV_DRIVE_FORMAT with the line.
 */
export function readDbc(text: string, file: string): ReadonlyMap<number, CanMessage> {
  const messages = new Map<number, CanMessage>();
  let signals: CanSignal[] | null = null;
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const where = { file, line: i + 1, column: 1, path: "" };
    if (line.startsWith("BO_ ")) {
      const [, idText, name = "", byteText] = must(MESSAGE.exec(line), where, "BO_ ID NAME: BYTES SENDER", line);
      const id = Number(idText) % EXTENDED_ID_FLAG;
      if (messages.has(id)) throw inputError("RDV_DRIVE_FORMAT", where, "each message id once", `${id} again`);
      signals = [];
      messages.set(id, { id, name, byteCount: Number(byteText), signals });
    } else if (/^\s+SG_ /.test(line)) {
      if (signals === null) throw inputError("RDV_DRIVE_FORMAT", where, "a message before its signals", "a signal");
      signals.push(readSignal(line, where));
    } else if (line.trim() === "") {
      signals = null;
    }
  }
  if (messages.size === 0) throw inputError("RDV_DRIVE_FORMAT", { file, line: 0, column: 0, path: "" }, "a DBC file with messages", "none");
  return messages;
}

function readSignal(line: string, where: Parameters<typeof inputError>[1]): CanSignal {
  const match = must(SIGNAL.exec(line), where, 'SG_ NAME : START|BITS@ORDER SIGN (SCALE,OFFSET) [MIN|MAX] "UNIT"', line);
  const [, name = "", mux, start, bits, order, sign, scaleText, offsetText, unit = ""] = match;
  const bitCount = Number(bits);
  const scale = Number(scaleText);
  const offset = Number(offsetText);
  if (bitCount < 1 || bitCount > 64 || Number(start) > 511) throw inputError("RDV_DRIVE_FORMAT", where, "1 to 64 bits", quoted(line));
  if (!Number.isFinite(scale) || !Number.isFinite(offset))
    throw inputError("RDV_DRIVE_FORMAT", where, "a finite scale and offset", quoted(line));
  return {
    name,
    startBit: Number(start),
    bitCount,
    order: order === "0" ? "motorola" : "intel",
    signed: sign === "-",
    scale,
    offset,
    unit,
    multiplexed: mux !== undefined && mux !== " M",
  };
}

function must(match: RegExpExecArray | null, where: Parameters<typeof inputError>[1], expected: string, line: string): RegExpExecArray {
  if (match === null) throw inputError("RDV_DRIVE_FORMAT", where, expected, quoted(line));
  return match;
}

/** True where all bits of the signal lie within `byteCount` bytes and its raw values fit a double. */
export function canDecode(signal: CanSignal, byteCount: number): boolean {
  if (signal.multiplexed || signal.bitCount > MAX_BITS) return false;
  let bit = signal.startBit;
  for (let i = 0; i < signal.bitCount; i++) {
    if (bit >= byteCount * 8) return false;
    bit = nextBit(signal, bit);
  }
  return true;
}

/** The signal's value in the frame whose first byte is `bytes[at]`: raw * scale + offset. Only for what `canDecode` allows. */
export function decodeSignal(signal: CanSignal, bytes: Uint8Array, at: number): number {
  const { bitCount, order, signed, scale, offset } = signal;
  let bit = signal.startBit;
  let raw = 0;
  let weight = 1;
  for (let i = 0; i < bitCount; i++) {
    const one = ((bytes[at + (bit >> 3)] ?? 0) >> (bit & 7)) & 1;
    raw = order === "motorola" ? raw * 2 + one : raw + one * weight;
    weight *= 2;
    bit = nextBit(signal, bit);
  }
  if (signed && raw >= weight / 2) raw -= weight; // two's complement
  return raw * scale + offset;
}

function nextBit(signal: CanSignal, bit: number): number {
  if (signal.order === "intel") return bit + 1;
  return (bit & 7) === 0 ? bit + 15 : bit - 1; // from bit 0 on to bit 7 of the next byte
}
