import type { RunEvent } from "../run/result.ts";
import type { Screen } from "./list.ts";
import { printable } from "./printable.ts";
import type { Reporter } from "./reporter.ts";

const PROGRESS_EVERY_MS = 10_000;
const REDRAW_EVERY_MS = 50;

/** Tells how far a run is while it runs, and what it waits for; on stderr, whatever the other reporters write. */
export function progressReporter(screen: Screen): Reporter {
  const state: Progress = { lastMs: -PROGRESS_EVERY_MS, drawn: false, failed: 0, error: 0 };
  return {
    on(event: RunEvent): void {
      if (event.kind === "waiting") {
        say(screen, state, `waiting for a controller: REDRIVE_CONTROLLER_ADDR=${event.address} ${tokenText(event.token)}`);
      } else if (event.kind === "note") {
        say(screen, state, event.text);
      } else if (event.kind === "result") {
        if (event.result.verdict === "failed") state.failed++;
        if (event.result.verdict === "error") state.error++;
        draw(screen, state, event.done, event.total);
      } else if (event.kind === "end") {
        clear(screen, state);
      }
    },
    finish: () => [],
  };
}

/** A token that the user gave stays where it is: what is printed may be kept for others to read. */
function tokenText(token: string | null): string {
  if (token === null) return "and the REDRIVE_TOKEN that redrive was given";
  return token === "" ? "and no token" : `REDRIVE_TOKEN=${token}`;
}

interface Progress {
  lastMs: number;
  /** A line stands on the terminal that is to be drawn over. */
  drawn: boolean;
  failed: number;
  error: number;
}

function say(screen: Screen, state: Progress, text: string): void {
  clear(screen, state);
  screen.write(`${printable(text)}\n`);
}

function clear(screen: Screen, state: Progress): void {
  if (state.drawn) screen.write("\r\x1b[2K");
  state.drawn = false;
}

function draw(screen: Screen, state: Progress, done: number, total: number): void {
  const nowMs = screen.nowMs();
  const failed = state.failed > 0 ? `, ${state.failed} failed` : "";
  const error = state.error > 0 ? `, ${state.error} in error` : "";
  const text = `${done}/${total} variants${failed}${error}`;
  const everyMs = screen.live ? REDRAW_EVERY_MS : PROGRESS_EVERY_MS;
  if (nowMs - state.lastMs < everyMs && !(screen.live && done === total)) return;
  screen.write(screen.live ? `\r\x1b[2K${bar(done, total)} ${text}` : `${text}\n`);
  state.drawn = screen.live;
  state.lastMs = nowMs;
}

function bar(done: number, total: number): string {
  const width = 24;
  const full = total === 0 ? width : Math.floor((done / total) * width);
  return `[${"#".repeat(full)}${".".repeat(width - full)}]`;
}
