/** For tests: readers with a real Chromium. One browser serves all tests of a file, and each reader finds it as if nobody had read before. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { patience } from "../../tangle/testing/patience.ts";
import { serveFolder, type StaticServer } from "../audit/server.ts";
import { launchBrowser } from "../html/browser.ts";

/** A book that can be read: `wovenBook`, `writtenBook`, or the real one. */
export interface Readable {
  /** The folder of its pages. */
  readonly site: string;
  /** The `file:` address of a page. */
  readonly address: (page: string) => string;
  readonly remove: () => void;
}

/** What a file's tests have, from its first test on. */
export interface Readers<B> {
  readonly browser: () => Browser;
  readonly book: () => B;
  /** Where the book is served. */
  readonly origin: () => string;
  /** What the consoles of this test's pages have as errors, thrown ones too. */
  readonly complaints: readonly string[];
  /** What this test's pages have asked for. */
  readonly asked: readonly string[];
  /** A browser that knows nothing yet, until the test ends. */
  readonly arrive: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A page in it, or in a given one. */
  readonly open: (address: string, where?: BrowserContextOptions | BrowserContext) => Promise<Page>;
}

/** Declares what begins and ends them; a test whose pages throw anything fails. */
export function readersOf<B extends Readable>(make: () => Promise<B>): Readers<B> {
  const contexts: BrowserContext[] = [];
  const lists = { complaints: [] as string[], asked: [] as string[], thrown: [] as string[] };
  let browser: Browser | undefined;
  let book: B | undefined;
  let server: StaticServer | undefined;

  beforeAll(async () => {
    [browser, book] = await Promise.all([launchBrowser(), make()]);
    server = await serveFolder(book.site);
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    const { thrown } = lists;
    const inThisTest = [...thrown];
    for (const list of Object.values(lists)) list.length = 0;
    expect(inThisTest).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    book?.remove();
  });

  const arrive = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const context = await there(browser).newContext(options);
    context.setDefaultTimeout(0);
    contexts.push(context);
    return context;
  };
  const open = async (address: string, where: BrowserContextOptions | BrowserContext = {}): Promise<Page> => {
    const context = "newPage" in where ? where : await arrive(where);
    const page = await context.newPage();
    page.on("console", (message) => void (message.type() === "error" && lists.complaints.push(message.text())));
    page.on("pageerror", ({ message }) => [lists.complaints, lists.thrown].forEach((list) => list.push(message)));
    page.on("request", (request) => void lists.asked.push(request.url()));
    await page.goto(address);
    return page;
  };
  return { browser: () => there(browser), book: () => there(book), origin: () => there(server).origin, complaints: lists.complaints, asked: lists.asked, arrive, open };
}

function there<T>(made: T | undefined): T {
  if (made === undefined) throw new Error("there are no readers before the first test");
  return made;
}

/** Waits for what comes in a while, as long as a test may take: a machine with much to do is waited for. */
export const soon = <T>(read: () => T) => expect.poll(read, { timeout: patience });

/** Waits until the runs of a listing have ended, and gives what is said then. */
export async function ended(page: Page, id: string): Promise<string> {
  await page.waitForFunction((id) => /^(?:done|failed|stopped)$/.test(document.getElementById(id)?.querySelector<HTMLElement>(".live-bar")?.dataset["state"] ?? ""), id);
  return (await page.locator(`[id="${id}"]`).getByRole("status").first().textContent()) ?? "";
}

/** Chooses, as a reader may, that what might be guessed is not covered. */
export async function uncoverAll(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.setItem(`${document.documentElement.dataset["book"] ?? ""}:results`, JSON.stringify("open")));
  await page.reload();
}

/** A record of a training: `looks` have how far it is, `weights` the loss of each step. */
export interface KeptTraining {
  readonly step: number;
  readonly losses: Float64Array;
}

/** What the browser keeps of the trainings of a page's book, by key. */
export const trainingsIn = async (page: Page, store: "looks" | "weights"): Promise<ReadonlyMap<string, KeptTraining>> => new Map(await page.evaluate(readTrainings, store));

/** The same in the page itself, whatever drives it; nothing where nothing has been kept yet. */
export async function readTrainings(store: "looks" | "weights"): Promise<readonly (readonly [key: string, kept: KeptTraining])[]> {
  const answered = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const opening = indexedDB.open(`${document.documentElement.dataset["book"]}:trainings`);
  // to look must not make what is not there: the page would find a database without its stores
  opening.onupgradeneeded = () => opening.transaction?.abort();
  const database = await answered(opening).catch(() => null);
  if (database === null) return [];
  const records = database.transaction(store).objectStore(store);
  const [keys, values] = await Promise.all([answered(records.getAllKeys()), answered(records.getAll())]);
  database.close();
  return keys.map((key, i) => [String(key), values[i] as KeptTraining] as const);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe has against a page, or a part of it. */
export async function violations(page: Page, part?: string): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (part) => {
    const checker = (window as unknown as { axe: { run: (part?: string) => Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }> } }).axe;
    const found = part === undefined ? await checker.run() : await checker.run(part);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, part);
}
