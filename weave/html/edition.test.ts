/** Whole books, woven and then read as a browser reads them. */
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "../build.ts";
import { render } from "../../tangle/index.ts";
import { cases } from "../../tangle/testing/fullRun.ts";
import { runChecker } from "../java.ts";
import { launchBrowser, setWhole } from "./browser.ts";

const require = createRequire(import.meta.url);
const fixtures = resolve(import.meta.dirname, "../fixtures");
const books = ["coffee", "html/hard"];
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "html-"));
const screens = cases<Screen>(
  [
    { name: "a small phone", width: 320, colorScheme: "light", forcedColors: "none" },
    { name: "a tablet in forced colours", width: 768, colorScheme: "light", forcedColors: "active" },
    { name: "a desk in the dark", width: 1280, colorScheme: "dark", forcedColors: "none" },
  ],
  [
    { name: "a phone in the dark", width: 360, colorScheme: "dark", forcedColors: "none" },
    { name: "a desk", width: 1280, colorScheme: "light", forcedColors: "none" },
    { name: "a wide screen", width: 2000, colorScheme: "light", forcedColors: "none" },
  ],
);
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  for (const book of books) {
    cpSync(join(fixtures, book, "book"), join(folder, book, "book"), { recursive: true });
    const { diagnostics, made } = await build({ root: join(folder, book), editions: ["html"], progress: () => {} });
    if (made.length === 0) throw new Error(diagnostics.map(render).join(""));
  }
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const edition = (book: string): string => join(folder, book, "output", "html");
const filesIn = (book: string): readonly string[] => readdirSync(edition(book), { recursive: true, encoding: "utf8" }).sort();
const pagesIn = (book: string): readonly string[] => filesIn(book).filter((name) => name.endsWith(".html"));
/** Those that can be opened from the disk; `404.html` of a book with a `site` is for its server. */
const openedIn = (book: string): readonly string[] => pagesIn(book).filter((name) => book !== "html/hard" || name !== "404.html");
const textOf = (book: string, page: string): string => readFileSync(join(edition(book), page), "utf8");
const matches = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const idsIn = (text: string): readonly string[] => matches(text, /\sid="([^"]*)"/g);

describe.each(books)("the pages of %s", (book) => {
  test("have every id once", () => {
    const twice = pagesIn(book).flatMap((page) => {
      const ids = idsIn(textOf(book, page));
      return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${page}#${id}`);
    });
    expect(twice).toEqual([]);
  });

  test("have only relative links, and each leads to a file and an anchor of the edition", () => {
    const broken = pagesIn(book).flatMap((page) => {
      // where a page is not found, a server shows it at any depth: its addresses begin at the site's own
      const site = page === "404.html" ? /(?<=\s(?:href|src)=")\/hard\// : /$^/;
      const text = textOf(book, page).replace(/<link rel="canonical"[^>]*>/, "").replaceAll(new RegExp(site, "g"), "");
      return matches(text, /\s(?:href|src)="([^"]*)"/g).filter((link) => !leads(book, page, link)).map((link) => `${page}: ${link}`);
    });
    expect(broken).toEqual([]);
  });

  test("and their style sheets name only files of the edition", () => {
    const missing = filesIn(book).filter((name) => name.endsWith(".css")).flatMap((sheet) =>
      matches(textOf(book, sheet), /url\("?(?!data:font\/woff2;base64,)([^")]*)"?\)/g).filter((link) => !existsSync(join(edition(book), dirname(sheet), link))),
    );
    expect(missing).toEqual([]);
  });

  test("are valid", () => {
    const paths = pagesIn(book).map((page) => join(edition(book), page));
    const { stdout, status } = runChecker("vnu", ["--errors-only", "--stdout", ...paths]);
    expect([stdout.replaceAll(pathToFileURL(edition(book)).href, ""), status]).toEqual(["", 0]);
  });

  test("never scroll sideways, with all that opens open", async () => {
    const tab = await browser.newPage();
    await setWhole(tab.context());
    const found: string[] = [];
    for (const page of openedIn(book)) {
      await openAll(tab, book, page);
      for (const width of [320, 360, 768, 1280, 2000]) {
        await tab.setViewportSize({ width, height: 800 });
        const excess = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (excess > 0) found.push(`${page} is ${excess} pixels wider than ${width}`);
      }
    }
    await tab.close();
    expect(found).toEqual([]);
  });

  test("are accessible on every screen with all that opens open", async () => {
    const context = await browser.newContext();
    await setWhole(context);
    const tab = await context.newPage();
    const found: string[] = [];
    for (const page of openedIn(book)) {
      // a page changes with the screen: it is loaded once, and so is axe, which takes longer to load than most pages
      await openAll(tab, book, page);
      // evaluated, not added: the pages' policy lets no other script in
      await tab.evaluate(axe);
      for (const { name, width, ...media } of screens) {
        await tab.setViewportSize({ width, height: 800 });
        await tab.emulateMedia(media);
        const violations = await tab.evaluate(async () => {
          const axe = (window as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } }).axe;
          const result = await axe.run({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
          return result.violations.map(({ id, impact, nodes }) => `${impact}: ${id}: ${nodes[0]?.html}`);
        });
        found.push(...violations.map((violation) => `${page} on ${name}: ${violation}`));
      }
    }
    await context.close();
    expect(found).toEqual([]);
  });
});

test("the first page is at most 150 kB before a click, all of it from the edition's own folder, and its base script 12 kB", async () => {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const asked: string[] = [];
  tab.on("request", (request) => void asked.push(request.url()));
  await tab.goto(pathToFileURL(join(edition("coffee"), "index.html")).href);
  await tab.evaluate(() => document.fonts.ready);
  await tab.close();
  const own = pathToFileURL(edition("coffee")).href;
  expect(asked.filter((address) => !address.startsWith(own))).toEqual([]);
  const sizes = asked.map((address) => compressed(readFileSync(fileURLToPath(address)), address));
  expect(asked.some((address) => address.endsWith("text-italic.woff2"))).toBe(true);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(150_000);
  expect(readFileSync(join(edition("coffee"), "assets/book.js")).length).toBeLessThanOrEqual(12_000);
});

test("every sign of text and code is set in a bundled face", async () => {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const session = await tab.context().newCDPSession(tab);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const foreign = new Set<string>();
  for (const page of openedIn("html/hard")) {
    await tab.goto(pathToFileURL(join(edition("html/hard"), page)).href);
    const { root } = await session.send("DOM.getDocument");
    const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "body :not(.katex, .katex *)" });
    for (const nodeId of nodeIds) {
      const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
      for (const font of fonts.filter(({ isCustomFont }) => !isCustomFont)) foreign.add(`${page}: ${font.familyName}`);
    }
  }
  await tab.close();
  expect([...foreign]).toEqual([]);
});

test("a page is laid out in the face of its text from the first, which is not fetched", async () => {
  const tab = await browser.newPage({ viewport: { width: 360, height: 800 } });
  const asked: string[] = [];
  tab.on("request", (request) => void asked.push(request.url()));
  await tab.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      const width = (): number => { const range = document.createRange(); range.selectNodeContents(document.querySelector("article > p") ?? document.body); return range.getClientRects()[0]?.width ?? 0; };
      const first = width();
      void document.fonts.ready.then(() => { document.documentElement.dataset["widths"] = JSON.stringify([first, width()]); });
    });
  });
  await tab.goto(pathToFileURL(join(edition("coffee"), "01-grinding/01-how-fine.html")).href);
  await tab.evaluate(() => document.fonts.ready);
  const [first, last] = await tab.evaluate(() => JSON.parse(document.documentElement.dataset["widths"] ?? "[]") as readonly number[]);
  await tab.close();
  expect(first).toBeGreaterThan(0);
  expect(first).toBe(last);
  expect(asked.filter((address) => address.endsWith("text-roman.woff2"))).toEqual([]);
});

test("on a narrow page what is far from the screen is not set yet, and what is near keeps its marks, what opens at them, and its place", async () => {
  const tab = await browser.newPage({ viewport: { width: 390, height: 400 } });
  await tab.goto(pathToFileURL(join(edition("coffee"), "02-brewing/02-how-much.html")).href);
  await tab.evaluate(() => document.fonts.ready);
  const unset = (): Promise<number> => tab.evaluate(() => [...document.querySelectorAll("article *")].filter((each) => each.checkVisibility() && !each.checkVisibility({ contentVisibilityAuto: true })).length);
  expect(await unset()).toBeGreaterThan(5);
  // the first blocks are on the first screen: what stands below them would move if they were set later
  const styles = await tab.evaluate(() => [...document.querySelectorAll("article > *")].map((each) => { const { contentVisibility, containIntrinsicHeight } = getComputedStyle(each); return { kind: each.className || each.localName, contentVisibility, height: containIntrinsicHeight }; }));
  expect(styles.slice(0, 8).filter(({ contentVisibility }) => contentVisibility === "auto")).toEqual([]);
  const heightOf = (kind: string): string | undefined => styles.find((style) => style.kind.split(" ").includes(kind) && style.contentVisibility === "auto")?.height;
  expect(new Set(["p", "output", "listing"].map(heightOf)).size).toBe(3);
  expect(heightOf("p")).toMatch(/^auto /);
  const marks = tab.locator("article > p .check, article > .block .check, article > .listing .check").filter({ visible: true });
  expect(await marks.count()).toBeGreaterThan(1);
  for (const mark of await marks.all()) {
    await mark.evaluate((each) => each.scrollIntoView({ block: "center", behavior: "instant" }));
    // what is cut off is not hit either
    expect(await mark.evaluate((each) => { const { left, right, top, bottom } = (each.querySelector("svg") ?? each).getBoundingClientRect(); return each.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2)); })).toBe(true);
    const before = await mark.boundingBox();
    await mark.hover();
    const note = mark.locator("xpath=..").locator(".checked-note");
    expect(await note.evaluate((each) => { const { left, right, top, bottom } = each.getBoundingClientRect(); return each.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2)); })).toBe(true);
    expect((await mark.boundingBox())?.x).toBe(before?.x);
  }
  await tab.setViewportSize({ width: 1280, height: 400 });
  expect(await unset()).toBe(0);
  await tab.close();
});

test.each([360, 1280])("a value beside a slider stands in one line and within its column, at a width of %i", async (width) => {
  const tab = await browser.newPage({ viewport: { width, height: 800 } });
  await tab.goto(pathToFileURL(join(edition("coffee"), "02-brewing/02-how-much.html")).href);
  const value = tab.locator(".live-controls label output").first();
  for (const text of ["0.5", "100", "-0.025"]) {
    const [height, line, over] = await value.evaluate((output, written) => {
      output.textContent = written;
      return [output.getBoundingClientRect().height, parseFloat(getComputedStyle(output).lineHeight), output.scrollWidth - output.clientWidth] as const;
    }, text);
    expect([text, height < 1.5 * line, over <= 0]).toEqual([text, true, true]);
  }
  await tab.close();
});

interface Screen {
  readonly name: string;
  readonly width: number;
  readonly colorScheme: "light" | "dark";
  readonly forcedColors: "none" | "active";
}

async function openAll(tab: Page, book: string, page: string): Promise<void> {
  await tab.goto(pathToFileURL(join(edition(book), page)).href);
  await tab.evaluate(() => { for (const each of document.querySelectorAll("details")) each.open = true; });
}

/** As a server sends it: fonts are compressed in themselves. */
function compressed(content: Buffer, address: string): number {
  return address.endsWith(".woff2") ? content.length : gzipSync(content).length;
}

/** External links lead; internal ones must end at a file, and at an id in it where they have a fragment. */
function leads(book: string, page: string, link: string): boolean {
  if (/^https?:/.test(link)) return true;
  if (/^[a-z]+:|^\//.test(link)) return false;
  const [path = "", fragment] = decodeURIComponent(link).split("#");
  const file = path === "" ? page : relative(edition(book), join(edition(book), dirname(page), path));
  if (!existsSync(join(edition(book), file))) return false;
  return fragment === undefined || idsIn(textOf(book, file)).includes(fragment);
}
