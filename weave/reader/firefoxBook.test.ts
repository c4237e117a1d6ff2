/** What a reader can do on pages of the real book, in Firefox: doubt a derivation, guess, answer an exercise. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firefoxPath, launchFirefox, type Firefox, type FirefoxPage } from "../html/firefox.ts";
import { readRealBook } from "../testing/realBook.ts";

const missing = firefoxPath() === null ? " (skipped: there is no Firefox; install it with: apt-get install -y --no-install-recommends firefox-esr)" : "";

/** Waits until something that a selector finds says this, and gives all that it says. */
const said = (tab: FirefoxPage, selector: string, words: string): Promise<string> => tab.evaluate(async (selector: string, words: string) => {
  for (;;) {
    const found = [...document.querySelectorAll(selector)].map(({ textContent }) => textContent ?? "").find((each) => new RegExp(words).test(each));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}, selector, words);

/** Presses the button of this name as soon as it can be pressed. */
const press = (tab: FirefoxPage, selector: string, name = ""): Promise<void> => tab.evaluate(async (selector: string, name: string) => {
  for (;;) {
    const found = [...document.querySelectorAll<HTMLButtonElement>(selector)].find((each) => !each.disabled && each.getClientRects().length > 0 && (each.textContent ?? "").startsWith(name));
    if (found !== undefined) return found.click();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}, selector, name);

/** Writes into a field in the place of a part of what it has. */
const write = (tab: FirefoxPage, selector: string, part: string, text: string): Promise<void> => tab.evaluate((selector: string, part: string, text: string) => {
  const field = document.querySelector(selector) as HTMLInputElement;
  field.value = field.value.replace(part, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}, selector, part, text);

describe.skipIf(missing !== "")(`in Firefox${missing}`, () => {
  let firefox: Firefox;
  beforeAll(async () => void (firefox = await launchFirefox()));
  afterAll(() => firefox.close());

  /** A page from the disk. */
  const open = async (page: string): Promise<FirefoxPage> => firefox.open((await readRealBook()).address(page));

  test("a derivation breaks when a sign is flipped, and Reset undoes it", async () => {
    const tab = await open("10-tokenisation/01-unicode.html");
    await press(tab, "#surrogate-pair .block-head .check");
    expect(await said(tab, "#surrogate-pair [role=status]", "^Every")).toContain("Every line holds");
    await press(tab, "#surrogate-pair .doubt button", "Flip a sign");
    expect(await said(tab, "#surrogate-pair [role=status]", "^Your change")).toContain("What the book prints holds on the same values; Reset brings it back.");
    await press(tab, "#surrogate-pair .doubt button", "Reset");
    await said(tab, "#surrogate-pair [role=status]", "^Every");
    await tab.close();
  });

  test("a guess uncovers what came, says what it cost, and is there after a reload", async () => {
    const tab = await open("10-tokenisation/06-bits-per-byte.html");
    await press(tab, "#guess-perplexity-of-tokens summary");
    await write(tab, "#guess-perplexity-of-tokens-answer", "", "100");
    await press(tab, "#guess-perplexity-of-tokens form button", "Guess");
    const came = await said(tab, "#guess-perplexity-of-tokens .came", "^It is");
    expect(came).toMatch(/You said 100, give or take a factor of [\d.]+: off by a factor of 1\.\d+\. That costs [\d.]+ bits/);
    await tab.reload();
    expect(await said(tab, "#guess-perplexity-of-tokens .came", "^It is")).toBe(came);
    await tab.close();
  });

  test("an exercise's program fails its tests as it is given, and passes them when it is written", async () => {
    const tab = await open("interlude-c-the-graphics-processor/08-exercises.html");
    await press(tab, "#ex-swizzle > details.answer > summary");
    await press(tab, "#ex-swizzle > details.answer button", "Run the tests");
    await said(tab, "#ex-swizzle .live-said", "not written yet$");
    await write(tab, "#ex-swizzle > details.answer textarea", 'throw new Error("not written yet");', "return 32 * row + (column ^ row);");
    await press(tab, "#ex-swizzle > details.answer button", "Run the tests");
    await said(tab, "#ex-swizzle .live-said", "^All tests pass");
    await tab.close();
  });
});
