/** Limits of the controller protocol (docs/protocol.md). Sizes in bytes, wall-clock times in milliseconds. */

/** Largest frame before Welcome: a Hello has no reason to be larger, and whoever sends it is not known yet. */
export const HELLO_FRAME_BYTES = 8 * 1024;
/** Largest frame after Welcome. 1 MiB of empty trajectory points decodes in 0.2-0.36 s and keeps 20-26 MB of heap; this does not. */
export const FRAME_BYTES = 256 * 1024;
/** Largest frame to the controller, where it does not ask for less. */
export const OUT_FRAME_BYTES = 16 * 1024 * 1024;
/** Scenarios at once over one connection. */
export const MAX_SESSIONS = 16;
/** Connections that have not finished their handshake; for one more the oldest is closed. */
export const PENDING_CONNECTIONS = 16;
/** Frames nobody asked for (Pong) on one connection; one more closes it. */
export const STRAY_FRAMES = 100;
export const DEBUG_SCALARS = 256;
export const DEBUG_BLOB_BYTES = 64 * 1024;
export const NAME_CHARACTERS = 128;
export const INFO_ENTRIES = 32;
export const MESSAGE_CHARACTERS = 1024;
/** Largest distance between neighbouring points of a route on the wire. */
export const ROUTE_SPACING_M = 5;
/** What is kept of a controller's output, and how much of its stderr goes into a fault. */
export const LOG_BYTES = 64 * 1024;
export const STDERR_TAIL_BYTES = 8 * 1024;

/** Wall-clock limits. 0 switches one off. */
export interface Times {
  /** Magic and Hello, from the moment of connecting. */
  readonly handshakeTimeoutMs: number;
  /** From starting the controller, or from asking for one, until it connects. */
  readonly connectTimeoutMs: number;
  readonly readyTimeoutMs: number;
  /** Each answer but the first. */
  readonly watchdogMs: number;
  /** First answer after a reset. */
  readonly firstTickWatchdogMs: number;
  /** One frame, from its first byte. */
  readonly frameTimeoutMs: number;
  readonly ackTimeoutMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly killAfterMs: number;
}

export const DEFAULT_TIMES: Times = {
  handshakeTimeoutMs: 5_000,
  connectTimeoutMs: 60_000,
  readyTimeoutMs: 60_000,
  watchdogMs: 2_000,
  firstTickWatchdogMs: 10_000,
  frameTimeoutMs: 10_000,
  ackTimeoutMs: 2_000,
  killAfterMs: 2_000,
};

/** For a controller under a debugger: no wall clock ends a run, but leaving and killing keep their limits. */
export function untimed(times: Times): Times {
  return {
    ...times,
    handshakeTimeoutMs: 0,
    connectTimeoutMs: 0,
    readyTimeoutMs: 0,
    watchdogMs: 0,
    firstTickWatchdogMs: 0,
    frameTimeoutMs: 0,
  };
}
