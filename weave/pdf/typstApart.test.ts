import { expect, test } from "vitest";
import { compileTypst, type TypstJob } from "./typst.ts";
import { compileApart } from "./typstApart.ts";

const jobOf = (body: string): TypstJob => ({
  root: "/",
  source: `#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))\n#set text(fallback: false, font: "Source Serif 4")\n= Title <title>\n${body}`,
  files: new Map([["/template/speech.typ", "#let speech = ()"]]),
});

test.each(["A line.", "A line with a character that no face has: \u{10FFFD}"])("it gives what it gives in this process: %j", (body) => {
  const here = compileTypst(jobOf(body));
  expect(compileApart(jobOf(body))).toEqual(here);
});

test("what Typst refuses is thrown with its line", () => {
  const message = (compile: (job: TypstJob) => unknown): string => {
    try {
      compile(jobOf("#unknown()"));
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
    return "it was accepted";
  };
  expect(message(compileApart)).toBe(message(compileTypst));
  expect(message(compileApart)).toMatch(/^internal: Typst refused the book\n.*unknown variable: unknown/);
});
