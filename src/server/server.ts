import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { type Access, guard } from "./access.ts";
import { listRuns, RUN_ID, readReport, readSuite } from "./runs.ts";

export interface ServerOptions {
  readonly outFolder: string;
  readonly version: string;
  readonly access: Access;
}

const errorBody = z.object({ error: z.string() });
const runId = z.object({ id: z.string().regex(RUN_ID) });
const runSummary = z.object({
  id: z.string(),
  controllers: z.array(z.string()).readonly(),
  total: z.number().int(),
  passed: z.number().int(),
  meanScore: z.number().nullable(),
  exitCode: z.number().int(),
  hash: z.string(),
});

/** The HTTP server, not yet listening. Reads results from the output folder on each request; keeps no state. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    maxRequestsPerSocket: 1000,
    forceCloseConnections: true,
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  guard(server, options.access);
  await server.register(swagger, {
    openapi: { info: { title: "redrive", version: options.version, description: "Runs and reports of this machine." } },
    transform: jsonSchemaTransform,
  });
  addRoutes(server.withTypeProvider<ZodTypeProvider>(), options);
  server.setErrorHandler((error, _request, reply) => {
    const status = error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
    return reply.code(status).send({ error: status < 500 && error instanceof Error ? error.message : "internal error" });
  });
  await server.ready();
  return server;
}

function addRoutes(untyped: FastifyInstance, options: ServerOptions): void {
  const server = untyped.withTypeProvider<ZodTypeProvider>();
  const { outFolder, version } = options;
  server.get(
    "/health",
    { schema: { summary: "Is the server alive", response: { 200: z.object({ status: z.literal("ok") }) } } },
    async () => ({ status: "ok" as const }),
  );
  server.get(
    "/version",
    { schema: { summary: "Version of redrive", response: { 200: z.object({ version: z.string(), node: z.string() }) } } },
    async () => ({
      version,
      node: process.version,
    }),
  );
  server.get("/runs", { schema: { summary: "Finished runs", response: { 200: z.array(runSummary) } } }, async () => listRuns(outFolder));
  server.get(
    "/runs/:id",
    { schema: { summary: "Result of a run", params: runId, response: { 200: z.record(z.string(), z.unknown()), 404: errorBody } } },
    async (request, reply) => {
      const suite = readSuite(outFolder, request.params.id);
      return suite === null ? reply.code(404).send({ error: "no such run" }) : { ...suite };
    },
  );
  server.get(
    "/runs/:id/report",
    { schema: { summary: "HTML report of a run", params: runId, response: { 200: z.string(), 404: errorBody } } },
    async (request, reply) => {
      const html = readReport(outFolder, request.params.id);
      if (html === null) return reply.code(404).send({ error: "no such report" });
      return reply.type("text/html; charset=utf-8").send(html);
    },
  );
  server.get("/openapi.json", { schema: { hide: true } }, async () => server.swagger());
}
