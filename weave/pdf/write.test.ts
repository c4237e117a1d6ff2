import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chunkGraph, readBook, render } from "../../tangle/index.ts";
import { documentOf, type BookDocument } from "../index.ts";
import { formulasInPrint } from "../testing/formulasInPrint.ts";
import { misplaced, misplacedInProgram, wordsOfPdf } from "./boxes.ts";
import { falseHeads, outlineOf } from "./heads.ts";
import { writePdf } from "./write.ts";

const folder = mkdtempSync(join(tmpdir(), "pdf-"));
const coffee = join(folder, "coffee");
const pdf = join(folder, "coffee.pdf");
const program = join(folder, "coffee-program.pdf");
let document: BookDocument;

beforeAll(async () => {
  cpSync(fileURLToPath(new URL("../fixtures/coffee", import.meta.url)), coffee, { recursive: true });
  document = documentIn(coffee);
  expect(await writePdf({ root: coffee, document, output: pdf, companion: program, progress: () => {} })).toEqual({ diagnostics: [], written: [pdf, program] });
});
afterAll(() => rmSync(folder, { recursive: true }));

function documentIn(root: string): BookDocument {
  const { book } = readBook(root);
  if (book === null) throw new Error(`no book in ${root}`);
  return documentOf(book, chunkGraph(book).graph).document;
}

function bookOf(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, name);
  for (const [path, text] of Object.entries({ "contents.md": "# Book\n\n- [One](one.md)\n", "book.yml": "title: Book\ndate: 2026-01-02\n", ...files })) {
    mkdirSync(dirname(join(root, "book", path)), { recursive: true });
    writeFileSync(join(root, "book", path), text);
  }
  return root;
}

async function pdfOf(name: string, files: Readonly<Record<string, string>>): Promise<{ readonly messages: readonly string[]; readonly text: string; readonly path: string }> {
  const root = bookOf(name, files);
  const path = join(folder, `${name}.pdf`);
  const { diagnostics, written } = await writePdf({ root, document: documentIn(root), output: path, progress: () => {} });
  return { messages: diagnostics.map(render), text: written.length === 0 ? "" : tool("pdftotext", "-layout", path, "-"), path };
}

/** What a tool prints; one that is missing is named with its cure. */
function tool(name: "pdftotext" | "pdfinfo" | "pdffonts" | "qpdf", ...args: readonly string[]): string {
  try {
    return execFileSync(name, args, { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    throw new Error(`${name} is missing: run \`apt-get install ${name === "qpdf" ? "qpdf" : "poppler-utils"}\` or \`brew install ${name === "qpdf" ? "qpdf" : "poppler"}\``);
  }
}

const flat = (text: string): string => text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, " ");

test.each([["the book", pdf], ["the companion", program]])("qpdf finds nothing wrong in %s", (_, path) => {
  expect(tool("qpdf", "--check", path)).toContain("No syntax or stream encoding errors found");
});

test("every face is embedded, as a subset that can be read back", () => {
  const faces = tool("pdffonts", pdf).trim().split("\n").slice(2);
  expect(faces.length).toBeGreaterThan(5);
  expect(faces.filter((line) => !/ yes yes yes /.test(line))).toEqual([]);
});

test("the PDF is tagged, and says its title, language, authors and date", () => {
  const facts = tool("pdfinfo", pdf);
  expect(facts).toMatch(/Title: +Coffee by Numbers/);
  expect(facts).toMatch(/Author: +The Fixture/);
  expect(facts).toMatch(/Tagged: +yes/);
  expect(facts).toMatch(/Page size: +498\.898 x 708\.661 pts/);
  expect(tool("pdfinfo", "-meta", pdf)).toContain("<pdfuaid:part>1</pdfuaid:part>");
  expect(tool("qpdf", "--qdf", "--object-streams=disable", pdf, "-")).toMatch(/\/Lang \(en/);
});

test("every heading of the book is in it", () => {
  const text = flat(tool("pdftotext", pdf, "-"));
  const headings = document.pages.flatMap((page) => [page.titleText, ...page.headings.map((heading) => heading.text)]);
  expect(headings.filter((heading) => !text.includes(flat(heading)))).toEqual([]);
});

test("the glossary says what the listed terms mean, and the index leads from their synonyms to them", () => {
  const text = flat(tool("pdftotext", pdf, "-"));
  expect(text).toContain("extraction yield — The share of the dry coffee that the water has dissolved, dissolved / dry. Also called solubles yield or yield.");
  expect(text).toContain("coffee ground, see particle");
});

test("it has as many formulas as the tree, those of a card once, each with its spoken form", () => {
  const objects = tool("qpdf", "--qdf", "--object-streams=disable", pdf, "-");
  const formulas = objects.split("endobj").filter((object) => /\/S \/Formula\b/.test(object));
  expect(formulas.length).toBe(formulasInPrint(document));
  expect(formulas.filter((object) => !object.includes("/Alt"))).toEqual([]);
});

test("no word is out of place", () => {
  expect(misplaced(wordsOfPdf(pdf))).toEqual([]);
  expect(misplacedInProgram(wordsOfPdf(program))).toEqual([]);
});

test("a second run makes the same bytes", async () => {
  const [again, beside] = [join(folder, "again.pdf"), join(folder, "again-program.pdf")];
  await writePdf({ root: coffee, document: documentIn(coffee), output: again, companion: beside, progress: () => {} });
  expect(readFileSync(again).equals(readFileSync(pdf))).toBe(true);
  expect(readFileSync(beside).equals(readFileSync(program))).toBe(true);
});

test("after a change of one chapter only what holds it is set again, to the bytes of a run from nothing", async () => {
  const root = bookOf("edited", {
    "contents.md": "# Book\n\n- [One](one.md)\n- [Two](two.md)\n- [Three](three.md)\n",
    "one.md": "# One\n\nSee [two](#two).\n", "two.md": "# Two {#two}\n\nSee [three](#three).\n", "three.md": "# Three {#three}\n\nText.\n",
  });
  const passes = join(root, "output/.cache/volumes/book");
  const made = async (name: string, kept = {}): Promise<Buffer> => {
    const output = join(folder, `${name}.pdf`);
    expect(await writePdf({ root, document: documentIn(root), output, progress: () => {}, ...kept })).toEqual({ diagnostics: [], written: [output] });
    return readFileSync(output);
  };
  await made("edited-before");
  const before = new Set(readdirSync(passes));
  writeFileSync(join(root, "book/two.md"), "# Two {#two}\n\nSee, as was said, [three](#three).\n");
  const after = await made("edited-after");
  // two passes of the one chapter, of which the second has its pages, and the volume
  expect(readdirSync(passes).filter((name) => !before.has(name)).map((name) => name.slice(name.indexOf("."))).toSorted()).toEqual([".json", ".json", ".json", ".pdf", ".pdf"]);
  expect(after.equals(await made("edited-anew", { kept: join(root, "kept-anew") }))).toBe(true);
  const day = new Set(readdirSync(passes));
  writeFileSync(join(root, "book/book.yml"), "title: Book\ndate: 2026-01-03\n");
  await made("edited-later");
  // the date stands before the text alone
  expect(readdirSync(passes).filter((name) => !day.has(name) && name.endsWith(".pdf"))).toHaveLength(2);
});

test("links from one chapter into another lead to the page that they say, and the contents are tagged as such", () => {
  const objects = tool("qpdf", "--qdf", "--object-streams=disable", pdf, "-").split("endobj").map((each) => [/(\d+) 0 obj/.exec(each)?.[1] ?? "", each] as const);
  const kids = /\/Kids \[([^\]]*)\]/.exec(objects.find(([, text]) => text.includes("/Type /Pages"))?.[1] ?? "")?.[1] ?? "";
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, number = ""]) => number);
  const arrays = new Map(objects);
  const links = objects.flatMap(([, text]) => {
    const said = /\/Contents \(page (\d+)\)/.exec(text)?.[1];
    const goal = /\/Dest (?:\[\s*(\d+) 0 R|(\d+) 0 R)/.exec(text);
    const page = goal?.[1] ?? /\[\s*(\d+) 0 R/.exec(arrays.get(goal?.[2] ?? "") ?? "")?.[1];
    return said === undefined ? [] : [[Number(said), pages.indexOf(page ?? "") + 1]];
  });
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter(([said, page]) => said !== page)).toEqual([]);
  expect(objects.filter(([, text]) => text.includes("gathering:"))).toEqual([]);
  const count = (role: string): number => objects.filter(([, text]) => text.includes(`/S /${role}\n`)).length;
  expect(count("TOC")).toBe(1);
  expect(count("TOCI")).toBe(document.pages.length + document.parts.filter(({ title }) => title !== null).length);
});

test("the companion is tagged, and says whose program it is", () => {
  const facts = tool("pdfinfo", program);
  expect(facts).toMatch(/Title: +Coffee by Numbers: the program/);
  expect(facts).toMatch(/Tagged: +yes/);
  expect(tool("pdfinfo", "-meta", program)).toContain("<pdfuaid:part>1</pdfuaid:part>");
});

test("what is set aside stands once in the companion and not in the book, with the page by which the book refers to it", () => {
  const [inBook, inProgram] = [pdf, program].map((path) => flat(tool("pdftotext", "-raw", path, "-")));
  const hidden = "static napi_value total(napi_env env, napi_callback_info info) {";
  const check = "yield (3 / n) * sum(r.map((each) => 1 / each - 1 / m));";
  for (const line of [hidden, check]) expect([inBook?.split(line).length, inProgram?.split(line).length]).toEqual([1, 2]);
  const pageWith = (line: string): number => tool("pdftotext", "-raw", program, "-").split("\f").findIndex((text) => flat(text).includes(line)) + 1;
  expect(inBook).toContain(`Some code is set aside on p. P${pageWith(hidden)}.`);
  expect(inBook).toContain(`check on p. P${pageWith(check)}`);
  expect(inBook).toContain(`src/native/addon.c P${pageWith(hidden)}`);
  expect(inProgram).toContain("src/native/addon.c ≡ § 2.3");
});

test("a book that sets nothing aside has no companion, and says nothing of one", async () => {
  const root = bookOf("bare", { "one.md": "# One\n\nText.\n" });
  const [output, companion] = [join(folder, "bare.pdf"), join(folder, "bare-program.pdf")];
  expect(await writePdf({ root, document: documentIn(root), output, companion, progress: () => {} })).toEqual({ diagnostics: [], written: [output] });
  expect(existsSync(companion)).toBe(false);
  expect(tool("pdftotext", output, "-")).not.toContain("program.pdf");
});

test("running heads say what their pages hold", () => {
  expect(falseHeads(wordsOfPdf(pdf), outlineOf(pdf), document.pages)).toEqual([]);
  const contents = tool("pdftotext", "-f", "3", "-l", "3", pdf, "-");
  expect(contents).toMatch(/^Contents/);
});

test.each([["a display", 6], ["several displays", 3]])("no line of a derivation of %s stands alone on a page, wherever it begins", async (_, length) => {
  const rows = ["first", "second", "third", "fourth", "fifth", "sixth"];
  const display = (some: readonly string[], mark: string): string => `$$\n\\begin{aligned}\n${some.map((row) => `x &= y && \\text{${row}${mark}}`).join(" \\\\\n")}\n\\end{aligned}\n$$\n`;
  const displays = rows.flatMap((_row, at) => (at % length === 0 ? [rows.slice(at, at + length)] : []));
  const derivation = (mark: string): string => `:::derivation{unchecked="it shows lines"}\n${displays.map((some) => display(some, mark)).join("\n")}:::\n`;
  const marks = Array.from({ length: 16 }, (_, index) => String.fromCharCode(97 + index));
  const filler = (lines: number): string => Array.from({ length: lines }, () => "A line of text.").join("\n\n");
  const { messages, path } = await pdfOf(`alone-${length}`, { "one.md": `# One\n\n${marks.map((mark, index) => `${filler(26 + index)}\n\n${derivation(mark)}`).join("\n")}` });
  expect(messages).toEqual([]);
  const pageOf = new Map(wordsOfPdf(path).map(({ text, page }) => [text, page]));
  const split = marks.filter((mark) => new Set(rows.map((row) => pageOf.get(row + mark) ?? 0)).size !== 1 || !pageOf.has(`first${mark}`));
  expect(split).toEqual([]);
});

test("a figure leaves no hole where it does not fit, but for one that a colon announces", async () => {
  const square = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300"/></svg>';
  const filler = (lines: number): string => Array.from({ length: lines }, () => "A line of text.").join("\n\n");
  const figure = (id: string, end: string): string => `${filler(30)}\n\nBefore${id}${end}\n\n:::figure{#fig-${id} alt="A square"}\n![A square](square.svg)\n\nCaption${id}.\n:::\n\nBehind${id}\n\n`;
  const { messages, path } = await pdfOf("floats", { "one.md": `# One\n\n${figure("a", ".")}`, "two.md": `# Two\n\n${figure("b", ":")}`, "contents.md": "# Book\n\n- [One](one.md)\n- [Two](two.md)\n", "square.svg": square });
  expect(messages).toEqual([]);
  const pageOf = new Map(wordsOfPdf(path).map(({ text, page }) => [text, page]));
  const pages = (id: string, end: string): readonly number[] => [`Before${id}${end}`, `Caption${id}.`, `Behind${id}`].map((word) => (pageOf.get(word) ?? 0) - (pageOf.get(`Before${id}${end}`) ?? 0));
  expect([pages("a", "."), pages("b", ":")]).toEqual([[0, 1, 0], [0, 1, 1]]);
});

test("every reference prints the page on which its chunk stands, whatever moves when it is printed", async () => {
  const count = 60;
  const items = Array.from({ length: count }, (_, index) => index);
  const uses = items.map((item) => `<<Do item q${item}>>`).join("\n");
  const definition = (item: number): string => `${"A line of text, and another.\n\n".repeat(5 + (item * 7) % 23)}\`\`\`ts chunk="Do item q${item}"\ndo${item}();\n\`\`\`\n`;
  const { messages, text, path } = await pdfOf("references", { "one.md": `# One\n\n\`\`\`ts file="src/one.ts"\n${uses}\n\`\`\`\n\n${items.map(definition).join("\n")}` });
  expect(messages).toEqual([]);
  const pageOf = new Map(wordsOfPdf(path).map((word) => [word.text, word.page]));
  const printed = new Map([...text.matchAll(/q(\d+)\s+(\d+)⟩/g)].map(([, item, page]) => [Number(item), Number(page)]));
  expect(items.map((item) => printed.get(item))).toEqual(items.map((item) => pageOf.get(`do${item}();`)));
  expect(new Set(printed.values()).size).toBeGreaterThan(20);
});

test("chunks say where they are used, continued and replaced", () => {
  const text = flat(tool("pdftotext", pdf, "-"));
  expect(text).toMatch(/⟨Say what a grind is⟩ ≡/);
  expect(text).toMatch(/Used on p\. \d+\./);
  expect(text).toMatch(/Continued on p\. \d+\./);
  expect(text).toMatch(/Replaces what stands on p\. \d+\./);
  expect(text).toMatch(/Replaced on p\. \d+\./);
});

test("without pandoc the edition is skipped, and says what cures it", async () => {
  const { skipped, written } = await writePdf({ root: coffee, document, output: pdf, progress: () => {} }, { command: "no-such-pandoc", wasmFolder: folder });
  expect(written).toEqual([]);
  expect(skipped).toMatch(/pandoc is not installed: run `apt-get install pandoc`/);
});

test("text comes out as it was written", async () => {
  const line = "From 9:30 to 1:3 it costs $5 or $7, a << b, x_y * z, #7, @ref, -5 -- 6, 50% ~ 1/2 and so on...";
  const { text, messages } = await pdfOf("text", { "one.md": `# One\n\n${line}\n\n1986\\. A year, no list.\n` });
  expect(messages).toEqual([]);
  expect(flat(text)).toContain(line);
  expect(flat(text)).toContain("1986. A year, no list.");
});

test("code keeps its signs, and a long line goes on behind a mark", async () => {
  const long = `const letters = "${"abcdef ".repeat(12)}";`;
  const { text } = await pdfOf("code", { "one.md": `# One\n\n\`\`\`text\n∂ ∇ ‖ ᵢⱼ ≡ ⟨⟩ 🐳\n${long}\n\`\`\`\n` });
  expect(text).toContain("∂ ∇ ‖ ᵢⱼ ≡ ⟨⟩ 🐳");
  expect(text).toMatch(/abcdef\n +↪.* abcdef/);
});

test("a formula that cannot be set is an error at its place, and nothing is written", async () => {
  const { messages, text } = await pdfOf("formula", { "one.md": "# One\n\nHere $a + \\rule{1em}{1em}$ stands.\n" });
  expect(messages).toEqual([
    "book/one.md:3:11: error[unsupported-formula]: the PDF edition cannot set `\\rule`\n  3 │ Here $a + \\rule{1em}{1em}$ stands.\n    ╵           ~\n",
  ]);
  expect(text).toBe("");
});

test("a character that no face has is spelled out, with a warning at its first place", async () => {
  const { messages, text } = await pdfOf("glyph", { "one.md": "# One\n\nThe sun is 日.\n" });
  expect(messages).toEqual([
    "book/one.md:3:12: warning[missing-glyph]: no face of the PDF edition has `日`, so its code point is printed, U+65E5\n  3 │ The sun is 日.\n    ╵            ~\n",
  ]);
  expect(text).toContain("The sun is ‹U+65E5›.");
});

test("notes to a piece of code that is split between pages do not break PDF/UA", async () => {
  const code = Array.from({ length: 90 }, (_, index) => `line ${index}`).join("\n");
  const { messages, path } = await pdfOf("notes", { "one.md": `# One\n\nText[^a].\n\n\`\`\`text\n${code}\n\`\`\`\n\nMore[^b].\n\n[^a]: A note.\n\n[^b]: With $x$.\n\n    - and a list\n` });
  expect(messages).toEqual([]);
  expect(misplaced(wordsOfPdf(path))).toEqual([]);
});
