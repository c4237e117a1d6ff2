// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32 } from "./crc-32.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

test.each([
  ["", 0],
  // the first is the check value of CRC-32/ISO-HDLC in Cook’s Catalogue of parametrised CRC algorithms
  ["123456789", 0xcbf43926],
  ["The quick brown fox jumps over the lazy dog", 0x414fa339],
])("CRC-32 of %j is as published", (text, sum) => {
  expect(crc32(bytesOf(text))).toBe(sum);
});

test("gzip writes the same at the end of its files", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(crc32(bytes)).toBe(gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8));
    }),
  );
});

test("bytes may be read in pieces", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (first, second) => {
      expect(crc32(second, crc32(first))).toBe(crc32(Uint8Array.of(...first, ...second)));
    }),
  );
});
//# sourceMappingURL=../.maps/compress/crc-32.test.ts.map
