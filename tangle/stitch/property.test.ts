import fc from "fast-check";
import { expect, it } from "vitest";
import { render } from "../text/diagnostic.ts";
import { fileId } from "../chunks/chunks.ts";
import { stitch } from "./stitch.ts";
import { instancesOf } from "./instances.ts";
import { tangler, tangleTexts, type Tangled } from "./tangled.ts";

// A small vocabulary makes equal lines common, which is what makes alignments hard.
const word: fc.Arbitrary<string> = fc.constantFrom("a();", "}", "  a();", "\tb", "", "  ", "<<a b>>", "@<<a b>>", "😀😀", "// Use one", "# x", "- x", "> x", "$ `x`", "    deep");

/** How a fence stands in its chapter: what precedes its first line and its other lines, and what ends all of them. */
const place = fc.constantFrom(
  { first: "", rest: "" },
  { first: "- ", rest: "  " },
  { first: "1.\t", rest: "\t" },
  { first: "> ", rest: "> " },
  { first: "> - ", rest: ">   " },
  { first: "  ", rest: "  " },
);

/** Chunk n uses chunk n + 1, if at all, so that no chunk is used twice; `useAt` says after which of its lines. */
const part = fc.record({ lines: fc.array(word, { maxLength: 5 }), useAt: fc.nat(5), indent: fc.constantFrom("", "  ", "\t"), place, split: fc.nat(5) });
const book = fc.record({ chunks: fc.array(part, { minLength: 1, maxLength: 4 }), crlf: fc.boolean(), language: fc.constantFrom("ts", "ts", "json") });

type Book = typeof book extends fc.Arbitrary<infer T> ? T : never;

const names = ["", "Use one", "Use two", "Use three"];

/** The chapter: each chunk in two fences, the second of which appends to the first. */
function chapterOf({ chunks, crlf, language }: Book): string {
  const fences = chunks.flatMap(({ lines, useAt, indent, place: at, split }, index) => {
    const escaped = lines.map((line) => line.replace(/^(@*<<)/, "@$1"));
    const use = index + 1 < chunks.length ? [`${indent}<<${names[index + 1]}>>`] : [];
    const body = [...escaped.slice(0, useAt), ...use, ...escaped.slice(useAt)];
    const head = index === 0 ? "file=src/a.ts" : `chunk="${names[index]}"`;
    const fence = (operation: string, content: readonly string[]): readonly string[] => [
      `${at.first}\`\`\`${language} ${head}${operation}`,
      ...content.map((line) => (line === "" ? at.rest.trimEnd() : at.rest + line)),
      `${at.rest}\`\`\``,
      "",
      "Prose.",
      "",
    ];
    return [...fence("", body.slice(0, split)), ...fence(" +=", body.slice(split))];
  });
  return ["# One", "", ...fences].map((line) => line + (crlf ? "\r\n" : "\n")).join("");
}

function chaptersOf(text: string): ReadonlyMap<string, string> {
  return new Map([["book/contents.md", "# T\n\n- [One](01-one/index.md)\n"], ["book/01-one/index.md", text]]);
}

function tangled(chapters: ReadonlyMap<string, string>): Tangled {
  const result = tangleTexts("/book", chapters);
  if (result.tangled === null) throw new Error(result.diagnostics.map(render).join(""));
  return result.tangled;
}

/** What happens to one line of the program: it stays, goes or becomes another, and lines come after it. */
const edit = fc.record({ own: fc.constantFrom("keep", "keep", "keep", "drop", "replace"), text: word, after: fc.array(word, { maxLength: 2 }) });

/** The program with each of its written lines edited; what comes after a line has the indentation of that line's chunk. */
function edited({ graph, layouts }: Tangled, edits: readonly (typeof edit extends fc.Arbitrary<infer T> ? T : never)[]): string {
  const layout = layouts.get("src/a.ts");
  const file = graph.chunks.get(fileId("src/a.ts"));
  if (layout === undefined || file === undefined) throw new Error("no src/a.ts");
  const instances = instancesOf(file, graph, 0);
  const indented = (indent: string, text: string): string => (text.trim() === "" ? text : indent + text);
  const lines = layout.lines.flatMap((line, index) => {
    const full = line.indent + line.text;
    const { own, text, after } = edits[index % edits.length] ?? { own: "keep", text: "", after: [] };
    if (line.origin.kind === "header") return index === 0 ? [full, ...after] : [full];
    const { indent } = line.origin.kind === "name" ? instances.startOf(instances.spotOf(line.origin)).instance : instances.spotOf(line.origin).instance;
    const added = after.map((each) => indented(indent, each));
    if (line.origin.kind === "name" || own === "keep") return [full, ...added];
    return own === "drop" ? added : [indented(indent, text), ...added];
  });
  return lines.map((line) => `${line}\n`).join("");
}

/** The book with no two lines alike, and edits that bring in none that it has: then no line can be taken for another. */
function distinct(shape: Book, edits: Edits): { readonly shape: Book; readonly edits: Edits } {
  let count = 0;
  const own = (line: string): string => (line.trim() === "" ? line : `${line} ${count++}`);
  const chunks = shape.chunks.map((each) => ({ ...each, lines: each.lines.map(own) }));
  return { shape: { ...shape, chunks }, edits: edits.map((each) => ({ ...each, text: own(each.text), after: each.after.map(own) })) };
}

type Edits = readonly (typeof edit extends fc.Arbitrary<infer T> ? T : never)[];

function expectStitched(shape: Book, edits: Edits, alike: "lines may be alike" | "no lines are alike"): void {
  const chapters = chaptersOf(chapterOf(shape));
  const before = tangled(chapters);
  const files = new Map([...before.layouts].map(([path, layout]) => [path, layout.text]));
  const text = edited(before, edits);
  const outcome = stitch({ tangle: tangler("/book"), base: { files, chapters }, program: new Map([["src/a.ts", text]]), chapters });
  // among lines that are alike, one may be taken for one of another chunk, which is refused if that is indented otherwise
  const refusal = outcome.kind === "refused" && outcome.diagnostics.every(({ code }) => code === "indentation");
  fc.pre(!refusal || (alike === "no lines are alike" && shape.language === "ts"));
  if (outcome.kind !== "clean") throw new Error(outcome.diagnostics.map(render).join(""));
  const after = new Map([...chapters, ...outcome.chapters]);
  expect(tangled(after).layouts.get("src/a.ts")?.text).toBe(text);
  expect(new Set(after.get("book/01-one/index.md")?.match(/\r?\n/g))).toEqual(new Set([shape.crlf ? "\r\n" : "\n"]));
}

const edits = fc.array(edit, { minLength: 1, maxLength: 12 });

it("edits that touch no generated line are stitched, and the chapters then tangle to the edited program", () => {
  fc.assert(fc.property(book, edits, (shape, changes) => expectStitched(shape, changes, "lines may be alike")), { numRuns: 150 });
});

it("where no two lines are alike, none is taken for another", () => {
  fc.assert(
    fc.property(book, edits, (shape, changes) => {
      const told = distinct(shape, changes);
      expectStitched(told.shape, told.edits, "no lines are alike");
    }),
    { numRuns: 150 },
  );
});

it("any other text in place of the program is stitched faithfully or refused, never half", () => {
  fc.assert(
    fc.property(book, fc.array(fc.oneof(word, fc.nat(40)), { maxLength: 20 }), (shape, lines) => {
      const chapters = chaptersOf(chapterOf(shape));
      const before = tangled(chapters);
      const files = new Map([...before.layouts].map(([path, layout]) => [path, layout.text]));
      const old = (files.get("src/a.ts") ?? "").split("\n").slice(0, -1);
      const text = lines.map((line) => `${typeof line === "string" ? line : (old[line % (old.length + 1)] ?? "")}\n`).join("");
      const outcome = stitch({ tangle: tangler("/book"), base: { files, chapters }, program: new Map([["src/a.ts", text]]), chapters });
      fc.pre(outcome.kind !== "conflict");
      if (outcome.kind === "refused") expect(outcome.diagnostics).not.toEqual([]);
      else expect(outcome.program.get("src/a.ts")?.text).toBe(text);
    }),
    { numRuns: 150 },
  );
});
