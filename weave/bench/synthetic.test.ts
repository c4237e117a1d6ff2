import { expect, test } from "vitest";
import { mdbookFiles, pandocFile } from "./peers.ts";
import { finishedBook, scaled, syntheticBook } from "./synthetic.ts";
import { timed } from "./timing.ts";

const size = scaled(finishedBook, 0.1);
const files = syntheticBook(size);
const prose = [...files.values()].join("\n").replace(/```[^]*?```/g, "");

const formula = /\$\$[^]*?\$\$|\$[^$]+\$/g;

test("the same seed makes the same book, another seed another", () => {
  expect([...syntheticBook(size)]).toEqual([...files]);
  expect([...syntheticBook(size, 2)]).not.toEqual([...files]);
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
