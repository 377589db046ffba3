import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { accessFor } from "../server/access.ts";
import { buildServer } from "../server/server.ts";
import { EXIT } from "./exit-codes.ts";
import { redriveVersion } from "./version.ts";

/** Serves until SIGINT or SIGTERM. Beyond loopback a token is made and printed once, or taken from REDRIVE_TOKEN. */
export async function serve(options: Record<string, unknown>): Promise<number> {
  const host = String(options["host"]);
  const loopback = accessFor(host, null).loopback;
  const token = process.env["REDRIVE_TOKEN"] ?? (loopback ? null : randomBytes(32).toString("hex"));
  const server = await buildServer({
    outFolder: resolve(String(options["out"])),
    version: redriveVersion(),
    access: accessFor(host, token),
  });
  try {
    const address = await server.listen({ host, port: Number(options["port"]) });
    process.stdout.write(`redrive serves ${address} (routes in ${address}/openapi.json)\n`);
    if (!loopback) process.stdout.write(`requests need the header "Authorization: Bearer ${token}"\n`);
  } catch (error) {
    process.stderr.write(
      `RDV_PORT: cannot listen on ${host}:${String(options["port"])}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return EXIT.internal;
  }
  const signal = await new Promise<"SIGINT" | "SIGTERM">((stop) => {
    process.once("SIGINT", () => stop("SIGINT"));
    process.once("SIGTERM", () => stop("SIGTERM"));
  });
  await server.close();
  return signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated;
}
