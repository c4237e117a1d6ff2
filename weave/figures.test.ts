/** Drawings in the three editions: the same drawing, each time in the edition's own inks and faces. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { figureGlobals } from "../prove/figures/globals.ts";
import { renderFigure } from "../prove/figures/render.ts";
import { inks as houseInks } from "../prove/figures/style.ts";
import { writeEpub } from "./epub/write.ts";
import { bookDrawing, drawingRules, printDrawing, screenDrawing, widthOf } from "./figures.ts";
import { writeHtml } from "./html/write.ts";
import { runChecker } from "./java.ts";
import { palette, paper } from "./palette.ts";
import { writePdf } from "./pdf/write.ts";
import { smallBook } from "./testing/smallBook.ts";
import type { BookDocument, BookDrawing } from "./tree.ts";
import { walk } from "./walk.ts";

const folder = mkdtempSync(join(tmpdir(), "figures-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { Plot } = figureGlobals() as { Plot: Record<string, (...given: unknown[]) => unknown> };
let drawing: BookDrawing;

beforeAll(async () => {
  const data = [{ order: 0, bits: 4.4 }, { order: 8, bits: 0.9 }];
  const line = Plot["lineY"]?.(data, { x: "order", y: "bits", stroke: "accent", label: "where it answers" });
  const rendered = await renderFigure(Plot["plot"]?.({ marks: [line], y: { label: "bits a letter" } }), { id: "ladder", alt: "as drawn" });
  if (!rendered.ok) throw new Error(rendered.message);
  drawing = { svg: rendered.svg, csv: rendered.csv, csvName: "ladder.csv", width: rendered.width, height: rendered.height };
});

test("the house's inks are the palette's on light paper", () => {
  const known: Readonly<Record<string, { readonly light: string }>> = { ...palette, paper };
  for (const [name, colour] of Object.entries(houseInks)) expect(known[name]?.light).toBe(colour);
});

test("on the screen a drawing has the theme's variables, a layout for a page and one for a phone, and its alternative text", () => {
  const html = screenDrawing(drawing, "Bits < 5, falling.");
  expect(html).toContain('stroke="var(--accent, #96201f)"');
  expect([...html.matchAll(/<svg class="(\w+)"/g)].map((match) => match[1])).toEqual(["wide", "narrow"]);
  expect([...html.matchAll(/<desc id="([^"]*)">([^<]*)</g)].map((match) => [match[1], match[2]])).toEqual([
    ["drawing-ladder-desc", "Bits &lt; 5, falling."],
    ["drawing-ladder-desc-narrow", "Bits &lt; 5, falling."],
  ]);
  expect(html).not.toContain("display=");
});

test("in print a drawing has one layout, print's inks and its face, and no variable", () => {
  const svg = printDrawing(drawing);
  expect(svg).toContain(`stroke="${palette.accent.print}"`);
  expect(svg).toContain('font-family="Source Serif 4, STIX Two Math"');
  expect(svg).not.toMatch(/var\(|narrow/);
});

test("in an EPUB a drawing has colours for light paper, and classes that dark paper changes", () => {
  const svg = bookDrawing(drawing, "");
  expect(svg).toMatch(/class="[\w -]*accent-line[^>]* stroke="#96201f"/);
  expect(svg).not.toMatch(/var\(|font-family/);
  const used = new Set([...svg.matchAll(/class="([^"]*)"/g)].flatMap((match) => (match[1] ?? "").split(" ")));
  for (const name of [...used].filter((each) => each !== "wide" && each !== "narrow")) expect(drawingRules()).toContain(`.drawing .${name} {`);
});

test("what is no drawing of the prover's is our own mistake", () => {
  expect(() => printDrawing({ ...drawing, svg: "<p>no</p>" })).toThrow("internal: a drawing is not laid out as `prove` writes it");
});

test.each([[250, "margin"], [310, "column"], [580, "column"], [880, "full"]] as const)("%d pixels are set at the width of the %s", (width, name) => {
  expect(widthOf({ width })).toBe(name);
});

describe("a book with drawings", () => {
  const text = `# Figures

A first line.[^note]

[^note]: In the margin.

:::figure{#fig-ladder alt="Bits fall."}
\`\`\`ts figure="ladder"
Plot.plot({});
\`\`\`

The caption.
:::
`;
  const document = (changed: Partial<BookDrawing> = {}): BookDocument => {
    const made = smallBook({ "1-one/index.md": text }).document;
    for (const page of made.pages) {
      walk(page.tree, (node) => {
        if (node.type === "bookBlock" && node.kind === "figure") node.drawing = { ...drawing, ...changed };
      });
    }
    return made;
  };
  const job = (output: string, changed: Partial<BookDrawing> = {}) => ({ root: folder, document: document(changed), output: join(folder, output), progress: () => {} });

  test("gives the data in HTML beside the page, by a link behind the caption", async () => {
    expect((await writeHtml(job("html"))).diagnostics).toEqual([]);
    const html = readFileSync(join(folder, "html/1-one/index.html"), "utf8");
    expect(html).toContain('<a class="figure-data" href="ladder.csv" download="ladder.csv">Data (CSV)</a>');
    expect(readFileSync(join(folder, "html/1-one/ladder.csv"), "utf8")).toBe("order,bits\n0,4.4\n8,0.9\n");
    expect(html).toContain('<desc id="drawing-ladder-desc">Bits fall.</desc>');
    expect(html).not.toContain("Not drawn yet");
  });

  test.each([580, 880, 250])("is a PDF with the drawing's words as text, at a width of %d", async (width) => {
    expect((await writePdf(job(`${width}.pdf`, { width }))).diagnostics).toEqual([]);
    const words = execFileSync("pdftotext", ["-layout", join(folder, `${width}.pdf`), "-"], { encoding: "utf8" });
    for (const word of ["bits a letter", "where it answers", "The caption."]) expect(words).toContain(word);
  });

  test("is an EPUB without an error or a warning of EPUBCheck, its drawing inline and nothing remote", async () => {
    expect((await writeEpub(job("book.epub"))).diagnostics).toEqual([]);
    const { stdout } = runChecker("epubcheck", ["--failonwarnings", join(folder, "book.epub")]);
    expect(stdout).toContain("Messages: 0 fatals / 0 errors / 0 warnings / 0 infos");
    const files = unzipSync(readFileSync(join(folder, "book.epub")));
    const page = Object.entries(files).find(([path, bytes]) => path.endsWith(".xhtml") && strFromU8(bytes).includes('class="drawing"'));
    expect(strFromU8(page?.[1] ?? new Uint8Array())).toContain("where it answers");
    expect(strFromU8(files["EPUB/content.opf"] ?? new Uint8Array())).toMatch(/properties="svg"/);
  });
});
