/** The traffic lights of a story that stand by its roads, as those of the run. */
import { SIGNAL_STATES } from "../../core/signal-state.ts";
import type { RoadMap } from "../../road/opendrive/map.ts";
import { signalLines } from "../../road/opendrive/signal-lines.ts";
import { type PlacedSignal, signalsOf } from "../../road/opendrive/signals.ts";
import type { StopLine } from "../../road/network.ts";
import { isUnknown, signalStateOf } from "../../sim/story/signal-text.ts";
import type { StoryPlan } from "../../sim/story/plan.ts";
import type { SignalModel } from "../../sim/world.ts";

/** Lights of the signal catalogue of ASAM OpenDRIVE (country "OpenDRIVE") for who walks or cycles: no lane's traffic stops for them. */
const NOT_FOR_LANES: readonly string[] = ["1000002", "1000007", "1000013"];

export interface StorySignals {
  readonly signals: readonly SignalModel[];
  readonly stopLines: readonly StopLine[];
  /** What each text that the story sets a light to means, as an index into SIGNAL_STATES. */
  readonly shown: ReadonlyMap<string, number>;
  /** What of it no driver can see or understand, for the user. */
  readonly notes: readonly string[];
}

const NONE: StorySignals = { signals: [], stopLines: [], shown: new Map(), notes: [] };

/**
 * All signals of the map that the story ever sets, in the order in which it names them. One speaks to the lanes that drive its way, or those of its
 * validity, and one stops where it stands; a signal that other roads refer to speaks to their lanes too.
 */
export function storySignals(plan: StoryPlan, map: RoadMap | null): StorySignals {
  const set = settingsOf(plan);
  if (set.length === 0) return NONE;
  if (map === null) return { ...NONE, notes: notesOf(set, new Set()) };
  const standing = Map.groupBy(signalsOf(map), ({ signal }) => signal.id);
  const ids = [...new Set(set.map(({ signal }) => signal))].filter((id) => standing.has(id));
  const places = ids.map((id) => standing.get(id) ?? []);
  const stopLines = signalLines(
    map,
    places.flatMap((at, signal) => at.filter(isForLanes).map((one) => ({ at: one, signal }))),
  );
  const linesOf = Map.groupBy(stopLines, ({ signal }) => signal);
  return {
    signals: ids.map((id, i) => signalOf(id, places[i]?.[0], linesOf.get(i) ?? [])),
    stopLines,
    shown: new Map(set.map(({ state }) => [state, SIGNAL_STATES.indexOf(signalStateOf(state))])),
    notes: notesOf(set, new Set(ids)),
  };
}

function notesOf(set: readonly Setting[], standing: ReadonlySet<string>): string[] {
  const states = set.flatMap(({ state }) => (isUnknown(state) ? [state] : []));
  const signals = set.flatMap(({ signal }) => (standing.has(signal) ? [] : [signal]));
  return [
    ...[...new Set(states)].map((text) => `traffic signals: the state ${JSON.stringify(text)} says no colour, drivers are told "unknown"`),
    ...[...new Set(signals)].map((id) => `traffic signals: ${JSON.stringify(id)} is no signal of the map, drivers are not told of it`),
  ];
}

function isForLanes({ signal }: PlacedSignal): boolean {
  return !NOT_FOR_LANES.includes(signal.type);
}

/** Its stop point is in the middle of its first stop line, else where it stands. */
function signalOf(id: string, at: PlacedSignal | undefined, lines: readonly StopLine[]): SignalModel {
  const [line] = lines;
  const stopPoint =
    line === undefined
      ? { xM: at?.xM ?? 0, yM: at?.yM ?? 0 }
      : { xM: 0.5 * (line.leftXM + line.rightXM), yM: 0.5 * (line.leftYM + line.rightYM) };
  return { id, lanes: lines.map(({ lane }) => lane), stopPoint, state: new Uint8Array(0), untilTick: new Int32Array(0), offsetTicks: 0 };
}

interface Setting {
  readonly signal: string;
  readonly state: string;
}

/** Each signal that a phase or an action sets, and the text it sets it to. */
function settingsOf({ spec, actions, signalGroups }: StoryPlan): Setting[] {
  const byPhases = spec.signalControllers.flatMap(({ phases }, i) =>
    phases.flatMap(({ states }) =>
      states.flatMap(({ signal, state }) =>
        signal === null ? (signalGroups[i]?.signals ?? []).map(({ id }) => ({ signal: id, state })) : [{ signal, state }],
      ),
    ),
  );
  const byActions = actions.flatMap((action) => (action.spec.kind === "signal-state" ? [action.spec] : []));
  return [...byPhases, ...byActions];
}
