/** Exercises that are answered in the page, in a real Chromium: numbers and words, programs with tests, what is kept and what is said. */
import type { Locator, Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { ended, readersOf, violations } from "../testing/readers.ts";
import { wovenBook } from "../testing/wovenBook.ts";

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
- Coffee, in litres, for \`n\` of 12: $2.52$
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

::::::exercise{#ex-triple level=2}
Write \`triple(n)\` in \`src/triple.ts\`. It should pass this test.

\`\`\`ts file=src/triple.test.ts
import { expect, test } from "vitest";
import { one } from "./one.ts";
import { triple } from "./triple.ts";

test.each([[1, 3], [2, 6]])("three times %i is %i", (n, product) => {
  expect(triple(n)).toBe(product * one);
});

test("below zero is refused", () => {
  expect(() => triple(-1)).toThrow(new RangeError("triple: -1 is below zero"));
});
\`\`\`

\`\`\`ts file=src/one.ts
export const one = 1;
\`\`\`

::::solution
\`\`\`ts file=src/triple.ts
/** Three times as much. */
export function triple(n: number): number {
  if (n < 0) throw new RangeError(\`triple: \${n} is below zero\`);
  return 3 * n;
}
\`\`\`

:::answer{writes="src/triple.ts"}
:::
::::
::::::

::::exercise{#ex-why level=1}
Why?

:::solution
Because.
:::
::::
`,
};

const readers = readersOf(() => wovenBook(texts));
let page: Page;

const onDisk = (): string => readers.book().address("01-a/index.html");
const served = (): string => `${readers.origin()}/01-a/index.html`;

beforeEach(async () => {
  page = await readers.open(onDisk());
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
  await ended(page, id);
  const results = await answer(id).locator(".answer-results > li").allInnerTexts();
  return { said: (await said(id).textContent()) ?? "", results: results.map((each) => each.replace(/\s+/g, " ")) };
}

const start = `const twice = (n: number): number => {
  throw new Error("not written yet");
};`;

test.each(["from the disk", "from a server"])("a program %s begins as given, and passes every test by name when it is right", async (from) => {
  if (from === "from a server") await page.goto(served());
  await opened("ex-twice");
  expect(await answer("ex-twice").getByRole("textbox", { name: /^Your program/ }).inputValue()).toBe(start);
  expect(await tried("ex-twice", () => "const twice = (n: number) => two * n;")).toEqual({
    said: "All tests pass: 2 of 2.",
    results: ["✓ passed: twice(21)", "✓ passed: \"of nothing:\", twice(0)"],
  });
});

test("a program that is wrong, empty, no TypeScript or not written fails by name, with what was expected and what came", async () => {
  await opened("ex-twice");
  expect(await tried("ex-twice", () => "const twice = (n: number) => n;")).toEqual({
    said: "1 of 2 tests pass.",
    results: ["✗ failed: twice(21) expected 42 received 21", "✓ passed: \"of nothing:\", twice(0)"],
  });
  expect(await tried("ex-twice", () => "")).toEqual({ said: "ReferenceError: twice is not defined", results: ["– not reached: twice(21)", "– not reached: \"of nothing:\", twice(0)"] });
  expect(await tried("ex-twice", () => "function twice(n: number) {\n  return (2;\n}")).toEqual({ said: "Line 2: SyntaxError: Unexpected token, expected \",\"", results: [] });
  expect((await tried("ex-twice", () => start)).said).toBe("Line 2: Error: not written yet");
});

test("what the program prints itself is shown beside the results, and fails no test", async () => {
  await opened("ex-twice");
  expect((await tried("ex-twice", () => "console.log(1);\nconst twice = (n: number) => {\n  console.log(n);\n  return two * n;\n};")).said).toBe("All tests pass: 2 of 2.");
  await answer("ex-twice").getByText("What your program printed").click();
  expect(await answer("ex-twice").locator(".fold samp").innerText()).toBe("1\n21\n0");
});

test("a loop that never ends is stopped, by keyboard, and the next run is heard", async () => {
  await opened("ex-twice");
  await answer("ex-twice").getByRole("textbox", { name: /^Your program/ }).fill("const twice = () => { for (;;) globalThis.name = 'x'; };");
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.querySelector("#ex-twice .live-said")?.textContent === "Running the tests …");
  await answer("ex-twice").getByRole("button", { name: /^Stop/ }).focus();
  await page.keyboard.press("Enter");
  expect(await said("ex-twice").textContent()).toBe("Stopped.");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Run the tests/);
  expect((await tried("ex-twice", () => "const twice = (n) => 2 * n;")).said).toBe("All tests pass: 2 of 2.");
});

test.each(["from the disk", "from a server"])("a file of the program takes the place of the solution's, %s, and the test that the book prints judges it", async (from) => {
  if (from === "from a server") await page.goto(served());
  await opened("ex-triple");
  const given = "/** Three times as much. */\nexport function triple(n: number): number {\n  throw new Error(\"not written yet\");\n}";
  expect(await answer("ex-triple").getByRole("textbox", { name: /^Your program/ }).inputValue()).toBe(given);
  expect(await tried("ex-triple", () => given)).toEqual({
    said: "0 of 3 tests pass.",
    results: ["✗ failed: three times 1 is 3 received Error: not written yet", "✗ failed: three times 2 is 6 received Error: not written yet", expect.stringMatching(/^✗ failed: below zero is refused expected .*below zero.* received .*not written yet/)],
  });
  expect(await tried("ex-triple", () => "export const triple = (n: number) => n + n + n;")).toEqual({
    said: "2 of 3 tests pass.",
    results: ["✓ passed: three times 1 is 3", "✓ passed: three times 2 is 6", expect.stringMatching(/^✗ failed: below zero is refused/)],
  });
  expect(await tried("ex-triple", () => "export function triple(n: number) {\n  return (2;\n}")).toEqual({ said: "Line 2: SyntaxError: Unexpected token, expected \",\"", results: [] });
  expect((await tried("ex-triple", () => "export function triple(n: number) {\n  if (n < 0) throw new RangeError(`triple: ${n} is below zero`);\n  return 3 * n;\n}")).said).toBe("All tests pass: 3 of 3.");
});

test("numbers and words are judged line by line, by Enter, and what is changed is judged anew", async () => {
  await opened("ex-brew");
  const [litres, full] = [answer("ex-brew").getByRole("textbox", { name: /^Coffee, in litres/ }), answer("ex-brew").getByRole("textbox", { name: "Does it fill them" })];
  expect(await answer("ex-brew").locator(".answer-line code").innerText()).toBe("n");
  await litres.fill("2.6");
  await full.fill("yes");
  await full.press("Enter");
  const verdicts = answer("ex-brew").locator(".answer-verdict");
  expect(await verdicts.allInnerTexts()).toEqual(["✗ not this", "✓ right"]);
  await litres.fill("twelve");
  expect(await verdicts.allInnerTexts()).toEqual(["", "✓ right"]);
  await answer("ex-brew").getByRole("button", { name: /^Check/ }).click();
  expect(await verdicts.allInnerTexts()).toEqual(["? not a number", "✓ right"]);
  await litres.fill("2.524");
  await litres.press("Enter");
  expect(await verdicts.allInnerTexts()).toEqual(["✓ right", "✓ right"]);
});

test("hints unfold, and the solution is shown when it is asked for, with nothing of what is hidden in it", async () => {
  await opened("ex-brew");
  await page.locator("#ex-brew > details.hint > summary").click();
  expect(await page.locator("#ex-brew > details.hint").innerText()).toContain("Multiply.");
  expect(await page.locator("#ex-brew > details.solution").getAttribute("open")).toBeNull();
  await answer("ex-brew").getByRole("button", { name: /^Compare with the solution/ }).click();
  await page.locator("#ex-brew > details.solution .asked").waitFor({ state: "attached" });
  expect(await page.locator("#ex-brew > details.solution").innerText()).toMatch(/litres, so yes\.$/);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Solution");
});

test("an answer is kept from one visit to the next, and forgotten when it is asked", async () => {
  await opened("ex-brew");
  await answer("ex-brew").getByRole("textbox", { name: /^Coffee/ }).fill("2.52");
  await answer("ex-brew").getByRole("textbox", { name: /^In your words/ }).fill("Pots times litres.");
  await opened("ex-twice");
  await answer("ex-twice").getByRole("textbox", { name: /^Your program/ }).fill("// mine");
  await page.reload();
  expect(await page.locator("details.answer > summary").allInnerTexts()).toEqual(["Your answer, kept here", "Your answer, kept here", "Your answer", "Your answer"]);
  await opened("ex-brew");
  await opened("ex-twice");
  const values = (): Promise<readonly string[]> => page.locator("details.answer :is(input, textarea)").evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  expect(await values()).toEqual(["2.52", "", "Pots times litres.", "// mine", ""]);
  for (const id of ["ex-brew", "ex-twice"]) await answer(id).getByRole("button", { name: /^Forget my answer/ }).click();
  expect(await values()).toEqual(["", "", "", start, ""]);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("answer:")))).toEqual([]);
});

test("two tabs show one answer", async () => {
  const context = await readers.arrive();
  const [one, other] = [await readers.open(served(), context), await readers.open(served(), context)];
  for (const each of [one, other]) {
    await each.locator("#ex-why > details.answer > summary").click();
    await each.locator("#ex-why").getByRole("textbox", { name: /^In your words/ }).waitFor();
  }
  await other.locator("#ex-why").getByRole("textbox", { name: /^In your words/ }).fill("Therefore.");
  await one.waitForFunction(() => document.querySelector("#ex-why .answer-said")?.textContent === "This answer was changed in another tab.");
  expect(await one.locator("#ex-why").getByRole("textbox").inputValue()).toBe("Therefore.");
});

test.each([
  ["is refused", () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } })],
  ["is full", () => void (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); })],
])("a storage that %s is said, and all else works", async (_, limit) => {
  await page.addInitScript(limit);
  await page.reload();
  await opened("ex-why");
  await answer("ex-why").getByRole("textbox").fill("Because.");
  expect(await answer("ex-why").locator(".answer-said").textContent()).toBe("This browser keeps nothing for this page, because its storage is full or refused. Your answer stays until the page is left.");
  await opened("ex-twice");
  expect((await tried("ex-twice", () => "const twice = (n) => 2 * n;")).said).toBe("All tests pass: 2 of 2.");
});

test("a damaged answer is none", async () => {
  await page.evaluate(() => localStorage.setItem(`${document.documentElement.dataset["book"]}:answer:ex-why`, '{"lines":7}'));
  await page.reload();
  await opened("ex-why");
  expect(await answer("ex-why").getByRole("textbox").inputValue()).toBe("");
});

test("nothing is loaded before an answer is opened, and nothing leaves the page", async () => {
  await page.goto(served());
  const asked: string[] = [];
  page.on("request", (request) => void asked.push(`${request.method()} ${request.url().replace(readers.origin(), "")}`));
  await page.waitForLoadState("networkidle");
  expect(asked.filter((each) => each.includes("exercises"))).toEqual([]);
  await opened("ex-why");
  await answer("ex-why").getByRole("textbox").fill("Because.");
  // a browser fetches the page's icon when it likes
  expect(asked.filter((each) => !each.endsWith("/icon.svg")).sort()).toEqual(["GET /assets/exercises.css", "GET /assets/exercises.js", "GET /assets/previews/solutions~solution-1-4.js"]);
});

test("at 390 px, with a touch, nothing is wider than the screen, opened and answered; axe finds nothing in light and dark", async () => {
  const phone = await readers.open(onDisk(), { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  for (const id of ["ex-brew", "ex-twice", "ex-triple", "ex-why"]) {
    await phone.locator(`#${id} > details.answer > summary`).tap();
    await phone.locator(`#${id}`).getByRole("button", { name: /^Forget my answer/ }).waitFor();
  }
  await phone.locator("#ex-brew").getByRole("textbox", { name: /^Coffee/ }).fill("1");
  await phone.locator("#ex-brew").getByRole("button", { name: /^Check/ }).tap();
  await phone.locator("#ex-twice").getByRole("textbox", { name: /^Your program/ }).fill("const twice = (n) => String(n).repeat(80);");
  await phone.locator("#ex-twice").getByRole("button", { name: /^Run the tests/ }).tap();
  await phone.locator("#ex-twice .answer-results [data-is=failed]").first().waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await phone.emulateMedia({ colorScheme });
    expect(await violations(phone, "article")).toEqual([]);
  }
});

test("without JavaScript and in print the exercise is as it was", async () => {
  const plain = await readers.open(onDisk(), { javaScriptEnabled: false });
  expect(await plain.locator("#ex-brew > details").count()).toBe(1);
  await plain.goto(readers.book().address("solutions.html"));
  expect(await plain.locator("article").innerText()).not.toContain("Coffee, in litres");
  await opened("ex-brew");
  await page.emulateMedia({ media: "print" });
  expect(await answer("ex-brew").isVisible()).toBe(false);
});
