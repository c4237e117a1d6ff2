/** Guesses in a browser, from the disk: each kind by keyboard and pointer, what they cost, what is covered, what is kept, the chapter's calibration. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../../html/browser.ts";
import { drawnLine, smallEvidence } from "../../testing/smallEvidence.ts";
import { writtenBook, type WrittenBook } from "../../testing/writtenBook.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const beans = `# Beans

How many of a hundred beans float? Guess.

::guess[Beans that float]{#guess-float number="0..100 %" of="cell-float" row="black" column="floats"}

::guess[Which floats more often]{#guess-which choice="white | black | neither" rows="white | black | none" most column="floats" of="cell-float"}

\`\`\`ts run id="cell-float"
console.log(table);
\`\`\`

\`\`\`output
colour  floats
white     30 %
black     60 %
none       0 %
\`\`\`

Most of the black ones do.

And this says nothing of it. How long does it take?

::guess[Seconds]{#guess-seconds number="1..10000 s" log value="seconds"}

It takes \`{ts} seconds.toFixed(0)\` seconds.

The end. How does the foam fall?

::guess[The foam]{#guess-foam curve="0..7 minutes" up="0..10 cm" of="fig-foam" x="minute" y="height" where="of: foam"}

::guess[Its last centimetre]{#guess-last point="0..14 minutes" of="fig-foam" x="minute" y="height" where="of: foam" least}

:::figure{#fig-foam alt="A line that falls."}
\`\`\`ts figure="foam"
draw(foam);
\`\`\`

The foam, minute by minute.
:::

It falls evenly.
`;
const foam = `minute,height,of\n${Array.from({ length: 15 }, (_, minute) => `${minute},${Math.abs(7 - minute)},foam\n`).join("")}0,9,beer\n`;

const texts = {
  "book.yml": "title: A Book\ndate: 2026-01-02\n",
  "contents.md": "# A Book\n\n- [A](01-a/index.md)\n  - [Beans](01-a/beans.md)\n  - [Exercises](01-a/exercises.md)\n- [B](02-b/index.md)\n",
  "01-a/index.md": "# A\n\nThe first chapter.\n",
  "01-a/beans.md": beans,
  "01-a/exercises.md": "# Exercises\n\nNone.\n",
  "02-b/index.md": "# B\n\nNothing to guess.\n",
};
const evidence = smallEvidence(texts, {
  "01-a/beans.md": [
    { at: "`{ts} seconds", result: { kind: "value", text: "100" } },
    { at: "```ts figure", result: { kind: "figure", svg: "foam.svg", svgSha256: "", csv: "foam.csv", csvSha256: "", width: 580, height: 310 } },
  ],
}, { "foam.svg": drawnLine, "foam.csv": foam });

let browser: Browser;
let book: WrittenBook;
let context: BrowserContext;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  book = await writtenBook(texts, { evidence });
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  book.remove();
});

/** A page of the book in a browser that knows nothing yet. */
async function open(page = "01-a/beans.html", options: BrowserContextOptions = {}): Promise<Page> {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const tab = await context.newPage();
  complaints = [];
  tab.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  tab.on("pageerror", (error) => void complaints.push(error.message));
  await tab.goto(book.address(page));
  if (options.javaScriptEnabled !== false && page === "01-a/beans.html") await tab.locator("#guess-seconds").waitFor();
  return tab;
}

const covered = (tab: Page, words: string): Promise<boolean> => tab.getByText(words).isHidden();

describe("a number", () => {
  test("is guessed by keyboard, and its result unfolds with the distance and the bits", async () => {
    const tab = await open();
    expect(await covered(tab, "It takes 100 seconds.")).toBe(true);
    expect(await tab.getByText("The end.").isVisible()).toBe(true);
    await tab.locator("#guess-seconds summary").focus();
    await tab.keyboard.press("Enter");
    await tab.keyboard.press("Tab");
    await tab.keyboard.type("1,000");
    await tab.keyboard.press("Enter");
    await tab.waitForSelector("#guess-seconds .came");
    expect(await covered(tab, "It takes 100 seconds.")).toBe(false);
    expect(await tab.locator("#guess-seconds .came").innerText()).toBe("It is 100 s. You said 1,000 s, give or take a factor of 3: off by a factor of 10. That costs 7.1 bits, where your own probabilities expected 5.1 and knowing nothing costs 6.0.");
    expect(complaints).toEqual([]);
  });
});
