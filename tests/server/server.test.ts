import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessFor } from "../../src/server/access.ts";
import { buildServer } from "../../src/server/server.ts";

const SUITE = {
  controllers: ["builtin:pursuit"],
  counts: { total: 2, passed: 1 },
  meanScore: 88.5,
  exitCode: 1,
  hash: "00ff",
  results: [],
};
const LOCAL = { host: "127.0.0.1:7373" };

describe("redrive serve", () => {
  let folder: string;
  let server: FastifyInstance;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "redrive-serve-"));
    for (const at of ["", "night-1"]) {
      mkdirSync(join(folder, at), { recursive: true });
      writeFileSync(join(folder, at, "results.json"), JSON.stringify(SUITE));
      writeFileSync(join(folder, at, "report.html"), "<!doctype html><title>r</title>");
    }
    mkdirSync(join(folder, "no-run"));
    server = await buildServer({ outFolder: folder, version: "0.0.0", access: accessFor("127.0.0.1", null) });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const get = async (url: string, headers: Record<string, string> = LOCAL): Promise<{ status: number; body: string; type: string }> => {
    const r = await server.inject({ method: "GET", url, headers });
    return { status: r.statusCode, body: r.body, type: String(r.headers["content-type"]) };
  };

  test("health, version, runs, one run and its report are served", async () => {
    expect(JSON.parse((await get("/health")).body)).toEqual({ status: "ok" });
    expect(JSON.parse((await get("/version")).body)).toEqual({ version: "0.0.0", node: process.version });
    const runs = JSON.parse((await get("/runs")).body) as { id: string }[];
    expect(runs.map((r) => r.id)).toEqual(["latest", "night-1"]);
    expect(JSON.parse((await get("/runs/night-1")).body)).toMatchObject({ hash: "00ff", counts: { total: 2 } });
    const report = await get("/runs/latest/report");
    expect(report.type).toContain("text/html");
    expect(report.body).toContain("<!doctype html>");
  });

  test("every route but the document itself is described by OpenAPI", async () => {
    const doc = JSON.parse((await get("/openapi.json")).body) as { paths: Record<string, unknown> };
    expect(Object.keys(doc.paths).sort()).toEqual(["/health", "/runs", "/runs/{id}", "/runs/{id}/report", "/version"]);
  });

  test("a missing run is 404, a path instead of an id is 400 or 404, never a file", async () => {
    expect((await get("/runs/none")).status).toBe(404);
    expect((await get("/runs/..%2f..%2fetc%2fpasswd")).status).toBe(400);
    expect((await get("/runs/no-run/report")).status).toBe(404);
  });

  test("a foreign Host is refused", async () => {
    expect((await get("/health", { host: "evil.example" })).status).toBe(421);
    expect((await get("/health", { host: "localhost:7373" })).status).toBe(200);
  });

  test("whatever is not a read needs a token and the right origin", async () => {
    const post = async (headers: Record<string, string>): Promise<number> =>
      (await server.inject({ method: "POST", url: "/runs", headers: { ...LOCAL, ...headers } })).statusCode;
    expect(await post({ origin: "http://evil.example" })).toBe(403);
    expect(await post({})).toBe(401);
  });

  test("beyond loopback every request needs the token", async () => {
    const open = await buildServer({ outFolder: folder, version: "0.0.0", access: accessFor("192.0.2.7", "secret") });
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await open.inject({ method: "GET", url: "/health", headers: { host: "192.0.2.7", ...headers } })).statusCode;
    expect(await ask({})).toBe(401);
    expect(await ask({ authorization: "Bearer wrong" })).toBe(401);
    expect(await ask({ authorization: "Bearer secret" })).toBe(200);
    await open.close();
  });
});
