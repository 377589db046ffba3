import { type ErrorCode, InputError, type Problem } from "../core/errors.ts";
import type { ActuatorParams, VehicleModelId, VehicleParams } from "./model.ts";
import { lateralStiffnessMps2 } from "./single-track-step.ts";

const MODEL_IDS: readonly [VehicleModelId, ...VehicleModelId[]] = ["single-track", "kinematic", "point-mass"];
const MAX_PROBLEMS = 50;
const MAX_TEXT = 1000;
/** A dead time costs one number of state a tick. */
const MAX_DEAD_TIME_SEC = 5;
/** Above, one 10 ms tick at low speed would be cut into more than ten parts. Passenger cars lie near 300, race cars below 800. */
const MAX_LATERAL_STIFFNESS_MPS2 = 1000;

/**
 * Reads the plain content (parsed JSON) of a vehicle file: every number as `{ "value": n, "source": "..." }`, every key known,
 * every value physically possible. `file` is named in the problems only.
 * @throws InputError RDV_VEHICLE_TYPE or RDV_VEHICLE_RANGE, with all problems of the file.
 */
export function readVehicleParams(plain: unknown, file: string): VehicleParams {
  const reading: Reading = { root: plain, file, known: new Map(), problems: [] };
  const params: VehicleParams = {
    id: text(reading, "id", /^[a-z0-9][a-z0-9-]{0,63}$/, "lower-case letters, digits and hyphens"),
    version: whole(reading, "version"),
    model: choice(reading, "model", MODEL_IDS),
    footprint: {
      lengthM: number(reading, "footprint.lengthM", 0.2, 40),
      widthM: number(reading, "footprint.widthM", 0.2, 5),
      rearM: number(reading, "footprint.rearM", 0, 40),
    },
    massKg: number(reading, "massKg", 5, 100_000),
    yawInertiaKgm2: number(reading, "yawInertiaKgm2", 0.1, 3_000_000),
    cgToFrontAxleM: number(reading, "cgToFrontAxleM", 0.05, 20),
    cgToRearAxleM: number(reading, "cgToRearAxleM", 0.05, 20),
    cgHeightM: number(reading, "cgHeightM", 0, 4),
    frontStiffnessNprad: number(reading, "frontStiffnessNprad", 10, 5_000_000),
    rearStiffnessNprad: number(reading, "rearStiffnessNprad", 10, 5_000_000),
    frictionRatio: number(reading, "frictionRatio", 0.01, 2.5),
    steeringRatio: number(reading, "steeringRatio", 0.1, 50),
    resistance0N: number(reading, "resistance0N", 0, 50_000),
    resistance1Npmps: number(reading, "resistance1Npmps", 0, 5000),
    resistance2Npmps2: number(reading, "resistance2Npmps2", 0, 50),
    limits: {
      maxRoadWheelRad: number(reading, "limits.maxRoadWheelRad", 0.01, 1.4),
      maxRoadWheelRateRadps: number(reading, "limits.maxRoadWheelRateRadps", 0.01, 20),
      maxAccelMps2: number(reading, "limits.maxAccelMps2", 0.01, 30),
      maxDecelMps2: number(reading, "limits.maxDecelMps2", 0.01, 30),
    },
    steering: readActuator(reading, "steering"),
    acceleration: readActuator(reading, "acceleration"),
  };
  choice(reading, "referencePoint", ["rear-axle"]);
  text(reading, "description", /^[^]*$/, `a text of at most ${MAX_TEXT} characters`);
  refuseUnknownKeys(reading);
  throwProblems(reading);
  checkTogether(reading, params);
  throwProblems(reading);
  return params;
}

function readActuator(reading: Reading, channel: "steering" | "acceleration"): ActuatorParams {
  const steers = channel === "steering";
  return {
    biasRad: steers ? number(reading, "steering.biasRad", -0.5, 0.5) : number(reading, "acceleration.biasRad", 0, 0),
    biasMps2: steers ? number(reading, "steering.biasMps2", 0, 0) : number(reading, "acceleration.biasMps2", -5, 5),
    gainRatio: number(reading, `${channel}.gainRatio`, 0.1, 10),
    deadTimeSec: number(reading, `${channel}.deadTimeSec`, 0, MAX_DEAD_TIME_SEC),
    lagSec: number(reading, `${channel}.lagSec`, 0, 10),
    deadBandRad: steers ? number(reading, "steering.deadBandRad", 0, 0.2) : number(reading, "acceleration.deadBandRad", 0, 0),
  };
}

/** What only several numbers together can violate. */
function checkTogether(reading: Reading, p: VehicleParams): void {
  const { lengthM, rearM } = p.footprint;
  const wheelbaseM = p.cgToFrontAxleM + p.cgToRearAxleM;
  if (rearM > lengthM) report(reading, "RDV_VEHICLE_RANGE", "footprint.rearM", `at most footprint.lengthM ${lengthM}`, `${rearM}`);
  if (wheelbaseM > lengthM) {
    report(reading, "RDV_VEHICLE_RANGE", "cgToRearAxleM", `a wheelbase of at most footprint.lengthM ${lengthM}`, `${wheelbaseM}`);
  }
  const stiffness = lateralStiffnessMps2(p);
  if (stiffness > MAX_LATERAL_STIFFNESS_MPS2) {
    const expected = `(Cf + Cr) / m + (lf^2 Cf + lr^2 Cr) / Iz of at most ${MAX_LATERAL_STIFFNESS_MPS2} m/s^2`;
    report(
      reading,
      "RDV_VEHICLE_RANGE",
      "frontStiffnessNprad",
      expected,
      stiffness.toFixed(0),
      "check units: N/rad of both tyres of an axle",
    );
  }
}

/** Keys asked for, as the nested names they stand under. */
type Known = Map<string, Known>;

/** One document being read: its problems so far, and the keys asked for. */
interface Reading {
  readonly root: unknown;
  readonly file: string;
  readonly known: Known;
  readonly problems: Problem[];
}

function number(r: Reading, path: string, low: number, high: number): number {
  const value = at(r, `${path}.value`);
  const source = at(r, `${path}.source`);
  if (typeof value !== "number" || !Number.isFinite(value)) {
    report(r, "RDV_VEHICLE_TYPE", path, 'a number as {"value": ..., "source": "..."}', shown(value));
    return low;
  }
  if (typeof source !== "string" || source.trim() === "" || source.length > MAX_TEXT) {
    report(r, "RDV_VEHICLE_TYPE", `${path}.source`, "where the number comes from, as a text", shown(source), "an assumption says so");
  }
  if (value < low || value > high) {
    report(r, "RDV_VEHICLE_RANGE", path, low === high ? `${low}` : `a number from ${low} to ${high}`, shown(value));
  }
  return value;
}

function whole(r: Reading, path: string): number {
  const value = at(r, path);
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1) return value;
  report(r, "RDV_VEHICLE_TYPE", path, "a whole number from 1", shown(value));
  return 1;
}

function text(r: Reading, path: string, form: RegExp, expected: string): string {
  const value = at(r, path);
  if (typeof value === "string" && value.length <= MAX_TEXT && form.test(value)) return value;
  report(r, "RDV_VEHICLE_TYPE", path, expected, shown(value));
  return "";
}

function choice<T extends string>(r: Reading, path: string, allowed: readonly [T, ...T[]]): T {
  const value = at(r, path);
  const found = allowed.find((one) => one === value);
  if (found === undefined) report(r, "RDV_VEHICLE_TYPE", path, allowed.map((one) => `"${one}"`).join(" or "), shown(value));
  return found ?? allowed[0];
}

/** The value at a path of keys, undefined where there is none. */
function at(r: Reading, path: string): unknown {
  let known = r.known;
  let value = r.root;
  for (const key of path.split(".")) {
    let below = known.get(key);
    if (below === undefined) known.set(key, (below = new Map()));
    known = below;
    value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** Descends no deeper than the keys asked for. */
function refuseUnknownKeys(r: Reading, value: unknown = r.root, known: Known = r.known, path = ""): void {
  if (!isRecord(value)) return;
  for (const key of Object.keys(value)) {
    if (r.problems.length >= MAX_PROBLEMS) return;
    const place = path === "" ? key : `${path}.${key}`;
    const below = known.get(key);
    if (below === undefined) report(r, "RDV_VEHICLE_TYPE", place.slice(0, 80), "no such key", shown(value[key]));
    else if (below.size > 0) refuseUnknownKeys(r, value[key], below, place);
  }
}

function report(r: Reading, code: ErrorCode, path: string, expected: string, found: string, hint = ""): void {
  if (r.problems.length >= MAX_PROBLEMS) return;
  r.problems.push({ code, severity: "error", file: r.file, line: 0, column: 0, path, expected, found, hint });
}

function throwProblems(r: Reading): void {
  if (r.problems.length > 0) throw new InputError(r.problems);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value for a message, short whatever it is. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isRecord(value)) return "a group of values";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  return typeof value === "number" || typeof value === "boolean" || value === null ? String(value) : typeof value;
}
