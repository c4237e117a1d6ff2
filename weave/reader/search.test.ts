/** The search in a browser, from the disk: opened, written in, walked through and left by keys. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { readersOf, violations } from "../testing/readers.ts";
import { writtenBook } from "../testing/writtenBook.ts";

const texts = {
  "01-a/index.md": "# A\n\nThe first chapter.\n",
  "01-a/sums.md": "# Sums\n\nWhat Gauss did.\n\n## The programme\n\nA schoolboy's telescope.\n\n```ts file=src/sum.ts\nexport function sumUpTo(n: number): number {\n  return (n * (n + 1)) / 2;\n}\n```\n",
  "02-b/index.md": "# B\n\nA second telescope, and a third: a telescope is long.\n",
};

const readers = readersOf(() => writtenBook(texts));
const { complaints } = readers;

const open = (options: BrowserContextOptions = {}): Promise<Page> =>
  readers.open(readers.book().address("01-a/index.html"), { viewport: { width: 1280, height: 800 }, ...options });

const dialog = "dialog.search";
const said = (tab: Page, words: string): Promise<unknown> => tab.waitForSelector(`${dialog} [role=status]:text-is("${words}")`);
/** Keys that are struck before the dialog is there go nowhere. */
async function type(tab: Page, words: string): Promise<void> {
  await tab.waitForSelector(`${dialog}[open]`);
  await tab.keyboard.type(words);
}
const chosen = (tab: Page): Promise<string> => tab.locator('[role=option][aria-selected="true"] .found-title').innerText();

test("the button opens it; a word with an error is found by page, with its snippet and marks; Enter leads to the nearest heading", async () => {
  const tab = await open();
  await tab.getByRole("button", { name: "Search" }).click();
  await type(tab, "telscope");
  await said(tab, "2 places on 2 pages");
  expect((await tab.locator(".found-page").allInnerTexts()).toSorted()).toEqual(["1.1 Sums", "2 B"]);
  await tab.waitForSelector('.found-text:has-text("schoolboy")');
  expect(new Set(await tab.locator(".found-text mark").allInnerTexts())).toEqual(new Set(["telescope"]));
  const field = tab.getByRole("combobox");
  expect(await field.getAttribute("aria-expanded")).toBe("true");
  const first = await chosen(tab);
  await tab.keyboard.press("ArrowDown");
  expect([first, await chosen(tab)].toSorted()).toEqual(["B", "The programme"]);
  await tab.keyboard.press("ArrowDown");
  expect(await chosen(tab)).toBe(first);
  await tab.keyboard.press("ArrowUp");
  const id = await field.getAttribute("aria-activedescendant");
  expect(await tab.locator(`#${id}`).getAttribute("aria-selected")).toBe("true");
  if ((await chosen(tab)) !== "The programme") await tab.keyboard.press("ArrowUp");
  await tab.keyboard.press("Enter");
  await tab.waitForURL("**/01-a/sums.html#the-programme");
  expect(complaints).toEqual([]);
});

test("where no place has all words, it says so and leads to those with most of them", async () => {
  const tab = await open();
  await tab.getByRole("button", { name: "Search" }).click();
  await type(tab, "schoolboy telescope zebra");
  await said(tab, "No place has all of these words; 1 place has most of them");
  expect(await chosen(tab)).toBe("The programme");
  expect(complaints).toEqual([]);
});

test("Control and K open it, Escape closes it and gives the focus back; what was written is still there", async () => {
  const tab = await open();
  await tab.locator(".open-search").focus();
  await tab.keyboard.press("Control+k");
  await type(tab, "gauss");
  await said(tab, "1 place on 1 page");
  await tab.keyboard.press("Escape");
  await tab.waitForSelector(dialog, { state: "hidden" });
  expect(await tab.evaluate(() => document.activeElement?.className)).toBe("open-search");
  await tab.keyboard.press("Control+k");
  expect(await tab.getByRole("combobox").inputValue()).toBe("gauss");
});

test("a slash opens it, and is a letter like any other where something is written", async () => {
  const tab = await open();
  await tab.keyboard.press("/");
  await type(tab, "gauss");
  await said(tab, "1 place on 1 page");
  await tab.keyboard.press("/");
  expect(await tab.getByRole("combobox").inputValue()).toBe("gauss/");
});

test("where the keys are switched off, the button still opens it", async () => {
  const tab = await open();
  await tab.locator(".settings summary").click();
  await tab.getByLabel("Keys").uncheck();
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("Control+k");
  await tab.keyboard.press("/");
  await tab.locator(".open-search").click();
  // had the key opened it, the button would be behind the dialog and could not be pressed
  await tab.waitForSelector(`${dialog}[open]`);
});

test("a name leads to the code that defines it", async () => {
  const tab = await open();
  await tab.keyboard.press("Control+k");
  await type(tab, "sumUp");
  await said(tab, "1 place on 1 page");
  expect(await chosen(tab)).toBe("src/sum.ts");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/sums\.html#./);
  expect(await tab.locator(":target pre").innerText()).toContain("sumUpTo");
});

test("what is nowhere is said to be nowhere, and near words can be chosen", async () => {
  const tab = await open();
  await tab.keyboard.press("Control+k");
  await type(tab, "prugrummx");
  await said(tab, "Nothing in the book has these words.");
  expect(await tab.getByRole("combobox").getAttribute("aria-expanded")).toBe("false");
  await tab.locator(".near button", { hasText: "programme" }).click();
  await said(tab, "1 place on 1 page");
  await tab.getByRole("combobox").fill("gauss zebra");
  await said(tab, "No place has all of these words; 1 place has some of them");
});

test("on a phone of 320 pixels nothing is wider than the screen", async () => {
  const tab = await open({ viewport: { width: 320, height: 600 } });
  await tab.locator(".open-search").click();
  await type(tab, "telescope");
  await said(tab, "2 places on 2 pages");
  const wide = await tab.evaluate(() => [...document.querySelectorAll("dialog.search, dialog.search *")].filter((each) => each.getBoundingClientRect().right > 320).length);
  expect(wide).toBe(0);
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("without scripts there is no button", async () => {
  const tab = await open({ javaScriptEnabled: false });
  expect(await tab.getByText("Search").count()).toBe(0);
});

test.each(["light", "dark"] as const)("axe has nothing against it in %s", async (colorScheme) => {
  const tab = await open({ colorScheme, bypassCSP: true });
  await tab.locator(".open-search").click();
  await type(tab, "telescope");
  await said(tab, "2 places on 2 pages");
  expect(await violations(tab, "dialog")).toEqual([]);
});
