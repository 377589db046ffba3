// Writes the code generated from proto/: `node scripts/proto.ts`. Committed, and compared by tests/control/generated.test.ts.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor.js";

/** One generated file: where it belongs, relative to the project, and what it holds. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

const ROOT = resolve(import.meta.dirname, "..");

/** Protocols, and where their static code goes (without the ending). A protocol that does not exist yet is left out. */
const STATIC = [
  { proto: "proto/redrive/control/v1/control.proto", out: "src/control/control.pb", root: "redrive_control_v1" },
  { proto: "proto/redrive/trace/v1/trace.proto", out: "src/trace/trace.pb", root: "redrive_trace_v1" },
] as const;

const DESCRIPTORS = [
  { proto: STATIC[0].proto, name: "control" },
  { proto: STATIC[1].proto, name: "trace" },
] as const;

const PYTHON = {
  proto: "proto/redrive/control/v1/control.proto",
  module: "redrive_control_v1",
  out: "clients/python/redrive_control_v1_pb2.py",
};

/** The protoc whose Python output is committed: Debian 12's, whose generated code runs with every protobuf runtime from 3.20 on. */
export const PROTOC_VERSION = "libprotoc 3.21.12";

// 64-bit fields as plain numbers (all below 2^53), fields absent on the wire as null, and only encode and decode.
const FLAGS = ["-t", "static-module", "-w", "esm", "--force-number", "--null-semantics"];
const LEAN = ["--no-create", "--no-verify", "--no-convert", "--no-delimited", "--no-typeurl"];

/** JavaScript and its types for every protocol that exists, by protobufjs-cli. */
export function generateStatic(): Generated[] {
  return STATIC.filter((s) => existsSync(join(ROOT, s.proto))).flatMap((s) => {
    const flags = [...FLAGS, ...LEAN, "-r", s.root];
    const js = cli("pbjs", [...flags, "--no-comments", s.proto]);
    // The types are read from the comments, so these are generated once more, with them.
    const types = cli("pbts", ["--no-comments", "-"], cli("pbjs", [...flags, s.proto]));
    return [
      { path: `${s.out}.js`, text: js },
      { path: `${s.out}.d.ts`, text: cleanTypes(types) },
    ];
  });
}

/** The schemas that trace files embed, each a FileDescriptorSet, base64 in a module of its own. */
export function generateDescriptors(): Generated[] {
  return DESCRIPTORS.map(({ proto, name }) => {
    const root = protobuf.loadSync(join(ROOT, proto));
    root.resolveAll();
    const bytes = descriptor.FileDescriptorSet.encode(root.toDescriptor("proto3")).finish();
    const text = Buffer.from(bytes).toString("base64");
    return {
      path: `src/trace/${name}.descriptor.ts`,
      text: `/** FileDescriptorSet of ${proto}, written by scripts/proto.ts. */\nexport const ${name.toUpperCase()}_DESCRIPTOR_BASE64 =\n  "${text}";\n`,
    };
  });
}

/** The Python module, by protoc; null where protoc is absent or of another version, whose output would differ. */
export function generatePython(): Generated | null {
  if (protocVersion() !== PROTOC_VERSION) return null;
  const folder = mkdtempSync(join(tmpdir(), "redrive-proto-"));
  try {
    // The module's name comes from the file's name, so that a client needs one file and no packages.
    copyFileSync(join(ROOT, PYTHON.proto), join(folder, `${PYTHON.module}.proto`));
    execFileSync("protoc", [`--proto_path=${folder}`, `--python_out=${folder}`, `${PYTHON.module}.proto`]);
    return { path: PYTHON.out, text: readFileSync(join(folder, `${PYTHON.module}_pb2.py`), "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function protocVersion(): string | null {
  try {
    return execFileSync("protoc", ["--version"], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}

function cli(tool: "pbjs" | "pbts", args: readonly string[], input = ""): string {
  return execFileSync(process.execPath, [join(ROOT, "node_modules/protobufjs-cli/bin", tool), ...args], {
    cwd: ROOT,
    input,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** pbts imports Long even where no field uses it, in a form that modules do not have. */
function cleanTypes(text: string): string {
  return text.replace(/^import Long = require\("long"\);\n/m, "");
}

if (import.meta.main) {
  const python = generatePython();
  if (python === null) console.error(`${PYTHON.out} is left as it is: it needs ${PROTOC_VERSION}`);
  for (const file of [...generateStatic(), ...generateDescriptors(), ...(python === null ? [] : [python])]) {
    writeFileSync(join(ROOT, file.path), file.text);
    console.log(file.path);
  }
}
