import { createCommandSlot, decodeEnvelope, readCommand } from "../src/control/decode.ts";
import { createObservationEncoder, encodeObservation } from "../src/control/encode.ts";
import { wire } from "../src/control/wire.ts";
import { observation } from "../tests/control/support.ts";
import { median } from "./median.ts";
import type { BenchRow } from "./row.ts";

const OBJECTS = 20;
const WARM = 30_000;
const CALLS = 50_000;
const BATCHES = 7;

/**
 * CPU time of the thread for one world of 20 road users with 12 quantities each: encoding it as a frame, decoding that frame with the
 * generated code (what a controller in Node pays), and decoding and checking a command (what redrive pays). Median of seven batches.
 */
export function run(): Promise<BenchRow[]> {
  const encoder = createObservationEncoder(1);
  const o = observation(1000, OBJECTS);
  const frame = Buffer.from(encodeObservation(encoder, o));
  const body = frame.subarray(4);
  const command = { tick: 1000, accelSteer: { accelMps2: 0.5, roadWheelAngleRad: 0.01 } };
  const answer = Buffer.from(wire.ToHarness.encode({ session: 1, command }).finish());
  const slot = createCommandSlot();
  const encodeUs = medianUs(() => void encodeObservation(encoder, o));
  const decodeUs = medianUs(() => void wire.ToController.decode(body));
  const commandUs = medianUs(() => {
    const m = decodeEnvelope(answer, 0, answer.length);
    if ("code" in m || m.command === null || readCommand(m.command, 1000, ["accel-steer"], slot) !== null) throw new Error("refused");
  });
  const note = `ego and ${OBJECTS} road users, ${frame.length} bytes, thread CPU`;
  return Promise.resolve([
    { name: "codec/encode observation", value: encodeUs, unit: "us", note },
    { name: "codec/decode observation", value: decodeUs, unit: "us", note },
    { name: "codec/encode + decode observation", value: encodeUs + decodeUs, unit: "us", note: `${note}; goal 8` },
    { name: "codec/decode + check command", value: commandUs, unit: "us", note: `${answer.length} bytes, thread CPU` },
    { name: "codec/our side of a tick", value: encodeUs + commandUs, unit: "us", note: "encode observation + decode command; goal 5" },
  ]);
}

function medianUs(call: () => void): number {
  for (let i = 0; i < WARM; i++) call();
  const batches: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const before = process.threadCpuUsage();
    for (let i = 0; i < CALLS; i++) call();
    const spent = process.threadCpuUsage(before);
    batches.push((spent.user + spent.system) / CALLS);
  }
  return median(batches);
}
