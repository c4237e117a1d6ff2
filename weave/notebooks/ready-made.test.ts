/** What notebooks find ready made draws and shows what the book does, with nothing but its one file. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { printDrawing } from "../figures.ts";
import { bundleReadyMade } from "./bundle.ts";
import { licencesOf } from "./licences.ts";

// a folder with nothing beside it: a package that the file still asked for would not be found
const folder = mkdtempSync(join(tmpdir(), "book-ready-made-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "book.mjs");
const { code, packages } = await bundleReadyMade();
writeFileSync(path, code);
const { Plot, formsOf, graphviz, experiment, measurement } = await import(pathToFileURL(path).href) as typeof import("./ready-made.ts") & { readonly Plot: Readonly<Record<string, (...given: unknown[]) => unknown>>; readonly graphviz: (dot: string) => unknown };

/** Without a figure's name, which a notebook does not know, and what is made of it. */
const unnamed = (svg: string | undefined): string | undefined => svg?.replace(/<title[^]*?<\/desc>\s*/, "").replace(/drawing-(?:shown-\d+|surface)-/g, "");

/** The file of the foreign book's evidence that has such a name, which has a hash in it. */
function recordedAt(section: string, name: RegExp): string {
  const folder = join(import.meta.dirname, "../fixtures/coffee/book/evidence", section);
  const found = readdirSync(folder).filter((each) => name.test(each));
  if (found.length !== 1) throw new Error(`${found.length} files of ${section} are ${name}`);
  return join(folder, found.join(""));
}

test("every package in it, and what those were built from, has its licence beside it", () => {
  const licences = licencesOf(packages);
  for (const name of ["@observablehq/plot", "d3-scale", "linkedom", "svgo", "css-tree", "@hpcc-js/wasm-graphviz", "fflate"]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((?:MIT|ISC|Apache-2\\.0)\\)\\n\\n\\S`, "m"));
  }
  expect(licences).not.toMatch(/^typescript /m);
});

test("experiments and measurements are read from beside the file", () => {
  mkdirSync(join(folder, "records/experiments"), { recursive: true });
  writeFileSync(join(folder, "records/experiments/drops.json"), '{"runs":[{"seed":2,"drops":198}]}');
  expect(experiment("drops")).toEqual({ runs: [{ seed: 2, drops: 198 }] });
  expect(() => measurement("drops")).toThrow(/no such file/);
});

test("a figure is the one that the book recorded", async () => {
  const radii = Array.from({ length: 20 }, (_, i) => 50 * (i + 1));
  const figure = Plot["plot"]?.({
    x: { label: "radius, micrometres" },
    y: { label: "surface for each unit of volume" },
    marks: [Plot["lineY"]?.(radii, { x: radii, y: radii.map((r) => 3 / r) })],
  });
  const recorded = readFileSync(recordedAt("01-grinding/01-how-fine", /^surface\.\w+\.svg$/), "utf8");
  const forms = await formsOf(figure, "");
  expect(unnamed(forms?.["image/svg+xml"])).toBe(unnamed(printDrawing({ svg: recorded, csv: null, csvName: null, width: 580, height: 310 })));
});

test("a graph is drawn", async () => {
  expect((await formsOf(graphviz("digraph { a -> b }"), "an arrow"))?.["image/svg+xml"]).toMatch(/^<svg [^]*an arrow[^]*<path /);
});

test("a list of plots is one figure, not a list", async () => {
  const panel = Plot["plot"]?.({ marks: [Plot["dot"]?.([[1, 2]])] });
  expect((await formsOf([panel, panel], ""))?.["image/svg+xml"]).toMatch(/^<svg /);
});

test("an image is the PNG file that the book recorded", async () => {
  const side = 24;
  const depth = (i: number): number => Math.hypot((i % side) - 11.5, Math.floor(i / side) - 11.5) / 17;
  const recorded = readFileSync(recordedAt("02-brewing/01-how-long", /^bed-1\.\w+\.png$/));
  expect((await formsOf({ width: side, height: side, data: Array.from({ length: side * side }, (_, i) => depth(i)) }, ""))?.["image/png"]).toBe(recorded.toString("base64"));
});

test("a table is Markdown, and text where that is not shown; anything else has no form but text", async () => {
  expect(await formsOf([{ radius: 100, sign: "a|b" }, { radius: 20, sign: "c" }], "")).toEqual({
    "text/markdown": "| radius | sign |\n| --: | --- |\n| 100 | a\\|b |\n| 20 | c |",
    "text/plain": "radius  sign\n   100  a|b\n    20  c",
  });
  expect(formsOf("text", "")).toBeNull();
});
