/** Guesses in a browser, from the disk: each kind by keyboard and pointer, what they cost, what is covered, what is kept, the chapter's calibration. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { readersOf, soon, violations } from "../../testing/readers.ts";
import { drawnLine, smallEvidence } from "../../testing/smallEvidence.ts";
import { writtenBook } from "../../testing/writtenBook.ts";
import { meanLoss, verdict } from "./meanLoss.ts";
import { aroundPlace, lossOf, overOptions, partAt, type Loss } from "./score.ts";

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

const readers = readersOf(() => writtenBook(texts, { evidence }));
const { complaints } = readers;
const at = (page: string): string => readers.book().address(page);

/** A page of the book in a browser that knows nothing yet. */
async function open(page = "01-a/beans.html", options: BrowserContextOptions = {}): Promise<Page> {
  const tab = await readers.open(at(page), { viewport: { width: 1280, height: 800 }, ...options });
  if (options.javaScriptEnabled !== false && page === "01-a/beans.html") await tab.locator("#guess-seconds").waitFor();
  return tab;
}

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
const came = (tab: Page, id: string) => tab.locator(`#guess-${id} .came`);
const costs = async (tab: Page, id: string) => /costs ([\d.]+) bits, where your own probabilities expected ([\d.]+) and knowing nothing costs ([\d.]+)\./.exec(await came(tab, id).innerText())?.slice(1).map(Number);
const inOneDigit = ({ bits, expected, uniform }: Loss) => [bits, expected, uniform].map((each) => Number(each.toFixed(1)));
const pencil = (tab: Page, id: string) => tab.locator(`#guess-${id} summary`);

/** Guesses the seconds, by keyboard alone. */
async function guessSeconds(tab: Page, written: string): Promise<void> {
  await pencil(tab, "seconds").focus();
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("Tab");
  await tab.keyboard.type(written);
  await tab.keyboard.press("Enter");
}

describe("each kind of guess", () => {
  test("a number, by keyboard: its result unfolds, with the distance and the bits, and has the focus", async () => {
    const tab = await open();
    const result = tab.getByText("It takes 100 seconds.");
    expect([await result.isVisible(), await tab.getByText("The end.").isVisible()]).toEqual([false, true]);
    await guessSeconds(tab, "1,000");
    await came(tab, "seconds").waitFor();
    expect(await result.isVisible()).toBe(true);
    expect(await came(tab, "seconds").innerText()).toMatch(/^It is 100 s\. You said 1,000 s, give or take a factor of 3: off by a factor of 10\. That costs /);
    expect(await costs(tab, "seconds")).toEqual(inOneDigit(lossOf(aroundPlace(0.75, 0.12), partAt(0.5))));
    expect(await tab.evaluate(() => document.activeElement?.className)).toBe("came");
    expect(complaints).toEqual([]);
  });

  test("a number that is none, or not on the scale, is refused by the browser", async () => {
    const tab = await open();
    for (const written of ["many", "20000"]) {
      await pencil(tab, "seconds").click();
      await tab.locator("#guess-seconds-answer").fill(written);
      await tab.locator("#guess-seconds button").click();
      expect(await tab.evaluate(() => (document.querySelector("#guess-seconds-answer") as HTMLInputElement).validationMessage)).toBe("A number from 1 to 10,000 s");
      expect(await came(tab, "seconds").count()).toBe(0);
      await pencil(tab, "seconds").click();
    }
  });

  test("a choice, by pointer: what two guesses cover unfolds after both", async () => {
    const tab = await open();
    const result = tab.getByText("Most of the black ones do.");
    expect([await tab.getByText("console.log(table);").isVisible(), await tab.locator(".covered-note").count()]).toEqual([true, 3]);
    await pencil(tab, "which").click();
    await tab.getByLabel("white").check();
    await tab.getByLabel("how sure").selectOption("90 %");
    await tab.locator("#guess-which button").click();
    expect(await came(tab, "which").innerText()).toContain("It is black. You said white, 90 % sure.");
    expect(await costs(tab, "which")).toEqual(inOneDigit(lossOf(overOptions(0, 0.9, 3), 1)));
    expect(await result.isVisible()).toBe(false);
    await pencil(tab, "float").click();
    await tab.locator("#guess-float-answer").fill("60");
    await tab.locator("#guess-float button").click();
    expect(await came(tab, "float").innerText()).toContain("exactly right");
    expect(await result.isVisible()).toBe(true);
  });

  test("a point, by arrow keys, and not before it was moved", async () => {
    const tab = await open();
    await pencil(tab, "last").click();
    await tab.locator("#guess-last button").click();
    expect(await came(tab, "last").count()).toBe(0);
    await tab.locator("#guess-last input").focus();
    for (let step = 0; step < 50; step++) await tab.keyboard.press("ArrowRight");
    expect(await tab.locator("#guess-last input").getAttribute("aria-valuetext")).toBe("10.5 minutes");
    await tab.locator("#guess-last button").click();
    expect(await came(tab, "last").innerText()).toContain("It is 7 minutes. You said 10.5 minutes, give or take 1.7 minutes: off by 3.5 minutes.");
    expect(await costs(tab, "last")).toEqual(inOneDigit(lossOf(aroundPlace(0.75, 0.12), partAt(0.5))));
  });

  test("a curve, sketched by a finger and by arrow keys, is drawn beside the one that came", async () => {
    const tab = await open("01-a/beans.html", phone);
    await pencil(tab, "foam").tap();
    const pad = tab.locator("#guess-foam .pad");
    await pad.scrollIntoViewIfNeeded();
    await pad.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const touch = (type: string, x: number, y: number): void => void element.dispatchEvent(new PointerEvent(type, { pointerId: 1, pointerType: "touch", bubbles: true, clientX: left + x * width, clientY: top + (1 - y) * height }));
      element.setPointerCapture = () => undefined;
      element.hasPointerCapture = () => true;
      touch("pointerdown", 0, 0.7);
      touch("pointermove", 1, 0);
    });
    const heights = () => pad.locator("input").evaluateAll((inputs) => inputs.map((input) => Number((input as HTMLInputElement).value)));
    expect(await heights()).toEqual([70, 60, 50, 40, 30, 20, 10, 0]);
    await pad.locator("input").first().focus();
    await tab.keyboard.press("ArrowUp");
    expect(await heights()).toEqual([71, 60, 50, 40, 30, 20, 10, 0]);
    expect(await pad.locator("input").first().getAttribute("aria-valuetext")).toBe("7.1 cm");
    await tab.locator("#guess-foam button").click();
    await came(tab, "foam").waitFor();
    await soon(() => tab.evaluate(() => document.activeElement?.className)).toBe("came");
    expect(await came(tab, "foam").innerText()).toContain("Your sketch is dashed, and off by 0.0125 cm on average, where you said give or take 1.2 cm.");
    const heightsOf = (name: string) => tab.locator(`#guess-foam .${name}`).getAttribute("points");
    expect((await heightsOf("true"))?.split(" ")).toHaveLength(8);
    expect((await heightsOf("mine"))?.split(" ").slice(1)).toEqual((await heightsOf("true"))?.split(" ").slice(1));
    expect(complaints).toEqual([]);
  });
});

describe("what is covered", () => {
  test("is not where the page's address leads to it, also by a link to an experiment", async () => {
    const notes = async (hash: string): Promise<number> => {
      const tab = await open();
      await tab.goto(at("01-a/beans.html") + hash);
      await tab.reload();
      await tab.locator("#guess-seconds").waitFor();
      return tab.locator("#fig-foam.covered").count();
    };
    expect([await notes(""), await notes("#fig-foam"), await notes("#train=fig-foam&seed=7")]).toEqual([1, 0, 0]);
  });

  test("can be shown without a guess, and be covered again", async () => {
    const tab = await open();
    await tab.getByText("Show it").nth(1).click();
    expect(await tab.getByText("It takes 100 seconds.").isVisible()).toBe(true);
    expect(await came(tab, "seconds").innerText()).toBe("Shown without a guess. Cover it");
    await tab.reload();
    await came(tab, "seconds").waitFor();
    expect(await tab.getByText("It takes 100 seconds.").isVisible()).toBe(true);
    await tab.getByText("Cover it").click();
    expect(await tab.getByText("It takes 100 seconds.").isVisible()).toBe(false);
  });

  test("is uncovered where the browser's own search finds it, and takes no room before", async () => {
    const tab = await open();
    const figure = tab.locator("#fig-foam");
    expect((await figure.boundingBox())?.height).toBe(0);
    await figure.evaluate((element) => element.dispatchEvent(new Event("beforematch", { bubbles: true })));
    expect([(await figure.boundingBox())?.height !== 0, await tab.getByText("It falls evenly.").isVisible()]).toEqual([true, true]);
    await pencil(tab, "foam").click();
    await tab.locator("#guess-foam .pad").waitFor();
    expect(await tab.getByText("It falls evenly.").isVisible()).toBe(true);
  });

  test("is run where it is: a cell still finds what it printed", async () => {
    const tab = await open();
    const printed = tab.locator("#cell-float + .output");
    expect(await printed.evaluate((output) => output.matches(".covered"))).toBe(true);
    // it has given way to the output of a run
    await printed.evaluate((output) => void ((output as HTMLElement).hidden = true));
    await tab.getByText("Show it").first().click();
    await came(tab, "float").waitFor();
    await pencil(tab, "which").click();
    await tab.locator("#guess-which input").first().check();
    await tab.locator("#guess-which button").click();
    expect([await printed.isVisible(), await tab.getByText("Most of the black ones do.").isVisible()]).toEqual([false, true]);
  });

  test("is not what a link leads to, and nothing where the reader chose so in the settings", async () => {
    const tab = await open();
    await tab.goto(`${at("01-a/beans.html")}#fig-foam`);
    await tab.getByText("It falls evenly.").waitFor();
    await tab.locator(".settings summary").click();
    await tab.getByLabel("Open").check();
    await tab.goto(at("01-a/beans.html"));
    await tab.locator("#guess-seconds").waitFor();
    expect(await tab.locator(".covered").count()).toBe(0);
  });

  test("stands where it is without a script, and in print", async () => {
    const plain = await open("01-a/beans.html", { javaScriptEnabled: false });
    expect(await plain.getByText("It takes 100 seconds.").isVisible()).toBe(true);
    expect(await plain.locator("article").innerText()).not.toContain("::guess");
    const written = await plain.locator("article").innerText();
    const tab = await open();
    await tab.emulateMedia({ media: "print" });
    expect(await tab.getByText("It takes 100 seconds.").isVisible()).toBe(true);
    expect(await tab.locator(".guess").first().isVisible()).toBe(false);
    expect(written).toContain("Most of the black ones do.");
  });
});

describe("what was guessed", () => {
  test("is there after a reload, is summed up at the chapter's end, and can be forgotten", async () => {
    const tab = await open();
    await guessSeconds(tab, "1000");
    await pencil(tab, "which").click();
    await tab.getByLabel("black").check();
    await tab.locator("#guess-which button").click();
    await came(tab, "which").waitFor();
    await tab.reload();
    await came(tab, "seconds").waitFor();
    expect(await came(tab, "which").innerText()).toContain("It is black. You said black, 50 % sure. That costs 1.0 bits, where your own probabilities expected 1.5 and knowing nothing costs 1.6.");

    await tab.goto(at("01-a/exercises.html"));
    const section = tab.locator(".calibration");
    await section.locator("table").waitFor();
    const [number, choice] = [lossOf(aroundPlace(0.75, 0.12), partAt(0.5)), lossOf(overOptions(1, 0.5, 3), 1)];
    const mean = inOneDigit(meanLoss([choice, number]));
    expect(await section.locator("p").first().innerText()).toBe(`You made 2 of the 5 guesses of this chapter. They cost ${mean[0]?.toFixed(1)} bits each, where your own probabilities expected ${mean[1]?.toFixed(1)} and knowing nothing costs ${mean[2]?.toFixed(1)}. ${verdict(meanLoss([choice, number]))}`);
    expect(await section.locator("tbody tr:not([aria-hidden])").evaluateAll((rows) => rows.map((row) => [...row.children].map(({ textContent }) => textContent)))).toEqual([
      ["Which floats more often", ...inOneDigit(choice).map((each) => each.toFixed(1))],
      ["Seconds", ...inOneDigit(number).map((each) => each.toFixed(1))],
      ["mean", ...mean.map((each) => each.toFixed(1))],
    ]);
    const most = Math.ceil(number.bits);
    expect(await section.locator(".track").nth(1).locator(".lost").evaluate(({ style }) => parseFloat(style.left))).toBeCloseTo((100 * number.bits) / most, 3);

    await section.getByText("Forget all my guesses").click();
    expect(await section.isVisible()).toBe(false);
    await tab.goto(at("01-a/beans.html"));
    await tab.locator("#guess-seconds").waitFor();
    expect(await came(tab, "seconds").count()).toBe(0);
  });

  test("of two tabs is kept of both", async () => {
    const tab = await open();
    const other = await readers.open(at("01-a/beans.html"), tab.context());
    await other.locator("#guess-seconds").waitFor();
    await guessSeconds(tab, "1000");
    await pencil(other, "which").click();
    await other.getByLabel("black").check();
    await other.locator("#guess-which button").click();
    await tab.reload();
    await came(tab, "which").waitFor();
    expect(await came(tab, "seconds").count()).toBe(1);
  });

  test("is said to be forgotten by a browser that keeps nothing, and costs nothing", async () => {
    const tab = await open();
    await tab.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await guessSeconds(tab, "1000");
    await came(tab, "seconds").waitFor();
    expect(await came(tab, "seconds").innerText()).toContain("This browser keeps nothing: the guess goes with the page.");
    expect(await tab.getByText("It takes 100 seconds.").isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test("damaged in the store is none", async () => {
    const tab = await open();
    await tab.evaluate(() => localStorage.setItem(`${document.documentElement.dataset["book"]}:guesses`, '{"guess-seconds":{"answer":"x"},"guess-which":7}'));
    await tab.reload();
    await tab.locator("#guess-seconds").waitFor();
    expect([await tab.locator(".came").count(), complaints.length]).toEqual([0, 0]);
  });
});

test.each([{ viewport: { width: 1280, height: 800 } }, { ...phone, colorScheme: "dark" as const }])("pages have no fault of accessibility, opened and answered, and are no wider than the screen: %j", async (options) => {
  const tab = await open("01-a/beans.html", { ...options, bypassCSP: true });
  for (const id of ["float", "which", "seconds", "foam", "last"]) await pencil(tab, id).click();
  await tab.locator("#guess-foam .pad").waitFor();
  expect(await violations(tab)).toEqual([]);
  await tab.locator("#guess-seconds-answer").fill("5");
  await tab.locator("#guess-seconds button").click();
  await tab.locator("#guess-foam input").first().focus();
  await tab.keyboard.press("ArrowUp");
  await tab.locator("#guess-foam button").click();
  await came(tab, "foam").waitFor();
  expect(await violations(tab)).toEqual([]);
  expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await tab.goto(at("01-a/exercises.html"));
  await tab.locator(".calibration table").waitFor();
  expect(await violations(tab)).toEqual([]);
  expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("a page of guesses adds no more than five kilobytes before a curve is sketched, and a page without adds nothing", async () => {
  const file = (name: string): string => readFileSync(join(readers.book().site, name), "utf8");
  const page = file("01-a/beans.html");
  const zipped = (text: string): number => gzipSync(text, { level: 9 }).length;
  const without = page.replace(/ data-(?:guess|answer)="[^"]*"|<link[^>]*guesses.css">/g, "");
  const added = zipped(page) - zipped(without) + zipped(file("assets/guesses.js")) + zipped(file("assets/guesses.css"));
  expect(added).toBeLessThanOrEqual(5 * 1024);
  expect(file("02-b/index.html")).not.toMatch(/data-guess|guesses\.css|calibration/);
});
