/** For tests: three editions of a book, read back with the tools that readers' programs are. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { unzipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";
import { chosen, isFullRun } from "../../tangle/testing/fullRun.ts";
import { formulasOf } from "../formulas.ts";
import { launchBrowser } from "../html/browser.ts";
import { stepsOf } from "../html/formulaSteps.ts";
import { runChecker } from "../java.ts";
import { misplaced, misplacedInProgram, wordsOfPdf } from "../pdf/boxes.ts";
import { uncovered } from "../pdf/coverage.ts";
import { spelledOut } from "../pdf/glyphs.ts";
import { falseHeads, outlineOf } from "../pdf/heads.ts";
import { saidOf } from "../proofWords.ts";
import type { BookDocument } from "../tree.ts";
import { walk } from "../walk.ts";
import { brokenLinks } from "./brokenLinks.ts";
import { finderIn } from "./finder.ts";
import { formulasInPrint } from "./formulasInPrint.ts";
import { codeLinesIn, shownIn } from "./shown.ts";

/** Runs a system tool that `setup.mjs` installs; its output, or an error that names the cure. */
function tool(name: string, ...args: readonly string[]): string {
  const run = spawnSync(name, args, { encoding: "utf8", maxBuffer: 1e9 });
  if (run.error) throw new Error(`${name} is missing: run npm run setup`);
  if (run.status !== 0) throw new Error(`${name} ${args.join(" ")} exited with ${run.status}:\n${run.stdout}${run.stderr}`);
  return run.stdout + run.stderr;
}

/** Letters and digits only: what two editions must share whatever their typography does to spaces, quotes and ligatures. */
const letters = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Letters and digits of a volume in the order in which its pages are set, column by column, without their heads: a line may go on over the page. */
function bodyLetters(pdf: string): string {
  return letters(tool("pdftotext", "-raw", pdf, "-").split("\f").map((page) => page.slice(page.indexOf("\n") + 1)).join("\n"));
}

/** Makes it when it is first asked for: what takes seconds on a book of a thousand pages is asked for by several tests. */
function once<T extends object | string>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

/** What to read back: where the editions are, and what they were made from, which may be known only when the tests run. */
export interface ReadBack {
  readonly output: string;
  readonly document: () => BookDocument;
}

/** So many pages of an EPUB are set in a normal run, however long the book is. */
const widthsInNormalRun = 40;

/** Declares the tests. */
export function readBack({ output, document: made }: ReadBack): void {
  let document: BookDocument;
  beforeAll(() => void (document = made()), 0);

  /** Titles of pages and the headings in them. */
  const headings = (): readonly string[] => document.pages.flatMap((page) => [page.titleText, ...page.headings.map(({ text }) => text)]);
  const formulas = (): number => formulasOf(document).inline + formulasOf(document).display;
  const inSteps = (): number => {
    let sum = 0;
    for (const { tree } of document.pages) {
      walk(tree, (node) => {
        if (node.type !== "bookMath" && node.type !== "math") return;
        for (const { reason } of stepsOf(node.value) ?? []) sum += 1 + reason.filter((part) => "formula" in part).length;
      });
    }
    return sum;
  };

  /** HTML's files by path relative to the edition. */
  const html = once((): ReadonlyMap<string, string> => {
    const paths = new Set(filesBelow(join(output, "html")).filter((path) => path.endsWith(".html")).map((path) => path.slice(join(output, "html").length + 1)));
    // the pages of the book first, in its order, in which most is looked for
    const inOrder = new Set([...document.pages.map(({ href }) => href).filter((href) => paths.has(href)), ...paths]);
    return new Map([...inOrder].map((path) => [path, readFileSync(join(output, "html", path), "utf8")]));
  });
  /** The pages of the book: not the front page, which shows some of it a second time, and not those that the edition makes. */
  const inPages = (): readonly string[] => document.pages.map(({ href }) => html().get(href) ?? "");
  const epub = once((): ReadonlyMap<string, string> => {
    const entries = unzipSync(readFileSync(join(output, "book.epub")));
    return new Map(Object.entries(entries).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
  });
  const print = once(() => tool("pdftotext", join(output, "book.pdf"), "-"));
  const wordsOfBook = once(() => wordsOfPdf(join(output, "book.pdf")));
  /** PDF's objects, unpacked. */
  const objects = once(() => execFileSync("qpdf", ["--qdf", "--object-streams=disable", join(output, "book.pdf"), "-"], { maxBuffer: 1e9 }).toString("latin1"));

  /** Letters and digits of each edition's text. */
  const readable = once((): Readonly<Record<"html" | "pdf" | "epub", string>> => {
    // what goes on over a page is parted by a running head and a number, two blocks at the page's top: the text without them too
    const withoutHeads = print().replace(/\f(?:[^\n]+\n\n){2}/g, "\n");
    return {
      html: letters([...html().values()].join(" ").replace(/<[^>]*>/g, "")),
      pdf: `${letters(print())} ${letters(withoutHeads)}`,
      epub: letters([...epub()].filter(([path]) => path.endsWith(".xhtml")).map(([, text]) => text).join(" ").replace(/<[^>]*>/g, "")),
    };
  });

  test("HTML: every page is there, and every link leads somewhere", () => {
    const pages = html();
    expect(document.pages.map(({ href }) => href).filter((href) => !pages.has(href))).toEqual([]);
    const others = new Set(filesBelow(join(output, "html")).map((path) => path.slice(join(output, "html").length + 1)));
    expect(brokenLinks(pages, others)).toEqual([]);
  });

  test("EPUB: EPUBCheck has nothing to say, and every link leads somewhere", () => {
    const { stdout, stderr, status } = runChecker("epubcheck", ["--failonwarnings", join(output, "book.epub")]);
    expect([stderr, status]).toEqual(["", 0]);
    expect(stdout).toContain("0 fatals / 0 errors / 0 warnings / 0 infos");
    const all = epub();
    const pages = new Map([...all].filter(([path]) => path.endsWith(".xhtml")));
    expect(brokenLinks(pages, new Set(all.keys()))).toEqual([]);
  });

  test("EPUB: no page is wider than a phone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "read-back-"));
    const browser = await launchBrowser();
    try {
      for (const [path, bytes] of Object.entries(unzipSync(readFileSync(join(output, "book.epub"))))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
      const wide: string[] = [];
      const pages = [...epub()].filter(([path]) => path.endsWith(".xhtml"));
      for (const [path] of isFullRun ? pages : chosen(pages, ([, text]) => text, widthsInNormalRun)) {
        await page.goto(pathToFileURL(join(folder, path)).href);
        const excess = await page.evaluate(() => globalThis.document.documentElement.scrollWidth - window.innerWidth);
        if (excess > 0) wide.push(`${path} is ${excess} pixels too wide`);
      }
      expect(wide).toEqual([]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true });
    }
  }, 0);

  test("PDF: both volumes are sound, tagged, in the book's language, with every face embedded and every word within the page's areas", () => {
    for (const [pdf, placed, out] of [[join(output, "book.pdf"), wordsOfBook, misplaced], [join(output, "program.pdf"), () => wordsOfPdf(join(output, "program.pdf")), misplacedInProgram]] as const) {
      expect(tool("qpdf", "--check", pdf)).toContain("No syntax or stream encoding errors found");
      const info = tool("pdfinfo", pdf);
      expect(info).toMatch(/^Tagged: +yes$/m);
      expect(info).toContain(document.meta.title);
      expect(tool("pdfinfo", "-meta", pdf)).toContain("<pdfuaid:part>1</pdfuaid:part>");
      const faces = tool("pdffonts", pdf).trim().split("\n").slice(2);
      expect(faces.length).toBeGreaterThan(2);
      expect(out(placed())).toEqual([]);
      for (const face of faces) expect(face).toMatch(/ yes +(yes|no) +(yes|no) +\d+ +\d+$/);
    }
  });

  test("PDF: every running head says what its page holds", () => {
    expect(falseHeads(wordsOfBook(), outlineOf(join(output, "book.pdf")), document.pages)).toEqual([]);
  });

  test("PDF: every line of code stands in the book or, where it is set aside, in the companion", () => {
    const lines = codeLinesIn(document);
    const missing = uncovered([...lines.shown, ...lines.aside].join("\n"), document);
    const lost = (from: readonly string[], volume: string): readonly string[] => {
      const has = finderIn(bodyLetters(join(output, volume)));
      const isThere = (text: string): boolean => has(letters(spelledOut(text, missing)));
      // a long line is broken at a space, and a page may end or a figure stand between
      return from.filter((line) => !isThere(line) && ![...line.matchAll(/ /g)].some(({ index }) => isThere(line.slice(0, index)) && isThere(line.slice(index))));
    };
    expect({ book: lost(lines.shown, "book.pdf"), program: lost(lines.aside, "program.pdf") }).toEqual({ book: [], program: [] });
    expect(lines.aside.length).toBeGreaterThan(2);
  });

  test("every heading stands in all three editions", () => {
    const texts = readable();
    for (const [edition, text] of Object.entries(texts)) {
      const has = finderIn(text);
      expect(headings().filter((heading) => !has(letters(heading))), edition).toEqual([]);
    }
  });

  test("nothing is left that has not been run", () => {
    expect(document.notRun).toEqual({ cells: 0, figures: 0, numbers: 0, derivations: 0, costs: 0 });
  });

  test("all that was shown has its mark in HTML and EPUB, and print says what was done with each derivation and cost", () => {
    const { marks } = shownIn(document);
    expect(marks.length).toBeGreaterThan(10);
    // a measurement says its conditions instead
    const quiet = marks.filter(({ measured }) => !measured);
    const labels = inPages().flatMap((text) => [...text.matchAll(/<button type="button" class="check" aria-label="Shown: ([^"]*)"/g)].map((match) => letters((match[1] ?? "").replace(/&#x(\w+);/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))))));
    expect(labels.toSorted()).toEqual(quiet.map((proof) => letters(saidOf(proof).join(" "))).toSorted());
    const checks = [...epub().values()].reduce((sum, text) => sum + text.split('<span class="checked"').length - 1, 0);
    expect(checks).toBe(marks.length);
    const printed = letters(print());
    expect(marks.filter(({ summary }) => /draws|sizes/.test(summary) && !printed.includes(letters(summary)))).toEqual([]);
  });

  test("every number of a cell and every drawing stands in all three editions", () => {
    const { values, drawings } = shownIn(document);
    const texts = readable();
    for (const [edition, text] of Object.entries(texts)) {
      const has = finderIn(text);
      expect(values.filter((value) => !has(letters(value))), edition).toEqual([]);
    }
    const count = (pattern: RegExp, texts: Iterable<string>): number => [...texts].reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
    expect([count(/<div class="drawing /g, inPages()), count(/<div class="drawing"/g, epub().values())]).toEqual([drawings, drawings]);
    expect(count(/\/S \/Figure\b/g, [objects()])).toBeGreaterThanOrEqual(drawings);
  });

  test("all three editions have the same number of formulas", () => {
    const count = (pattern: RegExp, texts: Iterable<string>): number => [...texts].reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
    // a derivation stands there a second time, taken apart for narrow screens
    const inHtml = count(/<math[\s>]/g, inPages()) - inSteps();
    const inEpub = count(/<math[\s>]/g, [...epub()].filter(([path]) => /\/ch\d+\.xhtml$/.test(path)).map(([, text]) => text));
    const inPdf = count(/\/S \/Formula\b/g, [objects()]);
    expect({ inHtml, inPdf, inEpub }).toEqual({ inHtml: formulas(), inPdf: formulasInPrint(document), inEpub: formulas() });
  });
}
