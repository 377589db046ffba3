import type { OpenDriveMap, Road } from "../../src/road/opendrive/model.ts";
import { readOpenDrive } from "../../src/road/opendrive/opendrive-read.ts";

export const HEADER = '<header revMajor="1" revMinor="7" name="test"/>';
export const LINE = '<geometry s="0" x="0" y="0" hdg="0" length="100"><line/></geometry>';
export const PLAN = `<planView>${LINE}</planView>`;
export const WIDTH = '<width sOffset="0" a="3.5" b="0" c="0" d="0"/>';
export const CENTRE = '<center><lane id="0" type="none" level="false"/></center>';
export const RIGHT = `<right><lane id="-1" type="driving" level="false">${WIDTH}</lane></right>`;
export const LANES = `<lanes><laneSection s="0">${CENTRE}${RIGHT}</laneSection></lanes>`;
export const BODY = PLAN + LANES;

export function roadText(body = BODY, attributes = 'id="1" length="100" junction="-1"'): string {
  return `<road ${attributes}>${body}</road>`;
}

/** A road whose only lane on the right holds `content`. */
export function laneText(content: string, attributes = 'id="-1" type="driving"'): string {
  return roadText(`${PLAN}<lanes><laneSection s="0">${CENTRE}<right><lane ${attributes}>${content}</lane></right></laneSection></lanes>`);
}

export function mapText(content = roadText()): string {
  return `<?xml version="1.0"?>\n<OpenDRIVE>${HEADER}${content}</OpenDRIVE>`;
}

export function readText(text: string): ReturnType<typeof readOpenDrive> {
  return readOpenDrive(new TextEncoder().encode(text), "map.xodr");
}

/** The map of a text without any problem. */
export function cleanMap(content?: string): OpenDriveMap {
  const { map, problems } = readText(mapText(content));
  if (map === null || problems.length > 0) throw new Error(JSON.stringify(problems));
  return map;
}

export function onlyRoad(content?: string): Road {
  const [road] = cleanMap(content).roads;
  if (road === undefined) throw new Error("no road");
  return road;
}

/** `error RDV_X path: found` of each problem. */
export function problemsIn(content: string): string[] {
  return readText(mapText(content)).problems.map(({ severity, code, path, found }) => `${severity} ${code} ${path}: ${found}`);
}
