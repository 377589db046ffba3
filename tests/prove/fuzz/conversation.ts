import { nextInt, type RandomStream } from "../../../src/core/random.ts";
import { wire } from "../../../src/control/wire.ts";

/** A message as a plain tree of fields: what a mutation changes before it is encoded. */
export type Fields = { [name: string]: unknown };

export const TOKEN = "fuzz-token";

export function pick<T>(random: RandomStream, from: readonly T[]): T {
  return from[nextInt(random, from.length)] as T;
}

function hello(): Fields {
  return {
    hello: {
      supported: [{ major: 1, minor: 0 }],
      name: "fuzzed",
      build: "1",
      authToken: Buffer.from(TOKEN),
      capabilities: { commandKinds: [1, 2, 3, 4, 5], maxSessions: 1, canReset: true, wantsMap: true, claimsDeterministic: true },
      info: { machine: "one", branch: "main" },
    },
  };
}

const POINTS: readonly Fields[] = [0, 1, 2].map((i) => ({ tNs: i * 100_000_000, xM: i, yM: 0, yawRad: 0, vMps: 10 }));

/** Commands of every kind. */
const TAKEN: readonly Fields[] = [
  { none: {} },
  { longitudinal: { accelMps2: -1.5 } },
  { accelSteer: { accelMps2: 0.5, roadWheelAngleRad: 0.01 } },
  { accelSteer: { accelMps2: 0.5, curvaturePerM: 0.002, roadWheelRateRadps: 0.3 } },
  { actuator: { throttle: 0.4, brake: 0, steeringWheelAngleRad: 0.1, gear: 2, handBrake: false } },
  { trajectory: { frame: 1, points: POINTS } },
];
/** Commands that are refused, which ends the scenario. */
const REFUSED: readonly Fields[] = [{}, { accelSteer: { accelMps2: 1 } }, { trajectory: { frame: 1, points: POINTS.slice(0, 1) } }];

function command(random: RandomStream, tick: number, kind: Fields): Fields {
  const debug =
    nextInt(random, 4) === 0 ? { debugScalars: [{ name: "gap", value: 12.5 }], debugBlob: Buffer.from("blob"), computeNs: 1000 } : {};
  return { session: 1, command: { tick, ...structuredClone(kind), mode: nextInt(random, 5), ...debug } };
}

/** The messages of one scenario, cut short now and then by a fault or by a command that is refused. */
function scenario(random: RandomStream): Fields[] {
  const said: Fields[] = [{ session: 1, scenarioReady: { note: "ready" } }];
  for (let tick = 0; tick < TICKS; tick++) {
    if (nextInt(random, 12) === 0) said.push({ session: 0, pong: { nonce: tick, controllerMonoNs: 5 } });
    const cut = nextInt(random, 16);
    if (cut === 0) said.push({ session: 1, fault: { code: 26, message: "no plan", tick, fatal: false } });
    else said.push(command(random, tick, pick(random, cut === 1 ? REFUSED : TAKEN)));
    if (cut <= 1) break;
  }
  return [...said, { session: 1, scenarioEndAck: { metrics: { cost: 1.5 } } }];
}

/** What a controller says that follows the protocol through one or two short scenarios. */
export function conversation(random: RandomStream): Fields[] {
  const scenarios = Array.from({ length: 1 + nextInt(random, 2) }, () => scenario(random));
  return [hello(), ...scenarios.flat(), ...(nextInt(random, 2) === 0 ? [{ goodbye: { reason: "done" } }] : [])];
}

/** Observations of one scenario. */
export const TICKS = 3;

const NUMBERS = [0, 1, -1, 2, 5, 6, 1e9, -1e300, 2 ** 31, 2 ** 32, 2 ** 53, 1e-320, Number.NaN, Infinity, -Infinity, Number.MAX_VALUE];
const TEXTS = ["", "\u0000", "\u202e", "\ud800", "x".repeat(2000), "é".repeat(200), "__proto__", "\u001b[2J"];
const EXTRA: readonly Fields[] = [
  { none: {} },
  { longitudinal: {} },
  { accelSteer: {} },
  { trajectory: { points: [] } },
  { hello: {} },
  { scenarioReady: {} },
  { command: {} },
  { scenarioEndAck: {} },
  { pong: {} },
  { goodbye: {} },
  { fault: {} },
  { vehicleReport: { ego: { xM: 1 } } },
  { debugScalars: Array.from({ length: 300 }, () => ({ name: "many", value: 1 })) },
  { debugBlob: Buffer.alloc(70_000) },
  { session: 2 },
];

/** Every place in a message where a field stands: its holder and its name. */
function places(holder: Fields, found: [Fields, string][]): [Fields, string][] {
  for (const [name, value] of Object.entries(holder)) {
    found.push([holder, name]);
    if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) places(value as Fields, found);
  }
  return found;
}

function changed(random: RandomStream, value: unknown): unknown {
  if (typeof value === "number") return pick(random, NUMBERS);
  if (typeof value === "boolean") return !value;
  if (typeof value === "string") return pick(random, TEXTS);
  if (ArrayBuffer.isView(value)) return Buffer.alloc(pick(random, [0, 1, 31, 5000, 66_000]), 0xff);
  if (Array.isArray(value)) return Array.from({ length: pick(random, [0, 1, 2, 33, 2000]) }, () => value[0] as unknown);
  return {};
}

/** Changes one field in place: another value, gone, or one more that does not belong there. Says what it did. */
export function changeField(random: RandomStream, message: Fields): string {
  const found = places(message, []);
  if (found.length === 0) return "left empty";
  const [holder, name] = pick(random, found);
  switch (nextInt(random, 4)) {
    case 0:
      delete holder[name];
      return `without ${name}`;
    case 1: {
      const extra = pick(random, EXTRA);
      Object.assign(pick(random, [holder, message]), structuredClone(extra));
      return `with ${Object.keys(extra).join()} besides ${name}`;
    }
    default:
      holder[name] = changed(random, holder[name]);
      return `another ${name}`;
  }
}

/** The message in bytes; a value that the static code cannot write leaves the message empty. */
export function encoded(message: Fields): Buffer {
  try {
    return Buffer.from(wire.ToHarness.encode(message).finish());
  } catch {
    return Buffer.alloc(0);
  }
}
