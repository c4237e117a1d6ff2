import fc from "fast-check";
import { expect, test } from "vitest";
import type { FoundNames, Mark } from "./names.ts";
import { packedNames, unpackedNames } from "./packedNames.ts";

const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("∇ℒ", "a\nb", "\u2028", "", "𝐱"));
const index = fc.integer({ min: -1, max: 60 });
const mark: fc.Arbitrary<Mark> = fc.tuple(fc.nat(), fc.nat(), fc.nat(), index, index, fc.constantFrom(0 as const, 1 as const));
const marked = fc.dictionary(text, fc.record({ code: text, marks: fc.array(mark) }));
const defined = fc.record({ text, scope: fc.constantFrom("module" as const, "local" as const), part: text, anchor: text, path: text, line: fc.nat() });
const names: fc.Arbitrary<FoundNames> = fc.record({ hovers: fc.array(fc.tuple(text, text), { maxLength: 50 }), definitions: fc.array(defined, { maxLength: 50 }), parts: marked, files: marked });

test("all that was packed is there, and nothing else", () => {
  fc.assert(fc.property(names, (given) => {
    const packed = packedNames(given);
    expect(packed).toMatch(/^[\x00-\x7f]*$/);
    const read = unpackedNames(packed);
    for (let at = -1; at < 60; at++) expect([read.hover(at), read.definition(at)]).toEqual([given.hovers[at], given.definitions[at]]);
    for (const [all, marksOf, codes] of [[given.parts, read.part, read.codes.parts], [given.files, read.file, read.codes.files]] as const) {
      expect(new Map(Object.entries(all).map(([name, { code, marks }]) => [name, [code, marks]]))).toEqual(new Map([...codes].map(([name, code]) => [name, [code, marksOf(name)]])));
      for (const name of ["toString", "nothing"].filter((each) => !Object.hasOwn(all, each))) expect([marksOf(name), codes.has(name)]).toEqual([undefined, false]);
    }
  }));
});

test("what is asked for twice is the same object", () => {
  const read = unpackedNames(packedNames({ hovers: [["a", ""]], definitions: [], parts: {}, files: {} }));
  expect(read.hover(0)).toBe(read.hover(0));
});
