import type { Drive, DriveActor } from "../../drive/drive.ts";
import type { Finding } from "../finding.ts";
import type { ActorSpec, ScenarioSpec } from "../spec.ts";
import { boxFootprint, type RoadUser } from "./actors.ts";
import { gridOf, type TickGrid, trackOf } from "./tracks.ts";

/** Names of the drive's road users as the scenario may use them: those that are neither replaced nor renamed keep their own. */
export function recordedNames(spec: ScenarioSpec, drive: Drive | null): ReadonlySet<string> {
  const taken = new Set(spec.actors.flatMap(({ motion }) => (motion.kind === "replays" ? [motion.actor] : [])));
  if (spec.ego.start.kind === "replaces") taken.add(spec.ego.start.actor);
  return new Set((drive?.actors ?? []).map((a) => a.id).filter((id) => !taken.has(id)));
}

/** All road users of the drive but the replaced one: those the scenario names first, as it wants them, then the others as recorded. */
export function replayedUsers(spec: ScenarioSpec, drive: Drive, findings: Finding[]): RoadUser[] {
  const grid = gridOf(spec, drive);
  const named = spec.actors.flatMap((actor) => namedUser(actor, drive, grid, findings) ?? []);
  const names = recordedNames(spec, drive);
  const given = new Set(spec.actors.map((a) => a.name));
  const others = drive.actors.filter((a) => names.has(a.id));
  for (const { id } of others) {
    if (id !== "ego" && !given.has(id)) continue;
    const found = `"${id}", which is also a road user of the drive`;
    findings.push({ code: "RDV_SCENARIO_DUPLICATE", path: ["actors", id], atKey: true, expected: "another name", found });
  }
  return [...named, ...others.map((actor) => userOf(actor, actor.id, null, grid))];
}

function namedUser(spec: ActorSpec, drive: Drive, grid: TickGrid, findings: Finding[]): RoadUser | null {
  const { name, motion } = spec;
  if (motion.kind !== "replays") return null;
  const actor = recordedActor(drive, motion.actor, ["actors", name, "replays"], findings);
  return actor === null ? null : userOf(actor, name, spec, grid);
}

/** A road user of the drive by its id; null, and a finding, where there is none. */
export function recordedActor(drive: Drive, id: string, path: Finding["path"], findings: Finding[]): DriveActor | null {
  const actor = drive.actors.find((a) => a.id === id);
  if (actor !== undefined) return actor;
  const ids = drive.actors.map((a) => a.id);
  const hint = ids.length === 0 ? "the drive has none" : `known are ${ids.slice(0, 12).join(", ")}${ids.length > 12 ? ", ..." : ""}`;
  findings.push({ code: "RDV_SCENARIO_REFERENCE", path, expected: "a road user of the drive", found: `"${id}"`, hint });
  return null;
}

function userOf(actor: DriveActor, name: string, changes: ActorSpec | null, grid: TickGrid): RoadUser {
  const footprint = boxFootprint(changes?.lengthM ?? actor.lengthM, changes?.widthM ?? actor.widthM);
  return { name, cls: changes?.cls ?? actor.cls, footprint, moves: { motion: "replayed", track: trackOf(actor, changes, grid) } };
}
