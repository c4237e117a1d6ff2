// Tangled from book/10-tokenisation/01-unicode.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8, nextState, utf8Decoder } from "./utf-8.ts";

const reference = new TextDecoder("utf-8", { ignoreBOM: true });
/** Bytes near the limits of the encoding, and any bytes. */
const someBytes = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.array(fc.constantFrom(0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff), { maxLength: 12 }).map((bytes) => Uint8Array.from(bytes)));

test("every code point has the bytes that the platform gives it, and they are read again", () => {
  for (let from = 0; from < 0x110000; from += 0x400) {
    const text = String.fromCodePoint(...Array.from({ length: 0x400 }, (_, i) => from + i));
    const bytes = encodeUtf8(text);
    expect(Buffer.compare(bytes, new TextEncoder().encode(text))).toBe(0);
    expect(decodeUtf8(bytes)).toBe(text.replace(/\p{Surrogate}/gu, "\ufffd"));
  }
});

test("a whale has four bytes", () => {
  expect([...encodeUtf8("🐋")]).toEqual([0xf0, 0x9f, 0x90, 0x8b]);
});

test("any string of units, surrogates among them, has the bytes that the platform gives it", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.array(fc.constantFrom("\ud83d", "\udc0b", "a", "é", "漢")).map((units) => units.join("")), (one, other) => {
    for (const text of [one, other]) expect(encodeUtf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)));
  }));
});

test("any bytes are read as the platform reads them, in any portions", () => {
  fc.assert(fc.property(fc.array(someBytes, { maxLength: 6 }), (portions) => {
    const decoder = utf8Decoder();
    const read = portions.map((portion) => decoder.push(portion)).join("") + decoder.end();
    expect(read).toBe(reference.decode(Uint8Array.from(portions.flatMap((portion) => [...portion]))));
  }), { numRuns: 2000 });
});

test("a byte that begins a character never continues one, and after three bytes a decoder is at a boundary again", () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  for (const byte of bytes) {
    const continues = [1, 2, 3, 4, 5, 6, 7].some((state) => nextState(state, byte) !== 8);
    expect(continues && nextState(0, byte) !== 8).toBe(false);
  }
  const lengths = [1, 2, 3, 4, 5, 6, 7].map((state) => {
    let n = 0;
    for (let at = state; at !== 0; n++) at = nextState(at, bytes.find((byte) => nextState(at, byte) !== 8)!);
    return n;
  });
  expect(lengths).toEqual([1, 2, 3, 2, 2, 3, 3]);
});

test("after its end a decoder begins anew", () => {
  const decoder = utf8Decoder();
  expect([decoder.push(Uint8Array.of(0xf0, 0x9f)), decoder.end(), decoder.end(), decoder.push(Uint8Array.of(0x90)), decoder.push(Uint8Array.of(0x41)), decoder.end()]).toEqual(["", "\ufffd", "", "\ufffd", "A", ""]);
});
//# sourceMappingURL=../.maps/tokenizers/utf-8.test.ts.map
