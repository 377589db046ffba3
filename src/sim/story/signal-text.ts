/**
 * What the state of a traffic signal says, which OpenSCENARIO XML leaves to the scenario (1.3, TrafficSignalState: "state"). Two ways of writing are
 * known: the name of a colour, and the lamps from the first to the last, parted by ";", as files for esmini have them.
 */
import type { SignalState } from "../../core/signal-state.ts";

const WORDS: Readonly<Record<string, SignalState>> = {
  red: "red",
  yellow: "yellow",
  amber: "yellow",
  green: "green",
  off: "off",
  "red-yellow": "red",
  "red-amber": "red",
  "flashing-red": "flashing-red",
  "flashing-yellow": "flashing-yellow",
  "flashing-amber": "flashing-yellow",
};

/** Three lamps are red, yellow and green; two are red and green. What shows several colours otherwise is not known. */
const LAMPS: Readonly<Record<string, SignalState>> = {
  "off;off;off": "off",
  "on;off;off": "red",
  // Red with yellow still is red: wait.
  "on;on;off": "red",
  "off;on;off": "yellow",
  "off;off;on": "green",
  "flashing;off;off": "flashing-red",
  "off;flashing;off": "flashing-yellow",
  // The end of green, where lights do so: one may still go.
  "off;off;flashing": "green",
  "off;off": "off",
  "on;off": "red",
  "off;on": "green",
  "flashing;off": "flashing-red",
  "off;flashing": "green",
};

/** By colour in any case, parts of a name joined by "-", "_" or a space; or by lamps. Anything else is "unknown". */
export function signalStateOf(text: string): SignalState {
  const bare = text.trim().toLowerCase();
  const word = bare.replaceAll(/[\s_-]+/g, "-");
  if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? "unknown";
  const lamps = bare.replaceAll(/\s*;\s*/g, ";");
  return Object.hasOwn(LAMPS, lamps) ? (LAMPS[lamps] ?? "unknown") : "unknown";
}

/** Whether a text that means to say something says no colour. */
export function isUnknown(text: string): boolean {
  return signalStateOf(text) === "unknown" && text.trim().toLowerCase() !== "unknown";
}
