/** The real book's own derivations and costs, doubted on its pages: the instrument comes to the prover's verdict. */
import { expect, test } from "vitest";
import { chosen, isFullRun } from "../../tangle/testing/fullRun.ts";
import { readersOf } from "../testing/readers.ts";
import { readRealBook, siteTexts } from "../testing/realBook.ts";

const readers = readersOf(readRealBook);

/** So many of them are doubted here: each takes about a second. */
const sample = isFullRun ? 60 : 8;

/** What the mark of each claims, with its page. */
const claims = [...siteTexts(".html")].filter(([path]) => !path.startsWith("program/")).flatMap(([path, html]) =>
  [...html.matchAll(/<div id="([^"]+)" class="block (?:derivation|cost)">(?:(?!<\/p>)[^])*?<button type="button" class="check" aria-label="Shown: ([^"]*)"/g)].map(([, id = "", shown = ""]) => ({ id, path, shown })));

test("the book has them", () => expect(claims.length).toBeGreaterThan(300));

test.each(chosen(claims, ({ id, shown }) => `${id} ${shown}`, sample))("$id holds here too; with 1 added to it it does not, and Reset undoes that", async ({ id, path, shown }) => {
  const context = await readers.arrive();
  // the values are fresh, and the same in every run of this test
  await context.addInitScript("crypto.getRandomValues = (words) => words;");
  const page = await readers.open(readers.book().address(path), context);
  const block = page.locator(`[id="${id}"]`);
  const said = async (begins: RegExp): Promise<string> => {
    const status = block.getByRole("status").filter({ hasText: begins });
    await status.waitFor();
    return (await status.textContent()) ?? "";
  };
  await block.locator(".block-head .check").press("Enter");
  const [, count = "1"] = /^(?:(\d+) draws|counted at (\d+) sizes)/i.exec(shown)?.filter((each) => each !== undefined) ?? [];
  expect(await said(/^Every/)).toContain(count === "1" ? "once" : ` ${count} `);
  const field = block.locator(".doubt textarea").first();
  const printed = await field.inputValue();
  await field.fill(printed.replace(/^(\s*\\begin\{\w+\*?\}\s*&?|)/, "$1 1 + "));
  await said(/^(?:Your change|What you wrote cannot be checked)/);
  await block.getByRole("button", { name: "Reset", exact: true }).click();
  await said(/^Every/);
});
