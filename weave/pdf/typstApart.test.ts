import { afterAll, expect, test } from "vitest";
import { createTypesetter, nothingGiven, type TypstJob } from "./typst.ts";
import { createTypesetters } from "./typstApart.ts";

const typesetters = createTypesetters("/");
afterAll(() => typesetters.close());

const jobOf = (body: string): TypstJob => ({
  root: "/",
  source: `#set document(title: "T", date: datetime(year: 2026, month: 1, day: 2))\n#set text(fallback: false, font: "Source Serif 4")\n= Title <title>\n${body}`,
  files: new Map([["/template/speech.typ", "#let speech = ()"]]),
});

test("it gives what it gives in this process, also where more is asked than there are processes", async () => {
  const bodies = ["A line.", "A line with a character that no face has: \u{10FFFD}", "Another.", "A third."];
  const here = createTypesetter("/");
  expect(await Promise.all(bodies.map((body) => typesetters.pass(jobOf(body), nothingGiven, "pdf")))).toEqual(bodies.map((body) => here.pass(jobOf(body), nothingGiven, "pdf")));
});

test("what Typst refuses is thrown with its line, and the process goes on", async () => {
  await expect(typesetters.pass(jobOf("#unknown()"), nothingGiven, "nothing")).rejects.toThrow(/^internal: Typst refused the book\n.*unknown variable: unknown/);
  expect(await typesetters.pass(jobOf("A line."), nothingGiven, "nothing")).toMatchObject({ kind: "made", pages: 1, pdf: null });
});

test("a process that ends is an error, not a wait without end", async () => {
  const own = createTypesetters("/", 1);
  const waiting = own.pass(jobOf("A line."), nothingGiven, "pdf");
  own.close();
  await expect(waiting).rejects.toThrow(/^internal: the process of Typst ended with /);
});

test.each([0, 300])("so is one that has ended since its last pass, %i milliseconds before", async (pause) => {
  const own = createTypesetters("/", 1);
  await own.pass(jobOf("A line."), nothingGiven, "nothing");
  own.close();
  await new Promise((resolve) => setTimeout(resolve, pause));
  await expect(own.pass(jobOf("Another."), nothingGiven, "nothing")).rejects.toThrow(/^internal: the process of Typst ended with /);
});
