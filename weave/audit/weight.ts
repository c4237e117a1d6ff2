/** What Chromium asks for before anybody clicks, in kilobytes (1000 bytes) as they travel. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { none, type Finding, type Measure, type Site } from "./measure.ts";
import { inParallel } from "./parallel.ts";
import { fileAt, sent } from "./server.ts";

const baseScript = "assets/book.js";

/** The first page, the heaviest page, the script that every page has, and requests that leave the edition. */
export const weight: Measure = {
  name: "weight",
  async measure(site) {
    const loads = await inParallel(site.pages, (page) => {
      site.progress(`weight: ${page}`);
      return loadOf(site, page);
    });
    const heaviest = loads.toSorted((a, b) => b.bytes - a.bytes)[0];
    const first = loads.find(({ page }) => page === "index.html");
    return [
      ...(first ? [kilobytes("the first page, before a click", first.bytes, { atMost: 150, page: first.page })] : []),
      ...(heaviest ? [kilobytes(`the heaviest page, ${heaviest.page}, before a click`, heaviest.bytes, { atMost: 300, page: heaviest.page })] : []),
      ...scriptOf(site),
      none("requests beyond the edition, or in vain", "requests", loads.flatMap(({ page, foreign }) => foreign.map((address) => `${page}: ${address}`))),
    ];
  },
};

/** A page as it was loaded. */
export interface Load {
  readonly page: string;
  readonly bytes: number;
  /** Addresses that are not a file of the edition. */
  readonly foreign: readonly string[];
}

/** What loading the page in a fresh browser asks for. */
export async function loadOf({ browser, origin, folder }: Pick<Site, "browser" | "origin" | "folder">, page: string): Promise<Load> {
  // nothing is remembered from the page before
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const tab = await context.newPage();
    const asked = new Set<string>();
    tab.on("request", (request) => void asked.add(request.url()));
    await tab.goto(`${origin}/${page}`, { waitUntil: "networkidle" });
    await tab.evaluate(() => document.fonts.ready);
    const files = [...asked].filter((address) => !address.startsWith("data:"))
      .map((address) => ({ address, file: address.startsWith(`${origin}/`) ? fileAt(folder, address.slice(origin.length)) : null }));
    const bytes = files.reduce((sum, { file }) => sum + (file === null ? 0 : sent(file).length), 0);
    return { page, bytes, foreign: files.filter(({ file }) => file === null).map(({ address }) => address) };
  } finally {
    await context.close();
  }
}

function scriptOf({ folder }: Site): readonly Finding[] {
  const path = join(folder, baseScript);
  return existsSync(path) ? [kilobytes(`the script of every page, ${baseScript}`, sent(path).length, { atMost: 12, page: baseScript })] : [];
}

function kilobytes(name: string, bytes: number, { atMost, page }: { readonly atMost: number; readonly page: string }): Finding {
  const value = Number((bytes / 1000).toFixed(1));
  return { name, value, unit: "kB", aim: { exact: true, atMost }, places: bytes > atMost * 1000 ? [`${page}: ${bytes} bytes`] : [] };
}
