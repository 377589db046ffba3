import { dirname, relative, resolve } from "node:path";
import type { Drive } from "../drive/drive.ts";
import { egoOnTicks } from "../drive/resample.ts";
import { filesOnDisk } from "../scenario/parse/files.ts";
import { readScenario, specOf } from "../scenario/parse/read-scenario.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";
import { METRIC_UNITS, SHIPPED } from "./selection.ts";

/**
 * The scenario in which everybody drives as recorded, the subject too; it begins when the subject is first there.
 * @param subject the recorded road user to be judged; null for the recording's own ego.
 * @throws InputError where the recording lacks the subject.
 */
export function recordedScenario(path: string, drive: Drive, subject: string | null, folder: string): ScenarioSpec {
  const shown = relative(folder, resolve(folder, path)).split("\\").join("/");
  const who = subject === null ? { recorded: true } : { replaces: subject };
  const document = {
    redrive: 1,
    name: "the recording itself",
    world: { drive: resolve(folder, path), startSec: firstSec(drive, subject) },
    ego: { vehicle: "compact", ...who },
  };
  const roots = [dirname(resolve(folder, path))];
  const files = filesOnDisk({ scenario: resolve(folder, "unnamed"), cwd: folder, shipped: SHIPPED, roots });
  return specOf(readScenario(JSON.stringify(document), shown, { metrics: METRIC_UNITS, files, maxVariants: 1 }), 0);
}

const GRID_SEC = 0.01;

/** When the subject is first there, in whole hundredths of a second; 0 where it never is. */
function firstSec(drive: Drive, subject: string | null): number {
  if (subject !== null) {
    const stampNs = drive.actors.find(({ id }) => id === subject)?.tNs[0] ?? 0;
    return Math.ceil(stampNs / 1e9 / GRID_SEC) * GRID_SEC;
  }
  const track = egoOnTicks(drive, GRID_SEC, Math.floor(drive.durationNs / 1e9 / GRID_SEC) + 1, 0);
  return Math.max(0, track?.valid.indexOf(1) ?? 0) * GRID_SEC;
}
