import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Drive } from "../../src/drive/drive.ts";
import { openDrive } from "../../src/drive/open.ts";
import { isRefused, problemOf, tempFolder } from "./helpers.ts";

const why = "as the test says";
const MAPPING = {
  redriveDrive: 1,
  file: "log.csv",
  synthetic: false,
  time: { column: "t", unit: "s", why },
  columns: [{ channel: "vLonMps", column: "v", scale: 1 / 3.6, why }],
};

function open(mapping: object, csv: string | Uint8Array): Drive {
  return openDrive(join(tempFolder({ "log.drive.json": JSON.stringify(mapping), "log.csv": csv }), "log.drive.json"));
}

const notesOf = (drive: Drive, rule: string) => drive.notes.filter((note) => note.rule === rule);

describe("a CSV recording", () => {
  test("is read with the scale its mapping states", () => {
    const drive = open(MAPPING, "t,v\n100.0,36\n100.1,72\n");
    expect(drive).toMatchObject({ name: "log.drive.json", format: "csv", synthetic: false, durationNs: 100_000_000 });
    expect([...drive.ego.vLonMps!.tNs]).toEqual([0, 100_000_000]);
    expect(drive.ego.vLonMps!.value[0]).toBeCloseTo(10, 12);
    expect(drive.ego.vLonMps!.value[1]).toBeCloseTo(20, 12);
  });

  test("every mapped column's reason is in the notes", () => {
    const facts = notesOf(open(MAPPING, "t,v\n1,1\n2,2\n"), "mapping").map((note) => `${note.channel}: ${note.text}`);
    expect(facts).toEqual(["time: column t in s: as the test says", `vLonMps: column v x ${1 / 3.6}: as the test says`]);
  });

  test("nanoseconds since 1970 keep every digit", () => {
    const mapping = { ...MAPPING, time: { ...MAPPING.time, unit: "ns" } };
    const drive = open(mapping, "t,v\n1479424215873184606,1\n1479424215873184607,2\n1479424215923184606,3\n");
    expect([...drive.ego.vLonMps!.tNs]).toEqual([0, 1, 50_000_000]);
  });

  test("stamps that step back are sorted, of equal ones the last is kept, both are counted", () => {
    const drive = open(MAPPING, "t,v\n1,1\n3,3\n2,2\n3,4\n");
    expect([...drive.ego.vLonMps!.value].map((v) => Math.round(v * 3.6))).toEqual([1, 2, 4]);
    expect(notesOf(drive, "out-of-order-stable-sort")).toMatchObject([{ kind: "repair", channel: "vLonMps", count: 1 }]);
    expect(notesOf(drive, "duplicate-stamp-keep-last")).toMatchObject([{ kind: "repair", channel: "vLonMps", count: 1 }]);
  });

  test("a gap is noted and not filled", () => {
    const drive = open(MAPPING, "t,v\n1,1\n2,2\n3.5,3\n");
    expect(notesOf(drive, "gap")).toMatchObject([{ kind: "warning", channel: "vLonMps", count: 1 }]);
    expect(drive.ego.vLonMps!.gapLimitNs).toBe(1e9);
  });

  test.each(["nan", "NaN", "", "inf", "-Infinity", "null", "1e400"])(
    "%j is refused with its place, or dropped where the mapping says so",
    (text) => {
      const csv = `t,v\n1,1\n2,${text}\n3,3\n`;
      expect(problemOf(() => open(MAPPING, csv))).toMatchObject({ code: "RDV_DRIVE_VALUE", line: 3, column: 3, path: "v" });
      const dropping = { ...MAPPING, columns: [{ ...MAPPING.columns[0]!, missing: "drop" }] };
      const drive = open(dropping, csv);
      expect([...drive.ego.vLonMps!.tNs]).toEqual([0, 2e9]);
      expect(notesOf(drive, "missing-value-drop")).toMatchObject([{ count: 1 }]);
      expect(isRefused(() => open(dropping, csv.replace(`2,${text}`, "2,abc")))).toBe(true);
    },
  );

  test("a word is no number, hexadecimal neither", () => {
    for (const text of ["abc", "0x10", "1,5", "1_000", "--1"]) expect(isRefused(() => open(MAPPING, `t,v\n1,${text}\n2,2\n`))).toBe(true);
  });

  test("rows can be chosen by a column, and lines before the header left out", () => {
    const mapping = { ...MAPPING, headerLine: 3, rows: { column: "camera", equals: "centre", why } };
    const drive = open(mapping, "Date,8,10\nCars,2,,,\nt,v,camera\n1,1,left\n1.1,2,centre\n1.2,3,centre\n");
    expect(drive.ego.vLonMps!.tNs.length).toBe(2);
    expect(notesOf(drive, "rows")).toMatchObject([{ count: 1 }]);
  });

  test("the content decides the hash, not the name or the digits of the file", () => {
    const hash = (csv: string): string => open(MAPPING, csv).contentHash;
    expect(hash("t,v\n1,1.0\n2,2\n")).toBe(hash('v,t\r\n1,1\r\n"2",2\r\n'.replace("v,t", "t,v")));
    expect(hash("t,v\n1,1\n2,2\n")).not.toBe(hash("t,v\n1,1\n2,2.0000001\n"));
  });
});

describe("positions", () => {
  const position = { latitude: { column: "lat", why }, longitude: { column: "lon", why } };
  const columns = MAPPING.columns;

  test("latitude and longitude become metres about the first one, and a course", () => {
    const csv = "t,v,lat,lon\n0,36,37.7,-122.4\n1,36,37.7001,-122.4\n2,36,37.7002,-122.4\n";
    const drive = open({ ...MAPPING, position, yawFromCourse: { minChordM: 5, why } }, csv);
    expect(drive.ego.xM!.value[2]).toBeCloseTo(0, 6);
    expect(drive.ego.yM!.value[2]).toBeCloseTo(22.2, 1);
    expect(drive.ego.yawRad!.value[1]).toBeCloseTo(Math.PI / 2, 9);
    expect(drive.ego.yawRad!.between).toBe("angle");
  });

  test("latitude and longitude taken for metres are refused", () => {
    const metres = { ...MAPPING, columns: [...columns, { channel: "xM", column: "lon", why }, { channel: "yM", column: "lat", why }] };
    const rows = Array.from({ length: 30 }, (_, i) => `${i},72,${37.7 + i * 0.00018},-122.4`).join("\n");
    expect(problemOf(() => open(metres, `t,v,lat,lon\n${rows}\n`))).toMatchObject({ code: "RDV_DRIVE_VALUE", path: "xM, yM" });
  });

  test("degrees beyond the globe are refused", () => {
    expect(problemOf(() => open({ ...MAPPING, position }, "t,v,lat,lon\n0,1,91,0\n1,1,91,0\n"))).toMatchObject({
      code: "RDV_DRIVE_VALUE",
      line: 2,
    });
  });
});

describe("road users", () => {
  const sizes = { class: "car", lengthM: 4.5, widthM: 1.8, why };
  const wide = {
    ...MAPPING,
    columns: [],
    actors: [
      {
        ...sizes,
        ids: ["1", "5"],
        x: { column: "E{id}", missing: "drop", why },
        y: { column: "N{id}", missing: "drop", why },
        vLon: { column: "S{id}", missing: "drop", why },
        yawFromCourse: { minChordM: 1, why },
      },
    ],
  };

  test("one set of columns each; an empty field leaves out that state alone", () => {
    const drive = open(wide, "t,E1,N1,S1,E5,N5,S5\n0,0,0,10,5,5,0\n0.1,1,0,10,,,\n0.2,2,0,10,5,5,0\n");
    expect(drive.actors.map((actor) => [actor.id, actor.tNs.length, actor.lengthM])).toEqual([
      ["1", 3, 4.5],
      ["5", 2, 4.5],
    ]);
    expect(drive.actors[0]!.yawRad[1]).toBe(0);
    expect(notesOf(drive, "missing-value-drop")).toMatchObject([{ channel: "actor 5", count: 1 }]);
  });

  test("one row each, sizes from columns", () => {
    const long = {
      ...MAPPING,
      columns: [],
      actors: [
        {
          idColumn: "id",
          class: "truck",
          lengthM: { column: "len", why },
          widthM: 2.5,
          x: { column: "x", why },
          y: { column: "y", why },
          vLon: { column: "v", why },
          yaw: { column: "h", scale: Math.PI / 180, why },
          why,
        },
      ],
    };
    const csv = "t,id,x,y,v,h,len\n0,a,0,0,1,90,12\n0,b,5,5,1,0,14\n1,a,0,1,1,90,12\n1,b,6,5,1,0,14\n";
    const drive = open(long, csv);
    expect(drive.actors.map((actor) => [actor.id, actor.cls, actor.lengthM])).toEqual([
      ["a", "truck", 12],
      ["b", "truck", 14],
    ]);
    expect(drive.actors[0]!.yawRad[0]).toBeCloseTo(Math.PI / 2, 12);
    expect(problemOf(() => open(long, csv.replace("0,a,0,0,1,90,12", "0,a,0,0,1,90,-1")))).toMatchObject({
      code: "RDV_DRIVE_VALUE",
      line: 2,
      column: 14,
    });
  });

  test("one that is seen once is left out and named", () => {
    const drive = open(wide, "t,E1,N1,S1,E5,N5,S5\n0,0,0,10,5,5,0\n0.1,1,0,10,,,\n");
    expect(drive.actors.map((actor) => actor.id)).toEqual(["1"]);
    expect(notesOf(drive, "too-short")).toMatchObject([{ channel: "actor 5" }]);
  });
});

describe("what is wrong with a file is said with its place", () => {
  test.each([
    ["an unknown column", MAPPING, "t,speed\n1,1\n2,2\n", { code: "RDV_DRIVE_COLUMN", found: '"v"' }],
    ["a column that occurs twice", MAPPING, "t,v,v\n1,1,1\n2,2,2\n", { code: "RDV_DRIVE_COLUMN" }],
    ["a row with too many fields", MAPPING, "t,v\n1,1,1\n2,2\n", { code: "RDV_DRIVE_FORMAT", line: 2 }],
    ["a last row cut off", MAPPING, "t,v\n1,1\n2,2\n3", { code: "RDV_DRIVE_TRUNCATED", line: 4 }],
    ["no rows", MAPPING, "t,v\n", { code: "RDV_DRIVE_TIME" }],
    ["one row", MAPPING, "t,v\n1,1\n", { code: "RDV_DRIVE_TIME" }],
    ["rows at one instant", MAPPING, "t,v\n1,1\n1,2\n", { code: "RDV_DRIVE_TIME" }],
    ["nothing", MAPPING, "", { code: "RDV_DRIVE_FORMAT" }],
    ["a stamp that is no time", MAPPING, "t,v\nsoon,1\n2,2\n", { code: "RDV_DRIVE_TIME", line: 2, column: 1 }],
    [
      "a stamp of all ones",
      { ...MAPPING, time: { column: "t", unit: "ns", why } },
      "t,v\n18446744073709551615,1\n",
      { code: "RDV_DRIVE_TIME", line: 2 },
    ],
    ["centuries", MAPPING, "t,v\n0,1\n1e8,1\n", { code: "RDV_DRIVE_TIME", line: 3 }],
  ])("%s", (_, mapping, csv, expected) => {
    expect(problemOf(() => open(mapping, csv))).toMatchObject(expected);
  });

  test("bytes that are not UTF-8", () => {
    expect(problemOf(() => open(MAPPING, new Uint8Array([...Buffer.from("t,v\n1,"), 0xff, 0xfe, 10])))).toMatchObject({
      code: "RDV_DRIVE_FORMAT",
    });
  });

  test("a file that may have been cut in the last field is read with a warning", () => {
    const drive = open(MAPPING, "t,v\n1,1\n2,22");
    expect(notesOf(drive, "last-line-open")).toMatchObject([{ kind: "warning" }]);
  });

  test("law: cut off at any byte it is refused, read with a warning, or ends with a whole row", () => {
    const csv = 't,v\n1.0,10\n1.1,"20"\n1.2,30\n1.3,40\n';
    for (let length = 0; length < csv.length; length++) {
      const cut = csv.slice(0, length);
      let drive: Drive | null = null;
      if (isRefused(() => (drive = open(MAPPING, cut)))) continue;
      expect(notesOf(drive!, "last-line-open").length === 1 || cut.endsWith("\n")).toBe(true);
    }
  });
});

describe("what is wrong with a mapping is said with its place", () => {
  const refuse = (mapping: object) => problemOf(() => open(mapping, "t,v\n1,1\n2,2\n"));

  test.each([
    ["no version", { ...MAPPING, redriveDrive: undefined }, { path: "" }],
    ["another version", { ...MAPPING, redriveDrive: 2 }, { path: "redriveDrive" }],
    ["an unknown key", { ...MAPPING, colums: [] }, { path: "colums" }],
    ["no reason", { ...MAPPING, columns: [{ channel: "vLonMps", column: "v" }] }, { path: "columns[0]" }],
    ["an empty reason", { ...MAPPING, columns: [{ channel: "vLonMps", column: "v", why: "" }] }, { path: "columns[0].why" }],
    ["an unknown channel", { ...MAPPING, columns: [{ channel: "speed", column: "v", why }] }, { path: "columns[0].channel" }],
    ["a channel twice", { ...MAPPING, columns: [MAPPING.columns[0], MAPPING.columns[0]] }, { path: "columns[1]" }],
    ["a scale of 0", { ...MAPPING, columns: [{ ...MAPPING.columns[0], scale: 0 }] }, { path: "columns[0].scale" }],
    ["an unknown unit of time", { ...MAPPING, time: { column: "t", unit: "min", why } }, { path: "time.unit" }],
    ["a policy that does not exist", { ...MAPPING, columns: [{ ...MAPPING.columns[0], missing: "zero" }] }, { path: "columns[0].missing" }],
    ["a text for a number", { ...MAPPING, gapLimitSec: "1" }, { path: "gapLimitSec" }],
    ["no ids of road users", { ...MAPPING, actors: [{ class: "car" }] }, { path: "actors[0]" }],
  ])("%s", (_, mapping, expected) => {
    expect(refuse(mapping)).toMatchObject({ code: "RDV_DRIVE_FORMAT", ...expected });
  });

  test.each(["../log.csv", "/etc/hostname", "a/b.csv", "..", ".hidden"])("a file outside its folder: %s", (file) => {
    expect(refuse({ ...MAPPING, file })).toMatchObject({ code: "RDV_PATH_OUTSIDE", path: "file" });
  });

  test("a CSV that is not there", () => {
    expect(refuse({ ...MAPPING, file: "other.csv" }).code).toBe("RDV_FILE_MISSING");
  });
});
