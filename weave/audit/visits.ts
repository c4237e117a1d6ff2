/** Pages in tabs of a browser, each as someone finds it who comes for the first time. */
import { pathToFileURL } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { setWhole } from "../html/browser.ts";
import type { InBrowser, Origin, Site } from "./measure.ts";
import { fileAt } from "./server.ts";

/** A tab in which one page after the other is looked at. */
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

/** Opens a tab. Each page has a context of its own: neither files nor storage nor a place on the page are left of the page before. */
export function openTab(site: Pick<Site, "browser" | "folder" | "origin">): Tab {
  let context: BrowserContext | null = null;
  const close = async (): Promise<void> => context?.close();
  return {
    async load(page, { from, width }) {
      await close();
      context = await (await site.browser()).newContext({ viewport: { width, height: 800 } });
      await setWhole(context);
      const tab = await context.newPage();
      const asked = new Set<string>();
      tab.on("request", (request) => void asked.add(request.url()));
      await tab.goto(`${from === "server" ? site.origin : pathToFileURL(site.folder).href}/${page}`, { waitUntil: "networkidle" });
      await tab.evaluate(rest);
      return { tab, asked: new Set(asked), askedSince: () => asked };
    },
    close,
  };
}

/** Waits, in the page, until its scripts have run, and those that they fetch: on a busy machine the network may rest before they do. It has no function with a name of its own, which some compilers hand to a helper. */
async function rest(): Promise<void> {
  await document.fonts.ready;
  // a page from the disk is not told what it has fetched
  while (location.protocol !== "file:" && (document.readyState !== "complete" || [...document.scripts].some(({ src }) => src !== "" && performance.getEntriesByName(src).length === 0))) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }));
}

/** The file of the folder that an address leads to, null for one that is not there; undefined for an address beyond the edition. */
export function fileOf({ folder, origin }: Pick<Site, "folder" | "origin">, address: string): string | null | undefined {
  const disk = pathToFileURL(folder).href;
  const base = [origin, disk].find((each) => address.startsWith(`${each}/`));
  return base === undefined ? undefined : fileAt(folder, address.slice(base.length));
}
