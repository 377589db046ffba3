import type { ErrorCode } from "../../core/errors.ts";
import { exitText } from "../process.ts";
import { residentBytes } from "../resident.ts";
import { type CheckOptions, type Drive, Rig, type Wrong } from "./rig.ts";
import { CRUISE, EDGES, OTHER, type Scene, SHORT, SPARSE, TIMED, WITH_HISTORY, withUnknownFields } from "./scenes.ts";

/** What one probe found. `mend` says what to do where it failed; empty otherwise. */
export interface ProbeResult {
  readonly name: string;
  readonly verdict: "passed" | "failed" | "skipped";
  readonly text: string;
  readonly mend: string;
}

type Finding = Omit<ProbeResult, "name">;

/** A probe gets a fresh process of the controller; what it finds does not depend on the probes before it. */
export interface Probe {
  readonly name: string;
  /** Without answers there is nothing to judge. */
  readonly needsAnswers: boolean;
  readonly judge: (rig: Rig, options: CheckOptions) => Promise<Finding>;
}

const EXIT_WITHIN_MS = 2_000;
const WARM_RESETS = 10;
const RESETS = 100;
/** Peers have been seen to leak 50 to 100 MB a reset; a hundredth of that already ends a batch of ten thousand. */
const GROWTH_LIMIT_BYTES_PER_RESET = 512 * 1024;
const MIB = 1024 * 1024;
const SHOWN_CHARACTERS = 160;

/** What usually causes a fault, and what to do about it. */
const MENDS: Partial<Record<ErrorCode, string>> = {
  RDV_BAD_MAGIC: "send the 8 bytes REDRIVE1 before anything else",
  RDV_BAD_FRAME: "write a 4-byte little-endian length, then exactly so many bytes of one ToHarness message",
  RDV_FRAME_TOO_LARGE: "the length before a frame is little-endian and counts the message alone; at most 256 KiB are taken",
  RDV_HANDSHAKE_TIMEOUT: "connect to REDRIVE_CONTROLLER_ADDR at once, send REDRIVE1 and Hello; load weights after ScenarioStart",
  RDV_UNSUPPORTED_VERSION: "list major 1 in Hello.supported",
  RDV_UNAUTHENTICATED: "put the text of REDRIVE_TOKEN into Hello.auth_token",
  RDV_NO_COMMON_COMMAND_KIND: "list a kind that redrive offers in Capabilities.command_kinds, and send commands of that kind",
  RDV_UNEXPECTED_MESSAGE: "send nothing but the one answer to each message",
  RDV_UNKNOWN_SESSION: "copy the session number of the message that is answered",
  RDV_WRONG_TICK: "copy Observation.tick into Command.tick; do not count ticks yourself",
  RDV_DUPLICATE_COMMAND: "answer each Observation once, with its own tick; do not count ticks yourself",
  RDV_INVALID_COMMAND: "check every number before it is sent; look for a division by a speed or a distance of 0, and for empty lists",
  RDV_CONTROLLER_TIMEOUT: "answer every message at once; flush the socket after each answer",
  RDV_CONTROLLER_INTERNAL: "the controller's own message says what went wrong",
  RDV_CONTROLLER_EXIT: "run the controller under a debugger with redrive run --debug-controller, and see what it printed",
  RDV_CONTROLLER_START: "give --controller a command that starts in this folder",
  RDV_SCENARIO_UNSUPPORTED:
    "a controller under check must accept a straight road, in lockstep: for the check, do not claim vehicle_in_the_loop",
  RDV_DISCONNECTED: "keep the connection open until Goodbye",
  RDV_GOODBYE: "leave only when redrive says Goodbye",
};

export function failedBy(wrong: Wrong, where = ""): Finding {
  return { verdict: "failed", text: `${where}${wrong.text} (${wrong.code})`, mend: MENDS[wrong.code] ?? "see docs/protocol.md" };
}

function passed(text: string): Finding {
  return { verdict: "passed", text, mend: "" };
}

function skipped(text: string): Finding {
  return { verdict: "skipped", text, mend: "" };
}

/** In the order in which they are tried: the first one says whether it answers at all. */
export const PROBES: readonly Probe[] = [
  { name: "answers in order, on the right tick", needsAnswers: false, judge: answersOnTick },
  { name: "unknown fields ignored", needsAnswers: true, judge: ignoresUnknown },
  { name: "history accepted", needsAnswers: true, judge: acceptsHistory },
  ...EDGES.map((scene) => ({ name: scene.name, needsAnswers: true, judge: (rig: Rig) => survives(rig, scene) })),
  { name: "determinism", needsAnswers: true, judge: isDeterministic },
  { name: "reset keeps nothing", needsAnswers: true, judge: resets },
  { name: "two sessions interleaved", needsAnswers: true, judge: keepsApart },
  { name: "Ping answered, no Pong unasked", needsAnswers: true, judge: answersPing },
  { name: "memory after 100 resets", needsAnswers: true, judge: keepsMemory },
  { name: "answer time", needsAnswers: true, judge: answersInTime },
  { name: "leaves on Goodbye", needsAnswers: false, judge: (rig) => leaves(rig, "goodbye") },
  { name: "leaves on half close", needsAnswers: false, judge: (rig) => leaves(rig, "half-close") },
];

async function answersOnTick(rig: Rig): Promise<Finding> {
  for (const scene of [CRUISE, ...(rig.peer?.canReset === true ? [SPARSE] : [])]) {
    const { wrong } = await rig.drive(scene);
    if (wrong !== null) return failedBy(wrong, where(scene));
  }
  return passed(rig.peer?.canReset === true ? "50 of 50, an observation every tick and every 5 ticks" : "30 of 30");
}

async function ignoresUnknown(rig: Rig): Promise<Finding> {
  const { wrong } = await rig.drive(CRUISE, withUnknownFields);
  if (wrong === null) return passed("fields of a later version in every message");
  return { ...failedBy(wrong), mend: "skip fields whose number is unknown: later minor versions add them" };
}

async function acceptsHistory(rig: Rig): Promise<Finding> {
  const { wrong } = await rig.drive(WITH_HISTORY);
  if (wrong === null) return passed(`${WITH_HISTORY.historyCount} observations of the past, none answered`);
  const mend = "take ScenarioStart.history without answering it: its times are negative, its ticks count from 0, no Command is wanted";
  return { ...failedBy(wrong), mend };
}

async function survives(rig: Rig, scene: Scene): Promise<Finding> {
  const { wrong } = await rig.drive(scene);
  return wrong === null ? passed("every command is finite") : failedBy(wrong);
}

/** Where two drives of one scene part; null where they do not. */
function difference(a: Drive, b: Drive): string | null {
  const at = a.commands.findIndex((command, i) => command !== b.commands[i]);
  return at < 0 ? null : `answer ${at + 1} is ${shortened(a.commands[at])} and ${shortened(b.commands[at])}`;
}

/** A trajectory is long. */
function shortened(text = "missing"): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text;
}

/** What `use` makes of a process of the controller of its own. */
async function inFresh<T>(options: CheckOptions, use: (rig: Rig) => Promise<T>): Promise<T | Wrong> {
  const rig = await Rig.start(options);
  if (!(rig instanceof Rig)) return rig;
  try {
    return await use(rig);
  } finally {
    await rig.close();
  }
}

/** CRUISE by two fresh processes: the first drive of it, and where the second parts from it. */
async function twice(rig: Rig, options: CheckOptions): Promise<{ readonly first: Drive; readonly parted: string | null } | Wrong> {
  const first = await rig.drive(CRUISE);
  if (first.wrong !== null) return first.wrong;
  const second = await inFresh(options, (other) => other.drive(CRUISE));
  if ("code" in second) return second;
  return second.wrong ?? { first, parted: difference(first, second) };
}

async function isDeterministic(rig: Rig, options: CheckOptions): Promise<Finding> {
  const outcome = await twice(rig, options);
  if ("code" in outcome) return failedBy(outcome);
  if (outcome.parted === null) return passed("two fresh processes gave the same commands");
  if (rig.peer?.claimsDeterministic !== true) return skipped(`it does not claim to be: two fresh processes differ, ${outcome.parted}`);
  const mend = "seed every generator from ScenarioStart.seed, use no clock, no threads that race, no order of hashes; or do not claim it";
  return { verdict: "failed", text: `it claims to be, but two fresh processes differ: ${outcome.parted}`, mend };
}

async function resets(rig: Rig, options: CheckOptions): Promise<Finding> {
  if (rig.peer?.canReset !== true) return skipped("it does not claim can_reset: each scenario gets a fresh process");
  const fresh = await twice(rig, options);
  if ("code" in fresh) return failedBy(fresh);
  if (fresh.parted !== null) return skipped("its commands differ without a reset already");
  const finding = await inFresh(options, async (again) => {
    const drives: Drive[] = [];
    for (const scene of [CRUISE, OTHER, CRUISE]) {
      const drive = await again.drive(scene);
      if (drive.wrong !== null) return failedBy(drive.wrong, `${where(scene)}after ${drives.length} resets, `);
      drives.push(drive);
    }
    const parted = difference(drives[0] as Drive, drives[2] as Drive);
    if (parted === null) return passed("the first scenario, repeated last, gave the same commands");
    const mend = "forget everything at ScenarioStart: integrators, filters, last commands, tracks, random generators";
    return { verdict: "failed", text: `the first scenario, repeated last, differs: ${parted}`, mend } as const;
  });
  return "code" in finding ? failedBy(finding) : finding;
}

const MEND_SESSIONS =
  "keep all that belongs to a scenario by the session number of its messages, and answer with that number; or set max_sessions to 1";

async function keepsApart(rig: Rig, options: CheckOptions): Promise<Finding> {
  if ((rig.peer?.sessions ?? 1) < 2) return skipped("it drives one scenario at a time: max_sessions, or can_reset is false");
  const cruise = await twice(rig, options);
  if ("code" in cruise) return failedBy(cruise);
  if (cruise.parted !== null) return skipped("its commands differ without another session already");
  const other = await inFresh(options, (fresh) => fresh.drive(OTHER));
  if ("code" in other) return failedBy(other);
  const both = await inFresh(options, (fresh) => fresh.driveBoth(CRUISE, OTHER));
  if ("code" in both) return failedBy(both);
  for (const [i, alone] of [cruise.first, other].entries()) {
    const together = both[i] as Drive;
    if (together.wrong !== null) return { ...failedBy(together.wrong, `session ${i + 1} of 2: `), mend: MEND_SESSIONS };
    const parted = difference(alone, together);
    if (parted === null) continue;
    return { verdict: "failed", text: `session ${i + 1} of 2 differs from the same scenario alone: ${parted}`, mend: MEND_SESSIONS };
  }
  return passed("two scenarios at once gave the same commands as each alone");
}

async function answersPing(rig: Rig): Promise<Finding> {
  const { wrong } = await rig.drive(SHORT);
  if (wrong !== null) return failedBy(wrong);
  const ping = await rig.ping();
  return ping === null ? passed("one Pong for one Ping") : { ...failedBy(ping), mend: "answer each Ping with one Pong of the same nonce" };
}

async function keepsMemory(rig: Rig): Promise<Finding> {
  const { group } = rig;
  if (rig.peer?.canReset !== true) return skipped("it does not claim can_reset");
  if (group === null || residentBytes(group) === null) return skipped("this system does not tell the memory of a process");
  let beforeBytes = 0;
  for (let i = 0; i < WARM_RESETS + RESETS; i++) {
    if (i === WARM_RESETS) beforeBytes = residentBytes(group) ?? 0;
    const { wrong } = await rig.drive(SHORT);
    if (wrong !== null) return failedBy(wrong, `after ${i} resets: `);
  }
  const growthBytes = (residentBytes(group) ?? 0) - beforeBytes;
  const text = `${(growthBytes / MIB).toFixed(1)} MiB more after ${RESETS} resets`;
  if (growthBytes <= RESETS * GROWTH_LIMIT_BYTES_PER_RESET) return passed(text);
  return { verdict: "failed", text, mend: "free at ScenarioStart what the scenario before allocated, or set can_reset to false" };
}

async function answersInTime(rig: Rig, options: CheckOptions): Promise<Finding> {
  const { wrong, latencyMs } = await rig.drive(TIMED);
  if (wrong !== null) return failedBy(wrong);
  const sorted = latencyMs.slice(1).sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number).toFixed(2);
  return passed(`p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms with ${TIMED.objects} road users; limit ${options.watchdogMs} ms`);
}

async function leaves(rig: Rig, how: "goodbye" | "half-close"): Promise<Finding> {
  const exit = await rig.dismiss(how, EXIT_WITHIN_MS);
  if (exit?.kind === "code" && exit.code === 0) return passed("exit code 0");
  const mend =
    how === "goodbye"
      ? "end the process when Goodbye comes: close the socket, stop threads and timers, exit with code 0"
      : "end the process when reading the socket gives its end, with exit code 0";
  const text = exit === null ? `its process was still there ${EXIT_WITHIN_MS} ms later` : `its process ended with ${exitText(exit)}`;
  return { verdict: "failed", text, mend };
}

function where(scene: Scene): string {
  return scene.every === 1 ? "" : `with an observation every ${scene.every} ticks: `;
}
