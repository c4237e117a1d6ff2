import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bookFromFiles, chunkGraph, prepare, type ReadyBook } from "../../tangle/index.ts";
import { benchLines, benchProgram } from "./program.ts";

function bookOf(...benchmarks: readonly string[]): ReadyBook {
  const fences = benchmarks.map((name) => `\`\`\`ts file=src/${name}.bench.ts\n1;\n\`\`\`\n`).join("\n");
  const { book } = bookFromFiles("/nowhere", new Map([["book/contents.md", "# T\n\n- [A](a.md)\n"], ["book/a.md", `# A\n\n${fences}`]]));
  if (book === null) throw new Error("no book");
  return { book, graph: chunkGraph(book).graph, texts: new Map() };
}

test("each value is printed in a unit that suits it, with its ratio", () => {
  expect(
    benchLines([
      { name: "naive", value: 2.5, unit: "s", baseline: null, ratio: null },
      { name: "blocked", value: 0.0123, unit: "s", baseline: "naive", ratio: 0.00492 },
      { name: "tiny", value: 4.12e-7, unit: "s", baseline: "naive", ratio: 1.65e-7 },
      { name: "memory", value: 12, unit: "MB", baseline: null, ratio: null },
    ]),
  ).toEqual(["  naive         2.5 s", "  blocked     12.3 ms   0.00492 × naive", "  tiny         412 ns   1.65e-7 × naive", "  memory        12 MB"]);
});

test("a book without benchmarks says so", async () => {
  const printed: string[] = [];
  expect(await benchProgram(bookOf(), [], (line) => printed.push(line))).toEqual({ runs: [], failed: [] });
  expect(printed).toEqual(["the book has no `*.bench.ts` yet"]);
});

test.each([
  [[], "there is no `model.bench.ts`: the book has no benchmarks"],
  [["models", "tensor"], "there is no `model.bench.ts`; did you mean `models`?"],
  [["matmul", "tensor"], "there is no `model.bench.ts`; there are `matmul`, `tensor`"],
])("of %j no one is called `model`", async (names, mistake) => {
  expect(await benchProgram(bookOf(...names), ["model"], () => {})).toEqual({ mistake });
});

test("values are printed by file, and at their end it is said that no other program was timed", async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "bench-program-")));
  try {
    mkdirSync(join(root, "book"));
    const fence = '```ts file=src/sum.bench.ts\nimport { bench } from "vitest";\n\nbench("a sum", () => void (1 + 1), { time: 5, warmupTime: 1 });\n```\n';
    for (const [name, text] of [["contents.md", "# T\n\n- [A](a.md)\n"], ["book.yml", "title: T\n"], ["a.md", `# A\n\n${fence}`]] as const) writeFileSync(join(root, "book", name), text);
    const { ready } = prepare(root);
    const printed: string[] = [];
    await benchProgram(ready!, [], (line) => printed.push(line));
    expect(printed).toEqual([expect.stringMatching(/^src\/sum\.bench\.ts\n  a sum +[\d.]+ (ns|µs|ms)$/), "timed: this program alone; other programs' figures were not taken on this machine"]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("a file that ran other programs says which, and which it skipped", async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "bench-peers-")));
  try {
    mkdirSync(join(root, "book"));
    const fence = '```ts file=src/sum.bench.ts\nimport { bench } from "vitest";\n\nconsole.log("beside: an abacus 1.0");\nconsole.log("skipped: a slide rule is not installed: get one");\nbench("a sum", () => void (1 + 1), { time: 5, warmupTime: 1 });\n```\n';
    for (const [name, text] of [["contents.md", "# T\n\n- [A](a.md)\n"], ["book.yml", "title: T\n"], ["a.md", `# A\n\n${fence}`]] as const) writeFileSync(join(root, "book", name), text);
    const printed: string[] = [];
    const result = await benchProgram(prepare(root).ready!, [], (line) => printed.push(line));
    expect("runs" in result && result.runs.map(({ beside }) => beside)).toEqual([["an abacus 1.0"]]);
    expect(printed).toEqual([expect.stringMatching(/^src\/sum\.bench\.ts\n {2}beside: an abacus 1\.0\n {2}skipped: a slide rule is not installed: get one\n {2}a sum +[\d.]+ (ns|µs|ms)$/)]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
