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
  readonly names: () => PageNames;
  /** A key of its content and of all that surrounds it: where this is in the store, nothing has to be looked into. */
  readonly seen: string;
  /** One of its content and of what it shows of the program, but not of where its links lead, which is checked apart. */
  readonly key: () => string;
}

/** A page whose text is known. */
export interface RenderedPage extends PreviewedPage {
  /** Under which keys the store has it. */
  readonly keys: readonly string[];
}

/** What others need to know of a text, which is kept beside it: so much can be known without reading it. */
type Facts = Pick<PreviewedPage, "digest" | "references" | "isGlossary">;

type Links = Readonly<Record<string, Link | null>>;

/** Says what is being done; the next step waits for it. */
export type Progress = (step: string) => void | Promise<void>;

/** All pages, and what KaTeX could not set. */
export interface RenderedPages {
  readonly pages: readonly RenderedPage[];
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
export async function renderedOnce(document: BookDocument, rendering: NamedPage, caches: SiteCaches, html: (setting: PageSetting) => string): Promise<{ html: string; diagnostics: readonly Diagnostic[] }> {
  const formulas = await formulasOf([rendering.page], caches.formulas);
  const listings = await listingsOf([rendering.page], caches.listings, caches.load);
  return { html: html(settingOf(document, rendering, { formulas, listings })), diagnostics: formulas.diagnostics };
}

const textKey = (key: string): string => `${key}.html`;

/** A page and the names in its listings. */
interface NamedPage {
  readonly page: Page;
  readonly names: PageNames;
}

interface Made {
  readonly formulas: Formulas;
  readonly listings: Highlighter;
}

function settingOf(document: BookDocument, { page, names }: NamedPage, { formulas, listings }: Made): PageSetting {
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

function render(document: BookDocument, { page, names, seen, key: keyOf }: Rendering, made: Made & { readonly store: Store }): RenderedPage {
  const { href } = page;
  const { store, formulas } = made;
  const links: Record<string, Link | null> = {};
  const setting = settingOf(document, { page, names: names() }, made);
  const main = pageMain({ ...setting, link: (target) => (links[target] ??= setting.link(target)) });
  const facts: Facts = { digest: digest(main), references: referencesIn({ href, main }), isGlossary: printsEntries(main) };
  const key = keyOf();
  if (formulas.diagnostics.length === 0) {
    store.set(textKey(key), main);
    store.set(key, JSON.stringify([links, facts]));
    store.set(seen, JSON.stringify([key, facts]));
  }
  return { href, ...facts, main: () => main, keys: [seen, key, textKey(key)] };
}

/** A page of the store, if nothing around it has changed, or if every link in it still leads where it led. */
function recall(document: BookDocument, { page, seen, key: keyOf }: Rendering, store: Store): RenderedPage | null {
  const before = JSON.parse(store.get(seen) ?? "null") as readonly [key: string, facts: Facts] | null;
  const key = before?.[0] ?? keyOf();
  const [links, facts] = before === null ? (JSON.parse(store.get(key) ?? "[{}, null]") as readonly [Links, Facts | null]) : [{}, before[1]];
  const unchanged = Object.entries(links).every(([id, link]) => JSON.stringify(linkTo(document, page, id)) === JSON.stringify(link));
  if (facts === null || !unchanged || !store.has(textKey(key))) return null;
  if (before === null) store.set(seen, JSON.stringify([key, facts]));
  return { href: page.href, ...facts, main: () => store.get(textKey(key)) ?? "", keys: [seen, key, textKey(key)] };
}
