import { spawnSync } from "node:child_process";
import { needDebian } from "./require.ts";

/** A Python 3 with the protobuf runtime: the one on the PATH, or Debian's; installed under REDRIVE_REQUIRE=1, else null where absent. */
export function needPython(): string | null {
  return needDebian(["python3-protobuf"], () => found() !== null) === "present" ? found() : null;
}

function found(): string | null {
  const has = (python: string): boolean => spawnSync(python, ["-c", "import google.protobuf"]).status === 0;
  return ["python3", "/usr/bin/python3"].find(has) ?? null;
}
