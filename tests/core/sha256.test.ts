import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256Hex } from "../../src/core/sha256.ts";

// FIPS 180-2, appendix B; the empty message: NIST CAVS, SHA256ShortMsg.
test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"],
  ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
])("published digests (%#)", (text, digest) => {
  expect(sha256Hex(text)).toBe(digest);
});

test("every length across two blocks, as node:crypto", () => {
  for (let length = 0; length <= 130; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    expect(sha256Hex(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});

test("text is UTF-8; a lone surrogate is refused, because UTF-8 would turn it into another character", () => {
  expect(sha256Hex("Straße 😀")).toBe(createHash("sha256").update("Straße 😀", "utf8").digest("hex"));
  expect(() => sha256Hex("\ud800")).toThrow(RangeError);
});
