import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  launchAndWait,
  makeProject as make,
  type NpmBehaviour,
  npmLog,
  type Outcome,
  type Project,
  setBehaviour,
  start,
  until,
  writeLock,
} from "./fixture.ts";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function makeProject(behaviour?: NpmBehaviour): Project {
  const project = make(behaviour);
  made.push(project.root);
  return project;
}

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "redrive-user-")));
  made.push(folder);
  return folder;
}

const said = (outcome: Outcome): { cwd: string; args: string[]; packaged: string } => JSON.parse(outcome.stdout);
const folders = (project: Project): string[] => npmLog(project).flatMap((entry) => (entry.event === "start" ? [entry.folder] : []));
const stamp = (folder: string): string => join(folder, "node_modules/.setup-ok");

describe("a cold start", () => {
  test("on an old Node installs Node, then the packages, then runs the target under the packaged Node", async () => {
    const project = makeProject();
    const outcome = await launchAndWait(project, { oldNode: true });
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(folders(project)).toEqual([join(project.root, "tools/node"), project.root]);
    expect(said(outcome).packaged).toBe("yes");
  });

  test("on Node 24 or newer never installs the packaged Node", async () => {
    const project = makeProject();
    const outcome = await launchAndWait(project);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(folders(project)).toEqual([project.root]);
    expect(existsSync(join(project.root, "tools/node/node_modules"))).toBe(false);
    expect(said(outcome).packaged).toBe("no");
  });

  test("puts everything that set-up and npm say on stderr", async () => {
    const outcome = await launchAndWait(makeProject(), { oldNode: true });
    expect(outcome.stdout.trim().split("\n")).toHaveLength(1);
    expect(outcome.stderr).toContain("[setup] installing Node 24");
    expect(outcome.stderr).toContain("fake npm speaks");
  });

  test("replaces what a killed installation left behind", async () => {
    const project = makeProject();
    mkdirSync(join(project.root, "node_modules/half"), { recursive: true });
    expect((await launchAndWait(project)).code).toBe(0);
    expect(existsSync(join(project.root, "node_modules/half"))).toBe(false);
  });
});

describe("a warm start", () => {
  /** Path, size and time of all that is there, except what Node itself caches. */
  function snapshot(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => !path.startsWith(join("node_modules", ".cache")) && path !== "node_modules")
      .map((path) => `${path} ${statSync(join(folder, path)).size} ${statSync(join(folder, path)).mtimeMs}`)
      .sort();
  }

  test("calls no npm and writes nothing", async () => {
    const project = makeProject();
    await launchAndWait(project, { oldNode: true });
    const before = snapshot(project.root);
    const env = { npm_execpath: "/nowhere/npm-cli.js", npm_config_registry: "http://127.0.0.1:9" };
    const outcome = await launchAndWait(project, { oldNode: true, env });
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(outcome.stderr).toBe("");
    expect(folders(project)).toHaveLength(2);
    expect(snapshot(project.root)).toEqual(before);
  });

  // A super-user may write anywhere, so it plays another user; that needs a Node which that user can read.
  const isRoot = process.getuid?.() === 0;
  const uid = isRoot ? 65534 : undefined;
  const canPlay = !isRoot || spawnSync(process.execPath, ["--version"], { uid: 65534, cwd: "/" }).status === 0;

  test.skipIf(!canPlay)("works in a folder that may only be read; a cold one says so and ends with 3", async () => {
    const project = makeProject();
    await launchAndWait(project);
    const everything = [
      project.root,
      ...readdirSync(project.root, { recursive: true, encoding: "utf8" }).map((path) => join(project.root, path)),
    ];
    for (const path of everything) chmodSync(path, statSync(path).mode & ~0o222);
    const options = { cwd: "/", ...(uid === undefined ? {} : { uid }) };
    const warm = await launchAndWait(project, options);
    expect(warm.code, warm.stderr).toBe(0);
    for (const path of everything) chmodSync(path, statSync(path).mode | 0o200);
    rmSync(stamp(project.root));
    chmodSync(project.root, 0o555);
    for (const name of readdirSync(project.root)) if (name === ".setup-lock") chmodSync(join(project.root, name), 0o555);
    const cold = await launchAndWait(project, options);
    expect(cold.code).toBe(3);
    expect(cold.stderr).toContain("cannot install into");
    chmodSync(project.root, 0o755);
  });
});

describe("the target", () => {
  test("passes its exit code and its arguments through", async () => {
    const outcome = await launchAndWait(makeProject(), { args: ["exit", "5", "--flag", "a b"] });
    expect(outcome.code).toBe(5);
    expect(said(outcome).args).toEqual(["exit", "5", "--flag", "a b"]);
  });

  test("runs in the user's folder when bin/redrive.mjs is called through a link", async () => {
    const project = makeProject();
    const user = temporaryFolder();
    symlinkSync(join(project.root, "bin/redrive.mjs"), join(user, "redrive"));
    // An npm script further out must not decide where redrive works.
    const env = { npm_lifecycle_event: "start", INIT_CWD: "/" };
    const outcome = await launchAndWait(project, { script: [join(user, "redrive")], args: ["run", "x.yaml"], cwd: user, env });
    expect(said(outcome)).toMatchObject({ cwd: user, args: ["run", "x.yaml"] });
  });

  test("of `npm start` runs in the folder where the user typed it, that of `npm test` in the project", async () => {
    const project = makeProject();
    const user = temporaryFolder();
    const started = await launchAndWait(project, { env: { npm_lifecycle_event: "start", INIT_CWD: user } });
    expect(said(started).cwd).toBe(user);
    const tested = await launchAndWait(project, { env: { npm_lifecycle_event: "test", INIT_CWD: user } });
    expect(said(tested).cwd).toBe(project.root);
  });
});

describe("a set-up that fails runs nothing and ends with 3", () => {
  async function expectFailure(project: Project, sentence: string, oldNode = false): Promise<void> {
    const outcome = await launchAndWait(project, { oldNode });
    expect(outcome.code).toBe(3);
    expect(outcome.stdout).toBe("");
    expect(outcome.stderr).toContain(sentence);
    expect(existsSync(stamp(project.root))).toBe(false);
  }

  test("npm fails; the next start tries again", async () => {
    const project = makeProject({ exitCode: 1 });
    await expectFailure(project, "npm failed in");
    setBehaviour(project, {});
    expect((await launchAndWait(project)).code).toBe(0);
  });

  test("npm leaves out a package and calls that success", async () => {
    await expectFailure(makeProject({ leavesOut: true }), "npm left out node_modules/dummy-native");
  });

  test("npm leaves out Node", async () => {
    const project = makeProject({ leavesOut: true });
    await expectFailure(project, "npm left out node_modules/node-", true);
    expect(folders(project)).toEqual([join(project.root, "tools/node")]);
  });

  test("the packaged Node does not run here", async () => {
    const project = makeProject();
    const lockFile = join(project.root, "tools/node/package-lock.json");
    writeFileSync(lockFile, readFileSync(lockFile, "utf8").replace(process.execPath, "/nowhere/node"));
    await expectFailure(project, "the packaged Node does not run on", true);
  });

  test("there is no packaged Node for this platform", async () => {
    const project = makeProject();
    const file = join(project.root, "tools/node/package.json");
    writeFileSync(file, JSON.stringify({ optionalDependencies: {} }));
    await expectFailure(project, "there is no packaged Node for", true);
    expect(npmLog(project)).toEqual([]);
  });

  test("package.json asks for another version than the lock file", async () => {
    const project = makeProject();
    writeFileSync(join(project.root, "package.json"), JSON.stringify({ type: "module", dependencies: { dummy: "2.0.0" } }));
    await expectFailure(project, "differ in dependencies");
    expect(npmLog(project)).toEqual([]);
  });
});

describe("the stamp", () => {
  test("is the hash of the lock file and the platform", async () => {
    const project = makeProject();
    await launchAndWait(project);
    const hash = createHash("sha256").update(readFileSync(join(project.root, "package-lock.json")));
    expect(readFileSync(stamp(project.root), "utf8")).toBe(hash.update(`${process.platform}-${process.arch}`).digest("hex"));
  });

  test("makes a changed lock file install again, once", async () => {
    const project = makeProject();
    await launchAndWait(project);
    writeLock(project.root, { "": { dependencies: { dummy: "1.0.0" } }, "node_modules/dummy": { version: "1.0.0" } });
    await launchAndWait(project);
    await launchAndWait(project);
    expect(folders(project)).toHaveLength(2);
  });

  test("is needed: node_modules without it proves nothing", async () => {
    const project = makeProject();
    await launchAndWait(project);
    rmSync(stamp(project.root));
    await launchAndWait(project);
    expect(folders(project)).toHaveLength(2);
  });
});

describe("two starts at once", () => {
  test("install once: the second waits and says for whom", async () => {
    const project = makeProject();
    setBehaviour(project, { waitFor: project.go });
    const first = start(project, { args: ["first"] });
    await until(() => npmLog(project).length === 1);
    const second = start(project, { args: ["second"] });
    await second.heard("is installing; waiting for it");
    writeFileSync(project.go, "");
    const outcomes = await Promise.all([first.done, second.done]);
    expect(outcomes.map((outcome) => outcome.code)).toEqual([0, 0]);
    expect(outcomes.map((outcome) => said(outcome).args)).toEqual([["first"], ["second"]]);
    expect(outcomes[1].stderr).toContain(String(first.child.pid));
    expect(folders(project)).toHaveLength(1);
  });

  test("of five, all run and one installs", async () => {
    const project = makeProject();
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => launchAndWait(project)));
    expect(outcomes.map((outcome) => outcome.code)).toEqual([0, 0, 0, 0, 0]);
    expect(folders(project)).toHaveLength(1);
  });

  test("a launcher killed in mid-install: the next waits for its npm, then installs", async () => {
    const project = makeProject();
    setBehaviour(project, { waitFor: project.go });
    const killed = start(project);
    await until(() => npmLog(project).length === 1);
    killed.child.kill("SIGKILL");
    const next = start(project);
    await next.heard("is installing; waiting for it");
    expect(npmLog(project)).toHaveLength(1);
    writeFileSync(project.go, "");
    const outcome = await next.done;
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(npmLog(project).map((entry) => entry.event)).toEqual(["start", "end", "start", "end"]);
  });

  test.skipIf(!existsSync("/proc/self/stat"))("a lock whose process id now belongs to another process is not waited for", async () => {
    const project = makeProject();
    mkdirSync(join(project.root, ".setup-lock/held"), { recursive: true });
    writeFileSync(join(project.root, ".setup-lock/held/owners"), `${process.pid}@1`);
    const outcome = await launchAndWait(project);
    expect(outcome.code, outcome.stderr).toBe(0);
  });
});

describe("signals", () => {
  test("SIGTERM ends the target and the launcher with 128 + 15", async () => {
    const started = start(makeProject(), { args: ["wait"] });
    await started.heard('"wait"');
    started.child.kill("SIGTERM");
    expect((await started.done).code).toBe(143);
  });

  test("a target that handles the signal decides the exit code", async () => {
    const started = start(makeProject(), { args: ["count"] });
    await started.heard('"count"');
    started.child.kill("SIGTERM");
    expect((await started.done).code).toBe(7);
  });

  /** Sends SIGINT, and once more after the target has heard the first; tells how many the target heard. */
  async function interruptTwice(clock: "stopped" | "jumping"): Promise<number> {
    const started = start(makeProject(), { args: ["count"], clock });
    await started.heard('"count"');
    started.child.kill("SIGINT");
    await started.heard("SIGINT 1");
    started.child.kill("SIGINT");
    if (clock === "jumping") await started.heard("SIGINT 2");
    started.child.kill("SIGTERM");
    return (await started.done).stdout.split("SIGINT").length - 1;
  }

  test("one Ctrl-C comes from the terminal and from npm, and is one for the target", async () => {
    expect(await interruptTwice("stopped")).toBe(1);
  });

  test("a second Ctrl-C, later, is a second one for the target", async () => {
    expect(await interruptTwice("jumping")).toBe(2);
  });

  test("SIGTERM during the installation reaches npm; nothing is run; the lock is free again", async () => {
    const project = makeProject();
    setBehaviour(project, { waitFor: project.go });
    const started = start(project);
    await until(() => npmLog(project).length === 1);
    started.child.kill("SIGTERM");
    const outcome = await started.done;
    expect(outcome).toMatchObject({ code: 143, stdout: "" });
    expect(npmLog(project).map((entry) => entry.event)).toEqual(["start", "signal"]);
    expect(existsSync(join(project.root, ".setup-lock/held"))).toBe(false);
    expect(existsSync(stamp(project.root))).toBe(false);
  });

  test("SIGTERM ends a launcher that waits for another", async () => {
    const project = makeProject();
    setBehaviour(project, { waitFor: project.go });
    const first = start(project);
    await until(() => npmLog(project).length === 1);
    const second = start(project);
    await second.heard("waiting for it");
    second.child.kill("SIGTERM");
    expect((await second.done).code).toBe(143);
    writeFileSync(project.go, "");
    expect((await first.done).code).toBe(0);
  });
});

test("what the outer npm was told does not steer the inner one; where packages come from stays", async () => {
  const project = makeProject();
  const steering = {
    NODE_ENV: "production",
    npm_config_omit: "dev",
    npm_config_ignore_scripts: "true",
    npm_config_prefix: "/nowhere",
    npm_config_local_prefix: "/nowhere",
    npm_config_global: "true",
    npm_config_dry_run: "true",
    npm_lifecycle_event: "check",
    npm_package_name: "other",
    npm_command: "run",
  };
  const kept = {
    npm_config_registry: "http://registry.example",
    "npm_config_@scope:registry": "http://scope.example",
    "npm_config_//registry.example/:_authToken": "x",
    npm_config_https_proxy: "http://proxy.example",
    npm_config_noproxy: "example",
    npm_config_cafile: "/ca.pem",
    npm_config_strict_ssl: "true",
    npm_config_userconfig: "/npmrc",
  };
  await launchAndWait(project, { env: { ...steering, ...kept } });
  const call = npmLog(project)[0];
  expect(call?.env).toMatchObject(kept);
  for (const name of Object.keys(steering)) expect(call?.env).not.toHaveProperty(name);
  expect(call?.args).toEqual(expect.arrayContaining(["install", "--no-save", "--include=dev", "--include=optional"]));
});
