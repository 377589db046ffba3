// What the npm scripts call: `node scripts/run.mjs TARGET [ARGUMENT...]`.
import { launch } from "./launcher.mjs";

const [target, ...args] = process.argv.slice(2);
// `npm start` moves to the project; the paths that follow it are relative to the folder in which the user typed it.
const folder = process.env.npm_lifecycle_event === "start" ? process.env.INIT_CWD : undefined;
process.exitCode = await launch(target, args, folder ?? process.cwd());
