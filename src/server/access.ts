import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Who may ask: the host names allowed in requests, and the token, needed beyond loopback and for whatever changes state. */
export interface Access {
  readonly hosts: ReadonlySet<string>;
  readonly token: string | null;
  readonly loopback: boolean;
}

export function accessFor(host: string, token: string | null): Access {
  const loopback = host === "127.0.0.1" || host === "::1" || host === "localhost";
  const named = host.includes(":") ? `[${host}]` : host;
  return { hosts: new Set([...LOOPBACK, named]), token, loopback };
}

/**
 * Refuses, before any route: a Host that is not allowed (421; a page elsewhere cannot reach this server under its own name),
 * a missing or wrong token where one is needed (401), and a state-changing request from another origin (403).
 */
export function guard(server: FastifyInstance, access: Access): void {
  server.addHook("onRequest", async (request, reply) => {
    if (!access.hosts.has(hostOf(request))) return refuse(reply, 421, "host not allowed");
    const reads = request.method === "GET" || request.method === "HEAD";
    if (!reads && !sameOrigin(request, access)) return refuse(reply, 403, "origin not allowed");
    if ((!access.loopback || !reads) && !tokenFits(request, access.token)) return refuse(reply, 401, "token needed");
    return undefined;
  });
}

function hostOf(request: FastifyRequest): string {
  return (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
}

function sameOrigin(request: FastifyRequest, access: Access): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && access.hosts.has(new URL(origin).hostname);
}

function tokenFits(request: FastifyRequest, token: string | null): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (token === null || given === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error });
}
