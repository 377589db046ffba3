import { type HashChain, hashFloat64s, hashHex, hashNumber, hashStart, hashText } from "../core/hash.ts";
import type { RoadLine, RoadNetwork } from "../road/network.ts";
import { CHANNEL_NAMES } from "./build.ts";
import type { Drive } from "./drive.ts";

/** The drive with its content hash: of everything a run can read, not of names, notes and the file's bytes. */
export function sealDrive(parts: Omit<Drive, "contentHash">): Drive {
  return { ...parts, contentHash: contentHashOf(parts) };
}

function contentHashOf(d: Omit<Drive, "contentHash">): string {
  const chain = hashStart("redrive drive 1");
  hashNumber(chain, d.durationNs);
  hashNumber(chain, d.synthetic ? 1 : 0);
  for (const name of CHANNEL_NAMES) {
    const channel = d.ego[name];
    if (channel === undefined) continue;
    hashText(chain, name);
    hashText(chain, channel.between);
    hashNumber(chain, channel.gapLimitNs);
    hashArray(chain, channel.tNs);
    hashArray(chain, channel.value);
  }
  hashNumber(chain, d.actors.length);
  for (const a of d.actors) {
    hashText(chain, a.id);
    hashText(chain, a.cls);
    for (const number of [a.lengthM, a.widthM, a.gapLimitNs]) hashNumber(chain, number);
    for (const array of [a.tNs, a.xM, a.yM, a.yawRad, a.vLonMps]) hashArray(chain, array);
  }
  hashRoad(chain, d.road);
  hashText(chain, JSON.stringify(d.task)); // shortest decimals that give back the same doubles
  return hashHex(chain);
}

function hashRoad(chain: HashChain, road: RoadNetwork): void {
  hashNumber(chain, road.lanes.length);
  for (const lane of road.lanes) {
    hashText(chain, lane.id);
    hashText(chain, lane.type);
    for (const line of [lane.centre, lane.left, lane.right]) hashLine(chain, line);
    hashText(chain, JSON.stringify([lane.successors, lane.predecessors, lane.leftLane, lane.rightLane, lane.speedLimitMps]));
  }
}

function hashLine(chain: HashChain, line: RoadLine): void {
  hashArray(chain, line.xM);
  hashArray(chain, line.yM);
}

function hashArray(chain: HashChain, array: Float64Array): void {
  hashNumber(chain, array.length);
  hashFloat64s(chain, array, 0, array.length);
}
