import pc from "picocolors";
import type { Screen } from "../report/list.ts";

/** A stream as a reporter sees it: colours and redrawing only on a terminal, and only where NO_COLOR is not set. */
export function screenOf(stream: NodeJS.WriteStream): Screen {
  return {
    write: (text) => void stream.write(text),
    live: stream.isTTY && process.env["CI"] === undefined,
    colour: stream.isTTY && pc.isColorSupported,
    columns: stream.columns ?? 120,
    nowMs: () => performance.now(),
  };
}
