import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { setText } from "../testing/setText.ts";
import { misplaced, misplacedInProgram, wordsOfPdf } from "./boxes.ts";

const folder = mkdtempSync(join(tmpdir(), "boxes-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function faultsOf(name: string, body: string): Promise<readonly string[]> {
  const source = `#import "/template/book.typ": *\n#show: book.with(title: "Boxes")\n#book-heading("head", 1, "h", [Boxes])\n\n${body}\n`;
  const made = await setText({ root: folder, source, files: new Map([["/template/speech.typ", "#let speech = ()"]]) });
  if (made.kind !== "made") throw new Error("the fixture has unknown characters");
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, made.pdf);
  return misplaced(wordsOfPdf(path)).map(({ fault, page, text }) => `${fault} ${page} ${text}`);
}

test("text in its column and notes in the margin are in place, on left and right pages", async () => {
  expect(await faultsOf("good", '#lorem(100)#note("a", 1, "n1")[A note #lorem(10)]; #lorem(600)#note("b", 2, "n2")[Another]; #lorem(20)')).toEqual([]);
});

test("a word that runs out of the page is found", async () => {
  expect(await faultsOf("wide", "#place(dx: 145mm)[awayaway]")).toEqual(["outside 1 awayaway"]);
});

test("a figure over both columns that stands at the head or the foot of a page is in its place, on left and right pages", async () => {
  const figure = (id: string): string => `#framed("${id}", "${id}", "Figure", [Caption], alt: "words", full: true, floats: true)[#box(width: 150mm)[left #h(1fr) right]]`;
  expect(await faultsOf("floats", `A word. ${figure("f")}\n\n#pagebreak()\n\nAnother. ${figure("g")}`)).toEqual([]);
});

test("a place to break at a line's end has no width", async () => {
  expect(await faultsOf("break", "#pagebreak() #place(dx: 118mm - 17pt)[#text(font: \"JetBrains Mono\", size: 9pt)[abcd\u{200b}]]")).toEqual([]);
});

test("a word upon another in the margin is found", async () => {
  expect(await faultsOf("upon", "#place(dx: 125mm)[one] #place(dx: 125mm)[two]")).toEqual(["overlapping 1 two"]);
});

test("a letter of a formula may reach into its index, but not upon another word", async () => {
  const margin = { page: 2, left: 60, right: 66, top: 100, bottom: 108 };
  const near = { page: 2, left: 64, right: 70, top: 102, bottom: 109 };
  expect(misplaced([{ ...margin, text: "𝑃" }, { ...near, text: "𝑘" }, { ...margin, page: 4, text: "𝑃" }, { ...near, page: 4, text: "12" }])).toEqual([]);
  expect(misplaced([{ ...margin, text: "𝑃" }, { ...near, text: "two" }]).map(({ fault }) => fault)).toEqual(["overlapping"]);
  expect(misplaced([{ ...margin, text: "1" }, { ...near, text: "2" }]).map(({ fault }) => fault)).toEqual(["overlapping"]);
});

test("many notes to one line stand one under the other, and move up from a page's foot", async () => {
  const notes = (from: number): string => [0, 1, 2, 3, 4].map((index) => `word#note("${from + index}", ${index + 1}, "m${from + index}")[#lorem(14)];`).join(" ");
  expect(await faultsOf("crowd", `${notes(1)}\n\n#v(165mm)\n\n${notes(10)}`)).toEqual([]);
});

test("more notes than a page's margin holds are set smaller", async () => {
  const notes = Array.from({ length: 12 }, (_, index) => `word#note("${index}", ${index + 1}, "s${index}")[#lorem(30)];`).join(" ");
  expect(await faultsOf("full", notes)).toEqual([]);
});

test("in the companion a word may stand in a column, over both in the head, and nowhere else", async () => {
  const word = (page: number, left: number, right: number, top = 100): Parameters<typeof misplacedInProgram>[0][number] => ({ page, text: `${page}:${left}`, left, right, top, bottom: top + 9 });
  // columns of right pages begin at 45.4 and 311.8 points, of left pages at 34 and 300.5
  const good = [word(3, 46, 290), word(3, 312, 560), word(3, 240, 420, 30), word(4, 35, 283), word(1, 46, 500)];
  const bad = [word(3, 36, 200), word(3, 46, 305), word(4, 35, 292), word(4, 301, 560), word(3, 46, 290, 805)];
  expect(misplacedInProgram([...good, ...bad]).map(({ text, fault }) => `${fault} ${text}`)).toEqual(bad.map(({ text }) => `outside ${text}`));
});
