import { expect, test } from "vitest";
import { bookFromFiles, render, type Offset } from "../../tangle/index.ts";
import type { Mutant } from "./mutant.ts";
import { explanationOf, readSurvivors } from "./survivors.ts";

const said = (text: string): string => readSurvivors(text).diagnostics.map(render).join("");

test("no file, an empty one and one of comments explain nothing", () => {
  for (const text of ["", "\n", "# nothing yet\n"]) expect(readSurvivors(text)).toEqual({ survivors: [], diagnostics: [] });
});

test("what is no survivor is refused at its place", () => {
  expect(said("a: 1\n")).toBe("book/survivors.yml:1:1: error[invalid-survivor]: a survivor has `path`, `change`, `in` and `why`, all of them text\n  1 │ a: 1\n    ╵ ~~~~\n");
  expect(said("- path: a.md\n  change: + → -\n  in: x\n")).toContain("book/survivors.yml:1:3: error[invalid-survivor]");
  expect(said("- path: a.md\n  change: + → -\n  in: 3\n  why: it is\n")).toContain("error[invalid-survivor]");
  expect(said("- [\n")).toContain("error[invalid-survivor]: this is not YAML");
});

test("a survivor is explained by its file, its change and a part of its line", () => {
  const text = "# A\n\na + b\n\nc + d\n";
  const { book } = bookFromFiles("/nowhere", new Map([["book/contents.md", "- [A](a/index.md)\n"], ["book/a/index.md", text]]));
  const [section] = book?.sections ?? [];
  if (section === undefined) throw new Error("no section");
  const { survivors } = readSurvivors("- path: a/index.md\n  change: + → -\n  in: a +\n  why: it is nothing\n");
  const mutantAt = (start: number, other = "-"): Mutant => ({ kind: "formula", change: "sign", section, span: { start: start as Offset, end: (start + 1) as Offset }, text: other, matters: true, within: { name: "a", text, at: start } });
  expect(explanationOf(mutantAt(text.indexOf("+")), survivors)?.why).toBe("it is nothing");
  expect(explanationOf(mutantAt(text.lastIndexOf("+")), survivors)).toBeNull();
  expect(explanationOf(mutantAt(text.indexOf("+"), "*"), survivors)).toBeNull();
});
