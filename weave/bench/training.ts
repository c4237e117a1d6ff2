/** Times trainings in the page beside the same program in a bare worker, which takes steps and does nothing else. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../html/browser.ts";

/** What was measured of one training. */
export interface TrainingTime {
  /** `PAGE.html#FIGURE` */
  readonly name: string;
  /** Steps a second in the page, with curves, samples and what is kept. */
  readonly inPage: number;
  /** Steps a second in a worker alone. */
  readonly bare: number;
}

/** How long each is timed, in seconds, and who is told. */
export interface TrainingBench {
  /** The folder of an HTML edition. */
  readonly site: string;
  readonly seconds: number;
  readonly print: (line: string) => void;
}

/** So many steps that no training ends while it is timed, where it takes so many: what a setting does not take stays as the book has it. */
const MANY = 100_000;
/** The part of the seconds in which nothing is counted: what runs often is compiled meanwhile. */
const WARM = 0.3;

const TURNS = 2;
/** Where the browser finds the edition, which it is given file by file. */
const ORIGIN = "http://localhost:1";

/** Times every training that the pages offer, both ways by turns. */
export async function benchTraining({ site, seconds, print }: TrainingBench): Promise<readonly TrainingTime[]> {
  const browser = await launchBrowser();
  try {
    const times: TrainingTime[] = [];
    for (const name of trainingsOf(site)) {
      print(name);
      const address = `${ORIGIN}/${name.replace("#", "#train=")}&steps=${MANY}`;
      let [inPage, bare] = [0, 0];
      for (let turn = 0; turn < TURNS; turn++) {
        inPage += await timedInPage(browser, site, address, seconds) / TURNS;
        bare += await timedBare(browser, site, address, seconds) / TURNS;
      }
      times.push({ name, inPage, bare });
    }
    return times;
  } finally {
    await browser.close();
  }
}

/** The table of the times, with their ratios. */
export function trainingReport(times: readonly TrainingTime[]): string {
  const width = Math.max(8, ...times.map(({ name }) => name.length)) + 2;
  const rows = times.map(({ name, inPage, bare }) => `${name.padEnd(width)}${inPage.toFixed(1).padStart(13)}${bare.toFixed(1).padStart(13)}${(inPage / bare).toFixed(2).padStart(8)}`);
  return [`${"training".padEnd(width)}${"in the page".padStart(13)}${"bare worker".padStart(13)}${"ratio".padStart(8)}`, ...rows, "steps a second; a ratio of at least 0.90 is wanted"].join("\n");
}

/** `PAGE.html#FIGURE` of each figure that offers its training. */
function trainingsOf(site: string): readonly string[] {
  return readdirSync(site, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html")).sort().flatMap((page) => Array.from(readFileSync(join(site, page), "utf8").matchAll(/<figure\b[^>]*>/g), ([tag]) => tag)
    .filter((tag) => tag.includes(" data-train=")).flatMap((tag) => / id="([^"]+)"/.exec(tag)?.slice(1) ?? []).map((id) => `${page}#${id}`));
}

async function timedInPage(browser: Browser, site: string, address: string, seconds: number): Promise<number> {
  return inTab(browser, site, async (page) => {
    await page.goto(address);
    await press(page);
    await page.waitForFunction(() => /^Step [1-9]/.test(document.querySelector(".training-counted")?.textContent ?? ""), null, { timeout: 0 });
    await page.waitForTimeout(1000 * WARM * seconds);
    const from = await stepOf(page);
    await page.waitForTimeout(1000 * seconds);
    const to = await stepOf(page);
    return (to.step - from.step) / (to.at - from.at) * 1000;
  });
}

/** The worker of the page gets another trainer, which only takes steps and says how many. */
async function timedBare(browser: Browser, site: string, address: string, seconds: number): Promise<number> {
  return inTab(browser, site, async (page) => {
    await page.route("**/assets/trainer.js", (route) => route.fulfill({ contentType: "text/javascript", body: `book.give("trainer", ${JSON.stringify(bareTrainer(seconds))});` }));
    // what a worker writes to the console is not the page's
    await page.addInitScript(() => { new BroadcastChannel("bare").onmessage = ({ data }) => console.log(`bare ${data}`); });
    const said = page.waitForEvent("console", { predicate: (message) => message.text().startsWith("bare "), timeout: 0 });
    await page.goto(address);
    await press(page);
    return Number((await said).text().slice("bare ".length));
  });
}

const bareTrainer = (seconds: number): string => `globalThis.__trainer = (module) => new Promise((_, fail) => {
  addEventListener("message", ({ data }) => {
    if (data.kind === "start") run(data.settings).catch(fail);
  });
  const run = async (settings) => {
    const training = module.training({ ...Object.fromEntries(module.settings.map(({ name, value }) => [name, value])), ...settings }, null);
    const during = async (milliseconds) => {
      let steps = 0;
      const begun = performance.now();
      for (; performance.now() - begun < milliseconds; steps++) await training.advance();
      return steps / (performance.now() - begun) * 1000;
    };
    await during(${1000 * WARM * seconds});
    new BroadcastChannel("bare").postMessage(await during(${1000 * seconds}));
  };
  postMessage({ kind: "training", told: "here" });
});`;

async function inTab(browser: Browser, site: string, work: (page: Page) => Promise<number>): Promise<number> {
  const context = await browser.newContext();
  try {
    await context.route(`${ORIGIN}/**`, (route) => route.fulfill({ path: join(site, decodeURI(new URL(route.request().url()).pathname)) }));
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

const press = (page: Page): Promise<void> => page.locator(".training").getByRole("button", { name: "Start", exact: true }).click({ timeout: 0 });

/** The step that the page shows, and when. */
async function stepOf(page: Page): Promise<{ readonly step: number; readonly at: number }> {
  return page.evaluate(() => ({ step: Number((/^Step ([\d,]+)/.exec(document.querySelector(".training-counted")?.textContent ?? "")?.[1] ?? "").replaceAll(",", "")), at: performance.now() }));
}
