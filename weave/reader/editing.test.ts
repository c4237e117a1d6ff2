/** Chunks of the program edited in a real Chromium, from the disk: what the live cells then print, and what is said of it. */
import type { Locator, Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { ended, readersOf, soon, violations } from "../testing/readers.ts";
import { coffee, wovenBook } from "../testing/wovenBook.ts";

const timePart = "file-src-grind-ts-2";
const refusal = "chunk-refuse-a-radius-that-is-not-positive-2";

const readers = readersOf(() => wovenBook(coffee));
let page: Page;

const at = (name: string): string => readers.book().address(name);

beforeEach(async () => {
  page = await readers.open(at("02-brewing/01-how-long.html"));
});

const chunk = (id: string): Locator => page.locator(`#${id}`);
const field = (id: string): Locator => chunk(id).getByRole("textbox", { name: /^Code of/ });
const press = (id: string, name: string): Promise<void> => chunk(id).getByRole("button", { name: new RegExp(`^${name}`) }).click();
const cell = (): Locator => page.locator(".listing[data-offered]");
const output = (): Promise<string> => page.locator(".listing[data-offered] + :is(.output, .live-output)").innerText();
const cellSaid = async (): Promise<string> => (await cell().getByRole("status").textContent()) ?? "";

/** What the buttons of a listing say, once its runs have ended. */
const said = (id: string): Promise<string> => ended(page, id);

async function edit(id: string, change: (text: string) => string): Promise<void> {
  await chunk(id).scrollIntoViewIfNeeded();
  await press(id, "Edit");
  await field(id).fill(change(await field(id).inputValue()));
}

async function runWith(id: string, change: (text: string) => string): Promise<string> {
  await edit(id, change);
  await press(id, "Run with this");
  return said(id);
}

const cubed = (text: string): string => text.replace("** 2", "** 3");

test("an edited chunk changes what the live cell prints, which says so; Reset brings back the code and the output", async () => {
  expect(await runWith(timePart, cubed)).toBe("The live cell has run with this. Show the output");
  expect(await output()).toBe("radius      time\n   100         1\n   200     0.125\n   400  0.015625");
  expect(await cellSaid()).toMatch(/^Done in [\d.]+ s, with src\/grind\.ts edited\.$/);
  await chunk(timePart).getByRole("link", { name: "Show the output" }).click();
  expect(await page.evaluate(() => [document.activeElement?.textContent, location.hash.slice(0, 8)])).toEqual(["Run live code 1 of 2", "#edited="]);
  await press(timePart, "Reset");
  // the book prints a table under this one
  expect(await page.locator(".listing[data-offered] + .table").isVisible()).toBe(true);
  expect(await page.locator(".live-output").count()).toBe(0);
  expect(await field(timePart).inputValue()).toContain("** 2");
  expect(await page.evaluate(() => location.hash)).not.toContain("#edited");
  await cell().getByRole("button", { name: /^Run/ }).click();
  await soon(cellSaid).toMatch(/, as printed\.$/);
});

test("a chunk that a later chapter replaces is edited in the program of its own chapter", async () => {
  const first = "chunk-refuse-a-radius-that-is-not-positive";
  await page.goto(at("01-grinding/01-how-fine.html"));
  await edit(first, (text) => text.replace("r > 0", "r > 100"));
  await press(first, "Run with this");
  expect(await said(first)).toBe("Line 2: RangeError: surface: a radius of 100 😀");
  await field(first).fill("r += 100;");
  await press(first, "Run with this");
  expect(await said(first)).toMatch(/^The live cell has run with this\./);
  expect(await output()).toBe("0.015");
});

test("a live cell that is run again takes every edit of the page", async () => {
  await edit(timePart, cubed);
  await edit(refusal, (text) => text.replace("r > 0", "r !== 200"));
  await cell().getByRole("button", { name: /^Run/ }).click();
  await soon(cellSaid).toMatch(/^⟨Refuse a radius that is not positive⟩, line 2: RangeError: surface: expected/);
  expect(await said(refusal)).toMatch(/^Line 2: RangeError: surface: expected a radius above 0, found 200$/);
  expect(await chunk(refusal).locator(".wrong-line").textContent()).toMatch(/throw new RangeError/);
});

test.each([
  ["a syntax error", (text: string) => text.replace("return d", "return ]"), /^Line 4: SyntaxError: Unexpected token/],
  ["a brace that is missing", (text: string) => text.replace(/\}\s*$/, ""), /^Line 5: SyntaxError/, 5],
  ["an error that only the engine finds", (text: string) => text.replace("return d", "let d = 1; return d"), /^Line 4: SyntaxError: Identifier 'd' has already been declared/],
  ["a runtime error", (text: string) => text.replace("return d", "return nothing"), /^Line 4: ReferenceError: nothing is not defined$/],
])("%s is shown at the chunk's line", async (_, change, message, line = 4) => {
  expect(await runWith(timePart, change)).toMatch(message);
  expect(await chunk(timePart).locator(".live-marker").isVisible()).toBe(true);
  expect(await cellSaid()).toContain(`src/grind.ts, line ${line}: `);
});

test("uses of other chunks stand in the text by their names, and stay what they are", async () => {
  await page.goto(at("01-grinding/01-how-fine.html"));
  await runWith("file-src-grind-ts", (text) => {
    expect(text).toContain("  ⟨Refuse a radius that is not positive⟩\n");
    return text.replace("3 / r", "6 / r");
  });
  expect(await output()).toBe("0.06");
  await field("file-src-grind-ts").fill((await field("file-src-grind-ts").inputValue()).replace("6 / r", "-r"));
  await field("file-src-grind-ts").press("Control+Enter");
  await soon(output).toBe("-100");
  await press("file-src-grind-ts", "Reset");
  expect(await output()).toBe("0.03");
  expect(await page.locator("#file-src-grind-ts pre .expand + .use").allTextContents()).toEqual(["⟨Say what a grind is⟩", "⟨Refuse a radius that is not positive⟩"]);
});

test("an edit stands in the address; whoever opens it sees it, and a live cell runs with it", async () => {
  await edit(timePart, cubed);
  const address = await page.evaluate(() => location.href);
  expect(address).toContain(`#edited=${timePart}.`);
  // one that a later edition has no more does no harm
  await page.goto("about:blank");
  await page.goto(`${address},file-src-kettle-py.eA,file-src-none-ts.eA`);
  await soon(async () => chunk(timePart).getByRole("status").textContent()).toMatch(/^This code came with the link/);
  expect(await chunk(timePart).locator("pre code").innerText()).toContain("** 3");
  expect(page.workers()).toHaveLength(0);
  await cell().getByRole("button", { name: /^Run/ }).click();
  await soon(cellSaid).toMatch(/, with src\/grind\.ts edited\.$/);
  expect(await output()).toContain("0.125");
});

test("an endless loop in a chunk is stopped", async () => {
  await edit(timePart, (text) => text.replace("return d", "for (;;) ;\n  return d"));
  await press(timePart, "Run with this");
  await soon(() => page.workers().length).toBe(1);
  await press(timePart, "Stop");
  expect(await said(timePart)).toBe("Stopped.");
  expect(await cellSaid()).toBe("Stopped.");
});

test("only chunks that a live cell of the page runs have the button", async () => {
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await chunk(refusal).locator(".edit-chunk").waitFor({ state: "attached" });
  await chunk(timePart).scrollIntoViewIfNeeded();
  await chunk(timePart).locator(".edit-chunk").waitFor({ state: "attached" });
  expect(await page.locator(".listing:has(.edit-chunk)").evaluateAll((all) => all.map(({ id }) => id))).toEqual([timePart, "file-src-grind-ts-3", refusal]);
  await page.goto(at("preface.html"));
  expect(await page.locator("script[src*='cells.js']").count()).toBe(0);
});

test("the keyboard opens the editor, runs, leaves, and closes it", async () => {
  const button = chunk(timePart).getByRole("button", { name: "Edit src/grind.ts" });
  await chunk(timePart).scrollIntoViewIfNeeded();
  await button.focus();
  expect(await button.evaluate((each) => getComputedStyle(each).opacity)).toBe("1");
  await page.keyboard.press("Enter");
  expect(await field(timePart).evaluate((each) => each === document.activeElement)).toBe(true);
  await page.keyboard.press("Control+Enter");
  expect(await said(timePart)).toBe("The live cell has run with this. Show the output");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  const close = chunk(timePart).getByRole("button", { name: "Close editor src/grind.ts" });
  await close.focus();
  await page.keyboard.press("Enter");
  expect(await field(timePart).isVisible()).toBe(false);
  expect(await chunk(timePart).locator("button").evaluateAll((all) => all.map((each) => each === document.activeElement ? `${each.textContent}!` : each.textContent))).toEqual(["Copy", "Edit src/grind.ts!"]);
});

test.each([["light", "none"], ["dark", "none"], ["light", "active"]] as const)("an open editor at 320 px, %s, forced colours %s, is accessible and no wider than the page", async (colorScheme, forcedColors) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.emulateMedia({ colorScheme, forcedColors });
  await runWith(timePart, (text) => text.replace("return d", "return nothing"));
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
});

test("an editor has the colours of a listing, which follow what is typed, and completes names that the page knows, with their types", async () => {
  await chunk(timePart).scrollIntoViewIfNeeded();
  await press(timePart, "Edit");
  const colours = chunk(timePart).locator(".live-colours");
  await colours.waitFor();
  expect(await colours.textContent()).toBe(`${await field(timePart).inputValue()}\n`);
  // letter upon letter, at any width
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const set = (each: Element): readonly string[] => ["fontFamily", "fontSize", "lineHeight", "paddingTop", "paddingLeft", "paddingRight", "tabSize", "whiteSpace"].map((name) => getComputedStyle(each)[name as "color"]);
    expect(await colours.evaluate(set)).toEqual(await field(timePart).evaluate(set));
    const place = (each: Element): readonly number[] => { const { left, top, width } = each.getBoundingClientRect(); return [left, top, width].map(Math.round); };
    expect(await colours.evaluate(place)).toEqual(await field(timePart).evaluate(place));
  }
  await field(timePart).fill("const a = 1; // one\n");
  expect(await colours.locator("span").allTextContents()).toEqual(["const", "// one"]);
  await field(timePart).press("End");
  await page.keyboard.type("return tim");
  const options = chunk(timePart).getByRole("option");
  expect(await options.allTextContents()).toEqual([expect.stringMatching(/^time function time\(/)]);
  expect(await field(timePart).getAttribute("aria-activedescendant")).toBe(await options.first().getAttribute("id"));
  await page.keyboard.press("Tab");
  expect(await field(timePart).inputValue()).toBe("const a = 1; // one\nreturn time");
  expect(await chunk(timePart).getByRole("listbox").count()).toBe(0);
  await page.keyboard.press("Control+z");
  expect(await field(timePart).inputValue()).toBe("const a = 1; // one\nreturn tim");
  await page.keyboard.press("End");
  await page.keyboard.type("e");
  await page.keyboard.press("Escape");
  expect(await chunk(timePart).getByRole("listbox").count()).toBe(0);
  // Enter is a line end again, and Escape has not left the field
  await page.keyboard.press("Enter");
  expect(await field(timePart).inputValue()).toBe("const a = 1; // one\nreturn time\n");
});

test("an editor with names open has no violation that axe knows, in light and dark", async () => {
  await chunk(timePart).scrollIntoViewIfNeeded();
  await press(timePart, "Edit");
  await chunk(timePart).locator(".live-colours").waitFor();
  await field(timePart).press("Control+End");
  await page.keyboard.type(" tim");
  await chunk(timePart).getByRole("option").first().waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, ".live-editor:not([hidden])")).toEqual([]);
  }
});
