/** Code in the page, in a browser, from the disk: types on hover and focus, steps by keys, uses that open in place. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { cases } from "../../tangle/testing/fullRun.ts";
import { readersOf, violations } from "../testing/readers.ts";
import { writtenBook } from "../testing/writtenBook.ts";

const texts = {
  "contents.md": "# A Book\n\n- [A](01-a/index.md)\n  - [Ground](01-a/ground.md)\n  - [Cup](01-a/cup.md)\n- [Solutions](solutions.md)\n",
  "01-a/index.md": '# A\n\n::::exercise{#ex-two level=1}\nHalve it.\n\n:::solution\nSo:\n\n```ts run id=cell-halved\nimport { surface } from "#src/grind.ts";\nconsole.log(surface(1));\n```\n:::\n::::\n',
  "01-a/ground.md": '# Ground\n\n```ts file=src/grind.ts\n/** The surface of `r`. */\nexport function surface(r: number): number {\n  <<Check it>>\n  <<Triple it>>\n}\n```\n\n```ts chunk="Check it"\nif (r <= 0) {\n  <<Refuse>>\n}\n```\n\n```ts chunk="Refuse"\nthrow new RangeError("r");\n```\n\n```ts chunk="Triple it"\nconst inverse = 1 / r;\n```\n',
  "solutions.md": "# Solutions\n\n::solutions\n",
  "01-a/cup.md": '# Cup\n\n```ts chunk="Triple it" +=\nreturn 3 * inverse;\n```\n\n```ts file=src/cup.ts\nimport { surface } from "./grind.ts";\n\nexport const cup = surface(2);\n<<Say it>>\n<<Check the cup>>\n```\n\n```ts chunk="Say it"\nconsole.log(cup);\n```\n\n```ts chunk="Check the cup"\nif (cup < 0) {\n  <<Say it>>\n}\n```\n',
};

const readers = readersOf(() => writtenBook(texts, { names: true }));

async function open(page: string, options: BrowserContextOptions = {}): Promise<Page> {
  const tab = await readers.open(readers.book().address(page), { viewport: { width: 1280, height: 800 }, ...options });
  if (options.javaScriptEnabled !== false && (await tab.locator("article .name").count()) > 0) await tab.waitForSelector("#names-by-keys", { state: "attached" });
  return tab;
}

const codeIn = (tab: Page, id: string): Promise<string> => tab.locator(`[id="${id}"] pre`).first().innerText();

describe("a name that is pointed at", () => {
  test("shows its type, its documentation and its place, which the pointer may reach and Escape takes away", async () => {
    const tab = await open("01-a/cup.html");
    await tab.locator("#file-src-cup-ts a.name").last().hover();
    const shown = tab.locator(".preview");
    await shown.waitFor();
    expect((await shown.innerText()).split(/\n+/)).toEqual(["function surface(r: number): number", "The surface of r.", "Defined in 1.1 · src/grind.ts"]);
    await shown.hover();
    await tab.waitForTimeout(600);
    expect(await shown.count()).toBe(1);
    await tab.keyboard.press("Escape");
    expect(await shown.count()).toBe(0);
    expect(readers.complaints).toEqual([]);
  });

  test("leads to where it is defined", async () => {
    const tab = await open("01-a/cup.html");
    await tab.locator("#file-src-cup-ts a.name").last().click();
    await tab.waitForURL(/ground\.html#file-src-grind-ts\.surface$/);
    expect(await tab.locator(":target").innerText()).toBe("surface");
  });
});

test("a name in a solution that opens in place is explained as on the solution's own page", async () => {
  const tab = await open("01-a/index.html");
  await tab.locator("details.solution > summary").click();
  await tab.locator("details.solution a.name").last().hover();
  await tab.locator(".preview").waitFor();
  expect(await tab.locator(".preview .type").innerText()).toBe("function surface(r: number): number");
});

describe("by keyboard", () => {
  test("a listing is one stop; Enter and arrows go from name to name, each shows its type, Escape goes back", async () => {
    const tab = await open("01-a/cup.html");
    const pre = tab.locator("#file-src-cup-ts pre");
    const focused = (): Promise<string> => tab.evaluate(() => document.activeElement?.textContent ?? "");
    await pre.focus();
    await tab.keyboard.press("Enter");
    expect(await focused()).toBe("surface");
    await tab.locator(".preview").waitFor();
    expect(await tab.locator(".preview").innerText()).toContain("function surface");
    await tab.keyboard.press("ArrowRight");
    expect(await focused()).toBe("cup");
    await tab.keyboard.press("End");
    await tab.keyboard.press("Home");
    await tab.locator(".preview").waitFor();
    await tab.keyboard.press("Escape");
    expect(await tab.locator(".preview").count()).toBe(0);
    expect(await focused()).toBe("surface");
    await tab.keyboard.press("Escape");
    expect(await tab.evaluate(() => document.activeElement?.tagName)).toBe("PRE");
    await tab.keyboard.press("Tab");
    expect(await tab.evaluate(() => document.activeElement?.closest("a.name, [data-q]") === null)).toBe(true);
  });

  test("the mini-index leads there as well, and shows the same", async () => {
    const tab = await open("01-a/cup.html");
    await tab.keyboard.press("Tab");
    await tab.locator(".mini-index.beside a").first().focus();
    await tab.locator(".preview").waitFor();
    expect(await tab.locator(".preview").innerText()).toContain("function surface");
  });
});

describe("a use of a chunk", () => {
  test("opens in place with all its parts, those of other pages too, and closes", async () => {
    const tab = await open("01-a/ground.html");
    const before = await codeIn(tab, "file-src-grind-ts");
    const button = tab.getByRole("button", { name: "Show ⟨Triple it⟩ here" });
    await button.click();
    await tab.locator(".expansion").waitFor();
    expect(await codeIn(tab, "file-src-grind-ts")).toContain("⟨Triple it⟩\n  const inverse = 1 / r;\n  return 3 * inverse;\n}");
    expect(await button.getAttribute("aria-expanded")).toBe("true");
    await button.click();
    expect(await codeIn(tab, "file-src-grind-ts")).toBe(before);
  });

  test("opens inside what was opened, indented by both", async () => {
    const tab = await open("01-a/ground.html");
    await tab.getByRole("button", { name: "Show ⟨Check it⟩ here" }).click();
    await tab.locator(".expansion").getByRole("button", { name: "Show ⟨Refuse⟩ here" }).click();
    await tab.locator(".expansion .expansion").waitFor();
    expect(await codeIn(tab, "file-src-grind-ts")).toContain('⟨Check it⟩\n  if (r <= 0) {\n    ⟨Refuse⟩\n    throw new RangeError("r");\n  }\n');
  });

  test("shows types in what came from another page", async () => {
    const tab = await open("01-a/ground.html");
    await tab.getByRole("button", { name: "Show ⟨Triple it⟩ here" }).click();
    await tab.locator(".expansion [data-q]", { hasText: "inverse" }).last().hover();
    await tab.locator(".preview").waitFor();
    expect(await tab.locator(".preview .type").innerText()).toBe("const inverse: number");
  });

  test("is copied as it stands, closed or open", async () => {
    const tab = await open("01-a/cup.html", { permissions: ["clipboard-read", "clipboard-write"] });
    const listing = tab.locator("#chunk-check-the-cup");
    const copied = async (): Promise<string> => {
      await listing.hover();
      await listing.locator(".copy").click();
      await listing.locator(".copy", { hasText: "Copied" }).waitFor();
      return tab.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied()).toBe("if (cup < 0) {\n  // ⟨Say it⟩\n}\n");
    await listing.locator(".expand").click();
    await listing.locator(".expansion").waitFor();
    expect(await copied()).toBe("if (cup < 0) {\n  // ⟨Say it⟩\n  console.log(cup);\n}\n");
  });
});

test("without scripts names and uses are links, and the mini-index and whole files are there", async () => {
  const tab = await open("01-a/cup.html", { javaScriptEnabled: false });
  expect(await tab.locator(".expand").count()).toBe(0);
  expect(await tab.locator(".mini-index.beside a").getAttribute("href")).toBe("ground.html#file-src-grind-ts.surface");
  await tab.locator("#file-src-cup-ts a.use").first().click();
  await tab.waitForURL(/#chunk-say-it$/);
  await tab.locator(".file-name .whole").click();
  await tab.waitForURL(/code\/cup\.ts\.html$/);
});

test.each(cases<readonly [name: string, width: number, colours: "light" | "dark" | "active"]>(
  [["a phone", 320, "light"], ["a desk in the dark", 1280, "dark"]],
  [["a phone in the dark", 320, "dark"], ["a desk", 1280, "light"], ["a desk in forced colours", 1280, "active"]],
))("with everything open the pages are accessible on %s, and never scroll sideways", async (_name, width, colours) => {
  const ground = colours === "active" ? { forcedColors: colours } : { colorScheme: colours };
  const found: string[] = [];
  for (const page of ["01-a/ground.html", "01-a/cup.html", "code/grind.ts.html", "code/01-a.html"]) {
    const tab = await open(page, { viewport: { width, height: 800 }, ...ground, bypassCSP: true });
    for (const button of await tab.locator(".expand").all()) await button.click();
    await tab.locator("pre [data-q], article a").first().hover();
    if ((await tab.evaluate(() => document.documentElement.scrollWidth)) > width) found.push(`${page} is too wide`);
    found.push(...(await violations(tab)).map((each) => `${page}: ${each}`));
  }
  expect(found).toEqual([]);
});
