// The bare other end of bench/socket.ts: reads so many bytes, writes so many, as fast as Node can. `node echo.mjs SOCKET IN OUT [codec]`;
// with `codec` it decodes what it reads and encodes what it writes, and does nothing else.
import { connect } from "node:net";
import { frame, wire } from "../tests/faults/fixtures/client.mjs";

const [path, incoming, outgoing, mode] = process.argv.slice(2);
const size = Number(incoming);
const answer = Buffer.alloc(Number(outgoing), 1);
let have = 0;
const socket = connect(path);
socket.on("data", (chunk) => {
  have += chunk.length;
  for (; have >= size; have -= size) socket.write(mode === "codec" ? coded(chunk) : answer);
});

function coded(chunk) {
  const { session, observation } = wire.ToController.decode(chunk.subarray(4));
  return frame({ session, command: { tick: observation.tick, accelSteer: { accelMps2: 0.5, roadWheelAngleRad: 0.01 } } });
}
