/** The live cells in Firefox: those of a small book, and of some chapters of the real one, of each a page; of every page in a full run. */
import { readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chosen, isFullRun } from "../../tangle/testing/fullRun.ts";
import { firefoxPath, launchFirefox, type Firefox } from "../html/firefox.ts";
import { realBook } from "../testing/realBook.ts";
import { coffee, wovenBook, type WovenBook } from "../testing/wovenBook.ts";
import { hasCells, placeOf } from "./cells.ts";
import { slowCells } from "./firstRuns.ts";
import { pagesIn } from "./pages.ts";
import { faultOf, runCells } from "./runCells.ts";
import { serveFolder } from "./server.ts";

const missing = firefoxPath() === null ? " (skipped: there is no Firefox; install it with: apt-get install -y --no-install-recommends firefox-esr)" : "";

/** Pages with live cells. */
const livePages = (site: string): readonly string[] => pagesIn(site).filter((page) => hasCells(readFileSync(join(site, page), "utf8")));

/** The shortest of each folder. */
function aPageOfEach(site: string): readonly string[] {
  const size = (page: string): number => statSync(join(site, page)).size;
  const shortest = new Map(livePages(site).toSorted((a, b) => size(b) - size(a)).map((page) => [posix.dirname(page), page]));
  return [...shortest.values()].sort();
}

describe.skipIf(missing !== "")(`in Firefox every live cell prints what the book prints${missing}`, () => {
  let firefox: Firefox;
  let small: WovenBook;
  beforeAll(async () => void ([firefox, small] = await Promise.all([launchFirefox(), wovenBook(coffee)])));
  afterAll(async () => {
    await firefox.close();
    small.remove();
  });

  /** What is wrong with the cells of pages, and how many there are. */
  async function faultsOn(base: string, pages: readonly string[], leave: (page: string) => readonly string[] = () => []): Promise<{ readonly faults: readonly string[]; readonly count: number }> {
    const faults: string[] = [];
    let count = 0;
    for (const page of pages) {
      const tab = await firefox.open(`${base}/${page}`);
      const runs = await tab.evaluate(runCells, { patience: 600_000, leave: leave(page) });
      await tab.close();
      count += runs.length;
      faults.push(...runs.flatMap((run) => (faultOf(run) === null ? [] : [`${placeOf(page, run)}: ${faultOf(run)}`])));
    }
    return { faults, count };
  }

  test("of a small foreign book, from the disk and from a server", async () => {
    const pages = livePages(small.site);
    const server = await serveFolder(small.site);
    const found = [await faultsOn(pathToFileURL(small.site).href, pages), await faultsOn(server.origin, pages)];
    await server.close();
    expect(found.flatMap(({ faults }) => faults)).toEqual([]);
    expect(found.map(({ count }) => count)).toEqual([7, 7]);
  });

  test("of the real book, from the disk", async () => {
    const pages = isFullRun ? livePages(realBook.site) : chosen(aPageOfEach(realBook.site), (page) => readFileSync(join(realBook.site, page), "utf8"), 6);
    const { faults, count } = await faultsOn(pathToFileURL(realBook.site).href, pages, isFullRun ? undefined : slowCells(realBook.root, 1));
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(0);
  }, 0);
});
