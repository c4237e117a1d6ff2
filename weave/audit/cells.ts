/** Every live cell prints in the page what the book prints, from a server and from the disk. */
import type { Locator, Page } from "playwright-core";
import { none, type Origin, type PageMeasure } from "./measure.ts";

/** Seconds that one cell may take on a busy machine. */
const patience = 120;

/** Whether a page has live cells. */
export const hasCells = (html: string): boolean => html.includes(" data-live=");

/** The cells of a page one after the other, of several pages at a time, with the page loaded from each of these. */
export function cellsFrom(origins: readonly Origin[]): PageMeasure {
  return {
    kind: "pages",
    name: "cells",
    module: "weave/audit/cells.ts",
    isFor: hasCells,
    look: {
      in: "browser",
      from: origins,
      width: 1280,
      fresh: true,
      async page({ tab, page }) {
        const results = await resultsOf(tab);
        return { amount: results.length, places: results.flatMap((fault, index) => (fault === null ? [] : [`${page}, live cell ${index + 1}: ${fault}`])) };
      },
    },
    findings: (_, seen) => origins.map((from) => {
      const own = seen.filter((each) => each.from === from);
      const count = own.reduce((sum, { amount }) => sum + amount, 0);
      return none(`live cells that print something else, of ${count}, from ${from === "server" ? "a server" : "the disk"}`, "cells", own.flatMap(({ places }) => places));
    }),
  };
}

/** From a server and from the disk. */
export const cells = cellsFrom(["server", "disk"]);

/** What is wrong with each live cell of the page, in order; null where all is well. */
async function resultsOf(tab: Page): Promise<readonly (string | null)[]> {
  const listings = tab.locator(".listing[data-live]");
  const results: (string | null)[] = [];
  for (let index = 0; index < (await listings.count()); index += 1) results.push(await resultOf(tab, listings.nth(index).locator(".live-bar")));
  return results;
}

async function resultOf(tab: Page, bar: Locator): Promise<string | null> {
  try {
    await bar.getByRole("button", { name: /^Run/ }).click();
    await tab.waitForFunction((element) => ["done", "failed", "stopped"].includes(element?.getAttribute("data-state") ?? ""), await bar.elementHandle(), { timeout: patience * 1000 });
    const said = (await bar.getByRole("status").innerText()).trim();
    return (await bar.getAttribute("data-state")) === "done" && !said.includes("not the printed") ? null : said;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}
