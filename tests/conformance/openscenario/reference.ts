import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** One run of the reference player, as recorded. */
export interface Reference {
  /** `esmini/cut-in`: the folder of trajectories and the name of the files. */
  readonly id: string;
  /** Absolute. */
  readonly scenarioPath: string;
  readonly dtSec: number;
  readonly controllersOff: boolean;
  /** How far it was recorded: states for 120 s at most, events to the end. */
  readonly untilSec: number;
  /** Rows of (t, entity, x, y, z, h, speed) at each 0.1 s; empty where only events were kept. */
  readonly rows: readonly ReferenceRow[];
  readonly events: readonly ReferenceEvent[];
}

export interface ReferenceRow {
  readonly tSec: number;
  readonly entity: string;
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  readonly hRad: number;
  readonly speedMps: number;
}

/** A change of state of a storyboard element. */
export interface ReferenceEvent {
  readonly tSec: number;
  readonly what: string;
  readonly transition: string;
}

/** Scenarios without an end were recorded for 20 minutes; what is in them after this long is that recording's end. */
const MAX_SEC = 310;

/** Folder of trajectories by the group of runs.csv. */
const FOLDERS: Readonly<Record<string, string>> = {
  alks: "alks-2021-ccbysa",
  alksmsl: "alks-openmsl-mpl",
  esmini: "esmini",
  unittest: "esmini-unittest",
  asam13: "asam-1.3-examples",
  ncap: "ncap",
};

/** Every recorded run of the data folder. Scenarios that the reference player refused to play have no results to compare with. */
export function references(dataFolder: string): Reference[] {
  const folder = join(dataFolder, "openscenario");
  const runs = csv(readFileSync(join(folder, "runs.csv"), "utf8"));
  const found: Reference[] = [];
  const recorded = new Set<string>();
  for (const set of readdirSync(join(folder, "trajectories"))) {
    for (const file of readdirSync(join(folder, "trajectories", set))) recorded.add(`${set}/${file.replace(/(\.events)?\.csv\.gz$/, "")}`);
  }
  for (const run of runs) {
    const id = `${FOLDERS[run["group"] ?? ""] ?? ""}/${run["name"] ?? ""}`;
    if (!recorded.has(id) || run["exit_code"] !== "0") continue;
    const input = run["input"] ?? "";
    const scenarioPath = [join(folder, input), join(dataFolder, input), join(dataFolder, "schemas", input)].find((p) => existsSync(p));
    if (scenarioPath === undefined) throw new Error(`${id}: its scenario ${input} is not there`);
    const args = run["args"] ?? "";
    const steps = [...args.matchAll(/--fixed_timestep (\S+)/g)].map((m) => Number(m[1]));
    const recording = recordingOf(join(folder, "trajectories", id));
    const lastSec = Math.max(0, ...recording.rows.slice(-1).map((r) => r.tSec), ...recording.events.slice(-1).map((e) => e.tSec));
    const dtSec = steps.at(-1) ?? 0.01;
    found.push({
      id,
      scenarioPath,
      // The last one given counts.
      dtSec,
      controllersOff: args.includes("--disable_controllers"),
      // An event of the last tick may come one tick later here.
      untilSec: Math.min(MAX_SEC, lastSec + 2 * dtSec),
      rows: recording.rows,
      events: recording.events.filter((e) => e.tSec < MAX_SEC),
    });
  }
  return found;
}

function recordingOf(base: string): Pick<Reference, "rows" | "events"> {
  const read = (path: string): Record<string, string>[] => (existsSync(path) ? csv(gunzipSync(readFileSync(path)).toString("utf8")) : []);
  return {
    rows: read(`${base}.csv.gz`).map((r) => ({
      tSec: Number(r["t"]),
      entity: r["entity"] ?? "",
      xM: Number(r["x"]),
      yM: Number(r["y"]),
      zM: Number(r["z"]),
      hRad: Number(r["h"]),
      speedMps: Number(r["speed"]),
    })),
    events: read(`${base}.events.csv.gz`)
      .filter((r) => r["kind"] === "state")
      .map((r) => ({ tSec: Number(r["t"]), what: r["what"] ?? "", transition: r["transition"] ?? "" })),
  };
}

function csv(text: string): Record<string, string>[] {
  const [head = "", ...lines] = text.trimEnd().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, i) => [names[i] ?? "", value])));
}
