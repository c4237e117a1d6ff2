import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { align, type BaseLine, type Hunk } from "./alignment.ts";

/** `//x` is a generated line. */
const lines = (text: string): readonly BaseLine[] =>
  text.split(" ").filter(Boolean).map((each) => ({ text: each, generated: each.startsWith("//") }));
const words = (text: string): readonly string[] => text.split(" ").filter(Boolean);
const show = (hunk: Hunk): string => `${hunk.baseStart}-${hunk.baseEnd} → ${hunk.currentStart}-${hunk.currentEnd}`;

describe("align", () => {
  it.each([
    ["a b c", "a b c", []],
    ["a b c", "a x c", ["1-2 → 1-2"]],
    ["a b c", "a b x c", ["2-2 → 2-3"]],
    ["a b c", "a c", ["1-2 → 1-1"]],
    ["", "a b", ["0-0 → 0-2"]],
    ["a b c d", "x b c y z", ["0-1 → 0-1", "3-4 → 3-5"]],
  ])("%s became %s", (base, current, hunks) => {
    expect(align(lines(base), words(current)).map(show)).toEqual(hunks);
  });
  it("keeps a generated line although longer runs around it would match", () => {
    expect(align(lines("a b //n c d"), words("c d //n a b")).map(show)).toEqual(["0-2 → 0-2", "3-5 → 3-5"]);
  });
  it("deletes the written line, not the generated one that reads the same", () => {
    const base = [{ text: "//n", generated: false }, { text: "//n", generated: true }, { text: "a", generated: false }];
    expect(align(base, ["//n", "a"]).map(show)).toEqual(["0-1 → 0-0"]);
  });
  it("gives hunks that turn the base into the current text", () => {
    const token = fc.constantFrom("a", "b", "c", "//n", "//m");
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), fc.array(token, { maxLength: 12 }), (base, current) => {
        const hunks = align(lines(base.join(" ")), current);
        const rebuilt: string[] = [];
        let from = 0;
        for (const hunk of hunks) {
          rebuilt.push(...base.slice(from, hunk.baseStart), ...current.slice(hunk.currentStart, hunk.currentEnd));
          from = hunk.baseEnd;
        }
        expect([...rebuilt, ...base.slice(from)]).toEqual(current);
      }),
    );
  });
  it("compares texts too long for the table", () => {
    const long = Array.from({ length: 4_200 }, (_, index) => `line${index}`);
    const edited = ["first", ...long.slice(1, -1).filter((_, index) => index !== 2_000), "last"];
    expect(align(lines(long.join(" ")), edited).map(show)).toEqual(["0-1 → 0-1", "2001-2002 → 2001-2001", "4199-4200 → 4198-4199"]);
  });
});
