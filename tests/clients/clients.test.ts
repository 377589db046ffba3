import { spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ControllerSetting, plainSettings, type RunSettings } from "../../src/run/job.ts";
import type { RunResult } from "../../src/run/result.ts";
import { select } from "../../src/run/selection.ts";
import { runSuite } from "../../src/run/suite.ts";
import { readTrace, type TraceFile } from "../../src/trace/mcap-file.ts";
import { columnNames } from "../../src/trace/tape.ts";
import { redrive } from "../cli/support.ts";
import { needPython } from "../support/python.ts";
import { buildCpp, buildCppSource, buildLine, buildRust, needCpp, needRust, ROOT } from "./build.ts";

/** What docs/clients.md states: a last bit of another libm, back through the car at each tick, must stay below it. */
const TOLERANCE = 1e-9;
/** Bends with two cars, traffic that stops, a recorded drive with late sensors. */
const FILES = ["bend", "stop-and-go", "replayed-drive"];
/** Two variants of each; tests/prove/clients.prove.ts sets REDRIVE_CLIENTS=all and drives all fifteen. */
const VARIANTS = [
  "bend.yaml#curvaturePerM=-0.012,vehicle=compact",
  "bend.yaml#curvaturePerM=0.012,vehicle=rav4-2017",
  "stop-and-go.yaml#headwaySec=1",
  "stop-and-go.yaml#headwaySec=2",
  "replayed-drive.yaml#brakeScale=1,latencySec=0.3",
  "replayed-drive.yaml#brakeScale=2,latencySec=0",
];
const isAll = process.env["REDRIVE_CLIENTS"] === "all";
const SUITE = (isAll ? FILES.map((name) => `${name}.yaml`) : VARIANTS).map((selector) => `scenarios/demo/${selector}`);
const COUNT = isAll ? 15 : VARIANTS.length;
const ONE = ["scenarios/demo/low-friction.yaml#frictionRatio=0.5,slopeRad=0.05"];
const UNIX = { kind: "unix" } as const;
const EXAMPLES = {
  "C++": "clients/cpp/example.cpp",
  Rust: "clients/rust/src/example.rs",
  TypeScript: "clients/typescript/example.ts",
  Python: "clients/python/example.py",
} as const;
type Language = keyof typeof EXAMPLES;

const folder = mkdtempSync(join(tmpdir(), "redrive-clients-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const python = needPython();
const has: Readonly<Record<Language, boolean>> = { "C++": needCpp(), Rust: needRust(), TypeScript: true, Python: python !== null };

/** Commands of the examples, and of controllers that fail at the first observation, by language. */
const example = new Map<Language, string>();
const broken = new Map<Language, string>();

beforeAll(async () => {
  example.set("TypeScript", `${process.execPath} ${join(ROOT, EXAMPLES.TypeScript)}`);
  broken.set(
    "TypeScript",
    `${process.execPath} ${typescript('await run({ name: "broken", build: "1" }, () => () => { throw new Error("no idea"); });')}`,
  );
  if (python !== null) example.set("Python", `${python} ${join(ROOT, EXAMPLES.Python)}`);
  await Promise.all([has["C++"] ? cpp() : undefined, has.Rust ? rust() : undefined]);
}, 400_000);

async function cpp(): Promise<void> {
  example.set("C++", await buildCpp(join(folder, "cpp")));
  const source = join(folder, "broken.cpp");
  writeFileSync(
    source,
    `#include "redrive_client.hpp"
int main() {
  return redrive::run({"broken", "1"}, [](const redrive::pb::ScenarioStart&) {
    return [](const redrive::pb::Observation&, redrive::pb::Command&) { throw std::runtime_error("no idea"); };
  });
}
`,
  );
  broken.set("C++", await buildCppSource(join(folder, "broken-cpp"), source));
}

async function rust(): Promise<void> {
  const main = `mod redrive_client;
fn main() -> Result<(), redrive_client::Error> {
    redrive_client::run(redrive_client::About { name: "broken", build: "1", ..Default::default() }, |_| Ok(Box::new(|_| Err("no idea".into()))))
}
`;
  const program = await buildRust(join(folder, "rust"), (copy) => {
    writeFileSync(join(copy, "src/broken.rs"), main);
    appendFileSync(join(copy, "Cargo.toml"), '\n[[bin]]\nname = "broken"\npath = "src/broken.rs"\n');
  });
  example.set("Rust", program);
  broken.set("Rust", program.replace(/example$/, "broken"));
}

/** A project of the user's own, made as the README of the client says; the path of its program. */
function typescript(text: string): string {
  const project = mkdtempSync(join(folder, "typescript-"));
  const client = readFileSync(join(ROOT, "clients/typescript/redrive-client.ts"), "utf8");
  writeFileSync(join(project, "redrive-client.ts"), client.replaceAll("../../src/control/control.pb.js", "./control.pb.js"));
  for (const name of ["control.pb.js", "control.pb.d.ts"]) copyFileSync(join(ROOT, "src/control", name), join(project, name));
  writeFileSync(join(project, "package.json"), '{ "type": "module" }\n');
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
  writeFileSync(join(project, "controller.ts"), `import { type Drive, run } from "./redrive-client.ts";\n${text}\n`);
  return join(project, "controller.ts");
}

async function run(
  selectors: readonly string[],
  controllers: readonly string[],
  transport: RunSettings["transport"],
  sessions = 1,
): Promise<readonly RunResult[]> {
  const outFolder = mkdtempSync(join(folder, "out-"));
  const settings: RunSettings = {
    ...plainSettings(
      controllers.map(
        (command): ControllerSetting => ({ choice: { kind: "process", command, folder: ROOT }, text: command, reproduceOptions: [] }),
      ),
      outFolder,
    ),
    transport,
    sessions,
    trace: "on",
  };
  const { results } = await runSuite(
    {
      selected: select({ selectors, folder: ROOT, roots: [], maxVariants: 200, grep: null, grepInvert: null, only: null }),
      settings,
      jobs: sessions === 1 ? 2 : 1,
      workerScript: new URL("../../src/run/worker.ts", import.meta.url),
      seed: null,
      timing: null,
      failFast: false,
      redriveVersion: "0",
      stopped: () => null,
    },
    () => undefined,
  );
  return results.map((r) => ({ ...r, files: { ...r.files, trace: r.files.trace === null ? null : join(outFolder, r.files.trace) } }));
}

let suite: Promise<readonly RunResult[]> | undefined;
/** One suite, every variant driven by each language that is here. */
function suiteOfAll(): Promise<readonly RunResult[]> {
  suite ??= run(SUITE, [...example.values()], UNIX);
  return suite;
}

/** The trace of a result; it must have one. */
async function traceOf(result: RunResult | undefined): Promise<TraceFile> {
  if (result === undefined || result.files.trace === null) throw new Error("a run without a trace");
  return readTrace(result.files.trace);
}

/** The largest difference of two runs' commands, over all ticks, column by column; infinite where a number is none. */
function commandDifferences(a: TraceFile, b: TraceFile): Record<string, number> {
  const worst: Record<string, number> = {};
  columnNames(a.header).forEach((name, column) => {
    if (!name.startsWith("command.")) return;
    let largest = 0;
    for (let row = 0; row < a.tape.rows; row++) {
      const [x, y] = [a.tape.data[row * a.tape.stride + column] as number, b.tape.data[row * b.tape.stride + column] as number];
      largest = Math.max(largest, Number.isNaN(x - y) ? Infinity : Math.abs(x - y));
    }
    worst[name] = largest;
  });
  return worst;
}

describe("the examples", () => {
  test.each(Object.entries(EXAMPLES))("%s is short enough to read at once", (_, path) => {
    expect(readFileSync(join(ROOT, path), "utf8").trimEnd().split("\n").length).toBeLessThan(70);
  });

  test("are built as docs/clients.md says, which is what their own pages say", () => {
    expect(buildLine("docs/clients.md", "g++")).toBe(buildLine("clients/cpp/README.md", "g++"));
    expect(buildLine("docs/clients.md", "cargo build")).toBe(buildLine("clients/rust/README.md", "cargo build"));
  });
});

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));
describe.each(["C++", "Rust", "TypeScript", "Python"] as const)("the %s client", (language) => {
  test.skipIf(!has[language])(`drives ${COUNT} scenarios at once as it drives each alone, to the bit`, async () => {
    const alone = (await suiteOfAll()).filter((r) => r.controller.name === `redrive example (${language})`);
    const together = await run(SUITE, [example.get(language) as string], UNIX, 16);
    expect(alone.length).toBe(COUNT);
    expect(together.map((r) => [r.variantId, r.hash])).toEqual(alone.map((r) => [r.variantId, r.hash]));
  });

  test.skipIf(!has[language])("passes redrive controller check", async () => {
    const args = ["controller", "check", "-c", example.get(language) as string, "--watchdog-ms", "5000", "--json"];
    const { code, stdout } = await redrive(ROOT, args);
    const { probes } = JSON.parse(stdout) as { readonly probes: readonly { readonly verdict: string }[] };
    expect(probes.length).toBeGreaterThan(15);
    expect(probes.filter((probe) => probe.verdict !== "passed")).toEqual([]);
    expect(code).toBe(0);
  });

  test.skipIf(!hasIPv6 || !has[language])("drives over IPv6, whose addresses come in brackets", async () => {
    const [result] = await run(ONE, [example.get(language) as string], { kind: "tcp", port: 0, host: "::1" });
    expect(result?.end.reason).toBe("completed");
  });
});

describe.each(["C++", "Rust", "TypeScript"] as const)("the %s client", (language) => {
  const present = has[language];

  test.skipIf(!present || python === null)("drives the suite as Python's does, command by command (needs both toolchains)", async () => {
    const results = await suiteOfAll();
    const theirs = results.filter((r) => r.controller.name === "redrive example (Python)");
    const ours = results.filter((r) => r.controller.name === `redrive example (${language})`);
    expect(theirs.length).toBe(COUNT);
    expect(ours.map((r) => r.variantId)).toEqual(theirs.map((r) => r.variantId));
    for (const [i, reference] of theirs.entries()) {
      const result = ours[i] as RunResult;
      expect(result.controller.build, "the result names the controller's build").toMatch(/^1\.0/);
      expect([result.verdict, result.end.reason, result.end.tick]).toEqual([reference.verdict, reference.end.reason, reference.end.tick]);
      const [a, b] = [await traceOf(reference), await traceOf(result)];
      expect([a.tape.rows, a.tape.stride]).toEqual([b.tape.rows, b.tape.stride]);
      expect(a.tape.rows, "a run with something in it").toBeGreaterThan(100);
      const differences = commandDifferences(a, b);
      expect(Object.keys(differences)).toContain("command.accelMps2");
      for (const [name, difference] of Object.entries(differences)) {
        expect(difference, `${result.variantId}: ${name}`).toBeLessThan(TOLERANCE);
      }
    }
  });

  test.skipIf(!present)("drives the same over TCP, to the bit", async () => {
    const command = example.get(language) as string;
    const [unix, tcp] = [await run(ONE, [command], UNIX), await run(ONE, [command], { kind: "tcp", port: 0 })];
    expect(unix[0]?.end.reason).toBe("completed");
    expect(tcp[0]?.hash).toBe(unix[0]?.hash);
  });

  test.skipIf(!present)("tells an error of the user's code as its own fault, with its words", async () => {
    const [result] = await run(ONE, [broken.get(language) as string], UNIX);
    expect(result?.end).toMatchObject({ reason: "controller-fault", code: "RDV_CONTROLLER_INTERNAL" });
    expect(result?.end.detail).toContain("no idea");
  });
});

/** The first command of each of the first two scenarios waits for the first observation of the other. */
const WAITS = `
const waiting: (() => void)[] = [];
function start(): Drive {
  let isFirst = true;
  return async () => {
    if (isFirst && waiting.length < 2) {
      await new Promise<void>((go) => {
        waiting.push(go);
        if (waiting.length === 2) for (const each of waiting) each();
      });
    }
    isFirst = false;
    return { accelSteer: { accelMps2: -3, curvaturePerM: 0 } };
  };
}
await run({ name: "waits", build: "1" }, start);`;

test("in TypeScript, while one scenario waits for something, the others go on", async () => {
  const variants = [0.5, 1].map((ratio) => `scenarios/demo/low-friction.yaml#frictionRatio=${ratio},slopeRad=0.05`);
  const results = await run(variants, [`${process.execPath} ${typescript(WAITS)}`], UNIX, 2);
  expect(results.map((r) => r.end.reason)).toEqual(["completed", "completed"]);
});

test.skipIf(!(has["C++"] && has.Rust))("started by hand, without redrive, each says what is missing", () => {
  for (const [language, command] of example) {
    if (language === "Python") continue;
    const [program, ...args] = command.split(" ");
    const env = { ...process.env, REDRIVE_CONTROLLER_ADDR: undefined };
    const { status, stderr } = spawnSync(program as string, args, { env, encoding: "utf8" });
    expect(status, language).toBe(1);
    expect(stderr, language).toContain("REDRIVE_CONTROLLER_ADDR is not set");
  }
});
