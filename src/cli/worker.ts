/** Where a worker thread begins: a cache of compiled code (main.ts) is not handed down to threads. */
import { enableCompileCache } from "node:module";
import { COMPILE_CACHE } from "./compile-cache.ts";

enableCompileCache(COMPILE_CACHE);
await import("../run/worker.ts");
