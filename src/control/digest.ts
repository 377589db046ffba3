import { createHash, type Hash } from "node:crypto";
import type { CommandReply } from "../sim/port.ts";
import { DRIVING_MODES } from "../trace/tick.ts";
import { COMMAND_KINDS, type Command } from "../vehicle/command.ts";

/** A digest being made. Bytes are gathered, because a call of the hash costs as much as a kilobyte of hashing. */
export interface Digest {
  readonly hash: Hash;
  readonly gathered: Buffer;
  gatheredBytes: number;
}

const GATHERED_BYTES = 32 * 1024;
const DOUBLE_BYTES = 8;
/** The fields of an envelope that differ between equal runs: one byte of tag and one of value each. */
const SESSION_TAG = 0x08;
const BATCH_MORE_TAG = 0x10;

export function newDigest(): Digest {
  return { hash: createHash("sha256"), gathered: Buffer.allocUnsafe(GATHERED_BYTES), gatheredBytes: 0 };
}

export function digestHex(d: Digest): string {
  drain(d);
  return d.hash.digest("hex");
}

/** Adds an envelope that the harness sends, from `startBytes` of the frame on. */
export function addSent(d: Digest, frame: Buffer, startBytes: number): void {
  let from = startBytes;
  while (frame[from] === SESSION_TAG || frame[from] === BATCH_MORE_TAG) from += 2;
  if (frame.length - from > GATHERED_BYTES) {
    drain(d);
    d.hash.update(frame.subarray(from));
    return;
  }
  if (d.gatheredBytes + frame.length - from > GATHERED_BYTES) drain(d);
  d.gatheredBytes += frame.copy(d.gathered, d.gatheredBytes, from);
}

/** Adds a reply: its tick, kind, mode and every number, -0 and 0 apart. Debug data and the controller's own clock do not drive. */
export function addReply(d: Digest, reply: CommandReply): void {
  addNumber(d, reply.tick);
  addNumber(d, DRIVING_MODES.indexOf(reply.mode));
  addCommand(d, reply.command);
}

function addCommand(d: Digest, command: Command): void {
  addNumber(d, COMMAND_KINDS.indexOf(command.kind));
  switch (command.kind) {
    case "none":
      return;
    case "longitudinal":
      return addNumber(d, command.accelMps2);
    case "accel-steer":
      addNumber(d, command.accelMps2);
      addNumber(d, command.lateral === "curvature" ? 1 : 0);
      return addNumber(d, command.lateral === "curvature" ? command.curvaturePerM : command.roadWheelRad);
    case "actuator":
      addNumber(d, command.throttleRatio);
      addNumber(d, command.brakeRatio);
      addNumber(d, command.steeringWheelRad);
      addNumber(d, command.gear === "neutral" ? 0 : 1);
      return addNumber(d, command.handBrake ? 1 : 0);
    case "trajectory":
      addNumber(d, command.frame === "map" ? 0 : 1);
      addNumber(d, command.points.length);
      for (const p of command.points) {
        addNumber(d, p.tNs);
        addNumber(d, p.xM);
        addNumber(d, p.yM);
        addNumber(d, p.yawRad);
        addOptional(d, p.vMps);
        addOptional(d, p.accelMps2);
        addOptional(d, p.curvaturePerM);
      }
  }
}

function addOptional(d: Digest, value: number | null): void {
  addNumber(d, value === null ? 0 : 1);
  addNumber(d, value ?? 0);
}

function addNumber(d: Digest, value: number): void {
  if (d.gatheredBytes + DOUBLE_BYTES > GATHERED_BYTES) drain(d);
  d.gathered.writeDoubleLE(value, d.gatheredBytes);
  d.gatheredBytes += DOUBLE_BYTES;
}

function drain(d: Digest): void {
  if (d.gatheredBytes > 0) d.hash.update(d.gathered.subarray(0, d.gatheredBytes));
  d.gatheredBytes = 0;
}
