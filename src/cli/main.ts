/**
 * Where the process begins: nothing but to keep compiled code from one start to the next, which halves what a short run costs.
 * The rest is imported afterwards, so that it is kept too. The cache lies within the project and not in the system's folder for
 * temporary files, where another user could leave code for us; where it cannot be written, a start is only slower.
 */
import { enableCompileCache } from "node:module";
import { COMPILE_CACHE } from "./compile-cache.ts";

enableCompileCache(COMPILE_CACHE);
await import("./program.ts");
