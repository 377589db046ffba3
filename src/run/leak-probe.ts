import type { RunDigests } from "../control/run-digests.ts";
import { type Bench, drive } from "./drive.ts";
import type { Job } from "./job.ts";

/** The first run of a batch, and what its controller said in it. */
export interface FirstRun {
  readonly job: Job;
  readonly digests: RunDigests;
}

/**
 * Drives the first run of a batch again at its end. Returns what the user should know where the controller's commands differ: then its
 * verdicts depend on the order of the scenarios. null where they do not, and where the controller makes no claim to forget (can_reset).
 */
export async function probeForLeak({ job, digests }: FirstRun, bench: Bench): Promise<string | null> {
  if (bench.opened.socket?.peer?.canReset !== true) return null;
  const again = await drive(job, bench);
  if (again.digests === null || again.digests.toHarness === digests.toHarness) return null;
  return (
    `${bench.setting.text}: ${job.spec.variantId} was driven first and again last, and got other commands: the controller keeps something ` +
    "across resets, or is not deterministic; redrive controller check tells which"
  );
}
