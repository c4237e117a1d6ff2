// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { compress, decompress } from "./compress.ts";
import { crc32 } from "./crc-32.ts";
import { pack, unpack } from "./file-format.ts";

const anything = fc.record({ order: fc.nat(255), length: fc.nat(2 ** 32 - 1), code: fc.uint8Array({ maxLength: 100 }) });
const refusal = /^decompress: (not a file of compress|the file (has version \d+|is cut off|is too long|is damaged))/;
const packed = compress(new TextEncoder().encode("the sea, the sea, and nothing but the sea"), 3);
const put = (file: Uint8Array, at: number, ...bytes: number[]) => {
  const changed = file.slice();
  changed.set(bytes, at);
  return changed;
};

test("what was packed is unpacked", () => {
  fc.assert(fc.property(anything, (content) => void expect(unpack(pack(content))).toEqual(content)));
});

test("whichever byte is changed, and however, the file is refused by name", () => {
  fc.assert(
    fc.property(anything, fc.nat(), fc.integer({ min: 1, max: 255 }), (content, place, change) => {
      const file = pack(content);
      file[place % file.length]! ^= change;
      expect(() => unpack(file)).toThrow(refusal);
    }),
  );
});

test("each bit of a compressed text matters", () => {
  for (let bit = 0; bit < 8 * packed.length; bit++) {
    expect(() => decompress(put(packed, bit >> 3, packed[bit >> 3]! ^ (1 << (bit & 7))))).toThrow(refusal);
  }
});

test("a file that was cut off, or has something behind it, is refused by name", () => {
  for (let length = 0; length < packed.length; length++) expect(() => decompress(packed.slice(0, length))).toThrow("decompress: the file is cut off");
  fc.assert(fc.property(fc.uint8Array({ minLength: 1 }), (more) => void expect(() => decompress(Uint8Array.of(...packed, ...more))).toThrow("decompress: the file is too long")));
});

test("files of other programs are refused", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 4 }), (other) => void expect(() => decompress(other)).toThrow("decompress: not a file of compress")));
});

test.each([
  ["an empty file", new Uint8Array(), "the file is cut off: its header has 22 bytes, and the file 0"],
  ["text", new TextEncoder().encode("Call me Ishmael."), "not a file of compress: it begins with 43 61 6c 6c, not 89 4e 47 43"],
  ["two bytes", Uint8Array.of(0, 5), "not a file of compress: it begins with 00 05, not 89 4e 47 43"],
  ["half a header", packed.slice(0, 9), "the file is cut off: its header has 22 bytes, and the file 9"],
  ["a later version", put(packed, 4, 2), "the file has version 2 of the format; only version 1 can be read"],
  ["a file without its last byte", packed.slice(0, -1), `the file is cut off: it should have ${packed.length} bytes, not ${packed.length - 1}`],
  ["a file with a byte behind it", Uint8Array.of(...packed, 0), `the file is too long: it should have ${packed.length} bytes, not ${packed.length + 1}`],
  ["another checksum", put(packed, 18, 0, 0, 0, 1), `the file is damaged: its checksum is 00000001, and that of its bytes ${crc32(packed.slice(22), crc32(packed.slice(0, 18))).toString(16).padStart(8, "0")}`],
])("%s is refused", (_, file, message) => {
  expect(() => decompress(file)).toThrow(new RangeError(`decompress: ${message}`));
});
//# sourceMappingURL=../.maps/compress/file-format.test.ts.map
