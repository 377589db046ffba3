import type { Controller, Observation, Reply, Session } from "../../sim/port.ts";
import { builtin, endNothing, newReply } from "./session.ts";

/** One command for ever: no acceleration, wheels straight. What a car without a driver does. */
export function constantController(): Controller {
  return builtin("constant", open);
}

function open(): Session {
  const reply = newReply();
  const decide = (o: Observation): Reply => {
    reply.tick = o.tick;
    return reply;
  };
  return { start: () => ({ kind: "ready" }), decide, end: endNothing };
}
