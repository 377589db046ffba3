import { describe, expect, test } from "vitest";
import { buildChannel } from "../../src/drive/build.ts";
import { sealDrive } from "../../src/drive/content-hash.ts";
import type { Channel, ChannelName, Drive, DriveActor, DriveNote } from "../../src/drive/drive.ts";
import { qualityReport } from "../../src/drive/quality.ts";
import type { Check } from "../../src/drive/quality-report.ts";
import { qualityText } from "../../src/drive/quality-text.ts";
import { fitOf, gridOf, lagOf, percentile } from "../../src/drive/signal.ts";

const SEC = 1e9;
const END_SEC = 40;

/** A car that winds along with changing speed: everything about it is known in closed form, except its position. */
const speed = (t: number): number => 12 + 3 * Math.sin(0.3 * t);
const yawRate = (t: number): number => 0.1 * Math.cos(0.4 * t);
const yaw = (t: number): number => 0.25 * Math.sin(0.4 * t) + 0.5;
const accel = (t: number): number => 0.9 * Math.cos(0.3 * t);

function channel(name: ChannelName, of: (t: number) => number, stepSec = 0.02, notes: DriveNote[] = []): Channel {
  const tNs: number[] = [];
  const value: number[] = [];
  for (let k = 0; k * stepSec <= END_SEC; k++) {
    tNs.push(Math.round(k * stepSec * SEC));
    value.push(of(k * stepSec));
  }
  return buildChannel(name, { tNs, value }, 0, SEC, notes);
}

function positions(): { xM: Channel; yM: Channel } {
  const xs = [0];
  const ys = [0];
  const step = 0.001;
  for (let k = 0; k < END_SEC / step; k++) {
    const t = (k + 0.5) * step;
    xs.push(xs[k]! + speed(t) * Math.cos(yaw(t)) * step);
    ys.push(ys[k]! + speed(t) * Math.sin(yaw(t)) * step);
  }
  const at = (values: readonly number[]) => (t: number) => values[Math.round(t / step)]!;
  return { xM: channel("xM", at(xs), 0.05), yM: channel("yM", at(ys), 0.05) };
}

const truth: Partial<Record<ChannelName, Channel>> = {
  ...positions(),
  yawRad: channel("yawRad", yaw, 0.05),
  vLonMps: channel("vLonMps", speed),
  yawRateRadps: channel("yawRateRadps", yawRate),
  aLonMps2: channel("aLonMps2", accel),
  aLatMps2: channel("aLatMps2", (t) => speed(t) * yawRate(t)),
  // 0.3 s before the car answers.
  commandedAccelMps2: channel("commandedAccelMps2", (t) => accel(t + 0.3), 0.03),
  measuredSteeringWheelRad: channel("measuredSteeringWheelRad", (t) => (16 * 2.8 * yawRate(t + 0.1)) / speed(t + 0.1)),
  engaged: channel("engaged", (t) => (t >= 5 && t < 35 ? 1 : 0), 0.05),
};

function driveOf(ego: Partial<Record<ChannelName, Channel>>, actors: readonly DriveActor[] = [], notes: readonly DriveNote[] = []): Drive {
  const road = { source: "none", lanes: [] };
  return sealDrive({
    name: "x",
    format: "csv",
    synthetic: true,
    vehicle: null,
    durationNs: END_SEC * SEC,
    ego,
    actors,
    road,
    notes,
    task: null,
  });
}

const scaled = (c: Channel, factor: number, offset = 0): Channel => ({ ...c, value: c.value.map((v) => v * factor + offset) });
const checksOf = (ego: Partial<Record<ChannelName, Channel>>): readonly Check[] => qualityReport(driveOf({ ...truth, ...ego })).checks;
const checkOf = (ego: Partial<Record<ChannelName, Channel>>, kind: Check["kind"], name: string): Check => {
  const check = checksOf(ego).find((candidate) => candidate.kind === kind && candidate.name === name);
  if (check === undefined) throw new Error(`no ${kind} check of ${name}`);
  return check;
};

describe("a recording that agrees with itself", () => {
  const report = qualityReport(driveOf(truth));

  test("passes every check", () => {
    expect(report.checks.filter((check) => check.verdict !== "plausible")).toEqual([]);
    expect(report.checks.length).toBe(10);
  });

  test("its lags are found", () => {
    expect(checkOf({}, "lag", "commanded acceleration -> acceleration").value).toBeCloseTo(0.3, 1);
    expect(checkOf({}, "lag", "steering wheel -> yaw rate").value).toBeCloseTo(0.1, 1);
  });

  test("its engaged time is told", () => {
    expect(report.engaged).toEqual([{ fromSec: 5, toSec: 35 }]);
  });

  test("dead reckoning follows it to a hand's breadth", () => {
    expect(report.floor.map((row) => row.horizonSec)).toEqual([1, 2, 5, 10]);
    expect(report.floor[3]!.windowCount).toBeGreaterThan(15);
    expect(report.floor[3]!.raw.positionP90M).toBeLessThan(0.1);
  });

  test("the same drive gives the same report", () => {
    expect(qualityReport(driveOf(truth))).toEqual(report);
  });
});

describe("units that are mixed up are named", () => {
  const speedName = "integrated speed / position";
  test.each([
    [3.6, /km\/h/],
    [2.237, /mph/],
    [3.281, /ft\/s/],
    [1000, /mm\/s/],
    [1.5, /no ratio of units/],
  ])("speed times %f", (factor, text) => {
    const check = checkOf({ vLonMps: scaled(truth.vLonMps!, factor) }, "unit", speedName);
    expect(check.verdict).toBe("suspect");
    expect(check.value! / factor).toBeCloseTo(1, 2);
    expect(check.text).toMatch(text);
  });

  test("a speed 3 % off is calibration, not a unit", () => {
    expect(checkOf({ vLonMps: scaled(truth.vLonMps!, 0.97) }, "unit", speedName)).toMatchObject({ verdict: "plausible" });
  });

  test.each([
    [180 / Math.PI, /57\.3: the yaw rate is in deg\/s/],
    [-1, /clockwise/],
  ])("yaw rate times %f", (factor, text) => {
    const check = checkOf({ yawRateRadps: scaled(truth.yawRateRadps!, factor) }, "unit", "yaw rate / change of yaw");
    expect(check).toMatchObject({ verdict: "suspect" });
    expect(check.text).toMatch(text);
  });

  test("acceleration in g", () => {
    const check = checkOf({ aLonMps2: scaled(truth.aLonMps2!, 1 / 9.81) }, "sign", "acceleration along against speed");
    expect(check).toMatchObject({ verdict: "suspect" });
    expect(check.text).toMatch(/in g/);
  });
});

describe("signs and frames that are turned are named", () => {
  test.each([
    ["aLonMps2", "acceleration along against speed"],
    ["aLatMps2", "acceleration across against speed"],
    ["measuredSteeringWheelRad", "steering wheel -> yaw rate"],
    ["commandedAccelMps2", "commanded acceleration -> acceleration"],
  ] as const)("%s", (name, checkName) => {
    expect(checkOf({ [name]: scaled(truth[name]!, -1) }, "sign", checkName).verdict).toBe("suspect");
  });

  test.each([
    [(v: number) => Math.PI / 2 - v, /clockwise from north/],
    [(v: number) => -v, /clockwise positive/],
    [(v: number) => (v * 180) / Math.PI, /in degrees/],
    [(v: number) => v - Math.PI, /backwards/],
  ])("a yaw that is something else (%#)", (of, text) => {
    const yawRad: Channel = { ...truth.yawRad!, value: truth.yawRad!.value.map(of) };
    const check = checkOf({ yawRad }, "frame", "yaw against course");
    expect(check.verdict).toBe("suspect");
    expect(check.text).toMatch(text);
  });

  test("a bias of the yaw rate is measured; a large one is suspect", () => {
    const biased = (bias: number): Check => checkOf({ yawRateRadps: scaled(truth.yawRateRadps!, 1, bias) }, "bias", "yaw rate bias");
    expect(biased(-0.0072)).toMatchObject({ verdict: "plausible" });
    expect(biased(-0.0072).value).toBeCloseTo(-0.0072, 4);
    expect(biased(0.1).verdict).toBe("suspect");
  });

  test("the floor's correction finds scale and bias in the first half", () => {
    const wrong = { vLonMps: scaled(truth.vLonMps!, 0.98), yawRateRadps: scaled(truth.yawRateRadps!, 1, -0.01) };
    const row = qualityReport(driveOf({ ...truth, ...wrong })).floor[3]!;
    expect(row.raw.positionP50M).toBeGreaterThan(4);
    expect(row.corrected.positionP50M).toBeLessThan(0.1);
  });
});

describe("what a recording cannot tell is unknown", () => {
  test("standing still", () => {
    const still = (name: ChannelName): Channel => channel(name, () => 0);
    const checks = checksOf({
      xM: still("xM"),
      yM: still("yM"),
      vLonMps: still("vLonMps"),
      yawRad: still("yawRad"),
      yawRateRadps: still("yawRateRadps"),
    });
    expect(checks.filter((check) => check.verdict === "suspect")).toEqual([]);
    expect(checks.find((check) => check.name === "integrated speed / position")).toMatchObject({ verdict: "unknown", value: null });
  });

  test("no channels, no checks", () => {
    expect(qualityReport(driveOf({})).checks).toEqual([]);
  });

  test("one sample of a channel breaks nothing", () => {
    const one: Channel = { tNs: Float64Array.of(0), value: Float64Array.of(1), between: "linear", gapLimitNs: SEC };
    expect(qualityReport(driveOf({ ...truth, vLonMps: one })).channels.find((c) => c.name === "vLonMps")).toMatchObject({
      sampleCount: 1,
      rateHz: 0,
    });
  });
});

describe("figures of a channel", () => {
  test("rate, gaps and what was repaired", () => {
    const notes: DriveNote[] = [];
    const samples = { tNs: [0, 1, 2, 2, 5, 4.5, 5.5].map((t) => t * SEC), value: [1, 2, 3, 4, 5, 6, 7] };
    const vLonMps = buildChannel("vLonMps", samples, 0, SEC, notes);
    const [row] = qualityReport(driveOf({ vLonMps }, [], notes)).channels;
    expect(row).toMatchObject({
      sampleCount: 6,
      duplicateCount: 1,
      outOfOrderCount: 1,
      gapCount: 1,
      longestStepSec: 2.5,
      minValue: 1,
      maxValue: 7,
    });
    expect(row!.gaps).toEqual([{ fromSec: 2, toSec: 4.5 }]);
    // Four steps in the three seconds that are covered.
    expect(row!.rateHz).toBeCloseTo(4 / 3, 9);
  });
});

describe("road users", () => {
  const car = (factor: number, heading = 0): DriveActor => {
    const n = 50;
    return {
      id: "1",
      cls: "car",
      lengthM: 4,
      widthM: 2,
      gapLimitNs: SEC,
      tNs: Float64Array.from({ length: n }, (_, i) => i * 0.1 * SEC),
      xM: Float64Array.from({ length: n }, (_, i) => 100 * i * 0.1 * 0.2),
      yM: new Float64Array(n),
      yawRad: new Float64Array(n).fill(heading),
      vLonMps: new Float64Array(n).fill(20 * factor),
    };
  };
  const verdicts = (actor: DriveActor): string[] => qualityReport(driveOf({}, [actor])).checks.map((check) => check.verdict);

  test("are checked like the ego", () => {
    expect(verdicts(car(1))).toEqual(["plausible", "plausible", "plausible"]);
    expect(qualityReport(driveOf({}, [car(3.6)])).checks[0]!.text).toMatch(/km\/h/);
    expect(qualityReport(driveOf({}, [car(1, Math.PI / 2)])).checks[1]!.text).toMatch(/compass/);
  });

  test("a jump is counted", () => {
    const jumpy = car(1);
    jumpy.xM[25] = jumpy.xM[25]! + 30;
    expect(verdicts(jumpy)[2]).toBe("suspect");
    expect(qualityReport(driveOf({}, [jumpy])).checks[2]!.value).toBe(2);
  });

  test("what stands by declaration is not asked for its speed", () => {
    expect(verdicts({ ...car(0), cls: "static" })).toEqual([]);
  });
});

describe("signals", () => {
  test("a fit finds slope, intercept and correlation", () => {
    const x = gridOf(
      channel("vLonMps", (t) => Math.sin(t)),
      0.05,
      801,
    );
    const y = gridOf(
      channel("vLonMps", (t) => 3 * Math.sin(t) - 2),
      0.05,
      801,
    );
    const fit = fitOf(x, y)!;
    expect(fit.slopeRatio).toBeCloseTo(3, 9);
    expect(fit.interceptValue).toBeCloseTo(-2, 9);
    expect(fit.correlationRatio).toBeCloseTo(1, 12);
    expect(fitOf(x, { ...y, value: y.value.map(() => 5) })).toBeNull();
  });

  test("a lag at the end of the search is none", () => {
    const cause = gridOf(
      channel("vLonMps", (t) => Math.exp(-0.5 * (t - 10) * (t - 10))),
      0.05,
      801,
    );
    const late = gridOf(
      channel("vLonMps", (t) => Math.exp(-0.5 * (t - 13) * (t - 13))),
      0.05,
      801,
    );
    expect(lagOf(cause, late, 2)).toBeNull();
    expect(lagOf(cause, late, 4)!.sec).toBeCloseTo(3, 9);
  });

  test("percentiles by nearest rank", () => {
    expect(percentile([5, 1, 3, 2, 4], 0.5)).toBe(3);
    expect(percentile([5, 1, 3, 2, 4], 0.9)).toBe(5);
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([], 0.5)).toBeNull();
  });
});

test("control characters in names from a file are shown, not sent to the terminal", () => {
  const notes: DriveNote[] = [{ kind: "warning", rule: "gap", channel: "actor \u001b[31m\u009b7", count: 1, text: "two\nlines" }];
  const text = qualityText(qualityReport(driveOf(truth, [], notes)));
  expect(text).toContain("actor \\u001b[31m\\u009b7");
  expect(text).toContain("two\\u000alines");
});

describe("the report as text", () => {
  const text = qualityText(
    qualityReport(driveOf(truth, [], [{ kind: "repair", rule: "missing-value-drop", channel: "vLonMps", count: 3, text: "left out" }])),
  );

  test("is plain lines without trailing blanks", () => {
    // oxlint-disable-next-line no-control-regex -- no escape sequence of a terminal may be in it
    expect(text).not.toMatch(/\u001b/);
    expect(text.split("\n").filter((line) => line !== line.trimEnd())).toEqual([]);
    expect(text.endsWith("\n")).toBe(true);
  });

  test("says what a reader looks for", () => {
    for (const part of [
      "made by a simulator",
      "Channels",
      "Plausibility",
      "Floor",
      "Repairs",
      "missing-value-drop  vLonMps  3  left out",
      "5.00 to 35.00 s",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("numbers of a column end at one place", () => {
    const lines = text.split("\n");
    const start = lines.indexOf("Channels");
    const ends = lines.slice(start + 1, start + 12).map((line) => line.length);
    expect(new Set(ends).size).toBe(1);
  });
});
