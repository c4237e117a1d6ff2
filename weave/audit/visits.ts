/** Pages in tabs of a browser, each as someone finds it who comes for the first time. */
import { pathToFileURL } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import type { InBrowser, Origin, Site } from "./measure.ts";
import { fileAt } from "./server.ts";

/** A tab in which one page after the other is looked at: opening a tab costs more than loading a page. */
export interface Tab {
  /** Loads a page, and waits until it is at rest. */
  readonly load: (page: string, how: Loading) => Promise<LoadedPage>;
  readonly close: () => Promise<void>;
}

/** How a page is loaded: from where, and on a screen of how many pixels. */
export interface Loading extends Pick<InBrowser, "width"> {
  readonly from: Origin;
}

/** A page in the tab. */
export interface LoadedPage {
  readonly tab: Page;
  /** Every address that was asked for until the page was at rest. */
  readonly asked: ReadonlySet<string>;
  /** Every address that has been asked for by now. */
  readonly askedSince: () => ReadonlySet<string>;
}

/** Opens a tab in a context of its own. */
export async function openTab(site: Pick<Site, "browser" | "folder" | "origin">): Promise<Tab> {
  const context = await (await site.browser()).newContext({ viewport: null });
  await forgetEachPage(context);
  const tab = await context.newPage();
  // what the page before has loaded is asked for again
  await (await context.newCDPSession(tab)).send("Network.setCacheDisabled", { cacheDisabled: true });
  let asked = new Set<string>();
  tab.on("request", (request) => void asked.add(request.url()));
  return {
    async load(page, { from, width }) {
      await tab.goto("about:blank");
      await tab.setViewportSize({ width, height: 800 });
      await tab.emulateMedia({ media: null, colorScheme: null, forcedColors: null });
      asked = new Set();
      await tab.goto(`${from === "server" ? site.origin : pathToFileURL(site.folder).href}/${page}`, { waitUntil: "networkidle" });
      await tab.evaluate(() => document.fonts.ready);
      const loading = asked;
      return { tab, asked: new Set(loading), askedSince: () => loading };
    },
    close: () => context.close(),
  };
}

/** What a page before has left in the browser is gone before a script of the next one runs. */
function forgetEachPage(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(() => {
    // an empty page has no storage
    if (location.protocol === "about:") return;
    localStorage.clear();
    sessionStorage.clear();
  });
}

/** The file of the folder that an address leads to, null for one that is not there; undefined for an address beyond the edition. */
export function fileOf({ folder, origin }: Pick<Site, "folder" | "origin">, address: string): string | null | undefined {
  const disk = pathToFileURL(folder).href;
  const base = [origin, disk].find((each) => address.startsWith(`${each}/`));
  return base === undefined ? undefined : fileAt(folder, address.slice(base.length));
}
