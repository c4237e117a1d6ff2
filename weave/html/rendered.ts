/** The text of each page: from the store where its content is as before and its links lead where they led, else rendered. */
import type { Diagnostic } from "../../tangle/index.ts";
import { codeLines, type Highlighter } from "../highlight.ts";
import type { BookDocument, Page } from "../tree.ts";
import type { SiteCaches } from "./caches.ts";
import { cellIdsOf } from "./cellIds.ts";
import { digest } from "./fingerprint.ts";
import { formulasOf, type Formulas } from "./formulas.ts";
import { linkTo } from "./links.ts";
import { listingsOf } from "./listings.ts";
import { pageMain } from "./page.ts";
import { printsEntries, referencesIn, type PreviewedPage } from "./previews.ts";
import type { Link, PageSetting } from "./setting.ts";
import type { Store } from "./store.ts";
import type { PageNames } from "./types/shown.ts";

/** A page with all that its rendering needs but formulas and code. */
export interface Rendering {
  readonly page: Page;
  readonly names: PageNames;
  /** See `pageKey`. */
  readonly key: string;
}

/** What the store has of a text beside it: so much can be known without reading it. */
interface Head extends Pick<PreviewedPage, "digest" | "references" | "isGlossary"> {
  readonly links: Readonly<Record<string, Link | null>>;
}

/** Says what is being done; the next step waits for it. */
export type Progress = (step: string) => void | Promise<void>;

/** All pages, and what KaTeX could not set. */
export interface RenderedPages {
  readonly pages: readonly PreviewedPage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Renders what is not in the store. */
export async function renderedPages(document: BookDocument, renderings: readonly Rendering[], { caches, progress }: { readonly caches: SiteCaches; readonly progress: Progress }): Promise<RenderedPages> {
  const known = new Map(renderings.flatMap((rendering) => {
    const page = recall(document, rendering, caches.pages);
    return page === null ? [] : [[rendering, page] as const];
  }));
  const stale = renderings.filter((rendering) => !known.has(rendering));
  await progress("mathematics");
  const formulas = await formulasOf(stale.map(({ page }) => page), caches.formulas);
  await progress("coloured code");
  const listings = await listingsOf(stale.map(({ page }) => page), caches.listings, caches.load);
  await progress("pages");
  return { pages: renderings.map((rendering) => known.get(rendering) ?? render(document, rendering, { formulas, listings, store: caches.pages })), diagnostics: formulas.diagnostics };
}

/** A page that the store of pages does not have: what the front page shows, or one that is made again. */
export async function renderedOnce(document: BookDocument, rendering: Omit<Rendering, "key">, caches: SiteCaches, html: (setting: PageSetting) => string): Promise<{ html: string; diagnostics: readonly Diagnostic[] }> {
  const formulas = await formulasOf([rendering.page], caches.formulas);
  const listings = await listingsOf([rendering.page], caches.listings, caches.load);
  return { html: html(settingOf(document, rendering, { formulas, listings })), diagnostics: formulas.diagnostics };
}

/** The keys in the store of what stands there by the key of a page. */
export const storedUnder = (key: string): readonly string[] => [key, textKey(key)];

const textKey = (key: string): string => `${key}.html`;

interface Made {
  readonly formulas: Formulas;
  readonly listings: Highlighter;
}

function settingOf(document: BookDocument, { page, names }: Omit<Rendering, "key">, { formulas, listings }: Made): PageSetting {
  const cellIds = cellIdsOf(document, page);
  return {
    document,
    page,
    link: (target) => linkTo(document, page, target),
    formula: formulas.html,
    cellId: (code) => cellIds.get(code) ?? null,
    lines: (code) => codeLines(code, listings),
    names,
  };
}

function render(document: BookDocument, rendering: Rendering, made: Made & { readonly store: Store }): PreviewedPage {
  const { page: { href }, key } = rendering;
  const links: Record<string, Link | null> = {};
  const setting = settingOf(document, rendering, made);
  const main = pageMain({ ...setting, link: (target) => (links[target] ??= setting.link(target)) });
  const head: Head = { links, digest: digest(main), references: referencesIn({ href, main }), isGlossary: printsEntries(main) };
  if (made.formulas.diagnostics.length === 0) {
    made.store.set(textKey(key), main);
    made.store.set(key, JSON.stringify(head));
  }
  return { href, ...head, main: () => main };
}

/** A page of the store, if every link in it still leads where it led. */
function recall(document: BookDocument, { page, key }: Rendering, store: Store): PreviewedPage | null {
  const stored = store.get(key);
  if (stored === undefined || !store.has(textKey(key))) return null;
  const head = JSON.parse(stored) as Head;
  const unchanged = Object.entries(head.links).every(([id, link]) => JSON.stringify(linkTo(document, page, id)) === JSON.stringify(link));
  return unchanged ? { href: page.href, ...head, main: () => store.get(textKey(key)) ?? "" } : null;
}
