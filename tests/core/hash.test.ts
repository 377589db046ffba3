import { describe, expect, test } from "vitest";
import { type HashChain, hashFloat64s, hashHex, hashNumber, hashStart, hashText, hashText64Hex } from "../../src/core/hash.ts";

function hashOf(...numbers: number[]): string {
  const chain = hashStart("test");
  hashFloat64s(chain, Float64Array.from(numbers), 0, numbers.length);
  return hashHex(chain);
}

/** A float64 NaN of any sign and payload. */
function nanOf(bits: bigint): Float64Array {
  return new Float64Array(BigUint64Array.of(bits).buffer);
}

describe("a chain", () => {
  test("is 16 hexadecimal digits, the same ever after", () => {
    expect(hashHex(hashStart(""))).toBe("b82e5fb3a0236ed8");
    expect(hashOf(0, 1, -2.5, 1e300)).toBe("6ac482cdfb43be97");
    expect(hashText64Hex("cut-in")).toBe("8aaa060bb912e7f0");
  });

  test("depends on the numbers and their order, not on the calls that brought them", () => {
    const array = Float64Array.of(1, 2, 3, 4);
    const parts = hashStart("test");
    hashFloat64s(parts, array, 0, 1);
    hashNumber(parts, 2);
    hashFloat64s(parts, array, 2, 4);
    expect(hashHex(parts)).toBe(hashOf(1, 2, 3, 4));
    expect(hashOf(1, 2, 4, 3)).not.toBe(hashOf(1, 2, 3, 4));
    expect(hashOf(1, 2, 3)).not.toBe(hashOf(1, 2, 3, 0));
  });

  test("takes the stretch asked for", () => {
    const chain = hashStart("test");
    hashFloat64s(chain, Float64Array.of(9, 1, 2, 9), 1, 3);
    expect(hashHex(chain)).toBe(hashOf(1, 2));
  });

  test("goes on from a copy of its two numbers, and reading it does not change it", () => {
    const chain = hashStart("test");
    hashNumber(chain, 1);
    const copy: HashChain = { lo: chain.lo, hi: chain.hi };
    hashHex(chain);
    hashNumber(chain, 2);
    hashNumber(copy, 2);
    expect(hashHex(copy)).toBe(hashHex(chain));
    expect(hashHex(chain)).toBe(hashOf(1, 2));
  });

  test("starts elsewhere for another seed text", () => {
    expect(hashHex(hashStart("a"))).not.toBe(hashHex(hashStart("b")));
  });
});

describe("state bits", () => {
  test("-0 and 0 differ", () => {
    expect(hashOf(-0)).not.toBe(hashOf(0));
  });

  test("all NaNs are one", () => {
    const all = [0x7ff8000000000000n, 0xfff8000000000000n, 0x7ff0000000000001n, 0x7ff8dead0000beefn];
    const hashes = all.map((bits) => {
      const chain = hashStart("test");
      hashFloat64s(chain, nanOf(bits), 0, 1);
      return hashHex(chain);
    });
    expect(new Set(hashes)).toEqual(new Set([hashOf(NaN)]));
  });

  test("one changed bit anywhere changes about half of the digest", () => {
    const array = Float64Array.from({ length: 20 }, (_, i) => i * 1.37 - 9);
    const words = new BigUint64Array(array.buffer);
    const digest = (): bigint => {
      const chain = hashStart("test");
      hashFloat64s(chain, array, 0, array.length);
      return BigInt(`0x${hashHex(chain)}`);
    };
    const before = digest();
    let changed = 0;
    for (let i = 0; i < 20; i++) {
      for (let bit = 0n; bit < 64n; bit++) {
        words[i]! ^= 1n << bit;
        const flips = (digest() ^ before).toString(2).replaceAll("0", "").length;
        words[i]! ^= 1n << bit;
        expect(flips).toBeGreaterThan(10);
        changed += flips;
      }
    }
    expect(changed / (20 * 64)).toBeCloseTo(32, 0);
  });

  test("all sign patterns and small whole numbers differ", () => {
    const seen = new Set<string>();
    for (let signs = 0; signs < 65536; signs++) {
      seen.add(hashOf(...Array.from({ length: 16 }, (_, i) => ((signs >> i) & 1 ? -1 : 1) * (i + 1))));
    }
    for (let i = 0; i < 200; i++) for (let j = 0; j < 200; j++) seen.add(hashOf(i, j));
    expect(seen.size).toBe(65536 + 40000);
  });
});

describe("text", () => {
  const textHash = (...texts: string[]): string => {
    const chain = hashStart("test");
    for (const text of texts) hashText(chain, text);
    return hashHex(chain);
  };

  test("is told from other text by every character, and by where it ends", () => {
    const texts = ["", "a", "b", "ab", "ba", "abc", "abcd", "abcde", "abcd\0", "ä", "a\u0308", "😀", "\0", "\0\0"];
    expect(new Set(texts.map((text) => textHash(text))).size).toBe(texts.length);
    expect(textHash("ab", "c")).not.toBe(textHash("a", "bc"));
    expect(textHash("abc", "")).not.toBe(textHash("abc"));
  });
});
