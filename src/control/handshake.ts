import { createHash, timingSafeEqual } from "node:crypto";
import type { ErrorCode } from "../core/errors.ts";
import type { CommandKind } from "../vehicle/command.ts";
import { FRAME_BYTES, INFO_ENTRIES, MESSAGE_CHARACTERS, NAME_CHARACTERS, OUT_FRAME_BYTES } from "./limits.ts";
import { commonKinds, kindNames, kindNumber, printable, VERSION, type WireHello, type WireToController } from "./wire.ts";

/** What the harness asks of a controller that wants in. */
export interface Terms {
  /** null where the user runs without tokens. */
  readonly token: string | null;
  readonly kinds: readonly CommandKind[];
  /** Scenarios it would run at once over one connection. */
  readonly sessions: number;
  /** How virtual time moves; left out: lockstep. In real time there is one session. */
  readonly pacing?: "lockstep" | "realtime";
  readonly harnessBuild: string;
  readonly runId: string;
}

/** A controller that passed the handshake. Texts are safe to print. */
export interface Peer {
  readonly name: string;
  readonly build: string;
  /** Version spoken: the major both have, the lower minor. */
  readonly major: number;
  readonly minor: number;
  /** Kinds both sides offer. */
  readonly kinds: readonly CommandKind[];
  readonly canReset: boolean;
  /** Scenarios at once that both sides agree to. */
  readonly sessions: number;
  readonly wantsMap: boolean;
  readonly wantsRoute: boolean;
  readonly wantsTrafficLights: boolean;
  readonly claimsDeterministic: boolean;
  /** A real car is behind it, which it reports. */
  readonly vehicleInTheLoop: boolean;
  /** Virtual time it wants between observations; 0 as the scenario sets it. */
  readonly periodNs: number;
  /** Virtual time before the first tick that it wants to have observed. */
  readonly historyNs: number;
  readonly maxFrameBytes: number;
  /** Recorded only. */
  readonly info: ReadonlyMap<string, string>;
  /** Things accepted that the user should know. */
  readonly warnings: readonly string[];
}

export type HelloVerdict =
  | { readonly kind: "welcome"; readonly peer: Peer }
  | { readonly kind: "rejected"; readonly code: ErrorCode; readonly message: string };

/** Judges a Hello: token, then version, then kinds, so that a stranger learns nothing but that the token is wrong. */
export function judgeHello(hello: WireHello, terms: Terms): HelloVerdict {
  if (terms.token !== null && !sameToken(hello.authToken, terms.token)) {
    const what = hello.authToken.length === 0 ? "sent no token" : "sent a wrong token";
    return rejected("RDV_UNAUTHENTICATED", `the controller ${what}; REDRIVE_TOKEN must go into Hello.auth_token`);
  }
  const spoken = hello.supported.find((v) => v.major === VERSION.major);
  if (spoken === undefined) {
    const theirs = hello.supported.map((v) => `${v.major ?? 0}.${v.minor ?? 0}`).join(", ");
    const ours = `${VERSION.major}.${VERSION.minor}`;
    return rejected("RDV_UNSUPPORTED_VERSION", `the controller speaks ${theirs || "no version"}, redrive speaks ${ours}`);
  }
  const numbers = hello.capabilities?.commandKinds ?? [];
  const kinds = commonKinds(terms.kinds, numbers);
  if (kinds.length === 0) {
    const ours = terms.kinds.join(", ");
    return rejected("RDV_NO_COMMON_COMMAND_KIND", `the controller offers ${kindNames(numbers)}, redrive offers ${ours}`);
  }
  if (hello.capabilities?.vehicleInTheLoop === true && terms.pacing !== "realtime") {
    return rejected(
      "RDV_SCENARIO_UNSUPPORTED",
      "the controller has a vehicle in the loop, which needs real-time pacing (--pace realtime); redrive offers lockstep",
    );
  }
  return { kind: "welcome", peer: peerOf(hello, terms, kinds, Math.min(spoken.minor ?? 0, VERSION.minor)) };
}

/** The answer to a Hello that was accepted. */
export function welcomeOf(peer: Peer, terms: Terms): WireToController {
  return {
    welcome: {
      selected: { major: peer.major, minor: peer.minor },
      harnessBuild: terms.harnessBuild,
      runId: terms.runId,
      maxFrameBytes: FRAME_BYTES,
      sessions: peer.sessions,
      commandKinds: peer.kinds.map(kindNumber),
      pacing: terms.pacing === "realtime" ? REALTIME : LOCKSTEP,
    },
  };
}

/** `PACING_*`. */
const LOCKSTEP = 1;
const REALTIME = 2;

function rejected(code: ErrorCode, message: string): HelloVerdict {
  return { kind: "rejected", code, message };
}

function peerOf(hello: WireHello, terms: Terms, kinds: readonly CommandKind[], minor: number): Peer {
  const can = hello.capabilities;
  const warnings: string[] = [];
  const canReset = can?.canReset ?? false;
  const name = printable(hello.name, NAME_CHARACTERS);
  if (name !== hello.name) warnings.push(`the controller's name is not printable or longer than ${NAME_CHARACTERS} characters: ${name}`);
  const entries = Object.entries(hello.info);
  if (entries.length > INFO_ENTRIES) warnings.push(`the controller sent ${entries.length} entries of info; ${INFO_ENTRIES} are kept`);
  return {
    name: name === "" ? "unnamed controller" : name,
    build: printable(hello.build, NAME_CHARACTERS),
    major: VERSION.major,
    minor,
    kinds,
    canReset,
    // Whoever drives one scenario a process drives one at a time.
    sessions: canReset && terms.pacing !== "realtime" ? Math.min(terms.sessions, can?.maxSessions || 1) : 1,
    wantsMap: can?.wantsMap ?? false,
    wantsRoute: can?.wantsRoute ?? false,
    wantsTrafficLights: can?.wantsTrafficLights ?? false,
    claimsDeterministic: can?.claimsDeterministic ?? false,
    vehicleInTheLoop: can?.vehicleInTheLoop ?? false,
    periodNs: can?.periodNs ?? 0,
    historyNs: can?.historyNs ?? 0,
    maxFrameBytes: Math.min(can?.maxFrameBytes || OUT_FRAME_BYTES, OUT_FRAME_BYTES),
    info: new Map(
      entries.slice(0, INFO_ENTRIES).map(([key, value]) => [printable(key, NAME_CHARACTERS), printable(value, MESSAGE_CHARACTERS)]),
    ),
    warnings,
  };
}

/** Compares digests, which have one length, so that the time taken tells nothing about the token. */
function sameToken(given: Uint8Array, token: string): boolean {
  return timingSafeEqual(createHash("sha256").update(given).digest(), createHash("sha256").update(token, "utf8").digest());
}
