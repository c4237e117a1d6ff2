/** Whole books as EPUB: validated by EPUBCheck, read by Chromium and axe, their links and formulas counted. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { strFromU8, unzipSync } from "fflate";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chunkGraph, readBook, render } from "../../tangle/index.ts";
import { cases } from "../../tangle/testing/fullRun.ts";
import { documentOf } from "../document.ts";
import type { EditionResult } from "../edition.ts";
import { formulasOf } from "../formulas.ts";
import { launchBrowser } from "../html/browser.ts";
import { runChecker } from "../java.ts";
import type { BookDocument } from "../tree.ts";
import { textOf } from "../walk.ts";
import { aceViolations } from "./ace.ts";
import { writeEpub } from "./write.ts";

const require = createRequire(import.meta.url);
const fixtures = resolve(import.meta.dirname, "../fixtures");
const folder = mkdtempSync(join(tmpdir(), "epub-"));
const books = ["coffee", "html/hard", "epub/plain"] as const;
const made = new Map<string, { readonly document: BookDocument; readonly file: string; readonly files: ReadonlyMap<string, string> }>();

beforeAll(async () => {
  for (const book of books) {
    const file = join(folder, `${book.replace("/", "-")}.epub`);
    const { document, result } = await weave(join(fixtures, book), file);
    if (result.written.length === 0) throw new Error(result.skipped ?? result.diagnostics.map(render).join(""));
    const files = Object.entries(unzipSync(readFileSync(file))).map(([path, bytes]) => [path, strFromU8(bytes)] as const);
    made.set(book, { document, file, files: new Map(files) });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function weave(root: string, output: string): Promise<{ readonly document: BookDocument; readonly result: EditionResult }> {
  const { book } = readBook(root);
  if (book === null) throw new Error(`no book in ${root}`);
  const { document } = documentOf(book, chunkGraph(book).graph);
  return { document, result: await writeEpub({ root, document, output, progress: () => {} }) };
}

function edition(book: string): NonNullable<ReturnType<typeof made.get>> {
  const found = made.get(book);
  if (found === undefined) throw new Error(`${book} was not woven`);
  return found;
}

const pagesOf = (book: string): readonly (readonly [string, string])[] => [...edition(book).files].filter(([path]) => path.endsWith(".xhtml"));
const matches = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const words = (text: string): string => text.replace(/[\s\u2061]+/g, " ").trim();

test("the glossary says what the listed terms mean, and the index leads from their synonyms to them", () => {
  const text = pagesOf("coffee").map(([, page]) => page).join("\n");
  expect(words(text.replace(/<[^>]*>/g, ""))).toContain("extraction yield — The share of the dry coffee that the water has dissolved, dissolved / dry. Also called solubles yield or yield.");
  expect(text).toMatch(/<li>coffee ground, see <em><a href="[^"]*#term-particle">particle<\/a><\/em> <b><a href="[^"]*#term-particle">[^<]*<\/a><\/b><\/li>/);
});

// that of coffee passes it in `weave/book.test.ts` too
test.each(cases<(typeof books)[number]>(["html/hard", "epub/plain"], ["coffee"]))("the EPUB of %s passes EPUBCheck without an error or a warning", (book) => {
  const { stdout, stderr, status } = runChecker("epubcheck", ["--failonwarnings", edition(book).file]);
  expect(stderr).toBe("");
  expect(stdout).toContain("Messages: 0 fatals / 0 errors / 0 warnings / 0 infos");
  expect(status).toBe(0);
});

describe.each(books)("the EPUB of %s", (book) => {
  test("begins with its media type, stored", () => {
    const bytes = readFileSync(edition(book).file);
    expect(bytes.toString("latin1", 30, 58)).toBe("mimetypeapplication/epub+zip");
  });

  test("has every formula of the tree once", () => {
    const { inline, display } = formulasOf(edition(book).document);
    const formulas = pagesOf(book).flatMap(([, page]) => matches(page, /<math [^>]*?(display="block"|)[^>]*>/g));
    const blocks = pagesOf(book).flatMap(([, page]) => matches(page, /(<math [^>]*display="block")/g));
    expect([formulas.length, blocks.length]).toEqual([inline + display, display]);
  });

  test("has every title and heading of the tree, in its order", () => {
    const titles = edition(book).document.pages.flatMap((page) => [
      words(`${page.number ?? ""} ${page.title.every((node) => node.type === "text") ? textOf([...page.title]) : ""}`),
      ...page.headings.map(({ text }) => text),
    ]);
    const printed = pagesOf(book).flatMap(([, page]) => matches(page, /<h[1-6][^>]*>([\s\S]*?)<\/h[1-6]>/g)).map((markup) => words(plain(markup)));
    let from = 0;
    for (const title of titles) {
      const found = printed.findIndex((heading, index) => index >= from && heading.startsWith(title));
      expect([title, found]).not.toEqual([title, -1]);
      from = found + 1;
    }
  });

  test("has only links that lead to a file and an anchor in it", () => {
    const { files } = edition(book);
    const broken = pagesOf(book).flatMap(([path, page]) =>
      matches(page, /\s(?:href|src)="([^"]*)"/g)
        .filter((link) => !/^https?:/.test(link))
        .filter((link) => {
          const [target = "", anchor] = link.split("#");
          const file = target === "" ? path : join(dirname(path), target);
          return !files.has(file) || (anchor !== undefined && !(files.get(file) ?? "").includes(` id="${anchor}"`));
        })
        .map((link) => `${path}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  test("is made of the same bytes a second time", async () => {
    const again = join(folder, "again.epub");
    await weave(join(fixtures, book), again);
    expect(readFileSync(again).equals(readFileSync(edition(book).file))).toBe(true);
  });
});

describe("an EPUB in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    for (const book of books) {
      for (const [path, bytes] of Object.entries(unzipSync(readFileSync(edition(book).file)))) {
        mkdirSync(dirname(join(folder, book, path)), { recursive: true });
        writeFileSync(join(folder, book, path), bytes);
      }
    }
  });
  afterAll(() => browser.close());

  test.each(cases<(typeof books)[number]>(["coffee"], ["html/hard", "epub/plain"]))("has nothing that DAISY Ace objects to, in %s", async (book) => {
    expect(await aceViolations(edition(book).file, browser)).toEqual([]);
  });

  test("is accessible by axe on a phone in the dark, and as wide as the screen", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, colorScheme: "dark" });
    const tab = await context.newPage();
    const found: string[] = [];
    for (const [book, path] of books.flatMap((each) => pagesOf(each).map(([page]) => [each, page] as const))) {
      await tab.goto(pathToFileURL(join(folder, book, path)).href);
      await tab.evaluate(() => { for (const each of document.querySelectorAll("details")) each.open = true; });
      const excess = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (excess > 0) found.push(`${book}/${path} is ${excess} pixels too wide`);
      await tab.addScriptTag({ path: require.resolve("axe-core/axe.min.js") });
      const violations = await tab.evaluate(async () => {
        const axe = (window as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } }).axe;
        // a page of a book is no page of a site: its parts are known by the package's navigation, not by landmarks
        const result = await axe.run({ resultTypes: ["violations"], rules: { region: { enabled: false }, "landmark-one-main": { enabled: false }, "page-has-heading-one": { enabled: false } } });
        return result.violations.map(({ id, impact, nodes }) => `${impact}: ${id}: ${nodes[0]?.html}`);
      });
      found.push(...violations.map((violation) => `${book}/${path}: ${violation}`));
    }
    await context.close();
    expect(found).toEqual([]);
  });
});

describe("what cannot be an EPUB", () => {
  async function mistakesOf(section: string): Promise<readonly string[]> {
    const root = mkdtempSync(join(folder, "bad-"));
    mkdirSync(join(root, "book"));
    writeFileSync(join(root, "book/book.yml"), "title: Bad\n");
    writeFileSync(join(root, "book/contents.md"), "# Bad\n\n- [Page](page.md)\n");
    writeFileSync(join(root, "book/page.md"), section);
    const { result } = await weave(root, join(root, "bad.epub"));
    expect(result.written).toEqual([]);
    return result.diagnostics.map(render);
  }

  test("a formula that Temml refuses is an error at its place", async () => {
    expect(await mistakesOf("# Page\n\nA formula $\\href{https://example.org}{x}$.\n")).toEqual([
      [
        "book/page.md:3:11: error[formula]: MathML cannot set this formula: Unsupported function name: \\href",
        "  3 │ A formula $\\href{https://example.org}{x}$.",
        "    ╵           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
        "",
      ].join("\n"),
    ]);
  });

  test("a picture of a kind that no reader shows is an error at its place", async () => {
    expect(await mistakesOf("# Page\n\n![A drawing](drawing.tiff)\n")).toEqual([
      [
        "book/page.md:3:1: error[image]: an EPUB shows only SVG, PNG, JPEG, GIF and WebP: `drawing.tiff`",
        "  3 │ ![A drawing](drawing.tiff)",
        "    ╵ ~~~~~~~~~~~~~~~~~~~~~~~~~~",
        "",
      ].join("\n"),
    ]);
  });
});

const plain = (markup: string): string =>
  markup.replace(/<math[\s\S]*?<\/math>/g, "").replace(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
