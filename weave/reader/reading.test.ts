/** What scripts add to the pages, in a browser, from the disk: contents, theme, keys, deep links, copying, previews, solutions, progress. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { readersOf, violations } from "../testing/readers.ts";
import { writtenBook } from "../testing/writtenBook.ts";

const filler = Array.from({ length: 30 }, (_, index) => `Paragraph ${index + 1} says little, at some length, so that the page is longer than the screen it is read on.\n`).join("\n");

const texts = {
  "book.yml": "title: A Book\ndate: 2026-01-02\n",
  "contents.md": "# A Book\n\n- [A](01-a/index.md)\n  - [Sums](01-a/sums.md)\n  - [Signs](01-a/signs.md)\n- [B](02-b/index.md)\n  - [Uses](02-b/uses.md)\n- [Notation](notation.md)\n- [Works](works.md)\n- [Solutions](solutions.md)\n",
  "references.json": JSON.stringify([{ id: "gauss", type: "book", title: "On Sums", author: [{ family: "Gauss", given: "C." }], issued: { "date-parts": [[1801]] } }]),
  "01-a/index.md": "# A\n\nThe first chapter.\n",
  "01-a/sums.md": `# Sums\n\n## The formula {#formula}\n\nA **series** is a sum.\n\n:::equation{#eq-sum}\n$$\ns = \\frac{n (n + 1)}{2}\n$$\n:::\n\n${filler}\n## The program {#program}\n\n\`\`\`ts file=src/sum.ts\nexport function sum(n: number): number {\n  <<Add them up>>\n}\n\`\`\`\n\n\`\`\`ts chunk="Add them up"\nreturn (n * (n + 1)) / 2;\n\`\`\`\n\n\`\`\`ts run\nconsole.log(1);\n\`\`\`\n\n::::exercise{#ex-square level=1}\nSum the squares.\n\n:::hint\nTelescope.\n:::\n\n:::solution\nIt is $n$ times something, by [](#eq-sum).[^why]\n:::\n::::\n\n[^why]: See the page before.\n`,
  "01-a/signs.md": "# Signs\n\n$$\ns_n = 1 + s_{n-1}\n$$\n",
  "02-b/index.md": "# B\n\nThe second chapter.\n",
  "02-b/uses.md": `# Uses\n\nBy [](#eq-sum), which is old [@gauss], we have $s_n$. A [term](#term-series) was named in [](#formula).\n\n${filler}\n:::equation{#eq-late}\n$$\nn = 1\n$$\n:::\n\n${filler}\nSee [](#eq-late).\n\n\`\`\`ts file=src/folded.ts hide\nexport const folded = 1;\n\`\`\`\n\n:::derivation{#d-sum}\n$$\nn = n\n$$\n\n\`\`\`ts verify\nyield 1;\n\`\`\`\n:::\n`,
  "notation.md": "# Notation\n\n| symbol | meaning | first used |\n|---|---|---|\n| $s_n$ | the sum of the first $n$ numbers | [](#formula) |\n| $n$ | how many are added | [](#formula) |\n| $n$ | how often it is used | [](#eq-late) |\n",
  "works.md": "# Works\n\n::bibliography\n",
  "solutions.md": "# Solutions\n\n::solutions\n",
};

const readers = readersOf(() => writtenBook(texts));
const { complaints } = readers;

/** A page of the book in a browser that knows nothing yet. */
const open = (page: string, options: BrowserContextOptions = {}): Promise<Page> =>
  readers.open(readers.book().address(page), { viewport: { width: 1280, height: 800 }, ...options });

const phone = { viewport: { width: 360, height: 700 } };
const ground = (tab: Page): Promise<string> => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe("the policy", () => {
  test("lets the edition's own scripts run from the disk, and nothing else", async () => {
    const tab = await open("01-a/sums.html");
    expect(await tab.locator(".settings").count()).toBe(1);
    expect(complaints).toEqual([]);
    const ran = await tab.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.foreign = true";
      document.head.append(script);
      return "foreign" in window;
    });
    expect(ran).toBe(false);
    expect(complaints.join()).toContain("Content Security Policy");
  });
});

describe("the contents", () => {
  test("stand left of the text on a wide page and stay there, the page and its headings marked", async () => {
    const tab = await open("01-a/sums.html");
    const left = await tab.locator(".sidebar").boundingBox();
    const text = await tab.locator("main").boundingBox();
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(text?.x ?? 0);
    await tab.evaluate(() => scrollTo(0, 900));
    expect((await tab.locator(".sidebar").boundingBox())?.y).toBe(left?.y);
    expect(await tab.locator('.sidebar [aria-current="page"]').innerText()).toContain("Sums");
    expect(await tab.locator(".sidebar .headings a").allInnerTexts()).toEqual(["The formula", "The program"]);
    await tab.locator("#program").scrollIntoViewIfNeeded();
    await tab.evaluate(() => document.getElementById("program")?.scrollIntoView());
    await tab.waitForSelector('.sidebar .headings [aria-current="location"]:has-text("The program")');
  });

  test("fold the chapters that are not read", async () => {
    const tab = await open("01-a/sums.html");
    const other = tab.locator(".sidebar").getByText("Uses");
    expect(await other.isVisible()).toBe(false);
    await tab.locator(".sidebar summary", { hasText: "Sections of B" }).click();
    expect(await other.isVisible()).toBe(true);
  });

  test("open from the running head on a narrow page, without a script, and close with Escape", async () => {
    const tab = await open("01-a/sums.html", { ...phone, javaScriptEnabled: false });
    const link = tab.locator(".sidebar").getByText("Notation");
    expect(await link.isVisible()).toBe(false);
    await tab.locator(".open-contents").click();
    expect(await link.isVisible()).toBe(true);
    await tab.keyboard.press("Escape");
    expect(await link.isVisible()).toBe(false);
  });
});

describe("the theme", () => {
  test("is the system's until one is chosen, then the same on every page and after a reload", async () => {
    const tab = await open("index.html", { colorScheme: "dark" });
    const dark = await ground(tab);
    await tab.locator(".settings summary").click();
    await tab.getByLabel("Light").check();
    const light = await ground(tab);
    expect(light).not.toBe(dark);
    await tab.goto(readers.book().address("01-a/sums.html"));
    expect(await ground(tab)).toBe(light);
    await tab.locator(".settings summary").click();
    await tab.getByLabel("System").check();
    await tab.reload();
    expect(await ground(tab)).toBe(dark);
  });

  test("dark can be chosen where the system is light, and print is on white all the same", async () => {
    const tab = await open("01-a/sums.html", { colorScheme: "light" });
    await tab.locator(".settings summary").click();
    await tab.getByLabel("Dark").check();
    expect(await tab.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
    await tab.emulateMedia({ media: "print" });
    expect(await tab.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(0, 0, 0)");
  });
});

describe("the settings", () => {
  test("another size of the text is that of every page, and the columns stay as wide", async () => {
    const tab = await open("01-a/sums.html");
    const sizes = (): Promise<readonly number[]> => tab.evaluate(() => [parseFloat(getComputedStyle(document.querySelector("article p") ?? document.body).fontSize), document.querySelector("main")?.getBoundingClientRect().width ?? 0]);
    const [before = 0, width = 0] = await sizes();
    await tab.locator(".settings summary").click();
    await tab.getByLabel("Larger").check();
    await tab.goto(readers.book().address("01-a/signs.html"));
    await tab.goto(readers.book().address("01-a/sums.html"));
    const [after = 0, same = 0] = await sizes();
    expect(after / before).toBeCloseTo(1.3, 3);
    expect(same).toBeCloseTo(width, 0);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await tab.locator(".settings summary").click();
    await tab.getByLabel("Normal").check();
    expect((await sizes())[0]).toBe(before);
  });

  test("folded code is unfolded on every page, and folded again", async () => {
    const tab = await open("02-b/uses.html");
    const code = tab.locator("#file-src-folded-ts pre");
    expect(await code.isVisible()).toBe(false);
    await tab.locator(".settings summary").click();
    await tab.getByLabel("Unfolded").check();
    expect(await code.isVisible()).toBe(true);
    await tab.reload();
    expect(await code.isVisible()).toBe(true);
    await tab.locator(".settings summary").click();
    await tab.getByLabel("Folded", { exact: true }).check();
    expect(await code.isVisible()).toBe(false);
  });

  test("marks and checks of proof are hidden from the first paint on", async () => {
    const tab = await open("02-b/uses.html");
    const check = tab.locator(".verify-role");
    expect(await check.isVisible()).toBe(true);
    await tab.locator(".settings summary").click();
    await tab.getByLabel("Hidden").check();
    expect(await check.isVisible()).toBe(false);
    await tab.reload();
    expect(await check.isVisible()).toBe(false);
  });
});

describe("the margin", () => {
  const note = "A note that goes on for a while, so that it is higher than the line beside it. ".repeat(6);
  const code = `\`\`\`ts fragment\n${"wide ".repeat(17)}\n\`\`\``;
  const hole = (tab: Page): Promise<number> => tab.evaluate(() => {
    const listing = document.querySelector(".listing.wide");
    return (listing?.getBoundingClientRect().top ?? 0) - (listing?.previousElementSibling?.getBoundingClientRect().bottom ?? 0);
  });

  test.each([
    ["a note moves up where the margin is free above it", `# A\n\n${"Words before it. ".repeat(60)}\n\nShort.[^n]\n\n${code}\n\n[^n]: ${note}\n`, false],
    ["where it is not, what is wide keeps to the column", `# A\n\nShort.[^n]\n\n${code}\n\n[^n]: ${note}\n`, true],
  ])("%s, so that there is no hole in the text", async (_, text, crowded) => {
    const small = await writtenBook({ "01-a/index.md": text });
    const wide = { viewport: { width: 1280, height: 800 } };
    expect(await hole(await readers.open(small.address("01-a/index.html"), { ...wide, javaScriptEnabled: false }))).toBeGreaterThan(120);
    const tab = await readers.open(small.address("01-a/index.html"), wide);
    expect(await hole(tab)).toBeLessThan(60);
    expect(await tab.locator(".crowded").count()).toBe(crowded ? 1 : 0);
    const over = await tab.evaluate(() => {
      const [note, listing] = [".note", ".listing.wide pre"].map((each) => document.querySelector(each)?.getBoundingClientRect());
      return note !== undefined && listing !== undefined && listing.right > note.left && listing.top < note.bottom;
    });
    expect(over).toBe(false);
    small.remove();
  });
});

describe("keys", () => {
  test("turn pages with Alt, Shift and an arrow; an arrow alone does not", async () => {
    const tab = await open("01-a/index.html");
    await tab.keyboard.press("ArrowRight");
    await tab.keyboard.press("Alt+Shift+ArrowRight");
    await tab.waitForURL("**/sums.html");
    await tab.keyboard.press("Alt+Shift+ArrowLeft");
    await tab.waitForURL("**/01-a/index.html");
  });

  test("can be switched off, and then every deep link is reached by Tab", async () => {
    const tab = await open("01-a/sums.html");
    expect(await tab.locator('.equation > .anchor[tabindex="-1"]').count()).toBe(1);
    await tab.locator(".settings summary").click();
    await tab.getByLabel("Keys").uncheck();
    await tab.keyboard.press("Alt+Shift+ArrowRight");
    expect(await tab.locator('.anchor[tabindex="-1"]').count()).toBe(0);
    await tab.reload();
    expect(tab.url()).toContain("sums.html");
    expect(await tab.locator('.anchor[tabindex="-1"]').count()).toBe(0);
  });

  test("do nothing while something is written", async () => {
    const tab = await open("01-a/sums.html");
    await tab.evaluate(() => document.querySelector("article")?.append(document.createElement("textarea")));
    await tab.locator("textarea").focus();
    await tab.keyboard.press("Alt+Shift+ArrowDown");
    expect(await tab.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  });
});

describe("deep links", () => {
  test("stand at every heading, formula, chunk, cell, exercise and fold, each with a name", async () => {
    const tab = await open("01-a/sums.html");
    const names = await tab.locator("article .anchor").evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
    expect(names).toEqual([
      "Link to Sums", "Link to The formula", "Link to equation (1.1)", "Link to The program", "Link to src/sum.ts",
      "Link to ⟨Add them up⟩", "Link to this code", "Link to Exercise 1.1", "Link to Hint",
    ]);
    const astray = await tab.locator("article .anchor").evaluateAll((all) => all.filter((each) => decodeURIComponent(each.getAttribute("href") ?? "") !== `#${each.parentElement?.closest("[id]")?.id}`).length);
    expect(astray).toBe(0);
  });

  test("are reached one after another by keys", async () => {
    const tab = await open("01-a/sums.html");
    const focused = (): Promise<string | null | undefined> => tab.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await tab.keyboard.press("Alt+Shift+ArrowDown");
    await tab.keyboard.press("Alt+Shift+ArrowDown");
    await tab.keyboard.press("Alt+Shift+ArrowDown");
    expect(await focused()).toBe("Link to equation (1.1)");
    await tab.keyboard.press("Alt+Shift+ArrowUp");
    expect(await focused()).toBe("Link to The formula");
  });
});

test("code is copied as one would type it, a use of a chunk as a comment", async () => {
  const tab = await open("01-a/sums.html");
  await tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  expect(await tab.locator(".file-role .copy").evaluate((button) => getComputedStyle(button).opacity)).toBe("0");
  await tab.locator(".file-role pre").hover();
  expect(await tab.locator(".file-role .copy").evaluate((button) => getComputedStyle(button).opacity)).toBe("1");
  await tab.locator(".file-role .copy").click();
  await tab.locator(".copy", { hasText: "Copied" }).waitFor();
  expect(await tab.evaluate(() => navigator.clipboard.readText())).toBe("export function sum(n: number): number {\n  // ⟨Add them up⟩\n}\n");
});

describe("a preview", () => {
  test("shows what stands on another page, from the disk, and can be pointed at", async () => {
    const tab = await open("02-b/uses.html");
    await tab.locator("article a.ref", { hasText: "1.1" }).hover();
    await tab.locator(".preview .katex").first().waitFor();
    await tab.locator(".preview").hover();
    await tab.waitForTimeout(600);
    expect(await tab.locator(".preview").count()).toBe(1);
    await tab.mouse.move(5, 5);
    await tab.locator(".preview").waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  test("goes with Escape, though the pointer stays", async () => {
    const tab = await open("02-b/uses.html");
    await tab.locator(".citation a").hover();
    await tab.locator(".preview", { hasText: "On Sums" }).waitFor();
    await tab.keyboard.press("Escape");
    expect(await tab.locator(".preview").count()).toBe(0);
  });

  test("comes with the keyboard's focus, and goes with it", async () => {
    const tab = await open("02-b/uses.html");
    await tab.locator("article .anchor").first().focus();
    await tab.keyboard.press("Tab");
    await tab.locator(".preview .katex").first().waitFor();
    await tab.keyboard.press("Shift+Tab");
    await tab.locator(".preview").waitFor({ state: "detached" });
  });

  test("of a term is the paragraph that defines it, of a heading what it begins with", async () => {
    const tab = await open("02-b/uses.html");
    await tab.locator("article a.ref", { hasText: "term" }).hover();
    await tab.locator(".preview", { hasText: "A series is a sum." }).waitFor();
    await tab.locator("article a.ref").last().scrollIntoViewIfNeeded();
    await tab.keyboard.press("Escape");
    await tab.locator("article a.ref", { hasText: "formula" }).hover();
    await tab.locator(".preview h2", { hasText: "The formula" }).waitFor();
  });

  test("of something out of sight on the same page is taken from the page, without its id", async () => {
    const tab = await open("02-b/uses.html");
    await tab.locator("article a.ref").last().hover();
    await tab.locator(".preview .equation .katex").first().waitFor();
    expect(await tab.locator("#eq-late").count()).toBe(1);
  });

  test("of a formula says what its signs mean", async () => {
    const tab = await open("02-b/uses.html");
    await tab.locator("article p .katex .base").first().hover();
    await tab.locator(".preview dd", { hasText: "the sum of the first" }).waitFor();
  });

  test.each([
    ["02-b/uses.html", "#eq-late .base", "how often it is used"],
    ["01-a/sums.html", "#eq-sum .base", "how many are added"],
    ["solutions.html", ".solution .katex .base", "how many are added"],
    ["notation.html", "tr:last-child .base", "how often it is used"],
  ])("of a formula on %s means what its chapter means", async (page, formula, meaning) => {
    const tab = await open(page);
    await tab.locator(formula).first().hover();
    await tab.locator(".preview dd").first().waitFor();
    expect(await tab.locator(".preview dd").allInnerTexts()).toEqual([meaning]);
  });

  test("of a formula on a line of its own comes with its focus", async () => {
    const tab = await open("01-a/signs.html");
    await tab.locator("article .anchor").first().focus();
    await tab.keyboard.press("Tab");
    await tab.locator(".preview dd", { hasText: "the sum of the first" }).waitFor();
  });

  test("does not come with a touch, which follows the link", async () => {
    const tab = await open("02-b/uses.html", { ...phone, hasTouch: true });
    await tab.locator("article a.ref", { hasText: "1.1" }).tap();
    await tab.waitForURL("**/sums.html#eq-sum");
  });
});

test.each([
  ["a phone in the dark", { viewport: { width: 320, height: 700 }, colorScheme: "dark" }],
  ["a desk in forced colours", { forcedColors: "active" }],
] as const)("all that opens is accessible on %s", async (_name, options) => {
  const tab = await open("02-b/uses.html", options);
  await tab.locator(".settings summary").click();
  await tab.locator("article .anchor").first().focus();
  await tab.keyboard.press("Tab");
  await tab.locator(".preview .katex").first().waitFor();
  await tab.evaluate(() => document.querySelector<HTMLElement>(".sidebar")?.showPopover());
  expect(await violations(tab)).toEqual([]);
  expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("a solution opens under its exercise, and no id is there twice", async () => {
  const tab = await open("01-a/sums.html");
  const fold = tab.locator("details.solution");
  await fold.locator("summary").click();
  await fold.getByText("times something").waitFor();
  const twice = await tab.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  });
  expect(twice).toEqual([]);
});

test("without a script a solution is a link to the appendix", async () => {
  const tab = await open("01-a/sums.html", { javaScriptEnabled: false });
  await tab.locator(".exercise a", { hasText: "Solution" }).click();
  expect(tab.url()).toMatch(/solutions\.html#/);
});

describe("reading", () => {
  test("is remembered: a page whose end was seen is marked, and the front page leads back", async () => {
    const tab = await open("01-a/sums.html");
    expect(await tab.locator(".read").count()).toBe(0);
    await tab.locator(".turn").scrollIntoViewIfNeeded();
    await tab.locator(".sidebar .read", { hasText: "Sums" }).waitFor();
    await tab.goto(readers.book().address("index.html"));
    expect(await tab.locator(".contents .read").allInnerTexts()).toEqual([expect.stringContaining("Sums")]);
    await tab.locator(".go-on a").click();
    await tab.waitForURL(/01-a\/sums\.html#/);
  });

  test("is forgotten on demand", async () => {
    const tab = await open("01-a/sums.html");
    await tab.locator(".turn").scrollIntoViewIfNeeded();
    await tab.locator(".sidebar .read").waitFor();
    await tab.locator(".settings summary").click();
    await tab.getByText("Forget what I have read").click();
    expect(await tab.locator(".read").count()).toBe(0);
  });

  test("goes on without storage, and whatever is stored", async () => {
    const tab = await open("index.html");
    await tab.evaluate(() => {
      const prefix = `${document.documentElement.dataset["book"]}:`;
      localStorage.setItem(`${prefix}read`, '{"not":"a list"}');
      localStorage.setItem(`${prefix}theme`, "not JSON");
      localStorage.setItem(`${prefix}stop`, '{"page":"javascript:alert(1)//.html","id":null,"title":"x"}');
    });
    await tab.goto(readers.book().address("index.html"));
    expect(await tab.locator(".go-on").count()).toBe(0);
    await tab.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("blocked"); } }));
    await tab.goto(readers.book().address("01-a/sums.html"));
    expect(await tab.locator(".settings").count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});
