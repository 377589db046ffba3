import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createRing, droppedBytes, readRing, saveRing, writeRing } from "../../src/control/output-log.ts";

test("a ring keeps the last bytes, however they came", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 30 }), { maxLength: 20 }), fc.integer({ min: 1, max: 40 }), (chunks, capacity) => {
      const ring = createRing(capacity);
      for (const chunk of chunks) writeRing(ring, Buffer.from(chunk));
      const all = Buffer.from(chunks.join(""));
      expect(readRing(ring)).toEqual(all.subarray(Math.max(0, all.length - capacity)));
      expect(droppedBytes(ring)).toBe(Math.max(0, all.length - capacity));
    }),
  );
});

test("the file says on its first line how much is missing", () => {
  const folder = mkdtempSync(join(tmpdir(), "redrive-log-"));
  const file = join(folder, "controller.log");
  const ring = createRing(4);
  writeRing(ring, Buffer.from("ab"));
  saveRing(ring, file);
  expect(readFileSync(file, "utf8")).toBe("ab");
  writeRing(ring, Buffer.from("cdefg"));
  saveRing(ring, file);
  expect(readFileSync(file, "utf8")).toBe("[redrive: 3 earlier bytes are not kept]\ndefg");
  rmSync(folder, { recursive: true });
});
