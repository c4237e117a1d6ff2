import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { commandArguments, projectFolder } from "../../tangle/index.ts";
import { mdbookFiles, pandocFile } from "./peers.ts";
import { finishedBook, scaled, sizeOf, syntheticBook } from "./synthetic.ts";
import { timed } from "./timing.ts";

const size = scaled(finishedBook, 0.1);
const files = syntheticBook(size);
const prose = [...files.values()].join("\n").replace(/```[^]*?```/g, "");

const formula = /\$\$[^]*?\$\$|\$[^$]+\$/g;

test("the same seed makes the same book, another seed another", () => {
  expect([...syntheticBook(size)]).toEqual([...files]);
  expect([...syntheticBook(size, { seed: 2 })]).not.toEqual([...files]);
});

test("the book has the size that was asked for", () => {
  const words = prose.replace(formula, "").split(/\s+/).length;
  const formulas = prose.match(formula)?.length ?? 0;
  const chunks = [...files.values()].join("\n").match(/^```ts (file|chunk)=/gm)?.length ?? 0;
  expect(words / size.words).toBeGreaterThan(0.9);
  expect(words / size.words).toBeLessThan(1.3);
  expect(formulas / size.formulas).toBeCloseTo(1, 0);
  expect(chunks / size.chunks).toBeCloseTo(1, 0);
});

test("a book's size is found in its texts: chapters with a program, and what stands in them", () => {
  const made = sizeOf(new Map([...files, ["book/preface.md", "# Preface\n\nNo $x$ counts.\n"], ["book/90-talk/index.md", "# Talk\n\nNor $x$.\n"]]));
  expect([made.chapters, made.sectionsPerChapter]).toEqual([size.chapters, size.sectionsPerChapter]);
  expect(made.chunks / size.chunks).toBeCloseTo(1, 0);
  expect(made.formulas / size.formulas).toBeCloseTo(1, 0);
  expect(made.words / size.words).toBeGreaterThan(0.9);
});

test("a made-up book can be proved: its cells and tests run, and nothing in it is derived", async () => {
  const root = mkdtempSync(join(tmpdir(), "made-up-"));
  try {
    for (const [path, text] of syntheticBook({ words: 200, formulas: 8, chunks: 8, chapters: 2, sectionsPerChapter: 1 }, { content: "proved" })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const run = (script: string, ...args: readonly string[]): Promise<unknown> => timed({ program: process.execPath, args: [...commandArguments(script), "--root", root, ...args], cwd: projectFolder });
    await run("tangle/cli.ts");
    await run("prove/cli.ts");
    await run("prove/cli.ts", "--check");
    await run("tangle/cli.ts", "--every-chapter");
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("a peer gets every chapter", () => {
  expect(mdbookFiles(files).get("src/SUMMARY.md")).toContain("(01-chapter/01-section.md)");
  expect(pandocFile(files)).not.toMatch(/^:::/m);
  expect(pandocFile(files).match(/^# Chapter number/gm)?.length).toBe(size.chapters);
});

test("a timing has the seconds and the memory of the process, and a failing command is an error with its output", async () => {
  const timing = await timed({ program: process.execPath, args: ["-e", "const a = Buffer.alloc(2e8, 1); setTimeout(() => a, 500)"], cwd: "." });
  expect(timing.seconds).toBeGreaterThan(0.4);
  expect(timing.megabytes).toBeGreaterThan(200);
  await expect(timed({ program: process.execPath, args: ["-e", "console.error('no luck'); process.exit(3)"], cwd: "." })).rejects.toThrow("exited with 3:\nno luck");
});
