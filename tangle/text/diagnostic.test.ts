import { expect, test } from "vitest";
import { hasErrors, locate, mistake, render, sortDiagnostics } from "./diagnostic.ts";
import { source, type Offset } from "./span.ts";

const text = source("book/a.md", "one\n\t<<Fly>>\r\nthree\n");
const at = (start: number, end: number) => ({ source: text, span: { start: start as Offset, end: end as Offset } });

test("a mistake shows its place, its line with a marker below it, notes and a cure", () => {
  const diagnostic = {
    ...mistake("unknown-chunk", "no chunk is named `Fly`", at(5, 12)),
    notes: [{ message: "`Flee` is defined here", at: at(15, 18) }, { message: "there are no others" }],
    cure: "write `Flee`",
  };
  expect(render(diagnostic)).toBe(
    [
      "book/a.md:2:2: error[unknown-chunk]: no chunk is named `Fly`",
      "  2 │ \t<<Fly>>",
      "    ╵ \t~~~~~~~",
      "book/a.md:3:2: note: `Flee` is defined here",
      "  note: there are no others",
      "  cure: write `Flee`",
      "",
    ].join("\n"),
  );
});

test("a marker is at least one wide and ends with its line", () => {
  const marks = [at(3, 3), at(1, 20), at(20, 20)].map((place) => render(mistake("x", "y", place)).split("\n")[2]);
  expect(marks).toEqual(["    ╵    ~", "    ╵  ~~", "    ╵ ~"]);
});

test("of a long line what stands around the mistake is shown", () => {
  const long = source("book/a.md", `${"a".repeat(300)}WRONG${"b".repeat(300)}\n`);
  const framed = (start: number, end: number): readonly string[] => render(mistake("x", "y", { source: long, span: { start: start as Offset, end: end as Offset } })).split("\n").slice(1, 3);
  expect(framed(300, 305)).toEqual([`  1 │ …${"a".repeat(60)}WRONG${"b".repeat(95)}…`, `    ╵ ${" ".repeat(61)}~~~~~`]);
  expect(framed(0, 1)).toEqual([`  1 │ ${"a".repeat(160)}…`, "    ╵ ~"]);
  expect(framed(600, 605)).toEqual([`  1 │ …${"b".repeat(160)}`, `    ╵ ${" ".repeat(156)}~~~~~`]);
  expect(framed(300, 605)).toEqual([`  1 │ …${"a".repeat(60)}WRONG${"b".repeat(95)}…`, `    ╵ ${" ".repeat(61)}${"~".repeat(101)}`]);
});

test("no half of a character is shown where a long line is cut", () => {
  const whales = source("book/a.md", `a${"🐋".repeat(200)}\n`);
  const shownAt = (start: number): string => render(mistake("x", "y", { source: whales, span: { start: start as Offset, end: (start + 2) as Offset } })).split("\n")[1] ?? "";
  expect(shownAt(201)).toBe(`  1 │ …${"🐋".repeat(80)}…`);
  expect(shownAt(0)).toBe(`  1 │ a${"🐋".repeat(79)} …`);
  expect(shownAt(202)).toBe(`  1 │ … ${"🐋".repeat(79)} …`);
});

test("a bare path has no line", () => {
  const diagnostic = { ...mistake("missing-file", "`book/b.md` does not exist", { path: "book/b.md" }), severity: "warning" } as const;
  expect(render(diagnostic)).toBe("book/b.md: warning[missing-file]: `book/b.md` does not exist\n");
  expect(locate(diagnostic.at)).toEqual({ path: "book/b.md", line: 1, column: 1 });
});

test("mistakes are sorted by the order of the book, then by place; the same one stands once", () => {
  const mistakes = [mistake("b", "m", at(5, 6)), mistake("a", "m", at(5, 6)), mistake("c", "m", at(0, 1)), mistake("d", "m", { path: "z.md" }), mistake("c", "m", at(0, 1))];
  expect(sortDiagnostics(mistakes, (path) => (path === "z.md" ? 0 : 1)).map(({ code }) => code)).toEqual(["d", "c", "a", "b"]);
});

test("warnings are not errors", () => {
  expect(hasErrors([{ ...mistake("a", "m", { path: "a" }), severity: "warning" }])).toBe(false);
  expect(hasErrors([mistake("a", "m", { path: "a" })])).toBe(true);
});
