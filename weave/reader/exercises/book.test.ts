/** Every exercise of this project's own book that is answered by a program, in the page: what is given fails its tests, and the solution's program passes them. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { chosen, isFullRun } from "../../../tangle/testing/fullRun.ts";
import { readersOf, violations } from "../../testing/readers.ts";
import { readRealBook, realBook, siteTexts } from "../../testing/realBook.ts";

const readers = readersOf(readRealBook);

/** An exercise, and the page that it stands on. */
interface Place {
  readonly page: string;
  readonly id: string;
}

/** The exercises whose solutions hold what is asked in this way. */
function exercisesWith(asked: RegExp): readonly Place[] {
  return [...siteTexts(".html")].filter(([path]) => !path.startsWith("program/")).flatMap(([path, html]) =>
    html.split(' class="block solution"').slice(1).flatMap((solution): readonly Place[] => {
      const [, file = "", id = ""] = /href="([^"#]*)#([^"]*)"/.exec(solution) ?? [];
      return asked.test(solution) ? [{ page: posix.join(posix.dirname(path), file), id }] : [];
    }));
}

const load = (path: string): Promise<Page> => readers.open(readers.book().address(path), { viewport: { width: 390, height: 800 } });

async function opened(page: Page, { id }: Place): Promise<Locator> {
  const answer = page.locator(`[id="${id}"] > details.answer`);
  await answer.locator("summary").first().click();
  await answer.getByRole("button", { name: /^Forget my answer/ }).waitFor();
  return answer;
}

/** What is said when the tests of a program have run. */
async function tried(answer: Locator): Promise<string> {
  await answer.getByRole("button", { name: /^Run the tests/ }).click();
  await answer.locator('.live-bar:is([data-state="done"], [data-state="failed"])').waitFor();
  return (await answer.locator(".live-said").textContent()) ?? "";
}

/** The solution's own code: a file as the chapters give it, of a cell what stands before its tests. */
async function programOf(page: Page, { id }: Place): Promise<string> {
  const solution = page.locator(`[id="${id}"] > details.solution`);
  await solution.locator("summary").first().click();
  await solution.locator(".asked").waitFor({ state: "attached" });
  const { file, code } = await solution.evaluate((element) => {
    const { file = null, live, rest = "" } = element.querySelector<HTMLElement>(".asked")?.dataset ?? {};
    const cell = [...element.querySelectorAll<HTMLElement>(".listing[data-live]")].find((each) => each.dataset["live"] === live)?.querySelector("pre code")?.textContent ?? "";
    return { file, code: cell.slice(0, cell.length - rest.length) };
  });
  return file === null ? code : readFileSync(join(realBook.root, file), "utf8");
}

test("the program that is given fails the tests of each exercise, and that of the solution passes them", async () => {
  const all = exercisesWith(/<ul class="asked"[^>]* data-start="/);
  expect(all.length).toBeGreaterThan(20);
  const places = isFullRun ? all : chosen(all, ({ page, id }) => readFileSync(join(realBook.site, page), "utf8").split(` id="${id}"`)[1]?.slice(0, 2000) ?? id, 10);
  const paths = [...new Set(places.map(({ page }) => page))];
  const found = await Promise.all([0, 1].map(async (half) => {
    const wrong: string[] = [];
    for (const path of paths.filter((_, index) => index % 2 === half)) {
      const page = await load(path);
      for (const place of places.filter((each) => each.page === path)) wrong.push(...(await wrongIn(page, place)));
      await page.close();
    }
    return wrong;
  }));
  expect(found.flat()).toEqual([]);
}, 1_800_000);

/** What is wrong with an exercise's tests: they pass what is given, or fail the solution. */
async function wrongIn(page: Page, place: Place): Promise<readonly string[]> {
  const answer = await opened(page, place);
  const given = await tried(answer);
  await answer.getByRole("textbox", { name: /^Your program/ }).fill(await programOf(page, place));
  const solved = await tried(answer);
  return [
    ...(given.startsWith("All tests pass") ? [`${place.id}: what is given passes`] : []),
    ...(solved.startsWith("All tests pass") ? [] : [`${place.id}: the solution fails: ${solved} ${(await answer.locator(".answer-results").innerText()).slice(0, 600)}`]),
  ];
}

test("every chapter and interlude asks for something that the page can judge", () => {
  const folders = new Set(exercisesWith(/<ul class="asked"/).map(({ page }) => page.split("/")[0]));
  const withExercises = [...siteTexts(".html")].flatMap(([path, html]) => (html.includes('class="block exercise"') ? [path.split("/")[0]] : []));
  expect([...folders].sort()).toEqual([...new Set(withExercises)].sort());
});

test("a number is right as the solution gives it, or nearer, and wrong beside it; axe finds nothing with the answer opened", async () => {
  const [place] = exercisesWith(/id="solution-ex-cost|<ul class="asked"[^>]* data-within="0\.01"[^]*data-value="295"/);
  if (place === undefined) expect.fail("the exercise on the cost of a run is gone");
  const page = await load(place.page);
  const answer = await opened(page, place);
  const tokens = answer.getByRole("textbox", { name: /^Tokens, in billions/ });
  for (const [written, verdict] of [["294.912", "✓ right"], ["300", "✗ not this"]] as const) {
    await tokens.fill(written);
    await tokens.press("Enter");
    expect(await answer.locator(".answer-verdict").first().innerText()).toBe(verdict);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await violations(page, `[id="${place.id}"]`)).toEqual([]);
});
