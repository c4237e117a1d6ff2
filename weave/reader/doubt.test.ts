/** The instrument that a mark of proof opens, in a real Chromium: what it says, what breaks when the reader changes something, and that it leaves no trace. */
import type { Locator, Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { readersOf, soon, violations } from "../testing/readers.ts";
import { coffee, wovenBook } from "../testing/wovenBook.ts";
import type {} from "./dataStore.ts";

const readers = readersOf(() => wovenBook(coffee));
let page: Page;

beforeEach(async () => {
  page = await readers.open(readers.book().address("01-grinding/01-how-fine.html"), { viewport: { width: 390, height: 800 } });
});

const block = (id: string): Locator => page.locator(`#${id}`);
const mark = (id: string): Locator => block(id).getByRole("button", { name: /^Shown: .* Doubt this\.$/ });
const button = (id: string, name: string): Locator => block(id).locator(".doubt").getByRole("button", { name });
const field = (id: string): Locator => block(id).getByRole("textbox", { name: /^LaTeX of/ });

/** What is said, once it begins so. */
async function said(id: string, begins: RegExp): Promise<string> {
  const status = block(id).getByRole("status").filter({ hasText: begins });
  await status.waitFor();
  return (await status.textContent()) ?? "";
}

/** What stands beside each line. */
const notes = (id: string): Promise<readonly string[]> => block(id).locator(".doubt-note").allTextContents();

/** Opens it by the keyboard. */
async function open(id: string): Promise<string> {
  await mark(id).focus();
  await page.keyboard.press("Enter");
  return said(id, /^Every/);
}

test("a mark opens by the keyboard, every line is evaluated on fresh values, and closing returns the focus", async () => {
  expect(await mark("uneven").getAttribute("aria-expanded")).toBe("false");
  expect(await open("uneven")).toMatch(/^Every line holds\. It was evaluated on 100 fresh draws of its symbols; the largest difference is 10⁻¹[³⁴⁵⁶]\.$/);
  expect(await notes("uneven")).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^✓ holds, within 10⁻¹[³⁴⁵⁶]$/)));
  expect(await mark("uneven").getAttribute("aria-expanded")).toBe("true");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Doubting Derivation 1.3");
  await page.keyboard.press("Escape");
  expect(await block("uneven").locator(".doubt").count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement === document.querySelector("#uneven .check"))).toBe(true);
  expect(await mark("uneven").getAttribute("aria-expanded")).toBe("false");
});

test("a flipped sign breaks its line: which, in which draw, by how much; it is said to be the reader's, and Reset undoes it", async () => {
  await open("uneven");
  await button("uneven", "Flip a sign").click();
  const words = await said("uneven", /^Your change/);
  const [, left = "", right = "", percent = ""] = /^Your change breaks line 1 of 3, in draw 1 of 100: \\frac\{1\}\{n\} \\sum_i \\frac\{3\}\{r_i\} \+ \\frac\{3\}\{m\} is (\S+), but the cell yields (\S+)\. It is off by (\S+)\u00a0%\. There m = \S+, n = 5, r = \[[^\]]+\]\. What the book prints holds on the same values; Reset brings it back\.$/.exec(words) ?? [];
  expect(Number(percent)).toBeCloseTo((100 * Math.abs(Number(left) - Number(right))) / Math.max(Number(left), Number(right)), -0.5);
  expect(await block("uneven").locator("li[data-state=breaks]").count()).toBe(1);
  expect((await notes("uneven"))[0]).toBe(`✗ breaks, off by ${percent}\u00a0%`);
  await button("uneven", "Reset").click();
  expect(await said("uneven", /^Every/)).toContain("100 fresh draws");
  expect(await field("uneven").inputValue()).toContain("\\frac{3}{r_i} - \\frac{3}{m}");
});

test("what the reader writes is judged as it is typed: an equal form holds, what is no mathematics is said to be the reader's", async () => {
  await open("halving");
  const latex = await field("halving").inputValue();
  await field("halving").fill(latex.replace("\\frac{6}{r}", "\\frac{12}{2 r}"));
  expect(await said("halving", /^What you wrote holds/)).toBe("What you wrote holds as well. It was evaluated on 100 fresh draws of its symbols; there is no difference at all.");
  await field("halving").fill(latex.replace("\\frac{6}{r}", "\\frac{6}{q}"));
  expect(await said("halving", /cannot be checked/)).toBe("What you wrote cannot be checked: q is no symbol of its check. What the book prints holds on the same values; Reset brings it back.");
  await field("halving").fill(latex.replace("\\frac{6}{r}", "\\frac{6}{r"));
  expect(await said("halving", /brace/)).toContain("this brace is not closed");
});

test("other values are drawn, and a line that is taken on trust says so", async () => {
  await open("clicks");
  expect(await notes("clicks")).toEqual(["✓ holds, exactly", expect.stringMatching(/^✓ holds/), "taken on trust: an integral, which the reader of mathematics does not take"]);
  await button("clicks", "Flip a sign").click();
  const broken = await said("clicks", /^Your change breaks line 2/);
  await button("clicks", "Other values").click();
  await soon(() => block("clicks").getByRole("status").textContent()).not.toBe(broken);
  expect(await said("clicks", /^Your change breaks line 2/)).toContain("There a = ");
});

test("a cost is counted at the reader's sizes, and an entry that is changed is told from the ledger's", async () => {
  await page.goto(readers.book().address("02-brewing/01-how-long.html"));
  expect(await open("cost-total")).toMatch(/^Every entry holds: counted at 8 sizes, of which n = \d+ stands below\.$/);
  await block("cost-total").getByRole("textbox", { name: "n =" }).fill("1000");
  await page.keyboard.press("Enter");
  expect(await said("cost-total", /n = 1000/)).toBe("Every entry holds: counted at 9 sizes, of which n = 1000 stands below.");
  expect(await notes("cost-total")).toEqual(["✓ says 2,000, counted 2,000"]);
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("n");
  await field("cost-total").fill("3n");
  expect(await said("cost-total", /^Your change/)).toBe("Your change does not agree with the ledger: 3n is 3000, but the ledger has 2000 FLOPs under grains. There n = 1000. What the book prints holds on the same values; Reset brings it back.");
  expect(await block("cost-total").locator(".doubt-formula .katex-html").isVisible()).toBe(true);
  expect(await notes("cost-total")).toEqual(["✗ says 3,000, counted 2,000"]);
});

test("nothing is fetched before a mark is pressed, and nothing but the edition's own files after", async () => {
  const { asked } = readers;
  await page.waitForFunction(() => document.querySelector("#uneven .check[aria-expanded]") !== null);
  const names = (): readonly string[] => asked.filter((url) => /doubt|claims|worker/.test(url)).map((url) => url.replace(/^.*\/assets\//, ""));
  expect(names()).toEqual([]);
  await open("uneven");
  expect([...names()].sort()).toEqual(["claims/uneven.js", "doubt.css", "doubt.js", "doubter.js", "worker.js"]);
  expect(asked.filter((url) => !url.startsWith("blob:") && !url.startsWith(readers.book().address("").replace(/[^/]*$/, "")))).toEqual([]);
});

test("it can be read and pressed on a narrow screen, prints nothing, and has no fault that axe finds", async () => {
  await open("uneven");
  await button("uneven", "Flip a sign").click();
  await said("uneven", /^Your change/);
  const { wide, targets } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    targets: [...document.querySelectorAll("#uneven :is(.check, .doubt button)")].map((each) => each.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
  }));
  expect(wide).toBe(0);
  expect(Math.min(...targets)).toBeGreaterThanOrEqual(24);
  expect(await violations(page, "#uneven")).toEqual([]);
  await page.emulateMedia({ media: "print" });
  expect(await block("uneven").locator(".doubt").isVisible()).toBe(false);
});
