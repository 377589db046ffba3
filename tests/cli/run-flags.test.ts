import { availableParallelism } from "node:os";
import { describe, expect, test } from "vitest";
import { settingsOf } from "../../src/cli/run.ts";
import { authOf, jobsOf, patternOf, type RunFlags, readFlags, reportersOf } from "../../src/cli/run-flags.ts";

const flags = (change: Partial<RunFlags> = {}): RunFlags =>
  readFlags({ controller: [], transport: "unix", port: 0, watchdogMs: 2000, maxRestarts: 3, maxVariants: 10_000, root: [], ...change });

describe("the number of workers", () => {
  const cores = availableParallelism();
  test.each<[Partial<RunFlags>, number]>([
    [{ jobs: "3" }, 3],
    [{ jobs: "100%" }, cores],
    [{ jobs: "1%" }, 1],
    [{}, cores],
    // A single connection is all there is.
    [{ jobs: "3", attach: true }, 1],
    [{ jobs: "3", debugController: true }, 1],
    [{ jobs: "3", transport: "tcp", port: 7000 }, 1],
    [{ jobs: "3", transport: "tcp" }, 3],
    [{ jobs: "3", listen: "0.0.0.0:7000" }, 1],
    [{ jobs: "3", listen: "0.0.0.0" }, 3],
  ])("%j gives %i", (change, expected) => {
    expect(jobsOf(flags(change), {})).toBe(expected);
  });

  test("is the config's where no flag says one", () => {
    expect(jobsOf(flags(), { jobs: 7 })).toBe(7);
    expect(jobsOf(flags({ jobs: "2" }), { jobs: 7 })).toBe(2);
  });

  test.each(["0", "-1", "1.5", "many", "%", ""])("%j is refused", (jobs) => {
    expect(() => jobsOf(flags({ jobs }), {})).toThrow("--jobs error RDV_USAGE: expected a count such as 2 or a share such as 50%");
  });
});

describe("the reporters", () => {
  test.each<[Partial<RunFlags>, readonly string[] | undefined, readonly string[]]>([
    [{}, undefined, ["list", "html"]],
    [{}, ["junit"], ["junit"]],
    [{ reporter: "list,junit" }, ["html"], ["list", "junit"]],
    [{ addReporter: "junit,list" }, undefined, ["list", "html", "junit"]],
    [{ json: true }, ["list"], ["json", "html"]],
  ])("%j with %j in the config", (change, reporter, expected) => {
    expect(reportersOf(flags(change), reporter === undefined ? {} : { reporter: [...reporter] })).toEqual(expected);
  });

  test("one that is none is refused", () => {
    expect(() => reportersOf(flags({ reporter: "list,pdf" }), {})).toThrow("expected one of list, json, junit, html, found pdf");
  });
});

describe("the controllers", () => {
  const commands = (change: Partial<RunFlags>, config = {}): readonly string[][] =>
    settingsOf(flags(change), config, []).controllers.map((c) => [c.choice.kind, c.text, c.reproduceOptions.join(" ")]);

  test("flags win over the config, the config over the built-in one; each command says all that shaped its run", () => {
    expect(commands({})).toEqual([["builtin", "builtin:pursuit", "--controller builtin:pursuit"]]);
    expect(commands({}, { controller: ["a", "b c"] })).toEqual([
      ["process", "a", "--controller a"],
      ["process", "b c", "--controller b c"],
    ]);
    expect(commands({ controller: ["x"], timing: "tick", root: ["maps"], maxVariants: 5 }, { controller: "a" })).toEqual([
      ["process", "x", "--controller x --timing tick --max-variants 5 --root maps"],
    ]);
    expect(commands({ attach: true })).toEqual([["attach", "attached", "--attach"]]);
    expect(commands({ debugController: true })).toEqual([["attach", "attached", "--attach"]]);
  });

  test("several on one fixed port are refused", () => {
    const two = { controller: ["a", "b"] };
    expect(() => commands({ ...two, transport: "tcp", port: 7000 })).toThrow("--port error RDV_USAGE");
    expect(() => commands({ ...two, listen: "0.0.0.0:7000" })).toThrow("--listen error RDV_USAGE");
  });
});

describe("where controllers connect", () => {
  const transport = (change: Partial<RunFlags>) => settingsOf(flags(change), {}, []).transport;

  test("a Unix socket, or TCP on loopback, unless --listen says otherwise", () => {
    expect(transport({})).toEqual({ kind: "unix" });
    expect(transport({ transport: "tcp", port: 7000 })).toEqual({ kind: "tcp", port: 7000 });
  });

  test.each([
    ["0.0.0.0:7000", "0.0.0.0", 7000],
    ["192.168.1.5", "192.168.1.5", 0],
    ["[::]:7000", "::", 7000],
    ["[fe80::1%eth0]", "fe80::1%eth0", 0],
    ["build-7.example.org:65535", "build-7.example.org", 65535],
    ["my_service:0", "my_service", 0],
  ])("--listen %s", (listen, host, port) => {
    expect(transport({ listen })).toEqual({ kind: "tcp", host, port });
  });

  test.each([
    "",
    ":7000",
    "7000",
    "::1",
    "::1:7000",
    "[1.2.3.4]:1",
    "[::1",
    "256.1.1.1:1",
    "1.2.3",
    "a:65536",
    "a:-1",
    "a:b",
    "a b:1",
    "-a:1",
    "a..b:1",
  ])("--listen %j is refused", (listen) => {
    expect(() => transport({ listen })).toThrow(/^--listen error RDV_USAGE: expected HOST or HOST:PORT/);
  });
});

describe("what a controller must show", () => {
  const TOKEN = "0123456789abcdef";

  test("a fresh token, or the one of the environment, or nothing where the user says so", () => {
    expect(authOf(flags(), undefined)).toEqual({ kind: "fresh-token" });
    expect(authOf(flags({ listen: "0.0.0.0" }), undefined)).toEqual({ kind: "fresh-token" });
    expect(authOf(flags(), TOKEN)).toEqual({ kind: "given-token", token: TOKEN });
    expect(authOf(flags({ auth: false }), undefined)).toEqual({ kind: "none" });
  });

  test("nobody on the network drives without a token", () => {
    expect(() => authOf(flags({ auth: false, listen: "127.0.0.1" }), undefined)).toThrow(/^--no-auth error RDV_USAGE: expected a token/);
    expect(() => authOf(flags({ auth: false }), TOKEN)).toThrow(/^--no-auth error RDV_USAGE: expected no token, found REDRIVE_TOKEN/);
  });

  test.each(["", TOKEN.slice(1), TOKEN.repeat(65)])("the token %j is refused, and not shown", (token) => {
    const refused = (): unknown => authOf(flags(), token);
    expect(refused).toThrow(`REDRIVE_TOKEN error RDV_USAGE: expected 16 to 1024 characters, found ${token.length} `);
  });
});

describe("hiding and restarting", () => {
  const settings = (change: Partial<RunFlags>) => settingsOf(flags(change), {}, []);

  test("are off unless asked for", () => {
    expect(settings({})).toMatchObject({ blind: false, restartEvery: null });
    expect(settings({ controller: ["x"], blind: true, restartEvery: 50 })).toMatchObject({ blind: true, restartEvery: 50 });
  });

  test("a command that reproduces a blind run is blind, where the controller could see", () => {
    const options = settings({ controller: ["x", "builtin:pursuit"], blind: true }).controllers.map((c) => c.reproduceOptions);
    expect(options).toEqual([
      ["--controller", "x", "--blind"],
      ["--controller", "builtin:pursuit"],
    ]);
    expect(settings({ attach: true, blind: true }).controllers[0]?.reproduceOptions).toEqual(["--attach", "--blind"]);
  });

  test("only a process that redrive started can be started again", () => {
    expect(() => settings({ attach: true, restartEvery: 5 })).toThrow(/^--restart-every error RDV_USAGE/);
  });
});

test("a pattern that is none is refused", () => {
  expect(patternOf("--grep", undefined)).toBeNull();
  expect(patternOf("--grep", "a|b")).toEqual(/a|b/);
  expect(() => patternOf("--grep", "(")).toThrow(/^--grep error RDV_USAGE: expected a regular expression, found .*Unterminated group/);
});

describe("who is to blame", () => {
  test("is asked for only where it is said, and repeated by the commands that make a run again", () => {
    const plain = settingsOf(flags(), {}, []);
    expect([plain.responsibility, plain.preventability]).toEqual([undefined, undefined]);
    expect(settingsOf(flags(), { responsibility: "r157" }, []).responsibility).toBe("r157");
    expect(settingsOf(flags({ responsibility: "nuplan" }), { responsibility: "r157" }, []).responsibility).toBeUndefined();
    const chosen = settingsOf(flags({ responsibility: "rss", preventability: true }), {}, []);
    expect([chosen.responsibility, chosen.preventability]).toEqual(["rss", true]);
    expect(chosen.controllers[0]!.reproduceOptions).toEqual([...plain.controllers[0]!.reproduceOptions, "--responsibility", "rss"]);
  });
});
