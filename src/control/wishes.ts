/** What a controller asked for in its Hello, and what of it a run can give. */
import type { RunStart } from "../sim/port.ts";
import { createObservationEncoder, encodeStart, fillObservation, prepareEncoder } from "./encode.ts";
import type { Peer } from "./handshake.ts";
import { type WireObservation, wire } from "./wire.ts";

const NS_PER_SEC = 1e9;
/** A history's entry besides the Observation itself: its tag, its length, and a tick that grows when it is counted from the oldest. */
const ENTRY_BYTES = 16;

/** ScenarioStart as one controller gets it. */
export interface Start {
  readonly frame: Buffer;
  /** Ticks between two observations in this run. */
  readonly observationEvery: number;
  /** Where the controller gets something else than it asked for. */
  readonly warnings: readonly string[];
}

/** ScenarioStart of a run with the observation period and as much of the past as this controller asked for and can have. */
export function startOf(session: number, s: RunStart, peer: Peer, watchdogMs: number): Start {
  const warnings: string[] = [];
  const observationEvery = periodOf(s, peer, warnings);
  const bare = encodeStart(session, s, peer, watchdogMs, { observationEvery, history: [] });
  const history = historyOf(s, peer, observationEvery, peer.maxFrameBytes - bare.length, warnings);
  const frame = history.length === 0 ? bare : encodeStart(session, s, peer, watchdogMs, { observationEvery, history });
  return { frame, observationEvery, warnings };
}

/** The period asked for in whole ticks, the nearest, at least one and at most the run. */
function periodOf(s: RunStart, peer: Peer, warnings: string[]): number {
  if (peer.periodNs === 0) return s.observationEvery;
  const dtNs = Math.round(s.dtSec * NS_PER_SEC);
  const every = Math.max(1, Math.min(Math.round(peer.periodNs / dtNs), s.maxTicks));
  if (every * dtNs !== peer.periodNs) {
    const text = `the controller asks for an observation every ${peer.periodNs} ns; with ticks of ${dtNs} ns it gets one every ${every * dtNs} ns`;
    warnings.push(text);
  }
  return every;
}

/** Observations before tick 0, oldest first, newest kept where not all fit into the frame. Nothing is made up where nothing is recorded. */
function historyOf(s: RunStart, peer: Peer, every: number, roomBytes: number, warnings: string[]): WireObservation[] {
  if (peer.historyNs === 0) return [];
  const periodNs = every * Math.round(s.dtSec * NS_PER_SEC);
  const wanted = Math.ceil(peer.historyNs / periodNs);
  const history: WireObservation[] = [];
  let leftBytes = roomBytes;
  let isFull = false;
  for (let k = 1; k <= wanted && !isFull; k++) {
    const o = s.past(k * every);
    if (o === null) break;
    const encoder = createObservationEncoder(0);
    prepareEncoder(encoder, s, peer);
    fillObservation(encoder, { ...o, tick: k * every });
    leftBytes -= wire.Observation.encode(encoder.observation).finish().length + ENTRY_BYTES;
    isFull = leftBytes < 0;
    if (!isFull) history.push(encoder.observation);
  }
  if (history.length < wanted) warnings.push(historyWarning(peer, history.length * periodNs, isFull));
  history.reverse();
  for (const [i, observation] of history.entries()) observation.tick = i * every;
  return history;
}

function historyWarning(peer: Peer, givenNs: number, isFull: boolean): string {
  const wish = `the controller asks for ${peer.historyNs} ns of the past before the first tick`;
  if (isFull) return `${wish}; the last ${givenNs} ns of it fit into a frame of ${peer.maxFrameBytes} bytes`;
  return givenNs === 0 ? `${wish}; no recording reaches back before this run` : `${wish}; the recording reaches back ${givenNs} ns`;
}
