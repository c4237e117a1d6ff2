/** Live cells that draw, in a real Chromium: what a run draws, that it is what the book prints, how a control turns it, what is refused. */
import type { Locator, Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { ended, readersOf, soon, uncoverAll, violations } from "../testing/readers.ts";
import { coffee, wovenBook } from "../testing/wovenBook.ts";

const path = "02-brewing/02-how-much.html";

const readers = readersOf(() => wovenBook(coffee));
let page: Page;

beforeEach(async () => {
  page = await readers.open(readers.book().address(path), { viewport: { width: 1280, height: 800 } });
  await uncoverAll(page);
});

const cell = (): Locator => page.locator("#cell-pours");
const drawing = (): Locator => page.locator(".live-output .drawing > svg");
/** Loads the page with a clock that goes only when it is told to. */
async function stopClock(): Promise<void> {
  await page.clock.install();
  await page.reload();
  await cell().locator(".live-bar").waitFor();
  await page.clock.pauseAt(Date.now() + 60_000);
}
const said = (): Promise<string> => cell().getByRole("status").innerText();

async function run(): Promise<string> {
  await cell().getByRole("button", { name: /^Run/ }).click();
  return ended(page, "cell-pours");
}

async function runWith(change: (text: string) => string): Promise<string> {
  await cell().getByRole("button", { name: /^Edit/ }).click();
  const field = cell().getByRole("textbox", { name: /^Code of/ });
  await field.fill(change(await field.inputValue()));
  return run();
}

const runSvg = (svg: string): Promise<string> => runWith(() => `show(${JSON.stringify(svg)});`);
const picture = (): Promise<Buffer> => page.locator(".shown .drawing").screenshot();

test.each(["the disk", "a server"])("a run from %s draws what the book prints, pixel by pixel, in its place", async (from) => {
  if (from === "a server") {
    await page.goto(`${readers.origin()}/${path}`);
    await uncoverAll(page);
  }
  await page.evaluate(() => document.fonts.ready);
  const [place, before] = [await page.locator(".shown .drawing").boundingBox(), await picture()];
  await cell().locator(".live-bar").waitFor();
  expect(await run()).toMatch(/^Done in [\d.]+ s, as printed\.$/);
  const moved = await page.locator(".shown .drawing").boundingBox();
  expect([moved?.x, moved?.width, moved?.height]).toEqual([place?.x, place?.width, place?.height]);
  expect((await picture()).equals(before)).toBe(true);
  expect(await page.locator(".shown, .live-output > .output").allInnerTexts()).toEqual(["50 in 100", "The pot holds 50 in 100.\npours  level\n    3     50"]);
  await cell().getByRole("button", { name: /^Edit/ }).click();
  expect(await page.locator("article .shown").count()).toBe(1);
});

test("the drawing is an image with the name that it gives itself, or the cell", async () => {
  await run();
  expect(await page.getByRole("img", { name: "A pot filled in 3 pours" }).count()).toBe(1);
  await runWith((text) => text.replace("</svg>`);", '</svg>`, { alt: "Three bars" });'));
  const names = await drawing().evaluate((svg) => (svg.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent));
  expect(names).toEqual(["A pot filled in 3 pours", "Three bars"]);
});

test("words that would stand over each other are moved apart, as they are where the book prints them", async () => {
  await runSvg('<svg viewBox="0 0 200 60"><g font-size="14" text-anchor="middle"><text x="100" y="30">slept</text><text x="120" y="31">spoke</text></g></svg>');
  const boxes = await drawing().locator("text").evaluateAll((words) => words.map((word) => word.getBoundingClientRect()).map(({ left, right }) => [left, right]));
  expect(boxes).toHaveLength(2);
  expect(boxes[0]?.[1]).toBeLessThan(boxes[1]?.[0] ?? 0);
});

test("a slider draws while it turns, by keys too, a choice when it is made; nothing is said until a run ends, and the page keeps its place", async () => {
  // a run that takes long is spoken of, and how long one takes here is the machine's affair
  await stopClock();
  const slider = page.getByRole("slider", { name: "pours so far, 0 to 6" });
  expect(await slider.evaluate((each: HTMLInputElement) => [each.min, each.max, each.step])).toEqual(["0", "6", "1"]);
  await slider.focus();
  await page.evaluate(() => {
    const words: string[] = [];
    Object.assign(window, { words });
    new MutationObserver(() => void words.push(document.querySelector("#cell-pours [role=status]")?.textContent ?? "")).observe(document.querySelector("#cell-pours .live-bar") as Element, { subtree: true, childList: true });
  });
  await page.keyboard.press("ArrowRight");
  await page.getByRole("img", { name: "A pot filled in 4 pours" }).waitFor();
  const top = (): Promise<number> => page.locator("footer.imprint").evaluate((each) => each.getBoundingClientRect().top);
  const before = await top();
  // as a hand does that drags and has not let go
  await slider.evaluate((each: HTMLInputElement) => {
    for (const value of ["1", "2", "6"]) {
      each.value = value;
      each.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  await page.getByRole("img", { name: "A pot filled in 6 pours" }).waitFor();
  await soon(said).toMatch(/^Done in/);
  expect(await top()).toBe(before);
  expect(await cell().locator("pre code").innerText()).toContain("const pours = 6; // pours so far");
  await page.getByLabel("hand how they fall").selectOption("late");
  await page.getByText("The pot holds 100 in 100.").waitFor();
  await slider.press("ArrowLeft");
  await page.getByText("The pot holds 69 in 100.").waitFor();
  expect(page.url()).toContain("#edited=cell-pours.");
  expect(await page.evaluate(() => (window as unknown as { words: string[] }).words.filter((each) => !/^Done in [\d.]+ s/.test(each)))).toEqual([]);
  await cell().getByRole("button", { name: /^Reset/ }).click();
  expect(await page.locator(".live-output").count()).toBe(0);
  expect(await page.locator("#cell-pours ~ .shown + .output + .table").count()).toBe(1);
  expect([await slider.inputValue(), await page.getByLabel("hand how they fall").inputValue()]).toEqual(["3", "even"]);
});

test.each([
  ["a script", '<svg viewBox="0 0 9 9"><script>window.hacked = 1</script></svg>', "an SVG in the book holds no `<script>`"],
  ["a handler", '<svg viewBox="0 0 9 9"><rect width="9" height="9" onclick="window.hacked = 1"/></svg>', "an SVG in the book runs nothing: `onclick`"],
  ["a style sheet", '<svg viewBox="0 0 9 9"><style>body { display: none }</style></svg>', "an SVG in the book holds no `<style>`"],
  ["looks that cover the page", '<svg viewBox="0 0 9 9"><g style="position: fixed"/></svg>', "an SVG in the book says its looks in attributes, not in `style`"],
  ["a picture from elsewhere", '<svg viewBox="0 0 9 9"><image href="https://example.org/a.png"/></svg>', 'an SVG in the book loads nothing: `href="https://example.org/a.png"`'],
  ["paint from elsewhere", '<svg viewBox="0 0 9 9"><rect fill="url(//example.org/a#b)"/></svg>', 'an SVG in the book loads nothing: `fill="url(//example.org/a#b)"`'],
  ["a way to a script", '<svg viewBox="0 0 9 9"><a href="javascript:alert(1)"><rect/></a></svg>', 'an SVG in the book loads nothing: `href="javascript:alert(1)"`'],
  ["HTML within", '<svg viewBox="0 0 9 9"><foreignObject><p>x</p></foreignObject></svg>', "an SVG in the book holds no `<foreignObject>`"],
  ["HTML in a title", '<svg viewBox="0 0 9 9"><title><img src="https://example.org/a.png" onerror="window.hacked = 1"></title></svg>', "an SVG in the book holds no `<img>`"],
  ["no size", "<svg><g/></svg>", "an SVG says its size in `viewBox` or in `width` and `height`"],
])("an SVG with %s is refused", async (_, svg, message) => {
  expect(await runSvg(svg)).toBe(message);
  expect(await drawing().count()).toBe(0);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  expect(readers.asked.filter((address) => address.includes("example.org"))).toEqual([]);
});

test("a run uses none of the page's ids, and none of its classes", async () => {
  await runSvg('<svg viewBox="0 0 9 9" id="text"><defs><linearGradient id="cell-pours"><stop offset="0" stop-color="accent"/></linearGradient></defs><rect class="listing" width="9" height="9" fill="url(#cell-pours)"/><use href="#cell-pours"/></svg>');
  const markup = await drawing().innerHTML();
  expect(markup).toMatch(/<linearGradient id="(drawing-run-\d+-1)">.*fill="url\(#\1\)".*href="#\1"/);
  expect(markup).not.toContain("class=");
  expect(await page.locator("#text, #cell-pours").count()).toBe(2);
});

test.each([["light", "none"], ["dark", "none"], ["light", "active"]] as const)("a drawing at 320 px, %s, forced colours %s, is in the theme's inks, accessible, large enough to be read, and the page no wider", async (colorScheme, forcedColors) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.emulateMedia({ colorScheme, forcedColors });
  await runWith((text) => text.replace('<svg viewBox="0 0 260 130">', '<svg viewBox="0 0 260 130" width="900" height="450">'));
  const [ink, line] = await drawing().evaluate((svg) => {
    const probe = document.createElement("span");
    probe.style.color = "var(--ink)";
    svg.after(probe);
    return [getComputedStyle(probe).color, getComputedStyle(svg.querySelector("line") as Element).stroke];
  });
  if (forcedColors === "none") expect(line).toBe(ink);
  // it keeps to a size that can be read, and scrolls in itself, to the edge of the screen
  expect((await drawing().boundingBox())?.width).toBeGreaterThan(500);
  expect((await drawing().locator("..").boundingBox())?.width).toBeLessThanOrEqual(320);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
});

test("a drawing that is the only one of its figure is shown on a phone", async () => {
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.locator(".shown .drawing rect").first().isVisible()).toBe(true);
});
