import { execFile, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { needDebian } from "../support/require.ts";

export const ROOT: string = resolve(import.meta.dirname, "../..");

const succeeds = (program: string, args: readonly string[], input = ""): boolean => spawnSync(program, args, { input }).status === 0;
const hasProtoc = (): boolean => succeeds("protoc", ["--version"]);

/** Whether the C++ example can be built here; its packages are installed under REDRIVE_REQUIRE=1. */
export function needCpp(): boolean {
  const hasHeaders = (): boolean => succeeds("g++", ["-E", "-x", "c++", "-", "-o", "/dev/null"], "#include <google/protobuf/message.h>\n");
  return needDebian(["g++", "protobuf-compiler", "libprotobuf-dev"], () => hasProtoc() && hasHeaders()) === "present";
}

/** Whether the Rust example can be built here; its packages are installed under REDRIVE_REQUIRE=1. */
export function needRust(): boolean {
  const crates = "/usr/share/cargo/registry";
  const hasCrates = (): boolean => existsSync(join(crates, "prost-0.11.6")) && existsSync(join(crates, "prost-build-0.11.6"));
  const packages = ["cargo", "protobuf-compiler", "librust-prost-dev", "librust-prost-build-dev"];
  return needDebian(packages, () => hasProtoc() && succeeds("cargo", ["--version"]) && hasCrates()) === "present";
}

/** The one line of a page that is a command which builds with `program`. */
export function buildLine(page: string, program: string): string {
  const lines = readFileSync(join(ROOT, page), "utf8").split("\n");
  const found = lines.filter((line) => line.includes(`${program} `) && line.includes("/tmp/redrive-") && !line.startsWith("redrive "));
  if (found[0] === undefined) throw new Error(`${page} has no line that builds with ${program}`);
  return found[0];
}

/** Builds the C++ example by the README's own line, into `folder`; the path of the program. */
export async function buildCpp(folder: string): Promise<string> {
  await shell(buildLine("clients/cpp/README.md", "g++").replace("/tmp/redrive-cpp", folder), ROOT);
  return join(folder, "example");
}

/** Builds another program on the C++ client, quickly. */
export async function buildCppSource(folder: string, source: string): Promise<string> {
  const line = buildLine("clients/cpp/README.md", "g++").replace("/tmp/redrive-cpp", folder);
  await shell(`${line.replace("clients/cpp/example.cpp", source).replace("-O2", "-O0")} -I clients/cpp`, ROOT);
  return join(folder, "example");
}

/** Builds the Rust example by the README's own line, from a copy below `folder`; the path of the program. */
export async function buildRust(folder: string, edit: (copy: string) => void = () => undefined): Promise<string> {
  const copy = join(folder, "rust");
  cpSync(join(ROOT, "clients/rust"), copy, { recursive: true, filter: (path) => !/\/(target|Cargo\.lock)$/.test(path) });
  copyFileSync(join(ROOT, "proto/redrive/control/v1/control.proto"), join(copy, "control.proto"));
  edit(copy);
  const target = join(folder, "target");
  // A folder of its own, so that no setting of the user decides where crates come from.
  await shell(buildLine("clients/rust/README.md", "cargo build").replace("/tmp/redrive-rust", target), copy, {
    CARGO_HOME: join(folder, "cargo"),
  });
  return join(target, "release/example");
}

/** Runs one line of a page; an error says what it wrote. */
async function shell(line: string, cwd: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  await promisify(execFile)("/bin/sh", ["-ec", line], { cwd, env: { ...process.env, ...more }, maxBuffer: 1 << 26 });
}
