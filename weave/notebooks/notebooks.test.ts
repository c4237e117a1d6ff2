/** The notebooks of a small foreign book and of the real one: valid, whole, with what was recorded. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, posix } from "node:path";
import { inflateRawSync } from "node:zlib";
import type ajv from "ajv";
import { describe, expect, test } from "vitest";
import { readDocument } from "../build.ts";
import { noCache } from "../cache.ts";
import { codeIn, type Notebook, type NotebookCell } from "./notebook.ts";
import { notebookTexts } from "../testing/realBook.ts";
import { setUp } from "./introduction.ts";
import { reachable } from "./program.ts";
import { unknownNames } from "./unknownNames.ts";
import { withSameKinds } from "./sameKind.ts";
import { notebookSchema } from "./schema.ts";
import { notebooksOf } from "./whole.ts";
import { readerOf } from "./write.ts";

const project = join(import.meta.dirname, "../..");
// a CommonJS module whose default export Node and the test runner read differently
const { default: Ajv } = createRequire(import.meta.url)("ajv") as typeof ajv;
const isValid = new Ajv({ allErrors: true }).compile(notebookSchema);

function notebooksUnder(root: string): ReadonlyMap<string, Notebook> {
  const { document } = readDocument(root, { cache: noCache, staleness: "show" });
  if (document === null) throw new Error(`the book under ${root} cannot be read`);
  return notebooksOf(document, { picture: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : null), readyMade: "export {};", read: readerOf(root) });
}

/** What the first cell of code of a notebook puts beside it, by path. */
function packedIn({ cells }: Notebook): ReadonlyMap<string, string> {
  const [, packed = ""] = /atob\(`([^`]*)`\)/.exec(cells.find(({ cell_type }) => cell_type === "code")?.source.join("") ?? "") ?? [];
  return new Map(packed === "" ? [] : Object.entries(JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString()) as Record<string, string>));
}

const real: ReadonlyMap<string, Notebook> = new Map([...notebookTexts()].map(([name, text]) => [name, JSON.parse(text) as Notebook]));
const coffee = notebooksUnder(join(project, "weave/fixtures/coffee"));
const source = ({ source: lines }: NotebookCell): string => lines.join("");
const cellsOf = (name: string): readonly NotebookCell[] => coffee.get(name)?.cells ?? [];
const code = (name: string, id: string): NotebookCell & { cell_type: "code" } => {
  const cell = cellsOf(name).find((each) => each.id === id);
  if (cell?.cell_type !== "code") throw new Error(`no cell ${id}`);
  return cell;
};
const prose = (name: string): string => cellsOf(name).filter(({ cell_type }) => cell_type === "markdown").map(source).join("\n");

/** What the text of a module or a cell imports by a relative path, from the notebooks' folder. */
const importsOf = (path: string, text: string): readonly string[] => [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]*)"/g)].map(([, target = ""]) => posix.join(posix.dirname(path), target));

describe.each([["the small foreign book", coffee], ["the real book", real]])("%s", (_, notebooks) => {
  test("has notebooks that are valid by the schema, with ids that are there once", () => {
    expect(notebooks.size).toBeGreaterThan(0);
    for (const [name, notebook] of notebooks) {
      isValid(notebook);
      expect([name, isValid.errors ?? []]).toEqual([name, []]);
      expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
    }
  });

  test("imports the program of its own chapter, of which all that it reaches is in the notebook itself, as are the data and records that are asked for", () => {
    expect([...notebooks.values()].some((notebook) => packedIn(notebook).size > 1)).toBe(true);
    for (const [name, notebook] of notebooks) {
      const packed = packedIn(notebook);
      const program = [...packed].filter(([path]) => path.endsWith(".ts"));
      const wanted = codeIn(notebook).flatMap((text) => importsOf(name, text));
      expect(new Set(wanted.filter((path) => path.includes("/src/")).map((path) => path.split("/src/")[0])).size, name).toBeLessThanOrEqual(1);
      const inside = program.flatMap(([path, text]) => importsOf(path, text));
      expect([...wanted, ...inside].filter((path) => !packed.has(path)), name).toEqual([]);
      expect(program.filter(([, text]) => text.includes('"#src/') || text.includes("sourceMappingURL")).map(([path]) => path)).toEqual([]);
      for (const record of codeIn(notebook).flatMap((text) => [...text.matchAll(/(?<![.\w])(experiment|measurement)\("([^"]+)"\)/g)])) expect(packed.has(`program/records/${record[1]}s/${record[2]}.json`), `${name}: ${record[0]}`).toBe(true);
    }
  });

  test("imports its program by a path from the notebooks' folder, and shows drawings without the theme's variables", () => {
    const all = [...notebooks.values()].flatMap(({ cells }) => cells);
    expect(all.filter((cell) => cell.cell_type === "code" && source(cell).includes("#src/")).map(({ id }) => id)).toEqual([]);
    expect(JSON.stringify(all)).not.toContain("var(--");
  });

  test("uses no name in a cell that no cell of its notebook gives", () => {
    for (const [name, { cells }] of notebooks) {
      const codes = cells.flatMap((cell) => (cell.cell_type === "code" ? [source(cell)] : []));
      expect([name, unknownNames(codes)]).toEqual([name, []]);
    }
  });

  test("declares a name always as the same kind", () => {
    for (const [name, { cells }] of notebooks) {
      const codes = cells.flatMap((cell) => (cell.cell_type === "code" ? [source(cell)] : []));
      expect([name, withSameKinds(codes)]).toEqual([name, codes]);
    }
  });

  test("ends each figure's cell in showing it, once it is drawn", () => {
    const figures = [...notebooks.values()].flatMap(({ cells }) => cells.filter(({ metadata }) => metadata.tags?.includes("figure")));
    expect(figures.filter((cell) => !/^await show\([^]*\);?$/m.test(source(cell))).map(({ id }) => id)).toEqual([]);
  });
});

test("a notebook without an id, or with an output of an unknown kind, is not valid", () => {
  const [, notebook] = [...coffee][0] ?? [];
  if (notebook === undefined) throw new Error("no notebook");
  const [first, ...rest] = notebook.cells;
  expect(isValid(notebook)).toBe(true);
  expect(isValid({ ...notebook, cells: [{ ...first, id: "not an id" }, ...rest] })).toBe(false);
  expect(isValid({ ...notebook, cells: [{ ...first, cell_type: "code", execution_count: null, outputs: [{ output_type: "picture" }] }] })).toBe(false);
});

test("each chapter has one", () => {
  expect([...coffee.keys()]).toEqual(["01-grinding.ipynb", "02-brewing.ipynb"]);
});

test("what was recorded stands under its cell: lines, a table, an image, a drawing, an error", () => {
  expect(code("01-grinding.ipynb", "cell-1").outputs).toEqual([{ output_type: "stream", name: "stdout", text: ["0.03\n"] }]);
  expect(code("01-grinding.ipynb", "cell-3").outputs).toEqual([
    { output_type: "error", ename: "RangeError", evalue: "surface: a radius of -1 😀", traceback: ["RangeError: surface: a radius of -1 😀"] },
  ]);
  const kinds = ({ outputs }: NotebookCell & { cell_type: "code" }): unknown => outputs.map((output) => ("data" in output ? Object.keys(output.data)[0] : output.output_type));
  expect(kinds(code("02-brewing.ipynb", "cell-1"))).toEqual(["text/markdown"]);
  expect(kinds(code("02-brewing.ipynb", "bed"))).toEqual(["image/png", "image/svg+xml"]);
  expect(kinds(code("01-grinding.ipynb", "cell-2"))).toEqual(["image/svg+xml"]);
});

test("cells that the book folds, that fail on purpose, or that measure are marked", () => {
  expect(code("01-grinding.ipynb", "cell-2").metadata).toEqual({ tags: ["figure", "hide-input"], jupyter: { source_hidden: true } });
  expect(code("01-grinding.ipynb", "cell-3").metadata).toEqual({ tags: ["raises-exception"] });
  expect(code("02-brewing.ipynb", "cell-2").metadata).toEqual({ tags: ["measurement"] });
});

test("prose, formulas, chunks and references are Markdown", () => {
  const text = prose("01-grinding.ipynb");
  expect(text).toContain("# 1 Grinding");
  expect(text).toContain("## 1.1 How fine");
  expect(text).toContain("$$\n\\frac{S}{V} = \\frac{4\\pi r^2}{\\frac{4}{3}\\pi r^3} = \\frac{3}{r} \\tag{1.1}\n$$");
  expect(text).toContain("What is $S/V$ of a cube of side $a$?");
  expect(text).toContain("[Equation 1.1](../html/01-grinding/01-how-fine.html#eq-surface)");
  expect(text).toContain("`src/grind.ts` ≡\n\n```ts\n<<Say what a grind is>>");
  expect(text).toContain("At 100 micrometres it is 0.03.<sup>1</sup>");
  expect(text).toContain("> **Note 1.** In my grinder");
  // a check of a derivation is run by the book's tools only
  expect(text).not.toContain("given({");
});

test("a cell for what the others find without importing it names just that", () => {
  expect(source(code("02-brewing.ipynb", "set-up"))).toBe('import { Plot, show, table, experiment } from "./program/book.js";');
  expect(setUp(['show(graphviz("digraph {}"));']).map(({ text }) => text)).toEqual(['import { graphviz, show } from "./program/book.js";']);
  expect(setUp(["console.log(reshow(1), Plots);"])).toEqual([]);
  expect(setUp(["show(table([]));", "const sum = () => {\n  const table = 1;\n  return table;\n};"]).map(({ text }) => text)).toEqual(['import { show, table } from "./program/book.js";']);
  // the program asks for its data what stands there
  expect(setUp(['import { data } from "./program/01-a/src/data.ts";']).map(({ text }) => text)).toEqual(['import "./program/book.js";']);
});

test("an experiment is shown and not run: cells read what was recorded of it", () => {
  expect(prose("02-brewing.ipynb")).toContain("```ts\nlet [drops, level] = [0, 0];\nlet chance = 7 * seed;");
  expect(source(code("02-brewing.ipynb", "cell-pots"))).toContain('experiment("drops").runs');
});

test("solutions that the book prints at its end stand in the section of their exercises, whose names they use", () => {
  const ids = real.get("01-markov-chains.ipynb")?.cells.map(({ id }) => id) ?? [];
  expect(ids).toContain("cell-row-entropies");
  expect(ids.indexOf("cell-row-entropies")).toBeGreaterThan(ids.indexOf("cell-imports-exercises"));
  expect([...real.keys()]).not.toContain("solutions.ipynb");
  expect(prose("01-grinding.ipynb")).toMatch(/### Solutions\n\n\*\*Solution\*\*\. \[Exercise 1\.1\][^\n]*\n\n\$6a\^2\/a\^3 = 6\/a\$\./);
});

test("only the program's own paths are rewritten", () => {
  expect(reachable('import { a } from "#src/a/b.ts"; "#srcery"', "./program/01-a/")).toBe('import { a } from "./program/01-a/src/a/b.ts"; "#srcery"');
});

test("a chapter's notebook runs on the program as that chapter's end has it", () => {
  const grind = (chapter: string): string => packedIn(coffee.get(`${chapter}.ipynb`) as Notebook).get(`program/${chapter}/src/grind.ts`) ?? "";
  expect([grind("01-grinding").includes("function surface"), grind("01-grinding").includes("function total")]).toEqual([true, false]);
  expect([grind("02-brewing").includes("function surface"), grind("02-brewing").includes("function total")]).toEqual([true, true]);
  expect(source(code("01-grinding.ipynb", "cell-1"))).toContain('from "./program/01-grinding/src/grind.ts"');
  expect(source(code("02-brewing.ipynb", "in-c"))).toContain('from "./program/02-brewing/src/native/grains.ts"');
});
