// The launcher: installs what is missing, then runs a target of this project under Node 24 or newer.
// Plain JavaScript without packages, because the system's own Node (18 or newer) runs it, before anything is installed.
// Why it is made this way: docs/decisions/0001-launcher.md. What it promises: tests/launcher/.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const WANTED_MAJOR = 24;
const SETUP_FAILED = 3;
const onWindows = process.platform === "win32";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const nodeFolder = join(root, "tools", "node"); // a package of its own, whose only content is a pinned Node
const setupFolder = join(root, ".setup-lock"); // holds the lock while something is being installed
const lock = join(setupFolder, "held");

/** A sentence for the user, and the exit code that goes with it. */
class SetupError extends Error {
  constructor(message, exitCode = SETUP_FAILED) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Set-up speaks on stderr only: stdout belongs to the target. */
const say = (message) => process.stderr.write(`[setup] ${message}\n`);

/**
 * Installs what is missing and runs `target` with `args` in `folder`.
 * `target` is relative to the project; `folder` is where the user stands, so the user's paths mean what they say.
 * Resolves to the exit code: the target's own; 128 + n after signal n; 3 when the set-up failed and nothing was run.
 */
export async function launch(target, args, folder) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => passOn(signal));
  try {
    const node = await wantedNode();
    await install(root, node, "packages", () => missingNatives(root));
    return await run(node, [resolve(root, target), ...args], { cwd: folder, stdio: "inherit", env: targetEnvironment(node) });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return error.exitCode;
  }
}

// ---------------------------------------------------------------------------------------------- children and signals

let child; // the running npm or target
let stoppedBy; // the first signal that asked us to stop
let lastPassedOnMs = 0;

/** One Ctrl-C reaches us twice, from the terminal and from npm; the target must not take it for the second Ctrl-C, which means "at once". */
function passOn(signal) {
  const nowMs = Date.now();
  if (stoppedBy === signal && nowMs - lastPassedOnMs < 250) return;
  stoppedBy ??= signal;
  lastPassedOnMs = nowMs;
  child?.kill(signal);
}

function throwIfStopped() {
  if (stoppedBy) throw new SetupError(`stopped by ${stoppedBy}; nothing was run`, exitCodeOf(stoppedBy));
}

const exitCodeOf = (signal) => 128 + (constants.signals[signal] ?? 0);

/** Runs a program to its end and gives its exit code. Never `spawnSync`, so that signals are heard meanwhile. */
function run(program, args, options, onStart = () => {}) {
  throwIfStopped();
  return new Promise((done, fail) => {
    child = spawn(program, args, options);
    child.on("error", (error) => fail(new SetupError(`cannot run ${program} (${error.code}); nothing was run`)));
    child.on("exit", (code, signal) => done(signal ? exitCodeOf(signal) : code));
    if (child.pid) onStart(child.pid);
  });
}

// ------------------------------------------------------------------------------------------------------ the right Node

/** The Node that runs the target: this one if it is new enough, otherwise the packaged one. */
async function wantedNode() {
  if (Number.parseInt(process.versions.node, 10) >= WANTED_MAJOR) return process.execPath;
  const name = `node-${onWindows ? "win" : process.platform}-${process.arch}`;
  const none = (why) =>
    `needs Node ${WANTED_MAJOR} or newer; this is ${process.version}, and ${why} ${process.platform}-${process.arch}: install Node ${WANTED_MAJOR} (nvm, fnm, brew) and run again`;
  const packaged = JSON.parse(readFileSync(join(nodeFolder, "package.json"), "utf8")).optionalDependencies;
  if (!Object.hasOwn(packaged, name)) throw new SetupError(none("there is no packaged Node for"));
  const node = join(nodeFolder, "node_modules", name, "bin", onWindows ? "node.exe" : "node");
  // A packaged Node may be there and still not run: it is made for glibc, and Alpine has musl.
  const works = () => spawnSync(node, ["--version"]).status === 0;
  const problem = () => missingNatives(nodeFolder) ?? (works() ? undefined : none("the packaged Node does not run on"));
  await install(nodeFolder, process.execPath, `Node ${WANTED_MAJOR}`, problem);
  return node;
}

/** The target finds the same Node as `node`, and keeps compiled code beside the packages; a read-only folder switches that off by itself. */
function targetEnvironment(node) {
  const cache = join(root, "node_modules", ".cache", "node-compile");
  return { NODE_COMPILE_CACHE: cache, ...process.env, ...pathWith(node) };
}

/** `Path` on Windows, `PATH` elsewhere: a second spelling beside the first would be ignored. */
function pathWith(node) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return { [key]: dirname(node) + delimiter + (process.env[key] ?? "") };
}

// --------------------------------------------------------------------------------------------------------- installation

const stampOf = (folder) => join(folder, "node_modules", ".setup-ok");

/** What an installation was made from. `node_modules` being there proves nothing; its stamp does. */
function stampFor(folder) {
  const hash = createHash("sha256").update(readFileSync(join(folder, "package-lock.json")));
  return hash.update(`${process.platform}-${process.arch}`).digest("hex");
}

const isFresh = (folder) => existsSync(stampOf(folder)) && readFileSync(stampOf(folder), "utf8") === stampFor(folder);

/**
 * A clean installation in `folder`, unless its stamp says that it was done; a fresh stamp costs two reads and writes nothing.
 * `problemOf` looks at the result: npm leaves out a broken optional package and calls that success.
 */
async function install(folder, node, what, problemOf) {
  if (isFresh(folder)) return;
  await takeLock(folder);
  try {
    if (isFresh(folder)) return; // somebody else did it while we waited
    refuseStaleLock(folder);
    say(`installing ${what} (once; again only when the lock file changes)`);
    rmSync(join(folder, "node_modules"), { recursive: true, force: true }); // what a killed installation left behind
    const exitCode = await npmInstall(folder, node);
    throwIfStopped();
    if (exitCode !== 0) throw new SetupError(`npm failed in ${folder} (exit code ${exitCode}); nothing was run`);
    const problem = problemOf();
    if (problem) throw new SetupError(problem);
    writeFileSync(stampOf(folder), stampFor(folder));
  } finally {
    giveBackLock();
  }
}

/** `npm install` would follow package.json where the lock file differs, and so install what nobody has pinned. */
function refuseStaleLock(folder) {
  const wanted = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const locked = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages[""];
  const pairs = (entries = {}) =>
    Object.entries(entries)
      .map(([name, version]) => `${name}@${version}`)
      .sort()
      .join();
  for (const kind of ["dependencies", "devDependencies", "optionalDependencies"]) {
    if (pairs(wanted[kind]) === pairs(locked[kind])) continue;
    throw new SetupError(`package.json and package-lock.json in ${folder} differ in ${kind}; nothing was run`);
  }
}

/**
 * Installs what the lock file pins, checks its integrity, and leaves the lock file as it is (`--no-save`).
 * Not `npm ci`: it refuses a lock file without the packages of other platforms. See docs/decisions/0001-launcher.md.
 */
function npmInstall(folder, node) {
  const args = ["install", "--no-save", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const options = { cwd: folder, env: npmEnvironment(node), stdio: ["ignore", 2, 2] };
  const recordNpm = (npmPid) => writeOwners(lock, [process.pid, npmPid]); // npm outlives a launcher that is killed
  // The npm that started us, if one did: yarn and pnpm set npm_execpath too, but do not read this lock file.
  const npm = process.env.npm_execpath;
  if (npm && basename(npm) === "npm-cli.js") return run(node, [npm, ...args], options, recordNpm);
  return run(onWindows ? "npm.cmd" : "npm", args, { ...options, shell: onWindows }, recordNpm);
}

/** Settings that say where packages come from; everything else that the outer npm exports would steer the inner one. */
const KEPT_NPM_SETTING =
  /^npm_config_(registry|.*:registry|proxy|https?_proxy|no_?proxy|ca|cafile|cert|key|strict_ssl|cache|userconfig|globalconfig|fetch_.*|maxsockets|offline|prefer_offline|_.*|\/\/.*)$/i;

function npmEnvironment(node) {
  const env = { ...process.env, ...pathWith(node) };
  delete env.NODE_ENV;
  for (const name of Object.keys(env)) {
    if (/^npm_/i.test(name) && !KEPT_NPM_SETTING.test(name)) delete env[name];
  }
  return env;
}

/** Names the first package with native code that this machine needs and npm left out. */
function missingNatives(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  process.report.excludeNetwork = true; // without it a report may wait for name servers
  const libc = process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
  const isFor = (allowed, actual) => [allowed].flat().includes(actual);
  for (const [path, entry] of Object.entries(packages)) {
    if (!entry.optional || !entry.os || !entry.cpu) continue;
    if (!isFor(entry.os, process.platform) || !isFor(entry.cpu, process.arch)) continue;
    if (entry.libc && process.platform === "linux" && !isFor(entry.libc, libc)) continue;
    if (!existsSync(join(folder, path, "package.json")))
      return `npm left out ${path}, which this machine needs: its download failed or differs from the lock file; nothing was run`;
  }
  return undefined;
}

// --------------------------------------------------------------------------------------------------------------- the lock
// A folder, put in place whole by a rename, with a file that names its owners: the launcher and its npm.

/** Waits until nobody else installs. */
async function takeLock(folder) {
  const mine = join(setupFolder, String(process.pid));
  try {
    mkdirSync(mine, { recursive: true });
    writeOwners(mine, [process.pid]);
    await waitToMove(mine, lock);
  } catch (error) {
    throw error instanceof SetupError ? error : new SetupError(`cannot install into ${folder} (${error.code}); nothing was run`);
  } finally {
    rmSync(mine, { recursive: true, force: true }); // still there only if we gave up
  }
}

async function waitToMove(mine, place) {
  let toldWhom = false;
  while (!isMoved(mine, place)) {
    const owners = readOwners(place);
    if (owners && !owners.some(isAlive)) {
      breakLock(owners);
      continue;
    }
    if (owners && !toldWhom) {
      say(`process ${owners.map((owner) => owner.split("@")[0]).join(", ")} is installing; waiting for it`);
      toldWhom = true;
    }
    await sleep(100);
    throwIfStopped();
  }
}

/** Whether the rename took place; a folder with something in it is never replaced (Windows says EPERM then). */
function isMoved(folder, place) {
  try {
    renameSync(folder, place);
    return true;
  } catch (error) {
    if (["EEXIST", "ENOTEMPTY", ...(onWindows ? ["EPERM"] : [])].includes(error.code)) return false;
    throw error;
  }
}

/** Removes the lock of a killed owner. Should another process have taken it in the same instant, it gets it back. */
function breakLock(deadOwners) {
  const grave = `${lock}-${process.pid}`;
  try {
    renameSync(lock, grave);
  } catch {
    return; // somebody else was faster
  }
  const isTheDeadOnes = readOwners(grave)?.join() === deadOwners.join();
  if (isTheDeadOnes || !isMoved(grave, lock)) rmSync(grave, { recursive: true, force: true });
}

/** Renamed first: a lock half deleted would look free, and be filled by the next owner while we go on deleting. */
function giveBackLock() {
  const grave = `${lock}-${process.pid}`;
  if (existsSync(lock)) renameSync(lock, grave);
  rmSync(grave, { recursive: true, force: true });
}

/** Written beside and renamed, so that a reader never sees half of it. */
function writeOwners(folder, pids) {
  const draft = join(folder, "owners.new");
  writeFileSync(draft, pids.map((pid) => `${pid}@${startOf(pid)}`).join(" "));
  renameSync(draft, join(folder, "owners"));
}

function readOwners(folder) {
  try {
    return readFileSync(join(folder, "owners"), "utf8").split(" ");
  } catch {
    return undefined; // given back between two looks
  }
}

/** When a process started, in clock ticks since boot; "" where the system does not tell. A process id alone is used again after a restart. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""; // field 22 of proc_pid_stat(5); the name before it may hold blanks
  } catch {
    return "";
  }
}

function isAlive(owner) {
  const [pid, start] = owner.split("@");
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (error.code !== "EPERM") return false; // EPERM: alive, and somebody else's
  }
  return start === "" || startOf(pid) === start;
}
