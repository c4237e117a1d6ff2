/** Exercises that are answered in the page, in a real Chromium: numbers and words, programs with tests, what is kept and what is said. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { serveFolder, type StaticServer } from "../audit/server.ts";
import { launchBrowser } from "../html/browser.ts";
import { wovenBook, type WovenBook } from "../testing/wovenBook.ts";

const texts = {
  "book.yml": "title: A Book\ndate: 2026-01-02\n",
  "contents.md": "# A Book\n\n- [A](01-a/index.md)\n- [Solutions](solutions.md)\n",
  "solutions.md": "# Solutions\n\n::solutions\n",
  "01-a/index.md": `# Doubling

\`\`\`ts run
const two: number = 2;
\`\`\`

::::::exercise{#ex-brew level=1}
How much coffee is in $12$ pots of $0.21$ litres, and does it fill $\\frac{5}{2}$ litres?

:::hint
Multiply.
:::

::::solution
It is $2.52$ litres, so yes.

:::answer
- Coffee, in litres, for $n = 12$: $2.52$
- Does it fill them: \`yes\`
:::
::::
::::::

:::::exercise{#ex-twice level=2}
Write \`twice(n)\`.

::::solution
\`\`\`ts run id="cell-twice"
const half = (n: number) => n / two;
const twice = (n: number): number => n / half(1);
console.log(twice(21));
console.log("of nothing:", twice(0));
\`\`\`

\`\`\`output
42
of nothing: 0
\`\`\`

:::answer{writes="twice"}
:::
::::
:::::

::::exercise{#ex-why level=1}
Why?

:::solution
Because.
:::
::::
`,
};

let browser: Browser;
let book: WovenBook;
let server: StaticServer;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  [browser, book] = await Promise.all([launchBrowser(), wovenBook(texts)]);
  server = await serveFolder(book.site);
});

afterAll(async () => {
  await browser.close();
  await server.close();
  book.remove();
});

beforeEach(async () => {
  page = await browser.newPage();
  troubles.length = 0;
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.goto(book.address("01-a/index.html"));
});

afterEach(async () => {
  await page.close();
  expect(troubles).toEqual([]);
});

const answer = (id: string): Locator => page.locator(`#${id} > details.answer`);

async function opened(id: string): Promise<Locator> {
  await answer(id).locator("summary").first().click();
  await answer(id).getByRole("button", { name: /^Forget my answer/ }).waitFor();
  return answer(id);
}

const said = (id: string): Locator => answer(id).locator(".live-said");

/** Writes a program, runs its tests, and gives what is said and every result. */
async function tried(id: string, change: (start: string) => string): Promise<{ readonly said: string; readonly results: readonly string[] }> {
  const field = answer(id).getByRole("textbox", { name: /^Your program/ });
  await field.fill(change(await field.inputValue()));
  await answer(id).getByRole("button", { name: /^Run the tests/ }).click();
  await page.waitForFunction((id) => /^(?:done|failed)$/.test(document.querySelector<HTMLElement>(`#${id} .live-bar`)?.dataset["state"] ?? ""), id);
  const results = await answer(id).locator(".answer-results > li").allInnerTexts();
  return { said: (await said(id).textContent()) ?? "", results: results.map((each) => each.replace(/\s+/g, " ")) };
}

const start = `const twice = (n: number): number => {
  throw new Error("not written yet");
};`;

test.each(["from the disk", "from a server"])("a program %s begins as given, and passes every test by name when it is right", async (from) => {
  if (from === "from a server") await page.goto(`${server.origin}/01-a/index.html`);
  await opened("ex-twice");
  expect(await answer("ex-twice").getByRole("textbox", { name: /^Your program/ }).inputValue()).toBe(start);
  expect(await tried("ex-twice", () => "const twice = (n: number) => two * n;")).toEqual({
    said: "All tests pass: 2 of 2.",
    results: ["✓passed: twice(21)", "✓passed: \"of nothing:\", twice(0)"],
  });
});
