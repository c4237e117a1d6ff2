/** The trainings of this project's own book, in a real Chromium: the chapters' own programs, in the page. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveFolder, type StaticServer } from "../../audit/server.ts";
import { launchBrowser } from "../../html/browser.ts";
import { realBook } from "../../testing/realBook.ts";

let browser: Browser;
let server: StaticServer;
let page: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveFolder(realBook.site)]);
  page = await browser.newPage();
  // what a reader might guess is not covered, as a reader may choose
  await page.goto(`${server.origin}/index.html`);
  await page.evaluate(() => localStorage.setItem(`${document.documentElement.dataset["book"] ?? ""}:results`, JSON.stringify("open")));
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

const soon = <T>(read: () => T) => expect.poll(read, { timeout: 110_000 });
const counted = (): Promise<string> => page.locator(".training-counted").innerText();
const button = (name: string): Locator => page.locator(".training").getByRole("button", { name, exact: true });

/** What the browser keeps under a key of one of its stores. */
async function kept(store: "looks" | "weights", key: string): Promise<{ readonly step: number; readonly losses: Float64Array } | undefined> {
  return page.evaluate(async ([store, key]) => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await asked(indexedDB.open(`${document.documentElement.dataset["book"]}:trainings`));
    const found = await asked(database.transaction(store).objectStore(store).get(key));
    database.close();
    return found;
  }, [store, key] as const);
}

/** Opens an experiment by its link. */
async function linked(address: string): Promise<void> {
  await page.goto(`${server.origin}/${address}`);
  await soon(() => page.locator(".training").getByRole("status").first().innerText()).toBe("This experiment came with the link. It runs when you press Start.");
}

/** Trains an experiment until some words are said, and leaves it when it is kept under its key. */
async function trained(address: string, key: string, words: RegExp): Promise<string> {
  await linked(address);
  await button("Start").click();
  await soon(counted).toMatch(words);
  // looked for and pressed in one task of the page: a training that ends takes its button away
  await page.evaluate(() => { [...document.querySelectorAll<HTMLElement>(".training button")].find((each) => each.innerText === "Pause")?.click(); });
  await soon(() => page.locator(".training button").first().innerText()).toMatch(/^(?:Go on|Done)$/);
  const step = Number((/Step ([\d,]+)/.exec(await counted())?.[1] ?? "").replace(",", ""));
  await soon(async () => (await kept("looks", key))?.step).toBe(step);
  return counted();
}

test("the network for names trains in Section 4.5, and the map of Section 4.6 offers the reader's letters", async () => {
  expect(await trained("04-neural-lm/05-minibatch-training.html#train=fig-two-curves&steps=500", "fig-two-curves?names=150&rate=0.1&seed=1851&steps=500", /^Step 500 of 500 /)).toMatch(/validation loss 2\.\d{3} nats, the least 2\.\d{3} after step \d00/);
  await page.goto(`${server.origin}/04-neural-lm/06-what-the-embeddings-learned.html`);
  const figure = page.locator("#fig-three-maps");
  await figure.getByRole("button", { name: "Mine" }).click();
  await soon(() => figure.getByRole("status").innerText()).toBe("Yours, after step 500 of 500, with names 150, rate 0.1, steps 500, seed 1851.");
  expect(await figure.locator(".mine-shown svg[role=img]").isVisible()).toBe(true);
});

test("the preset takes in the page the first steps of the printed experiment", async () => {
  await linked("08-transformer/05-training-a-gpt.html#train=fig-gpt-run");
  for (let step = 1; step <= 3; step++) {
    await button("One step").click();
    await soon(counted).toMatch(new RegExp(`^Step ${step} of 2,000 `));
    await soon(async () => (await kept("looks", "fig-gpt-run?layers=4&peak=0.001&seed=1&steps=2000&width=128"))?.step).toBe(step);
  }
  const losses = [...((await kept("weights", "fig-gpt-run?layers=4&peak=0.001&seed=1&steps=2000&width=128"))?.losses ?? [])];
  const { steps } = JSON.parse(readFileSync(join(realBook.root, "book/evidence/experiments/gpt-preset/1.json"), "utf8")) as { readonly steps: readonly number[] };
  // the record has the mean of the losses so far, on another backend
  for (const [i] of losses.entries()) expect(losses.slice(0, i + 1).reduce((sum, each) => sum + each, 0) / (i + 1)).toBeCloseTo(steps[i] ?? NaN, 3);
  expect(losses).toHaveLength(3);
});

test("a small GPT trains in Section 8.5, and stands on the ladder of Section 8.8", async () => {
  const said = await trained("08-transformer/05-training-a-gpt.html#train=fig-gpt-run&layers=1&width=32&steps=200", "fig-gpt-run?layers=1&peak=0.001&seed=1&steps=200&width=32", /bits per character/);
  const bits = Number(/([\d.]+) bits per character/.exec(said)?.[1]);
  expect(bits).toBeLessThan(6);
  await page.goto(`${server.origin}/08-transformer/08-the-ladder.html`);
  const figure = page.locator("#fig-ladder-8");
  await figure.getByRole("button", { name: "Mine" }).click();
  await soon(() => figure.getByRole("status").innerText()).toMatch(/^Dashed: yours, \d\.\d\d, after step \d+ of 200, with layers 1, width 32, peak 0\.001, steps 200, seed 1\.$/);
  expect(await figure.locator("svg path.mine-mark").count()).toBeGreaterThan(0);
});
