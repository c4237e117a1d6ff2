import { expect, test } from "vitest";
import { setText } from "../testing/setText.ts";

const files = new Map([["/template/speech.typ", "#let speech = ()"]]);
const compile = (body: string) => setText({ root: "/", source: `#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))\n#set text(fallback: false)\n= Title\n${body}`, files });

test("what Typst refuses is our mistake, shown with its line", async () => {
  await expect(compile("one\n#nothing(1)")).rejects.toThrow("internal: Typst refused the book\n/book.typ: unknown variable: nothing\n  5 │ #nothing(1)");
});

test("what PDF/UA forbids is our mistake", async () => {
  await expect(compile("$ x $")).rejects.toThrow(/internal: Typst could not write PDF\/UA-1: .*alt/);
});

test("characters that no face has are named", async () => {
  expect(await compile("a 日 b 本 日")).toEqual({ kind: "unknown-characters", characters: ["日", "本"] });
  // a vowel sign, which combines with what stands before it
  expect(await compile('#"\\\\\u093f";')).toEqual({ kind: "unknown-characters", characters: ["\u093f"] });
  expect(await compile('#"";#"\u093c";')).toEqual({ kind: "unknown-characters", characters: ["\u093c"] });
});

test("two runs make the same bytes", async () => {
  const made = [await compile("twice"), await compile("twice")].map((each) => (each.kind === "made" ? each.pdf.toString("latin1") : ""));
  expect(made[0]).toBe(made[1]);
});
