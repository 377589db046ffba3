import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const projectRoot: string = resolve(import.meta.dirname, "..", "..");
const packagedNode = `node-${process.platform}-${process.arch}`;

/** What the fake npm does; the defaults are a quick success. */
export interface NpmBehaviour {
  readonly exitCode?: number;
  /** It goes on when this file appears. */
  readonly waitFor?: string;
  /** It reports success and installs nothing, as npm does with a broken optional package. */
  readonly leavesOut?: boolean;
}

/** One entry of the fake npm's log. */
export interface NpmEvent {
  readonly event: "start" | "end" | "signal";
  readonly folder: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A project with our launcher, a lock file, a packaged Node and a target that prints what it was given. */
export interface Project {
  readonly root: string;
  readonly npm: string;
  readonly go: string;
}

/** What a finished launcher left. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const FAKE_NPM = `
const fs = require("node:fs"), path = require("node:path");
const here = __dirname, folder = process.cwd();
const behaviour = JSON.parse(fs.readFileSync(path.join(here, "behaviour.json"), "utf8"));
const log = (event) => fs.appendFileSync(path.join(here, "log.jsonl"), JSON.stringify({ event, folder, args: process.argv.slice(2), env: process.env }) + "\\n");
process.on("SIGTERM", () => { log("signal"); process.exit(1); });
log("start");
const finish = () => {
  if (behaviour.waitFor && !fs.existsSync(behaviour.waitFor)) return setTimeout(finish, 10);
  console.log("fake npm speaks on its stdout");
  fs.mkdirSync(path.join(folder, "node_modules"), { recursive: true });
  if (!behaviour.leavesOut && !behaviour.exitCode) {
    for (const [place, entry] of Object.entries(JSON.parse(fs.readFileSync("package-lock.json", "utf8")).packages)) {
      if (!place) continue;
      fs.mkdirSync(path.join(place, "bin"), { recursive: true });
      fs.writeFileSync(path.join(place, "package.json"), "{}");
      if (!entry.node) continue;
      fs.writeFileSync(path.join(place, "bin", "node"), entry.node, { mode: 0o755 });
    }
  }
  log("end");
  process.exitCode = behaviour.exitCode ?? 0;
};
finish();
`;

// It speaks when it is ready: a signal that comes before its handlers would find none.
const TARGET = `
const [word = ""] = process.argv.slice(2);
if (word === "exit") process.exitCode = Number(process.argv[3]);
if (word === "wait" || word === "count") setInterval(() => {}, 1000);
if (word === "count") {
  let heard: number = 0;
  process.on("SIGINT", () => console.log("SIGINT " + ++heard));
  process.on("SIGTERM", () => process.exit(7));
}
const said: object = { cwd: process.cwd(), args: process.argv.slice(2), packaged: process.env["PACKAGED"] ?? "no" };
console.log(JSON.stringify(said));
`;

/** Makes a fresh project in a temporary folder, readable for every user. */
export function makeProject(behaviour: NpmBehaviour = {}): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "redrive-launcher-")));
  chmodSync(root, 0o755);
  for (const folder of ["fake", "src/cli", "tools/node", "bin", "scripts"]) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ["scripts/launcher.mjs", "scripts/run.mjs", "bin/redrive.mjs"]) cpSync(join(projectRoot, file), join(root, file));
  const dependencies = { dummy: "1.0.0" };
  writeJson(join(root, "package.json"), { name: "fixture", private: true, type: "module", dependencies });
  writeLock(root, { "": { dependencies }, "node_modules/dummy": { version: "1.0.0" }, ...nativeEntry("node_modules/dummy-native") });
  const optionalDependencies = { [packagedNode]: "24.0.0" };
  writeJson(join(root, "tools/node/package.json"), { private: true, optionalDependencies });
  const node = `#!/bin/sh\nPACKAGED=yes exec ${process.execPath} "$@"\n`;
  writeLock(join(root, "tools/node"), { "": { optionalDependencies }, ...nativeEntry(`node_modules/${packagedNode}`, { node }) });
  writeJson(join(root, "fake/package.json"), { type: "commonjs" });
  writeFileSync(join(root, "fake/npm-cli.js"), FAKE_NPM);
  writeFileSync(join(root, "fake/old-node.mjs"), OLD_NODE);
  writeFileSync(join(root, "fake/stopped-clock.mjs"), "Date.now = () => 1e12;");
  writeFileSync(join(root, "fake/jumping-clock.mjs"), "let now = 1e12; Date.now = () => (now += 1000);");
  writeFileSync(join(root, "src/cli/main.ts"), TARGET);
  const project = { root, npm: join(root, "fake/npm-cli.js"), go: join(root, "fake/go") };
  setBehaviour(project, behaviour);
  return project;
}

// The launcher asks `process.versions`; so an old Node is played by a new one.
const OLD_NODE = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } });
Object.defineProperty(process, "version", { value: "v20.1.0" });`;

const writeJson = (path: string, value: unknown): void => writeFileSync(path, JSON.stringify(value));

function nativeEntry(path: string, more: object = {}): object {
  return { [path]: { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch], ...more } };
}

/** Replaces the lock file of a folder. */
export function writeLock(folder: string, packages: object): void {
  writeJson(join(folder, "package-lock.json"), { lockfileVersion: 3, packages });
}

/** Replaces what the fake npm does from now on. */
export function setBehaviour(project: Project, behaviour: NpmBehaviour): void {
  writeJson(join(project.root, "fake/behaviour.json"), behaviour);
}

/** What the fake npm did, oldest first. */
export function npmLog(project: Project): NpmEvent[] {
  const file = join(project.root, "fake/log.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1); // what follows the last line end is still being written
  return lines.map((line) => JSON.parse(line) as NpmEvent);
}

export interface StartOptions {
  readonly oldNode?: boolean;
  /** The launcher's clock stands still, or a second passes between any two looks at it. */
  readonly clock?: "stopped" | "jumping";
  /** The file to start, and its arguments; by default run.mjs with the target. */
  readonly script?: readonly string[];
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

/** A launcher that runs, and what it will leave. */
export interface Started {
  readonly child: ChildProcess;
  readonly done: Promise<Outcome>;
  /** Resolves when stdout and stderr together hold `text`; rejects if the launcher ends before. */
  heard(text: string): Promise<void>;
}

/** Starts the launcher of a project in an environment that no outer npm has touched. */
export function start(project: Project, options: StartOptions = {}): Started {
  const script = options.script ?? [join(project.root, "scripts/run.mjs"), "src/cli/main.ts"];
  const fakes = [options.oldNode && "old-node", options.clock && `${options.clock}-clock`].filter(Boolean);
  const preload = fakes.flatMap((fake) => ["--import", join(project.root, `fake/${fake}.mjs`)]);
  const child = spawn(process.execPath, [...preload, ...script, ...(options.args ?? [])], {
    cwd: options.cwd ?? project.root,
    env: { ...cleanEnvironment(), npm_execpath: project.npm, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let stdout = "";
  let stderr = "";
  let ended = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const done = new Promise<Outcome>((resolveDone, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      ended = true;
      resolveDone({ code, stdout, stderr });
    });
  });
  const heard = async (text: string): Promise<void> => {
    await until(() => ended || (stdout + stderr).includes(text));
    if (!(stdout + stderr).includes(text)) throw new Error(`ended without "${text}": ${stdout}${stderr}`);
  };
  return { child, done, heard };
}

function cleanEnvironment(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(npm_|INIT_CWD$|NODE_|VITEST)/i.test(name)) env[name] = value;
  }
  return env;
}

/** Waits until something is true; the test's own time limit ends a wait in vain. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(10);
}

/** Runs the launcher to its end. */
export async function launchAndWait(project: Project, options: StartOptions = {}): Promise<Outcome> {
  return await start(project, options).done;
}
