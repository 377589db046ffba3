import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../core/errors.ts";

/** Where controllers connect: a Unix socket in a folder of its own, or TCP (port 0: any free one). */
export type Listen =
  | { readonly kind: "unix" }
  | {
      readonly kind: "tcp";
      readonly port: number;
      /** An address of this machine without brackets, or a name that the system resolves, once. Left out: 127.0.0.1. */
      readonly host?: string;
    };

const LOOPBACK = "127.0.0.1";

// A socket's path has 107 bytes on Linux, 103 on macOS.
const SOCKET_PATH_BYTES = 100;

/** A listening socket. */
export class Listener {
  /** "unix:/...", "tcp:127.0.0.1:port" or "tcp:[::1]:port", as in REDRIVE_CONTROLLER_ADDR of a controller on this machine. */
  readonly address: string;
  /** The folder of the Unix socket, which close() removes; null over TCP. */
  readonly folder: string | null;
  readonly #server: Server;

  private constructor(server: Server, address: string, folder: string | null) {
    this.#server = server;
    this.address = address;
    this.folder = folder;
    // Where this process ends without close().
    process.on("exit", this.#removeFolder);
  }

  /** Begins to listen. Throws RDV_PORT where that is impossible. */
  static async open(listen: Listen, onSocket: (socket: Socket) => void): Promise<Listener> {
    const server = createServer({ noDelay: true }, onSocket);
    const folder = listen.kind === "unix" ? freshFolder() : null;
    const target = listen.kind === "unix" ? { path: join(folder ?? "", "socket") } : { host: listen.host ?? LOOPBACK, port: listen.port };
    try {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(target, resolve);
      });
    } catch (error) {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      throw notListening("path" in target ? "a Unix socket" : hostAndPort(target.host, target.port), (error as Error).message);
    }
    const bound = server.address();
    const address = bound !== null && typeof bound === "object" ? `tcp:${reachableHere(bound)}` : `unix:${bound}`;
    return new Listener(server, address, folder);
  }

  /** Stops listening and removes the socket's folder. Open connections are their owner's to close. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    process.off("exit", this.#removeFolder);
    this.#removeFolder();
  }

  readonly #removeFolder = (): void => {
    if (this.folder !== null) rmSync(this.folder, { recursive: true, force: true });
  };
}

/** `host:port`, with brackets where the host is an IPv6 address. */
function hostAndPort(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Where this machine reaches a listener. One on all addresses takes IPv4 connections, also where it was asked for by `[::]`. */
function reachableHere({ address, port }: AddressInfo): string {
  return hostAndPort(address === "0.0.0.0" || address === "::" ? LOOPBACK : address, port);
}

/** A folder that only this user can enter (mkdtemp makes it 0700), with a path short enough for a socket. */
function freshFolder(): string {
  const base = tmpdir().length < SOCKET_PATH_BYTES - "/redrive-xxxxxx/socket".length ? tmpdir() : "/tmp";
  return mkdtempSync(join(base, "redrive-"));
}

function notListening(address: string, why: string): InputError {
  const problem = { code: "RDV_PORT", severity: "error", file: address, line: 0, column: 0, path: "" } as const;
  return new InputError([{ ...problem, expected: "an address to listen on", found: why, hint: "choose another address or port" }]);
}
