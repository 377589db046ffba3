import { once } from "node:events";
import { createConnection } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { type Listen, Listener } from "../../src/control/listener.ts";

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === "::1"));

/** The address that a listener tells, proven by a connection to it. */
async function reached(listen: Listen): Promise<string> {
  let knocks = 0;
  const listener = await Listener.open(listen, (socket) => {
    knocks++;
    socket.end();
  });
  const { address } = listener;
  const { hostname, port } = new URL(address.replace(/^tcp:/, "tcp://"));
  const socket = createConnection(Number(port), hostname.replace(/^\[|\]$/g, ""));
  socket.resume();
  await once(socket, "close");
  expect(knocks).toBe(1);
  await listener.close();
  return address.replace(/\d+$/, "PORT");
}

describe("a listener over TCP tells an address that this machine reaches", () => {
  test.each<[string, Listen, string]>([
    ["loopback unless another host is given", { kind: "tcp", port: 0 }, "tcp:127.0.0.1:PORT"],
    ["one address", { kind: "tcp", port: 0, host: "127.0.0.1" }, "tcp:127.0.0.1:PORT"],
    ["all addresses", { kind: "tcp", port: 0, host: "0.0.0.0" }, "tcp:127.0.0.1:PORT"],
  ])("%s", async (_what, listen, expected) => {
    expect(await reached(listen)).toBe(expected);
  });

  test.runIf(hasIPv6)("IPv6 in brackets; all addresses of IPv6 are also those of IPv4", async () => {
    expect(await reached({ kind: "tcp", port: 0, host: "::1" })).toBe("tcp:[::1]:PORT");
    expect(await reached({ kind: "tcp", port: 0, host: "::" })).toBe("tcp:127.0.0.1:PORT");
  });

  test("a name is resolved by the system", async () => {
    expect(await reached({ kind: "tcp", port: 0, host: "localhost" })).toMatch(/^tcp:(127\.0\.0\.1|\[::1\]):PORT$/);
  });

  test("an address of another machine is RDV_PORT", async () => {
    // 192.0.2.0/24 is nobody's (RFC 5737).
    const opened = Listener.open({ kind: "tcp", port: 7000, host: "192.0.2.1" }, () => undefined);
    await expect(opened).rejects.toThrow(/^192\.0\.2\.1:7000 error RDV_PORT: expected an address to listen on, found .*EADDRNOTAVAIL/);
  });
});
