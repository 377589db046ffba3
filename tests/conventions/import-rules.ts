/** What the files of one folder of src may import: folders or single files of src, packages, and builtins of Node without `node:`. */
export interface ImportRule {
  readonly imports: readonly string[];
  /** Only by `import type`. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  readonly node?: readonly string[];
}

// The table of architecture.md section 3 as built (docs/decisions/0003-imports-and-types.md), line by line. The longest name that begins a path decides; a folder may import itself.
export const IMPORT_RULES: Readonly<Record<string, ImportRule>> = {
  core: { imports: [] },
  road: { imports: ["core"], packages: ["saxes"] },
  vehicle: { imports: ["core"] },
  drive: {
    imports: ["core", "road"],
    types: ["vehicle"],
    packages: ["@mcap/core", "protobufjs", "saxes", "yaml"], // the readers of formats
    node: ["fs", "fs/promises", "path", "readline", "stream", "stream/promises", "zlib"],
  },
  trace: { imports: ["core", "vehicle"], types: ["road"], packages: ["@mcap/core", "protobufjs"], node: ["fs", "path", "zlib"] },
  sim: { imports: ["core", "road", "vehicle", "trace"], packages: ["planck"] },
  eval: { imports: ["core", "road", "vehicle", "trace"] },
  scenario: { imports: ["core", "road", "vehicle", "drive", "sim"], types: ["trace"] },
  "scenario/parse": {
    imports: ["core", "road", "vehicle", "drive", "trace", "sim", "eval", "scenario"],
    packages: ["zod", "yaml", "saxes", "xmllint-wasm"],
    node: ["fs", "path"],
  },
  control: {
    imports: ["core", "road", "vehicle", "trace", "sim/port.ts"],
    types: ["drive", "sim"],
    packages: ["protobufjs"],
    node: ["net", "child_process", "crypto", "fs", "os", "path"],
  },
  run: {
    imports: ["core", "road", "vehicle", "drive", "trace", "sim", "eval", "scenario", "control"],
    packages: ["rxjs", "hyparquet-writer"],
    node: ["worker_threads", "fs", "path", "crypto", "sqlite", "url", "zlib", "os"],
  },
  report: {
    imports: ["core", "eval", "trace"],
    types: ["run", "vehicle"],
    packages: ["picocolors"],
    node: ["fs", "path", "crypto", "util", "zlib"],
  },
  server: {
    imports: ["core", "trace", "eval", "run", "report"],
    packages: ["fastify", "@fastify/swagger", "fastify-type-provider-zod", "rxjs", "zod"],
    node: ["fs", "path", "crypto"],
  },
  cli: {
    imports: ["core", "road", "vehicle", "drive", "trace", "sim", "eval", "scenario", "control", "run", "report", "server"],
    packages: ["commander", "picocolors", "zod"], // zod: section 7 puts configuration and flags at its edges
    node: ["*"],
  },
};

/** Packages and builtins that only some files of their folder may import. */
export const ONLY_IN: readonly { readonly what: string; readonly folder: string; readonly files: RegExp }[] = [
  { what: "saxes", folder: "road", files: /^road\/(.*\/)?opendrive/ },
  { what: "xmllint-wasm", folder: "scenario/parse", files: /^scenario\/parse\/check\/schema-check\.ts$/ },
  { what: "hyparquet-writer", folder: "run", files: /^run\/history-parquet\.ts$/ },
  { what: "planck", folder: "sim", files: /^sim\/planck\.ts$/ },
  { what: "node:fs", folder: "trace", files: /^trace\/(.*\/)?(file|mcap)[\w-]*\.ts$/ },
];

/** What a worker must never load: it costs more than a whole short run. */
export const WORKER = "src/run/worker.ts";
export const NOT_IN_WORKER: RegExp = /^(src\/scenario\/parse\/|zod$|rxjs$|fastify|@fastify\/)/;

/** Where reachability begins: every file of src leads back to one of these. */
export const ROOTS: RegExp = /^(src\/cli\/main\.ts|src\/run\/worker\.ts|(bench|tests|scripts)\/.*)$/;
