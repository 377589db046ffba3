import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import protobuf from "protobufjs";
import { describe, expect, test } from "vitest";
import { DEBUG_BLOB_BYTES, DEBUG_SCALARS, DEFAULT_TIMES, FRAME_BYTES, HELLO_FRAME_BYTES, INFO_ENTRIES } from "../../src/control/limits.ts";
import { MAX_SESSIONS, MESSAGE_CHARACTERS, NAME_CHARACTERS, OUT_FRAME_BYTES, STRAY_FRAMES } from "../../src/control/limits.ts";
import { faultCode } from "../../src/control/wire.ts";
import { END_REASONS } from "../../src/sim/port.ts";
import { MAX_TRAJECTORY_POINTS } from "../../src/vehicle/command.ts";
import { folderWith, redrive, suiteOf } from "../cli/support.ts";
import { ROOT } from "./build.ts";
import { EXCHANGE, exchangeText, PACKAGE, PROTO, TOKEN } from "./exchange.ts";

const PAGE = readFileSync(join(ROOT, "docs/protocol.md"), "utf8");
const BY_HAND = join(ROOT, "tests/clients/fixtures/no-library.mjs");
/** The line that the controller keeps lies between the two lanes: it is not scored for it here. */
const STRAIGHT = `redrive: 1
name: straight
description: an empty road, with a car far ahead
world: { road: { lanes: 1, oncomingLanes: 1, lengthM: 400, speedLimitMps: 20 } }
ego: { vehicle: compact, start: { lane: "-1", sM: 20, speedMps: 12 } }
actors:
  lead: { script: { lane: "-1", sM: 120, speedMps: 15 } }
ends: { durationSec: 10 }
`;
const folder = folderWith({ "straight.yaml": STRAIGHT });

/** Cells of the tables of one section. */
function rowsOf(section: string): string[][] {
  const text = PAGE.split(/^## /m).find((part) => part.startsWith(`${section}\n`));
  if (text === undefined) throw new Error(`the page has no section ${section}`);
  const lines = text.split("\n").filter((line) => line.startsWith("|") && !/^\|[-|]+$/.test(line));
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const numbersOf = (name: string): Record<string, number> => PROTO.lookupEnum(`${PACKAGE}.${name}`).values;

describe("the page and the .proto", () => {
  test("give every field the same number", () => {
    const rows = rowsOf("Bytes").filter(([name = ""]) => PROTO.lookup(name.replaceAll("`", "")) instanceof protobuf.Type);
    expect(rows.length).toBe(20);
    for (const [name = "", fields = ""] of rows) {
      const type = PROTO.lookupType(name.replaceAll("`", ""));
      const told = [...fields.matchAll(/`(\w+)` (\d+)/g)].map(([, field = "", id]) => [field, Number(id)]);
      expect(told.length, name).toBeGreaterThan(0);
      for (const [field, id] of told) expect(type.fields[field as string]?.id, `${name} ${field}`).toBe(id);
    }
    const envelopes = rows.filter(([name = ""]) => /ToHarness|ToController|Capabilities/.test(name));
    for (const [name = "", fields = ""] of envelopes) {
      const all = PROTO.lookupType(name.replaceAll("`", "")).fieldsArray.map((field) => field.name);
      expect([...fields.matchAll(/`(\w+)`/g)].map(([, field]) => field)).toEqual(all);
    }
  });

  test("name the same kinds of command and driving modes", () => {
    const kinds = rowsOf("Commands").slice(1);
    expect(Object.fromEntries(kinds.map(([kind = "", n]) => [`COMMAND_KIND_${kind.replaceAll("`", "")}`, Number(n)]))).toEqual(
      without(numbersOf("CommandKind"), "COMMAND_KIND_UNSPECIFIED"),
    );
    const modes = rowsOf("Driving modes").slice(1);
    expect(Object.fromEntries(modes.map(([mode = "", n]) => [`DRIVING_MODE_${/\w+/.exec(mode)?.[0]}`, Number(n)]))).toEqual(
      without(numbersOf("DrivingMode"), "DRIVING_MODE_UNSPECIFIED"),
    );
  });

  test("have the same faults, under the codes that results bear", () => {
    const rows = rowsOf("Faults").filter(([n = ""]) => /^\d+$/.test(n));
    expect(rows.map(([n]) => Number(n))).toEqual(Object.values(numbersOf("FaultCode")).filter((n) => n > 0));
    for (const [n, code] of rows) expect(`\`${faultCode(Number(n))}\``).toBe(code);
  });

  test("have the same ends", () => {
    const told = rowsOf("Ends")
      .slice(1)
      .flatMap((cells) => [0, 2, 4].map((i) => [Number(cells[i]), cells[i + 1]?.replaceAll("`", "")] as const))
      .filter(([n]) => n > 0);
    expect(new Map(told)).toEqual(new Map(END_REASONS.map((reason, i) => [i + 1, reason])));
    expect(numbersOf("EndReason")).toMatchObject(
      Object.fromEntries(told.map(([n, end]) => [`END_REASON_${end?.replaceAll("-", "_").toUpperCase()}`, n])),
    );
  });
});

test("the page states the limits that hold", () => {
  const seconds = (ms: number): string => `${ms / 1000} s`;
  const waits = rowsOf("Two deadlines").map(([, limit = ""]) => limit.split(/[:,(]/)[0]?.trim());
  const t = DEFAULT_TIMES;
  expect(waits.slice(1)).toEqual(
    [
      t.connectTimeoutMs,
      t.handshakeTimeoutMs,
      t.readyTimeoutMs,
      t.firstTickWatchdogMs,
      t.watchdogMs,
      t.frameTimeoutMs,
      t.ackTimeoutMs,
      t.killAfterMs,
    ].map(seconds),
  );
  const limits = rowsOf("Limits").map(([, limit = ""]) => limit);
  for (const bytes of [HELLO_FRAME_BYTES, FRAME_BYTES, DEBUG_BLOB_BYTES]) expect(limits.join("\n")).toContain(`${bytes / 1024} KiB`);
  expect(limits.join("\n")).toContain(`${OUT_FRAME_BYTES / 1024 ** 2} MiB`);
  for (const text of [
    `2 to ${MAX_TRAJECTORY_POINTS}`,
    `${DEBUG_SCALARS}, `,
    `${STRAY_FRAMES}`,
    `${MAX_SESSIONS}`,
    `${MESSAGE_CHARACTERS} characters`,
  ])
    expect(limits.some((limit) => limit.startsWith(text))).toBe(true);
  const hello = rowsOf("Handshake").map((cells) => cells.join(" "));
  expect(hello.join("\n")).toContain(`${NAME_CHARACTERS} characters of each`);
  expect(hello.join("\n")).toContain(`${INFO_ENTRIES} entries`);
});

describe("a conversation, byte by byte", () => {
  test("stands on the page as the code makes it", () => {
    const shown = /## A conversation, byte by byte\n[^]*?\n```\n([^]*?)\n```\n/.exec(PAGE)?.[1];
    expect(shown).toBe(exchangeText());
  });

  test("is what a controller without any library says to just these bytes", async () => {
    const path = join(folder, "socket");
    const socket = await new Promise<Socket>((resolve, reject) => {
      const server = createServer((s) => {
        server.close();
        resolve(s);
      }).listen(path, () => {
        const env = { ...process.env, REDRIVE_CONTROLLER_ADDR: `unix:${path}`, REDRIVE_TOKEN: TOKEN };
        spawn(process.execPath, [BY_HAND], { env, stdio: "inherit" }).on("error", reject);
      });
    });
    let said = Buffer.alloc(0);
    const theEnd = new Promise<void>((resolve) => {
      socket.on("end", resolve);
    });
    socket.on("data", (chunk: Buffer) => {
      said = Buffer.concat([said, chunk]);
    });
    for (const { from, bytes } of EXCHANGE) {
      if (from === "redrive") {
        socket.write(bytes);
        continue;
      }
      await expect.poll(() => said.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(bytes.length);
      expect(said.subarray(0, bytes.length).toString("hex")).toBe(bytes.toString("hex"));
      said = said.subarray(bytes.length);
    }
    await theEnd;
    expect(said.length).toBe(0);
    socket.destroy();
  });
});

test("a controller without any library drives a scenario", async () => {
  expect(readFileSync(BY_HAND, "utf8").match(/^import .*/gm)).toEqual(['import { connect } from "node:net";']);
  const command = `"${process.execPath}" '${BY_HAND}'`;
  await redrive(folder, ["run", "straight.yaml", "-c", command, "--reporter", "json"]);
  const [result] = suiteOf(folder).results;
  expect(result?.controller.name).toBe("by hand");
  expect(result?.end).toMatchObject({ reason: "completed", tick: 1000 });
});

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
