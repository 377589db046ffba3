/**
 * Every code a user can meet, in one table, and the one exception that carries input problems.
 *
 * Who can act tells the kinds apart: `input` the user's file or command line (exit 2), `fault` the controller (a value, exit 4),
 * `diverged` the run (a value, exit 3), `environment` the machine (exit 3), `invariant` redrive itself (never caught, exit 3).
 */
export type ErrorKind = "input" | "fault" | "diverged" | "environment" | "invariant";

export interface ErrorEntry {
  readonly kind: ErrorKind;
  /** One sentence for `redrive explain CODE`. */
  readonly text: string;
}

export const ERRORS = {
  // command line and configuration
  RDV_USAGE: { kind: "input", text: "The command line names an unknown command, option or value." },
  RDV_FILE_MISSING: { kind: "input", text: "The file does not exist or cannot be read." },
  RDV_FILE_KIND: { kind: "input", text: "The path is not a regular file: a folder, link, pipe or device is refused." },
  RDV_FILE_SIZE: { kind: "input", text: "The file is larger than redrive reads." },
  RDV_TABLE: { kind: "input", text: "A table of places (CSV) lacks a column, is malformed, or names what the map does not have." },
  RDV_NOTHING_MATCHED: { kind: "input", text: "The selection matches no scenario or variant." },
  // scenario files
  RDV_SCENARIO_SYNTAX: { kind: "input", text: "The scenario is not valid YAML." },
  RDV_SCENARIO_TYPE: { kind: "input", text: "A value has the wrong type." },
  RDV_SCENARIO_RANGE: { kind: "input", text: "A number lies outside the range it must keep." },
  RDV_SCENARIO_KEY: { kind: "input", text: "A key is unknown here." },
  RDV_SCENARIO_MISSING: { kind: "input", text: "A required key is absent." },
  RDV_SCENARIO_CHOICE: { kind: "input", text: "The value is none of the allowed ones, or not exactly one of several keys is given." },
  RDV_SCENARIO_REFERENCE: {
    kind: "input",
    text: "A name refers to nothing: an actor, parameter, lane, event, vehicle or drive that does not exist.",
  },
  RDV_SCENARIO_DUPLICATE: { kind: "input", text: "The same name is given twice." },
  RDV_SCENARIO_EXPRESSION: { kind: "input", text: "An expression cannot be parsed, or does not give a finite number." },
  RDV_SCENARIO_CYCLE: { kind: "input", text: "Parameters refer to each other in a circle." },
  RDV_SCENARIO_VARIANTS: { kind: "input", text: "The parameters span more variants than the limit allows." },
  RDV_SCENARIO_VERSION: { kind: "input", text: "The scenario is written for another version of the notation." },
  RDV_SCENARIO_METRIC: { kind: "input", text: "An expectation names a metric that does not exist." },
  RDV_SCENARIO_WORLD: { kind: "input", text: "The scenario is well formed but describes an impossible world." },
  RDV_PATH_OUTSIDE: { kind: "input", text: "A path leads outside the folders that may be read." },
  // vehicle files
  RDV_VEHICLE_TYPE: { kind: "input", text: "A vehicle file lacks a parameter or gives it the wrong type." },
  RDV_VEHICLE_RANGE: { kind: "input", text: "A vehicle parameter is not physically possible." },
  // recorded drives
  RDV_DRIVE_FORMAT: { kind: "input", text: "The file is not a recorded drive in a format redrive reads." },
  RDV_DRIVE_TRUNCATED: { kind: "input", text: "The recording ends in the middle of a record." },
  RDV_DRIVE_VALUE: { kind: "input", text: "A recorded value is not a finite number, or impossible." },
  RDV_DRIVE_TIME: { kind: "input", text: "Time stamps are missing, too few, or impossible." },
  RDV_DRIVE_COLUMN: { kind: "input", text: "A mapped column or signal does not exist in the recording." },
  RDV_DRIVE_LIMIT: { kind: "input", text: "The recording exceeds a limit on size, depth or count." },
  RDV_XML_DOCTYPE: { kind: "input", text: "A DOCTYPE is refused in every XML file." },
  RDV_XML_SYNTAX: { kind: "input", text: "The file is not well-formed XML." },
  RDV_XML_ENCODING: { kind: "input", text: "The XML file is not UTF-8." },
  RDV_XML_LIMIT: { kind: "input", text: "The XML file exceeds a limit on size, depth or count." },
  RDV_XOSC_UNSUPPORTED: { kind: "input", text: "The OpenSCENARIO file uses an element or attribute that redrive does not support." },
  RDV_XML_SCHEMA: { kind: "input", text: "The file is not valid by the XML schema of its standard and version." },
  RDV_STANDARD_RULE: { kind: "input", text: "The file breaks a rule of its standard; the rule's id is printed beside it." },
  RDV_ROAD_GEOMETRY: { kind: "input", text: "A lane's geometry is empty, not finite or of zero length." },
  // traces
  RDV_TRACE_FORMAT: { kind: "input", text: "The file is not a redrive trace, or is damaged." },
  RDV_TRACE_VERSION: { kind: "input", text: "The trace was written by an incompatible version." },
  // results of earlier runs
  RDV_HISTORY_FORMAT: { kind: "input", text: "The file is not a history of redrive, is damaged, or is of another version." },
  RDV_RESULT_FORMAT: { kind: "input", text: "The file is not a result of redrive, is damaged, or is of another version." },
  // the controller's faults: results, never exceptions
  RDV_BAD_MAGIC: { kind: "fault", text: "The connection did not begin with REDRIVE1." },
  RDV_BAD_FRAME: { kind: "fault", text: "A frame was empty, not a valid message, or took too long to arrive." },
  RDV_FRAME_TOO_LARGE: { kind: "fault", text: "A frame was longer than allowed." },
  RDV_UNSUPPORTED_VERSION: { kind: "fault", text: "The two sides speak no common protocol version." },
  RDV_UNAUTHENTICATED: { kind: "fault", text: "The token was wrong or missing." },
  RDV_NO_COMMON_COMMAND_KIND: { kind: "fault", text: "The two sides offer no common kind of command." },
  RDV_HANDSHAKE_TIMEOUT: { kind: "fault", text: "The controller did not finish its handshake in time." },
  RDV_UNEXPECTED_MESSAGE: { kind: "fault", text: "A message came where the protocol does not allow it." },
  RDV_UNKNOWN_SESSION: { kind: "fault", text: "A message named a session that does not run." },
  RDV_WRONG_TICK: { kind: "fault", text: "A command answered a tick that has not been observed yet." },
  RDV_DUPLICATE_COMMAND: { kind: "fault", text: "A command answered a tick that was answered before." },
  RDV_INVALID_COMMAND: { kind: "fault", text: "A command was empty, not finite, of a kind not agreed on, or over a limit." },
  RDV_CONTROLLER_TIMEOUT: { kind: "fault", text: "The controller did not answer within the watchdog time." },
  RDV_CONTROLLER_INTERNAL: { kind: "fault", text: "The controller reported a fault of its own." },
  RDV_CONTROLLER_EXIT: { kind: "fault", text: "The controller's process ended during the run." },
  RDV_CONTROLLER_START: { kind: "fault", text: "The controller could not be started." },
  RDV_SCENARIO_UNSUPPORTED: { kind: "fault", text: "The controller says it cannot drive this scenario." },
  RDV_DISCONNECTED: { kind: "fault", text: "The controller closed or lost its connection during the run." },
  RDV_GOODBYE: { kind: "fault", text: "The controller left during the run." },
  // the run
  RDV_DIVERGED: { kind: "diverged", text: "The simulated state became non-finite or impossible." },
  RDV_TWIN_INVALID: { kind: "diverged", text: "The virtual car is below its fidelity limit; the run is not scored." },
  RDV_NONDETERMINISTIC: { kind: "invariant", text: "Two runs of the same input gave different bits." },
  // the machine
  RDV_DISK: { kind: "environment", text: "A result could not be written." },
  RDV_PORT: { kind: "environment", text: "An address could not be listened on." },
  RDV_WORKER: { kind: "environment", text: "A worker ended unexpectedly." },
  RDV_INTERNAL: { kind: "invariant", text: "redrive itself is at fault; please report it with the text printed." },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** One thing wrong with an input, and where. Lines and columns count from 1; both are 0 where the input has none. */
export interface Problem {
  readonly code: ErrorCode;
  readonly severity: "error" | "warning";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The place inside the document, for example `ego.speedMps`; empty where there is none. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** What to do about it; empty where nothing can be said. */
  readonly hint: string;
}

/** `cut-in.yaml:12:10 error RDV_SCENARIO_TYPE ego.speedMps: expected a number in m/s, found "fast" (hint)`. */
export function problemText(p: Problem): string {
  const place = p.line > 0 ? `${p.file}:${p.line}:${p.column}` : p.file;
  const path = p.path === "" ? "" : ` ${p.path}`;
  const hint = p.hint === "" ? "" : ` (${p.hint})`;
  return `${place} ${p.severity} ${p.code}${path}: expected ${p.expected}, found ${p.found}${hint}`;
}

/** Thrown by readers; carries all problems of one input at once. */
export class InputError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(problemText).join("\n"));
    this.name = "InputError";
    this.problems = problems;
  }
}
