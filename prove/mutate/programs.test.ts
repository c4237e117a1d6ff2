import fc from "fast-check";
import { expect, test } from "vitest";
import { bookFromFiles, chunkGraph, expandAt, hasErrors, layoutOf, render, type Book, type ChunkGraph } from "../../tangle/index.ts";
import type { Mutant } from "./mutant.ts";
import { nativeReaders, operatorMutants } from "./operators/operators.ts";
import { changedProgram, chapterPrograms, layoutsOf } from "./programs.ts";
import { testFinder, type ReachingTests } from "./reach.ts";

type Files = Readonly<Record<string, string>>;

function tangled(files: Files): { readonly book: Book; readonly graph: ChunkGraph } {
  const contents = Object.keys(files).map((path) => `- [${path}](${path})\n`).join("");
  const { book } = bookFromFiles("/nowhere", new Map([["book/contents.md", contents], ...Object.entries(files).map(([path, text]) => [`book/${path}`, text] as const)]));
  if (book === null) throw new Error("no book");
  const { graph, diagnostics } = chunkGraph(book);
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(render).join(""));
  return { book, graph };
}

async function mutantsOf(ready: ReturnType<typeof tangled>): Promise<readonly Mutant[]> {
  const readers = await nativeReaders(new Set(["c", "wgsl"]));
  return ready.book.sections.flatMap((section) => operatorMutants(section, chapterPrograms(ready), readers));
}

const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\`\n\n`;

const inList = ["- In a list:", "", '  ```ts chunk="Sum"', "  if (a < b) {", "  \treturn a - b;", "  }", "  return a + b;", "  ```", "", ""].join("\n");

const files: Files = {
  "01-a/index.md": [
    "# A\n\n",
    fence("ts file=src/a.ts", 'export function f(a: number, b: number): number {\n  const s = "<<x>>";\n  <<Sum>>\n}\n\nexport function g(a: number, b: number): number {\n    <<Sum>>\n}'),
    inList,
    fence("c file=src/k.c", "int k(int a) {\n  return a * 2 - 1;\n}"),
    fence("ts file=src/f.test.ts", 'import "./a.ts";'),
    fence("ts file=src/b.ts", 'import "./a.ts";'),
    fence("ts file=src/b.test.ts", 'import "./b.ts";'),
    fence("ts file=src/c.test.ts", 'import "./b.test.ts";'),
    fence("ts file=src/other.test.ts", "export const one = 2 - 1;"),
  ].join(""),
  "02-b/index.md": `# B\n\n${fence('ts chunk="01-a/Sum" +=', "// never reached\nvoid (a ** b);")}${fence("ts file=src/a.ts +=", "export const h = 4 / 2;")}`,
};

test("the program with a change in it is what the changed chapter tangles to", async () => {
  const ready = tangled(files);
  const mutants = await mutantsOf(ready);
  expect(mutants.length).toBeGreaterThan(5);
  for (const mutant of mutants) {
    const { text } = mutant.section.source;
    const changedText = text.slice(0, mutant.span.start) + mutant.text + text.slice(mutant.span.end);
    const again = tangled({ ...files, [mutant.section.path.slice("book/".length)]: changedText });
    const change = changedProgram(chapterPrograms(ready), mutant);
    if (change === null) throw new Error("in no program");
    expect(change.program.chapter).toBe(mutant.section.chapter);
    const texts = (layouts: ReturnType<typeof layoutsOf>): readonly (readonly string[])[] => layouts.map(({ path, text: each }) => [path, each]);
    expect(texts(layoutsOf(change))).toEqual(texts(expandAt(again.book, again.graph, mutant.section.chapter).map(layoutOf)));
    expect(change.changed.map(({ path }) => path)).toEqual([mutant.within.name === "src/k.c" ? "src/k.c" : "src/a.ts"]);
  }
});

test("a change in one chapter changes no program of an earlier one", async () => {
  const ready = tangled(files);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...(await mutantsOf(ready))), async (mutant) => {
      const change = changedProgram(chapterPrograms(ready), mutant);
      expect(change?.program.chapter).toBeGreaterThanOrEqual(mutant.section.chapter);
    }),
  );
});

test("text that no program has is told apart", async () => {
  const ready = tangled({ "01-a/index.md": `# A\n\n${fence("ts file=src/a.ts", "<<Work>>")}${fence('ts chunk="Work"', "1 + 1;")}${fence('ts chunk="Work" :=', "2 - 2;")}` });
  const changes = (await mutantsOf(ready)).map((mutant) => changedProgram(chapterPrograms(ready), mutant));
  expect(changes.map((change) => change?.changed.map(({ path }) => path) ?? null)).toEqual([null, ["src/a.ts"]]);
});

test("tests that reach a change stand in the order of their distance; a test that does not is none of them", async () => {
  const ready = tangled(files);
  const [mutant] = await mutantsOf(ready);
  const change = mutant === undefined ? null : changedProgram(chapterPrograms(ready), mutant);
  expect(change === null ? null : testFinder()(change)).toEqual({ near: ["src/f.test.ts"], far: ["src/b.test.ts", "src/c.test.ts"] });
});

test("a native source that no module names may be behind every test, and one that is named behind those that reach it", async () => {
  const named = { ...files, "01-a/index.md": `${files["01-a/index.md"]}${fence("ts file=src/n.test.ts", 'const source = "./k.c";')}` };
  const reached = async (texts: Files): Promise<ReachingTests | null> => {
    const ready = tangled(texts);
    const mutant = (await mutantsOf(ready)).find(({ within }) => within.name === "src/k.c");
    const change = mutant === undefined ? null : changedProgram(chapterPrograms(ready), mutant);
    return change === null ? null : testFinder()(change);
  };
  expect(await reached(files)).toEqual({ near: ["src/b.test.ts", "src/c.test.ts", "src/f.test.ts", "src/other.test.ts"], far: [] });
  expect(await reached(named)).toEqual({ near: ["src/n.test.ts"], far: [] });
});
