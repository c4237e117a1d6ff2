/** Every live cell prints in the page what the book prints, from a server and from the disk. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { none, type Finding, type Measure } from "./measure.ts";

/** Seconds that one cell may take on a busy machine. */
const patience = 120;

/** All of them, one after the other. */
export const cells: Measure = {
  name: "cells",
  async measure({ browser, folder, pages, origin, progress }) {
    const live = pages.filter((page) => readFileSync(join(folder, page), "utf8").includes(" data-live="));
    const findings: Finding[] = [];
    for (const [from, base] of [["a server", origin], ["the disk", pathToFileURL(folder).href]] as const) {
      const places: string[] = [];
      let count = 0;
      for (const page of live) {
        progress(`live cells: ${page}, from ${from}`);
        const tab = await browser.newPage();
        await tab.goto(`${base}/${page}`);
        const results = await resultsOf(tab);
        await tab.close();
        count += results.length;
        places.push(...results.flatMap((fault, index) => (fault === null ? [] : [`${page}, live cell ${index + 1}: ${fault}`])));
      }
      findings.push(none(`live cells that print something else, of ${count}, from ${from}`, "cells", places));
    }
    return findings;
  },
};

/** What is wrong with each live cell of the page, in order; null where all is well. */
async function resultsOf(tab: Page): Promise<readonly (string | null)[]> {
  const listings = tab.locator(".listing[data-live]");
  const results: (string | null)[] = [];
  for (let index = 0; index < (await listings.count()); index += 1) {
    const bar = listings.nth(index).locator(".live-bar");
    try {
      await bar.getByRole("button", { name: /^Run/ }).click();
      await tab.waitForFunction((element) => ["done", "failed", "stopped"].includes(element?.getAttribute("data-state") ?? ""), await bar.elementHandle(), { timeout: patience * 1000 });
      const said = (await bar.getByRole("status").innerText()).trim();
      const well = (await bar.getAttribute("data-state")) === "done" && !said.includes("not the printed");
      results.push(well ? null : said);
    } catch (error) {
      results.push(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
    }
  }
  return results;
}
