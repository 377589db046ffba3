import type { Screen } from "../report/list.ts";

/** A stream as a reporter sees it: colours and redrawing only on a terminal that can, and only where NO_COLOR is not set. */
export function screenOf(stream: NodeJS.WriteStream): Screen {
  const { NO_COLOR = "", TERM, CI } = process.env;
  const plain = !stream.isTTY || NO_COLOR !== "" || TERM === "dumb";
  return {
    write: (text) => void stream.write(text),
    live: !plain && CI === undefined,
    colour: !plain,
    columns: stream.columns ?? 120,
    nowMs: () => performance.now(),
  };
}
