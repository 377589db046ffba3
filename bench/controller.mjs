// The controller of bench/socket.ts: decodes every observation, answers with a command. The least that a controller in Node does.
import { drive, run } from "../tests/faults/fixtures/client.mjs";

run({ observation: drive }, { capabilities: { maxSessions: 16 } });
