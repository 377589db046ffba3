import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../trace/file-write.ts";
import { EXIT } from "./exit-codes.ts";

const CLIENT = new URL("../../clients/python/", import.meta.url);

const SCENARIO = `# The ego follows a car that brakes to a standstill. Run it: redrive run scenarios
redrive: 1
name: first
description: the car ahead brakes from the ego's speed to a standstill
world: { road: { lanes: 2, laneWidthM: 3.5, lengthM: 600, speedLimitMps: 25 } }
ego: { vehicle: compact, start: { lane: -1, sM: 20, speedMps: "\${speedMps}" } }
parameters:
  speedMps: [15, 20]
  decelMps2: { range: [2, 6], step: 2 }
actors:
  lead: { script: { lane: -1, sM: 65, speedMps: "\${speedMps}" } }
storyboard:
  - name: brake
    when: { time: { atSec: 3 } }
    do: { speed: { actor: lead, targetMps: 0, rateMps2: "\${decelMps2}" } }
ends: { durationSec: 15 }
expect:
  min-ttc: { atLeastSec: 1, level: warn }
`;

function configText(controller: string): string {
  return `export default {
  scenarios: ["scenarios"],
  // "builtin:pursuit", or the command that starts your controller
  controller: ${JSON.stringify(controller)},
  reporter: ["list", "html"],
};
`;
}

/** Writes a scenario, a Python controller with its client, and a config into the current folder; files that exist stay unless forced. */
export async function init(options: Record<string, unknown>): Promise<number> {
  const python = spawnSync("python3", ["-c", "import google.protobuf"], { stdio: "ignore" }).status === 0;
  const client = (name: string): string => readFileSync(new URL(name, CLIENT), "utf8");
  const files: readonly (readonly [string, string])[] = [
    ["scenarios/first.yaml", SCENARIO],
    ["controller/controller.py", client("example.py")],
    ["controller/redrive_client.py", client("redrive_client.py")],
    ["controller/redrive_control_v1_pb2.py", client("redrive_control_v1_pb2.py")],
    ["redrive.config.ts", configText(python ? "python3 controller/controller.py" : "builtin:pursuit")],
  ];
  const kept = files.filter(([name]) => existsSync(join(process.cwd(), name)) && options["force"] !== true).map(([name]) => name);
  for (const [name, text] of files) {
    if (kept.includes(name)) continue;
    writeWhole(join(process.cwd(), name), text);
    process.stdout.write(`wrote ${name}\n`);
  }
  for (const name of kept) process.stdout.write(`kept ${name}, which exists; --force overwrites it\n`);
  process.stdout.write(python ? PYTHON_READY : PYTHON_MISSING);
  return EXIT.passed;
}

const PYTHON_READY = "\nNext: redrive run\nThe config starts controller/controller.py; change it and run again.\n";
const PYTHON_MISSING = `
Next: redrive run
The config uses the built-in controller, because python3 has no protobuf here. To drive with controller/controller.py, install it
(Debian: apt-get install python3-protobuf; otherwise: python3 -m pip install protobuf) and run
  redrive run --controller "python3 controller/controller.py"
`;
