/** The real book in Chromium. A page that was well is looked at again when something that it loads has changed. */
import { expect, test } from "vitest";
import { isFullRun } from "../../tangle/testing/fullRun.ts";
import { cacheUnder, noCache } from "../cache.ts";
import { auditedPages } from "../testing/auditedPages.ts";
import { realBook, realDocument } from "../testing/realBook.ts";
import { slowCells } from "./firstRuns.ts";

/** On so many pages the live cells run in a normal run, however long the book is. */
const liveInNormalRun = 48;

test("its pages are valid, set without holes or anything cut off, no wider than 320 px, as light as they should be, and live cells print what the book prints, from a server and from the disk", async () => {
  const leave = isFullRun ? () => [] : slowCells(realBook.root, 1);
  const how = isFullRun ? ({ cache: noCache, ways: "every" } as const) : ({ cache: cacheUnder(realBook.root), ways: "one", leave, mostLive: liveInNormalRun } as const);
  const left = realDocument().pages.flatMap(({ href }) => leave(href)).length;
  if (left > 0) console.log(`live cells run on ${liveInNormalRun} pages; the others, and ${left} cells that take more than a second, are left to \`npm run test:all\``);
  const { found, missed } = await auditedPages(realBook.site, realDocument(), how);
  expect(found.length).toBeGreaterThanOrEqual(9);
  expect(missed).toEqual([]);
}, 0);
