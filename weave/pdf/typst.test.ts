import { expect, test } from "vitest";
import { compileTypst } from "./typst.ts";

const files = new Map([["/template/speech.typ", "#let speech = ()"]]);
const compile = (body: string) => compileTypst({ root: "/", source: `#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))\n#set text(fallback: false)\n= Title\n${body}`, files });

test("what Typst refuses is our mistake, shown with its line", () => {
  expect(() => compile("one\n#nothing(1)")).toThrow("internal: Typst refused the book\n/book.typ: unknown variable: nothing\n  5 │ #nothing(1)");
});

test("what PDF/UA forbids is our mistake", () => {
  expect(() => compile("$ x $")).toThrow(/internal: Typst could not write PDF\/UA-1: .*alt/);
});

test("characters that no face has are named", () => {
  expect(compile("a 日 b 本 日")).toEqual({ kind: "unknown-characters", characters: ["日", "本"] });
  // a vowel sign, which combines with what stands before it
  expect(compile('#"\\\\\u093f";')).toEqual({ kind: "unknown-characters", characters: ["\u093f"] });
  expect(compile('#"";#"\u093c";')).toEqual({ kind: "unknown-characters", characters: ["\u093c"] });
});

test("two runs make the same bytes", () => {
  const made = [compile("twice"), compile("twice")].map((each) => (each.kind === "made" ? each.pdf.toString("latin1") : ""));
  expect(made[0]).toBe(made[1]);
});
