/** What opens on a page, and how: each is looked at while it is open. */
import type { Page } from "playwright-core";

/** A thing that opens over the page. */
export interface Widget {
  readonly name: string;
  /** Opens it. What to look at then, as a selector; null where the page has none. */
  readonly open: (tab: Page) => Promise<string | null>;
}

/** Unfolds everything that is folded: exercises, solutions, long listings, settings. */
export async function unfold(tab: Page): Promise<void> {
  await tab.evaluate(() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
  });
}

/** All but what is folded, which is a part of the page. */
export const widgets: readonly Widget[] = [
  { name: "popover", open: popover },
  { name: "preview of a reference", open: (tab) => preview(tab, 'main a[href*="#"]') },
  { name: "preview of a formula", open: (tab) => preview(tab, "main .formula[tabindex]") },
  { name: "search", open: search },
];

/** A popover that the page has hidden, such as the contents on a narrow screen. */
async function popover(tab: Page): Promise<string | null> {
  const id = await tab.evaluate(() => {
    const each = [...document.querySelectorAll<HTMLElement>("[popover]")].find((hidden) => hidden.id !== "" && getComputedStyle(hidden).display === "none");
    each?.showPopover();
    return each?.id;
  });
  return id === undefined ? null : `#${id}`;
}

/** Previews come to the focus of the keyboard after a while; a reference to what is in sight has none. */
async function preview(tab: Page, from: string): Promise<string | null> {
  const found = tab.locator(from).last();
  if ((await found.count()) === 0) return null;
  await tab.keyboard.press("Tab");
  await found.focus();
  return tab.waitForSelector(".preview", { timeout: 2000 }).then(() => ".preview", () => null);
}

async function search(tab: Page): Promise<string | null> {
  const button = tab.locator(".open-search");
  if ((await button.count()) === 0) return null;
  await button.click();
  await tab.locator("dialog.search[open] input").fill("the");
  await tab.waitForTimeout(500);
  return "dialog.search";
}
