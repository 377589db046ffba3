import { fileURLToPath } from "node:url";

/** The folder in which main.ts and worker.ts keep compiled code. */
export const COMPILE_CACHE: string = fileURLToPath(new URL("../../node_modules/.cache/redrive", import.meta.url));
