/** The audit on small pages, good and bad, in a real Chromium. */
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Cache } from "../cache.ts";
import { launchBrowser } from "../html/browser.ts";
import { accessible } from "./accessible.ts";
import { cells, cellsFrom } from "./cells.ts";
import { firstRunsFile, firstRunsText, slowCells } from "./firstRuns.ts";
import { audit, auditReport, fails, type AuditOptions } from "./audit.ts";
import { fiveSections, readReport } from "./lighthouse.ts";
import type { Finding, Measure, PageMeasure } from "./measure.ts";
import { narrow, narrowed } from "./narrow.ts";
import { pagesNamed } from "./pages.ts";
import { inParallel } from "./parallel.ts";
import { valid } from "./valid.ts";
import { weight } from "./weight.ts";

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const page = (body: string, head = ""): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title>${head}</head><body class="section"><main><h1>A page</h1>${body}</main></body></html>\n`;

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "audit-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const look = (files: Readonly<Record<string, string | Buffer>>, measures: readonly Measure[], options: AuditOptions = {}): Promise<readonly Finding[]> => audit(folderOf(files), measures, { browser, ...options });
const placesOf = (findings: readonly Finding[]): readonly string[] => findings.flatMap(({ places }) => places);

test("a good page meets every exact aim", async () => {
  const good = page('<p>A <a href="index.html">way</a> back, and <span id="x">a place</span>.</p><details><summary>More</summary><p>Folded.</p></details>');
  const findings = await look({ "index.html": good, "assets/book.js": "void 0;\n" }, [narrow, weight, accessible]);
  expect(placesOf(findings)).toEqual([]);
  expect(fails(findings)).toBe(false);
  expect(findings).toHaveLength(6);
});

test("what is wrong only in the dark, only in a fold, only in a popover, is found at every width", async () => {
  const dark = "<style>@media (prefers-color-scheme: dark) { .dim { color: #222; background: #111; } }</style>";
  const body = '<p class="dim">Dim</p><details><summary>More</summary><img src="data:," id="folded"></details><div popover id="menu"><button id="silent"></button></div>';
  const findings = await look({ "index.html": page(body, dark) }, [accessible]);
  const found = placesOf(findings);
  for (const width of [320, 768, 1280]) {
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^index\\.html at ${width} px, dark: serious: color-contrast: <p class="dim">`)));
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^index\\.html at ${width} px, light: critical: image-alt: <img src="data:," id="folded">`)));
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^index\\.html at ${width} px, light, popover open: critical: button-name: <button id="silent">`)));
  }
  expect(found.some((place) => place.includes("light: serious: color-contrast"))).toBe(false);
  expect(fails(findings)).toBe(true);
});

test("what is the same on all whole files of the program is opened on one of them, and their text is looked at on each", async () => {
  const file = page('<img src="data:,"><div popover id="menu"><button id="silent"></button></div>').replace('class="section"', 'class="section whole-file"');
  const found = placesOf(await look({ "code/a.html": file, "code/b.html": file }, [accessible]));
  expect(found.filter((place) => place.includes("image-alt")).map((place) => place.split(",")[0])).toEqual(["code/a.html", "code/b.html"].flatMap((name) => [320, 768, 1280].map((width) => `${name} at ${width} px`)));
  expect(found.filter((place) => place.includes("popover open: critical: button-name")).map((place) => place.split(",")[0])).toEqual([320, 768, 1280].map((width) => `code/a.html at ${width} px`));
});

test("a part of the pages can be looked at, and what is found is told at once", async () => {
  const told: string[] = [];
  const bad = page('<img src="data:,">');
  const findings = await look({ "index.html": bad, "a/b.html": bad, "a/c/d.html": bad, "e.html": bad }, [accessible], { patterns: ["index.html", "a/*.html"], tell: (line) => told.push(line) });
  expect(placesOf(findings).map((place) => place.replace(/ at .*/, ""))).toEqual(["a/b.html", "a/b.html", "a/b.html", "index.html", "index.html", "index.html"]);
  expect(told.filter((line) => line.startsWith("  a/b.html at "))).toHaveLength(3);
  expect(told.at(-1)).toMatch(/^axe-core, 2 pages, .* 6 violations {2}≤ 0 {9}MISSED$/);
  await expect(look({ "index.html": bad }, [accessible], { patterns: ["x/**"] })).rejects.toThrow("no page is named `x/**`");
});

test.each([
  ["*.html", ["e.html", "index.html"]],
  ["a/**", ["a/b.html", "a/c/d.html"]],
  ["**/*.html", ["a/b.html", "a/c/d.html", "e.html", "index.html"]],
  ["?.html", []],
])("%s names %j", (pattern, named) => {
  expect(pagesNamed(["a/b.html", "a/c/d.html", "e.html", "index.html"], [pattern])).toEqual(named);
});

test("work in parallel gives its results in order, and fails with the first failure", async () => {
  const wait = (time: number): Promise<number> => new Promise((resolve) => setTimeout(() => resolve(time), time));
  expect(await inParallel([30, 1, 20, 2], wait, 3)).toEqual([30, 1, 20, 2]);
  await expect(inParallel([1, 2, 3], (item) => (item === 2 ? Promise.reject(new Error("two")) : wait(item)), 2)).rejects.toThrow("two");
});

test("a page that is too wide, be it only unfolded, is told with its excess", async () => {
  const wide = '<div style="width: 500px; margin: 0">wide</div>';
  const style = "<style>body { margin: 0 }</style>";
  const findings = await look({ "index.html": page(wide, style), "b.html": page(`<details><summary>More</summary>${wide}</details>`, style), "c.html": page("<p>Fits.</p>") }, [narrow]);
  expect(placesOf(findings)).toEqual(["b.html is 180 px too wide", "index.html is 180 px too wide"]);
  // also on a screen that was wide when it was loaded, and where it was looked at before
  const once = await look({ "index.html": page(wide, style), "b.html": page(`<details><summary>More</summary>${wide}</details>`, style), "c.html": page("<p>Fits.</p>") }, [narrowed, weight]);
  expect(placesOf(once)).toEqual(placesOf(findings));
  expect(fails(findings)).toBe(true);
});

test("a page is as heavy as what Chromium asks for, compressed, and what is not there or elsewhere is told", async () => {
  const files = {
    "index.html": page('<img src="big.png" alt=""><img src="gone.png" alt="">'),
    "b.html": page('<img src="huge.png" alt=""><link rel="prefetch" href="http://127.0.0.1:9/x">'),
    "c.html": page(`<!-- ${"much ".repeat(100_000)} -->`),
    "big.png": randomBytes(151_000),
    "huge.png": randomBytes(301_000),
    "unused.png": randomBytes(900_000),
    "assets/book.js": randomBytes(13_000).toString("base64"),
  };
  const findings = await look(files, [weight]);
  expect(findings.map(({ name, value }) => [name, Math.round(value)])).toEqual([
    ["the first page, before a click", 151],
    ["the heaviest page, b.html, before a click", 301],
    ["the script of every page, assets/book.js", 13],
    ["requests beyond the edition, or in vain", 2],
  ]);
  expect(findings.map((finding) => fails([finding]))).toEqual([true, true, true, true]);
  expect(findings[3]?.places).toEqual([expect.stringMatching(/^b\.html: http:\/\/127\.0\.0\.1:9\/x$/), expect.stringMatching(/^index\.html: .*\/gone\.png$/)]);
});

test("a page is looked at again where something that it loads has changed, and what is known is not asked for again", async () => {
  const texts = new Map<string, string>();
  const cache: Cache = { get: (kind, key) => texts.get(kind + key) ?? null, put: (kind, key, text) => void texts.set(kind + key, text) };
  const styled = page('<div class="plate">A plate</div>', '<link rel="stylesheet" href="a.css">');
  const folder = folderOf({ "index.html": styled, "b.html": page("<p>Fits.</p>"), "a.css": ".plate { margin: 0 }\n" });
  const told: string[] = [];
  const again = (): Promise<readonly Finding[]> => audit(folder, [valid, narrow, weight], { browser, cache, tell: (line) => told.push(line) });
  const first = await again();
  expect(told.filter((line) => line.includes("spared"))).toEqual([]);
  expect(await again()).toEqual(first);
  expect(told.find((line) => line.includes("spared"))).toBe("6 of 6 looks at a page are spared: all that it loads is as it was");
  writeFileSync(join(folder, "a.css"), ".plate { width: 500px }\n");
  told.length = 0;
  expect(placesOf(await again())).toEqual([expect.stringMatching(/^index\.html is \d+ px too wide$/)]);
  expect(told[0]).toBe("4 of 6 looks at a page are spared: all that it loads is as it was");
});

/** Which files every page asks for; and it leaves the colours forced. */
const allAsked: PageMeasure = {
  kind: "pages",
  name: "asked",
  module: "weave/audit/weight.ts",
  look: { in: "browser", from: ["server"], width: 1280, fresh: false, async page({ tab, asked }) {
    await tab.emulateMedia({ forcedColors: "active" });
    return { amount: 0, places: [], remarks: [...asked].map((address) => posix.basename(address)).filter((name) => !name.endsWith(".html")).sort() };
  } },
  findings: (_, seen) => [{ name: [...new Set(seen.map(({ remarks = [] }) => remarks.join(", ")))].join("; "), value: 0, unit: "", aim: null, places: [] }],
};

test("a page that is too heavy is looked at again, though no place of it is wrong", async () => {
  const texts = new Map<string, string>();
  const cache: Cache = { get: (kind, key) => texts.get(kind + key) ?? null, put: (kind, key, text) => void texts.set(kind + key, text) };
  const findings = await look({ "index.html": page('<img src="huge.png" alt="">'), "huge.png": randomBytes(301_000) }, [weight], { cache });
  expect(fails(findings)).toBe(true);
  expect(texts.size).toBe(0);
});

test("a page finds nothing of the pages before it by the same worker: no file, no storage, no colours, no place", async () => {
  const traces = [
    "localStorage.seen", "sessionStorage.seen", "window.name", 'matchMedia("(forced-colors: active)").matches', "document.cookie", "history.length > 2", 'performance.getEntriesByType("resource").some(({ transferSize }) => transferSize === 0)',
    "(await caches.keys()).length", "(await indexedDB.databases()).length", "(await navigator.serviceWorker.getRegistrations()).length", "(await navigator.storage.getDirectory().then((folder) => folder.keys().next())).value",
  ];
  const leave = 'localStorage.seen = sessionStorage.seen = window.name = "1"; document.cookie = "seen=1; max-age=999"; history.replaceState(null, "", "#x"); await caches.open("seen"); await new Promise((resolve) => { indexedDB.open("seen").onsuccess = resolve; }); await navigator.serviceWorker.register("worker.js"); await (await navigator.storage.getDirectory()).getFileHandle("seen", { create: true }); scrollTo(0, 4000);';
  const body = `<img src="big.png" alt=""><link rel="stylesheet" href="a.css"><script src="a.js"></script><script type="module" src="b.js"></script><p style="height: 9000px">high</p><p id="x">low</p>
<script>
const seen = (text) => document.body.append(Object.assign(document.createElement("div"), { style: "width: 500px", textContent: text }));
addEventListener("load", async () => {
  if (scrollY > 0) seen("place");
${traces.map((trace) => `  if (${trace}) seen(${JSON.stringify(trace)});`).join("\n")}
  ${leave}
});
</script>`;
  const pages = Object.fromEntries(["a", "b", "c", "d", "e", "f", "g"].map((name) => [`${name}.html`, page(body)]));
  const files = { ...pages, "big.png": randomBytes(60_000), "a.css": "@font-face { font-family: A; src: url(a.woff2) } p { font-family: A }", "a.woff2": randomBytes(900), "a.js": "void 0;", "b.js": "void 0;", "worker.js": "" };
  const findings = await look(files, [narrow, allAsked]);
  expect(placesOf(findings)).toEqual([]);
  expect(findings[1]?.name).toBe("a.css, a.js, a.woff2, b.js, big.png");
});

test("a browser that is given is left open, and one that is not is started where it is needed", async () => {
  const files = { "index.html": page("<p>Fits.</p>") };
  expect(placesOf(await audit(folderOf(files), [narrow]))).toEqual([]);
  expect(placesOf(await look(files, [narrow]))).toEqual([]);
  expect([browser.isConnected(), browser.contexts()]).toEqual([true, []]);
});

test("invalid HTML is told with its place", async () => {
  const findings = await look({ "good.html": page("<p>A word</p>"), "in/bad.html": page("<p id='x'></p><p id='x'></p>") }, [valid]);
  expect(placesOf(findings)).toEqual([expect.stringMatching(/^"in\/bad\.html":2\.\d+-2\.\d+: error: Duplicate ID/)]);
  expect(fails(findings)).toBe(true);
});

test("a live cell that ends otherwise than the book prints is told, from a server and from the disk", async () => {
  const cell = (state: string, said: string): string =>
    `<div class="listing" data-live="x"><div class="live-bar"><button onclick="this.nextElementSibling.textContent = '${said}'; this.parentElement.dataset.state = '${state}'">Run</button><p role="status"></p></div></div>`;
  const body = cell("done", "Done in 1 s, as printed.") + cell("done", "Done in 1 s; the output is not the printed one.") + cell("failed", "Line 3: no") + cell("done", "Done in 1 s, as printed but for last digits.");
  const findings = await look({ "index.html": page(body) }, [cells]);
  expect(findings.map(({ name, value }) => [name, value])).toEqual([
    ["live cells that print something else, of 4, from a server", 3],
    ["first runs of live cells of more than 1 s, of 4, from a server", 0],
    ["live cells that print something else, of 4, from the disk", 3],
    ["first runs of live cells of more than 1 s, of 4, from the disk", 0],
  ]);
  expect(findings[2]?.places).toEqual(["index.html, live cell 2: Done in 1 s; the output is not the printed one.", "index.html, live cell 3: Line 3: no", "index.html, live cell 4: Done in 1 s, as printed but for last digits."]);
});

test("a live cell that is left out is not run, and the places of the others are those of the page", async () => {
  const cell = (id: string): string => `<div class="listing" data-live="x" id="${id}"><div class="live-bar"><button onclick="this.nextElementSibling.textContent = 'no ${id}'; this.parentElement.dataset.state = 'failed'">Run</button><p role="status"></p></div></div>`;
  const [found] = await look({ "index.html": page(cell("a") + cell("b") + cell("c")), "b.html": page(cell("b")) }, [cellsFrom(["server"], (where) => (where === "index.html" ? ["a", "c"] : ["a"]))]);
  expect(found).toMatchObject({ name: "live cells that print something else, of 2, from a server", places: ["b.html, live cell 1: no b", "index.html, live cell 2: no b"] });
});

test("slow first runs are recorded by page and id, with the longest time, and read back from a bound on", () => {
  const [times, others] = [[{ name: "b.html#c", seconds: 2.04 }, { name: "a.html#x", seconds: 1.5 }], [{ name: "b.html#c", seconds: 3.06 }]];
  const finding = { name: "", value: 0, unit: "", aim: null, places: [] };
  const conditions = { command: "npm run audit", machine: "a machine", load: 0.1, date: "2026-11-29", commit: null };
  const text = firstRunsText(conditions, [{ ...finding, times }, finding, { ...finding, times: others }]);
  expect((JSON.parse(text) as { readonly values: readonly object[] }).values).toEqual([
    { name: "a.html#x", value: 1.5, unit: "s", baseline: null, ratio: null },
    { name: "b.html#c", value: 3.1, unit: "s", baseline: null, ratio: null },
  ]);
  const root = folderOf({ [firstRunsFile]: text });
  expect(["a.html", "b.html"].map(slowCells(root, 2))).toEqual([[], ["c"]]);
  expect(slowCells(root, 1)("a.html")).toEqual(["x"]);
  expect(slowCells(folderOf({}), 1)("a.html")).toEqual([]);
});

test("a live cell that takes long is told with its time and that of what comes before it, and is no fault", async () => {
  const click = "const p = this.nextElementSibling; p.textContent = 'Running what comes before …'; setTimeout(() => { p.textContent = 'Running …'; }, 700); setTimeout(() => { p.textContent = 'Done in 1 s.'; this.parentElement.dataset.state = 'done'; }, 1300)";
  const findings = await look({ "index.html": page(`<div class="listing" data-live="x"><div class="live-bar"><button onclick="${click}">Run</button><p role="status"></p></div></div>`) }, [cells]);
  expect(findings.map(({ value }) => value)).toEqual([0, 1, 0, 1]);
  expect(findings[1]?.places).toEqual([expect.stringMatching(/^index\.html, live cell 1: \d\.\d s, of which \d\.\d s before it$/)]);
  expect(fails(findings)).toBe(false);
});

test("a report of Lighthouse becomes scores, with what kept them from 100", () => {
  const report = {
    categories: { seo: { score: 0.92, auditRefs: [{ id: "title", weight: 1 }, { id: "told", weight: 0 }, { id: "well", weight: 1 }] } },
    audits: { title: { score: 0, title: "No title" }, told: { score: 0, title: "Of no weight" }, well: { score: 1, title: "Well" } },
  };
  const { scores, faults } = readReport(JSON.stringify(report));
  expect([...scores]).toEqual([["seo", 92]]);
  expect(faults).toEqual(["No title"]);
});

test("Lighthouse sees the longest section, and four that stand apart", () => {
  const names = Array.from({ length: 20 }, (_, at) => `${String.fromCharCode(97 + at)}.html`);
  const folder = folderOf({ ...Object.fromEntries(names.map((name) => [name, page(name === "c.html" ? "long ".repeat(99) : "")])), "index.html": page("").replace(' class="section"', "") });
  expect(fiveSections({ folder, pages: ["index.html", ...names] })).toEqual(["c.html", "d.html", "i.html", "m.html", "r.html"]);
  expect(fiveSections({ folder, pages: ["a.html", "c.html"] })).toEqual(["c.html", "a.html"]);
  expect(fiveSections({ folder, pages: ["index.html"] })).toEqual([]);
});

test("the table says what is met, missed, short and only told; only a missed exact aim fails", () => {
  const findings: readonly Finding[] = [
    { name: "errors of form", value: 0, unit: "errors", aim: { exact: true, atMost: 0 }, places: [] },
    { name: "weight", value: 301.5, unit: "kB", aim: { exact: true, atMost: 300 }, places: ["b.html: 301500 bytes"] },
    { name: "performance", value: 93, unit: "", aim: { exact: false, atLeast: 95 }, places: [] },
    { name: "of another", value: 60, unit: "", aim: null, places: [] },
  ];
  expect(auditReport(findings)).toBe(`errors of form        0 errors  ≤ 0         met
weight                301.5 kB  ≤ 300       MISSED
performance                 93  ≥ 95        short
of another                  60

weight:
  b.html: 301500 bytes

performance:
`);
  expect(fails(findings)).toBe(true);
  expect(fails(findings.filter(({ name }) => name !== "weight"))).toBe(false);
});
