import type { Controller, Observation, Reply, Session } from "../../sim/port.ts";
import { builtin, endNothing, newReply } from "./session.ts";

/** Asks for nothing: an ego with a story or a recording stays on it. So a scenario is played as it is written. */
export function storyController(): Controller {
  return builtin("story", open);
}

function open(): Session {
  const reply = { ...newReply(), command: { kind: "none" } as const };
  const decide = (o: Observation): Reply => {
    reply.tick = o.tick;
    return reply;
  };
  return { start: () => ({ kind: "ready" }), decide, end: endNothing };
}
