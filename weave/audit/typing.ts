/** How soon the page shows what is typed, in the search and in the editor of a cell: the worst interaction, as INP counts it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { hasCells } from "./cells.ts";
import { longestOf } from "./lighthouse.ts";
import type { Finding, Site, WholeMeasure } from "./measure.ts";
import { openTab } from "./visits.ts";

/** Milliseconds between keys: a fast hand. */
const delay = 60;

/** On the longest section, and on the longest of those with live cells. The times depend on the machine. */
export const typing: WholeMeasure = {
  kind: "whole",
  name: "typing",
  async measure(site) {
    const live = site.pages.filter((page) => hasCells(readFileSync(join(site.folder, page), "utf8")));
    const pages = { search: longestOf(site) ?? site.pages[0], editor: longestOf({ ...site, pages: live }) ?? live[0] };
    return [
      ...(pages.search === undefined ? [] : await worstOn(site, { page: pages.search, where: "the search", type: typeInSearch })),
      ...(pages.editor === undefined ? [] : await worstOn(site, { page: pages.editor, where: "an editor", type: typeInEditor })),
    ];
  },
};

/** What is typed, and where. */
interface Typing {
  readonly page: string;
  readonly where: string;
  /** False where there is nothing to type in. */
  readonly type: (tab: Page) => Promise<boolean>;
}

async function worstOn(site: Site, { page, where, type }: Typing): Promise<readonly Finding[]> {
  site.progress(`typing in ${where}: ${page}`);
  const opened = openTab(site);
  try {
    const { tab } = await opened.load(page, { from: "server", width: 1280 });
    await tab.evaluate(() => {
      const worst = { milliseconds: 0 };
      Object.assign(window, { worst });
      new PerformanceObserver((list) => {
        for (const each of list.getEntries()) if ("interactionId" in each && each.interactionId) worst.milliseconds = Math.max(worst.milliseconds, each.duration);
      }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    });
    if (!(await type(tab))) return [];
    // what the last key has caused
    await tab.waitForTimeout(1000);
    const value = await tab.evaluate(() => (window as unknown as { readonly worst: { readonly milliseconds: number } }).worst.milliseconds);
    return [{ name: `INP while typing in ${where}, ${page}`, value, unit: "ms", aim: { exact: false, atMost: 100 }, places: value > 100 ? [`${page}: ${value} ms`] : [] }];
  } finally {
    await opened.close();
  }
}

async function typeInSearch(tab: Page): Promise<boolean> {
  const button = tab.locator(".open-search");
  if ((await button.count()) === 0) return false;
  await button.click();
  await tab.locator("dialog.search[open] input").pressSequentially("the chain rule of a layer", { delay });
  return true;
}

async function typeInEditor(tab: Page): Promise<boolean> {
  const listing = tab.locator(".listing[data-live]:not(:has(details))").first();
  const edit = listing.locator(".live-bar").getByRole("button", { name: /^Edit/ });
  await listing.scrollIntoViewIfNeeded();
  await listing.dispatchEvent("pointerover");
  await listing.locator(".live-bar, .run-cell").first().waitFor({ state: "attached" });
  if ((await edit.count()) === 0) await listing.locator(".run-cell").dispatchEvent("click");
  await edit.dispatchEvent("click");
  const field = listing.locator("textarea");
  await field.press("Control+End");
  await field.pressSequentially("\nconst sum = [1, 2].reduce((a, b) => a + b); // typed", { delay });
  return true;
}
