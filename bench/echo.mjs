// The bare other end of bench/socket.ts: reads so many bytes, writes so many, as fast as Node can. `node echo.mjs SOCKET IN OUT`.
import { connect } from "node:net";

const [path, incoming, outgoing] = process.argv.slice(2);
const size = Number(incoming);
const answer = Buffer.alloc(Number(outgoing), 1);
let have = 0;
const socket = connect(path);
socket.on("data", (chunk) => {
  have += chunk.length;
  for (; have >= size; have -= size) socket.write(answer);
});
