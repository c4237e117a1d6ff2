/** What opens on a page, and how: each is looked at while it is open. */
import type { Page } from "playwright-core";

/** A thing that opens over the page. */
export interface Widget {
  readonly name: string;
  /** Opens it. What to look at then, as a selector; null where the page has none. */
  readonly open: (tab: Page) => Promise<string | null>;
  /** Whether it stays open when the screen becomes another, and when Escape is pressed. */
  readonly stays: boolean;
  /** Whether it is the same on all pages of a kind, which is their body's class: then it is opened on one of them. */
  readonly isSameOn: (kind: string) => boolean;
}

/** Unfolds everything that is folded: exercises, solutions, long listings, settings, uses of chunks in code. */
export async function unfold(tab: Page): Promise<void> {
  await tab.evaluate(async () => {
    const uses = [...document.querySelectorAll<HTMLElement>('.expand[aria-expanded="false"]')];
    for (const each of uses) each.click();
    // what is used may stand on another page; what cannot be fetched stays a link
    for (let wait = 0; wait < 20 && uses.some((each) => each.getAttribute("aria-expanded") === "false"); wait += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    // after the clicks, which close what opens over the page
    for (const each of document.querySelectorAll("details")) each.open = true;
    // what is covered until it is guessed, as the browser's own search uncovers it
    for (const each of document.querySelectorAll(".covered")) each.dispatchEvent(new Event("beforematch"));
  });
  // what the settings hold is fetched
  if ((await tab.locator(".settings").count()) > 0) await tab.locator(".settings .panel:not(:empty)").waitFor();
}

/** All but what is folded, which is a part of the page. */
export const widgets: readonly Widget[] = [
  { name: "popover", open: popover, stays: false, isSameOn: isWholeFile },
  { name: "preview of a reference", open: (tab) => preview(tab, "article a.ref:not(.solution-link)"), stays: false, isSameOn: isWholeFile },
  { name: "preview of a formula", open: (tab) => preview(tab, "article .katex"), stays: false, isSameOn: isWholeFile },
  { name: "preview of a name", open: (tab) => preview(tab, "article pre [data-q]"), stays: false, isSameOn: isWholeFile },
  { name: "search", open: search, stays: false, isSameOn: () => true },
  { name: "editors", open: editors, stays: true, isSameOn: isWholeFile },
];

/** Pages with a file of the program are of one make: contents, names, nothing else. */
function isWholeFile(kind: string): boolean {
  return kind.split(" ").includes("whole-file");
}

/** A popover that the page has hidden, such as the contents on a narrow screen. */
async function popover(tab: Page): Promise<string | null> {
  const id = await tab.evaluate(() => {
    const each = [...document.querySelectorAll<HTMLElement>("[popover]")].find((hidden) => hidden.id !== "" && getComputedStyle(hidden).display === "none");
    each?.showPopover();
    return each?.id;
  });
  return id === undefined ? null : `#${id}`;
}

/** Previews come to what is pointed at after a while; some have none, such as a reference to what is in sight. */
async function preview(tab: Page, from: string): Promise<string | null> {
  const found = tab.locator(from).filter({ visible: true });
  const count = await found.count();
  for (const index of new Set([0, count >> 1, count - 1])) {
    if (count === 0) return null;
    await found.nth(index).dispatchEvent("pointerover", { pointerType: "mouse", bubbles: true });
    const shown = await tab.waitForSelector(".preview", { timeout: 1500 }).then(() => true, () => false);
    if (shown) return ".preview";
  }
  return null;
}

/** The editor of a live cell, and those of the chunks near it. A cell that is not offered has its buttons when it has been run. */
async function editors(tab: Page): Promise<string | null> {
  const live = tab.locator(".listing[data-live]").first();
  if ((await live.count()) === 0) return null;
  await live.dispatchEvent("pointerover");
  await tab.locator(".listing[data-live] .live-bar, .run-cell").first().waitFor({ state: "attached" });
  const edit = tab.locator(".listing[data-live] .live-bar").getByRole("button", { name: /^Edit/ }).first();
  if ((await edit.count()) === 0) {
    const run = tab.locator(".run-cell").first();
    await run.dispatchEvent("click");
  }
  await edit.dispatchEvent("click");
  // what is near gets its button when it is known which chunks the cells run
  await tab.waitForTimeout(500);
  const buttons = await tab.locator(".edit-chunk").count();
  await tab.evaluate(() => { for (const each of document.querySelectorAll<HTMLElement>(".edit-chunk")) each.click(); });
  await tab.waitForFunction((count) => document.querySelectorAll(".live-editor:not([hidden])").length > count, buttons);
  return ".listing:has(> .live-editor:not([hidden]))";
}

async function search(tab: Page): Promise<string | null> {
  const button = tab.locator(".open-search");
  if ((await button.count()) === 0) return null;
  await button.click();
  await tab.locator("dialog.search[open] input").fill("the");
  await tab.waitForTimeout(500);
  return "dialog.search";
}
