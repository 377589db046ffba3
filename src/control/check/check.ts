import { shellSplit } from "../shell-split.ts";
import { failedBy, PROBES, type ProbeResult } from "./probes.ts";
import { type CheckOptions, Rig } from "./rig.ts";

export interface CheckRequest {
  /** Starts the controller; quoted as for a POSIX shell. */
  readonly command: string;
  readonly cwd: string;
  readonly watchdogMs: number;
  readonly connectTimeoutMs: number;
}

/**
 * Puts a controller through every probe, each with a process of its own, and tells each result as it comes. A controller that fails the
 * handshake, or does not answer, is not asked what needs that. Throws RDV_USAGE where the command line cannot be split.
 */
export async function checkController(request: CheckRequest, tell: (result: ProbeResult) => void): Promise<readonly ProbeResult[]> {
  const { command, ...rest } = request;
  const options: CheckOptions = { ...rest, words: shellSplit(command) };
  const results: ProbeResult[] = [];
  const say = (result: ProbeResult): void => {
    results.push(result);
    tell(result);
  };
  say(await handshake(options));
  let stopped = results[0]?.verdict === "failed" ? "the handshake failed" : null;
  const isWelcome = stopped === null;
  for (const probe of PROBES) {
    if (!isWelcome || (stopped !== null && probe.needsAnswers)) {
      say({ name: probe.name, verdict: "skipped", text: stopped ?? "", mend: "" });
      continue;
    }
    const rig = await Rig.start(options);
    if (!(rig instanceof Rig)) {
      say({ name: probe.name, ...failedBy(rig) });
      continue;
    }
    try {
      say({ name: probe.name, ...(await probe.judge(rig, options)) });
    } finally {
      await rig.close();
    }
    if (probe === PROBES[0] && results.at(-1)?.verdict === "failed") stopped = "it does not answer as it must";
  }
  return results;
}

async function handshake(options: CheckOptions): Promise<ProbeResult> {
  const name = "handshake and version";
  const rig = await Rig.start(options);
  if (!(rig instanceof Rig)) return { name, ...failedBy(rig) };
  const { peer } = rig;
  await rig.close();
  if (peer === null) throw new Error("welcomed without a peer");
  const build = peer.build === "" ? "" : `, build ${peer.build}`;
  const text = `${peer.name}${build}, version ${peer.major}.${peer.minor}, ${peer.kinds.join(", ")}`;
  return { name, verdict: "passed", text, mend: "" };
}
