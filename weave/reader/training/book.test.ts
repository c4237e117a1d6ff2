/** The trainings of this project's own book, in a real Chromium: the chapters' own programs, in the page. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { readersOf, soon, trainingsIn, uncoverAll } from "../../testing/readers.ts";
import { readRealBook, realBook } from "../../testing/realBook.ts";

const readers = readersOf(readRealBook);
let page: Page;

beforeEach(async () => {
  page = await readers.open(`${readers.origin()}/index.html`);
  await uncoverAll(page);
});

const counted = (): Promise<string> => page.locator(".training-counted").innerText();
const button = (name: string): Locator => page.locator(".training").getByRole("button", { name, exact: true });

/** What the browser keeps under a key of one of its stores. */
const kept = async (store: "looks" | "weights", key: string) => (await trainingsIn(page, store)).get(key);

/** Opens an experiment by its link. */
async function linked(address: string): Promise<void> {
  await page.goto(`${readers.origin()}/${address}`);
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
  await page.goto(`${readers.origin()}/04-neural-lm/06-what-the-embeddings-learned.html`);
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

/** The levels in the layout of a drawing that is shown, of a phone's and a wide one's. */
const marksIn = (figure: Locator): Promise<number> => figure.locator("svg path.mine-mark").evaluateAll((all) => all.filter((each) => each.getClientRects().length > 0).length);

test("a small GPT trains in Section 8.5, and stands on the ladders of Sections 8.8 and 4.9", async () => {
  const said = await trained("08-transformer/05-training-a-gpt.html#train=fig-gpt-run&layers=1&width=32&steps=200", "fig-gpt-run?layers=1&peak=0.001&seed=1&steps=200&width=32", /bits per character/);
  const bits = Number(/([\d.]+) bits per character/.exec(said)?.[1]);
  expect(bits).toBeLessThan(6);
  await page.goto(`${readers.origin()}/08-transformer/08-the-ladder.html`);
  const figure = page.locator("#fig-ladder-8");
  await figure.getByRole("button", { name: "Mine" }).click();
  await soon(() => figure.getByRole("status").innerText()).toMatch(/^Dashed: yours, \d\.\d\d, after step \d+ of 200, with layers 1, width 32, peak 0\.001, steps 200, seed 1\. Judged on every fourteenth window of the test set, and the printed ones on all of it\.$/);
  expect(await marksIn(figure)).toBe(1);
  // the ladder of Chapter 4 has its numbers on the vertical axes of two panels
  await page.goto(`${readers.origin()}/04-neural-lm/09-comparison-with-n-grams.html`);
  const first = page.locator("#fig-all-rungs");
  await first.getByRole("button", { name: "Mine" }).click();
  await soon(() => marksIn(first)).toBe(2);
});
