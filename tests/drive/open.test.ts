import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readChunks, readWhole } from "../../src/drive/file.ts";
import { openDrive } from "../../src/drive/open.ts";
import { problemOf, tempFolder } from "./helpers.ts";

const XML = "<commonRoad/>";

describe("what is opened as a drive", () => {
  test.each([
    ["an empty file", "", "an empty file"],
    ["a CSV without its mapping", "t,v\n1,2\n", "something else"],
    ["an MCAP file", "\x89MCAP0\r\n", "an MCAP file"],
    ["a ROS bag", "#ROSBAG V2.0\n", "a ROS 1 bag"],
    ["an SQLite file", "SQLite format 3\0", "an SQLite file, as ROS 2 bags are"],
    ["a ZIP archive", "PK\x03\x04", "a ZIP archive"],
  ])("%s is refused by name", (_, content, found) => {
    const folder = tempFolder({ "drive.bin": Buffer.from(content, "latin1") });
    expect(problemOf(() => openDrive(join(folder, "drive.bin")))).toMatchObject({ code: "RDV_DRIVE_FORMAT", found });
  });

  test("JSON and XML are told apart by content, past a byte order mark and white space", () => {
    const folder = tempFolder({ a: '\ufeff \n{"redriveDrive": 2}', b: `\ufeff\n${XML}`, c: Buffer.from(`\ufeff${XML}`, "utf16le") });
    expect(problemOf(() => openDrive(join(folder, "a"))).path).toBe("redriveDrive");
    expect(problemOf(() => openDrive(join(folder, "b"))).expected).toContain("commonRoadVersion");
    expect(problemOf(() => openDrive(join(folder, "c"))).found).toBe("UTF-16 text");
  });

  test("what is no regular file is refused unread: link, pipe, device, socket's place", () => {
    const folder = tempFolder({ "real.xml": XML, "segment/processed_log/x": "" });
    symlinkSync(join(folder, "real.xml"), join(folder, "link.xml"));
    symlinkSync(join(folder, "segment"), join(folder, "link"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(problemOf(() => openDrive(join(folder, "link.xml")))).toMatchObject({ code: "RDV_FILE_KIND", found: "a symbolic link" });
    expect(problemOf(() => openDrive(join(folder, "link"))).code).toBe("RDV_FILE_KIND");
    expect(problemOf(() => openDrive(join(folder, "pipe")))).toMatchObject({ code: "RDV_FILE_KIND", found: "a pipe" });
    expect(problemOf(() => openDrive("/dev/zero"))).toMatchObject({ code: "RDV_FILE_KIND", found: "a device" });
    expect(problemOf(() => openDrive(join(folder, "absent"))).code).toBe("RDV_FILE_MISSING");
  });

  test("a mapping may not lead to a link either", () => {
    const folder = tempFolder({ "real.csv": "t,v\n1,1\n2,2\n", "a.drive.json": JSON.stringify(mappingOf("link.csv")) });
    symlinkSync(join(folder, "real.csv"), join(folder, "link.csv"));
    expect(problemOf(() => openDrive(join(folder, "a.drive.json"))).code).toBe("RDV_FILE_KIND");
  });

  test("a folder in place of a file is refused", () => {
    const folder = tempFolder({ "a.drive.json": JSON.stringify(mappingOf("log.csv")) });
    mkdirSync(join(folder, "log.csv"));
    expect(problemOf(() => openDrive(join(folder, "a.drive.json")))).toMatchObject({ code: "RDV_FILE_KIND", found: "a folder" });
  });

  test("a file that is too large is refused before it is read", () => {
    const folder = tempFolder({ "big.xml": `<commonRoad>`, "big.csv": "t,v\n", "a.drive.json": JSON.stringify(mappingOf("big.csv")) });
    truncateSync(join(folder, "big.xml"), 65 * 1024 * 1024);
    truncateSync(join(folder, "big.csv"), 5 * 1024 * 1024 * 1024); // sparse
    expect(problemOf(() => openDrive(join(folder, "big.xml")))).toMatchObject({ code: "RDV_FILE_SIZE", expected: "at most 64 MiB" });
    expect(problemOf(() => openDrive(join(folder, "a.drive.json"))).code).toBe("RDV_FILE_SIZE");
  });
});

describe("reading files", () => {
  test("in pieces that put together are the file", () => {
    const content = Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 31) % 251);
    const path = join(tempFolder({ data: content }), "data");
    const sizes: number[] = [];
    readChunks(path, 10_000_000, (chunk) => sizes.push(chunk.length));
    expect(sizes.length).toBeGreaterThan(2);
    expect(readWhole(path, 10_000_000)).toEqual(content);
    expect(problemOf(() => readWhole(path, 2_499_999)).code).toBe("RDV_FILE_SIZE");
  });
});

function mappingOf(file: string): object {
  const why = "a test";
  return {
    redriveDrive: 1,
    file,
    synthetic: true,
    time: { column: "t", unit: "s", why },
    columns: [{ channel: "vLonMps", column: "v", why }],
  };
}
