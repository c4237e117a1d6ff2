/** The whole edition in memory: every file by its path. Pages whose content and links are as before come from the store. */
import { hasErrors, type Diagnostic } from "../../tangle/index.ts";
import type { ReadChapters } from "../edition.ts";
import type { Highlighter } from "../highlight.ts";
import { codeLines } from "../highlight.ts";
import type { BookDocument, Page } from "../tree.ts";
import { assetFiles, type SiteFile } from "./assets.ts";
import { cellFiles } from "./live/files.ts";
import { downloadFiles, downloadsOf, type MadeEdition } from "./downloads.ts";
import { cellIdsOf } from "./cellIds.ts";
import { contentHtml } from "./content.ts";
import type { SiteCaches } from "./caches.ts";
import { pageKey } from "./fingerprint.ts";
import { formulasOf, type Formulas } from "./formulas.ts";
import { needsOf } from "./graph/needs.ts";
import { needsHtml, needsPage } from "./graph/page.ts";
import { linkPictureFiles } from "./linkPicture.ts";
import { frontHref, linkTo } from "./links.ts";
import { frontHtml } from "./front/front.ts";
import { shownPage } from "./front/shown.ts";
import { hasEntries, indexHtml, indexPage } from "./indexPage.ts";
import { licenceFiles, licenceHtml } from "./licencePage.ts";
import { lostHref, lostHtml } from "./lostPage.ts";
import { inventoryOf } from "./inventory.ts";
import { listingsOf } from "./listings.ts";
import { dataFiles } from "./nodes/drawing.ts";
import { notebooksFrom } from "./notebooks.ts";
import { notationName, notationOf } from "./notation.ts";
import { pageHtml, pageMain, wayTo, type Neighbours } from "./page.ts";
import { pictureFiles } from "./pictures.ts";
import { dataScript, previewFiles } from "./previews.ts";
import { scriptFiles, workerScripts } from "./scripts.ts";
import { searchFiles } from "./search/index.ts";
import type { Link, PageSetting } from "./setting.ts";
import { sidebarOf } from "./sidebar.ts";
import type { Way } from "./shell.ts";
import { changeSummary } from "./program/change.ts";
import { lastFiles } from "./program/paths.ts";
import { programFiles, typesName } from "./program/site.ts";
import { programsWithCells } from "./types/cells.ts";
import { pageNames } from "./types/marks.ts";
import type { PageNames } from "./types/shown.ts";
import { noNames } from "./types/names.ts";
import { sitemapXml } from "./sitemap.ts";
import type { Store } from "./store.ts";

/** The files of the edition, and what the author got wrong; with an error, the files are not to be used. */
export interface Site {
  /** The keys of all its pages in the store; what else is there is of no use any more. */
  readonly keys: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, SiteFile>;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The file of a page that was made again, in the document that has it, with contents and neighbours as they were. Null where a formula
   * in it is wrong, and for a page that the site does not have.
   */
  readonly fileAgain: (document: BookDocument, page: Page) => Promise<SiteFile | null>;
}

/** What a site is made with besides its book; everything has a default. */
export interface SiteOptions {
  /** What the document was made of; else it is read again. */
  readonly chapters?: ReadChapters;
  /** The other editions that it takes along. */
  readonly made?: readonly MadeEdition[];
  /** Says what is being done; the next step waits for it. */
  readonly progress?: (step: string) => void | Promise<void>;
}

/** Makes all files of the edition. */
export async function siteOf(root: string, document: BookDocument, caches: SiteCaches, { chapters, made = [], progress = () => {} }: SiteOptions = {}): Promise<Site> {
  const { pages } = document;
  const inventories = pages.map(inventoryOf);
  const index = hasEntries(document) && !inventories.some(({ printsIndex }) => printsIndex) ? [indexPage] : [];
  const sections = needsOf(document);
  const extra = [...index, ...(sections.length === 0 ? [] : [needsPage])];
  await progress("names and types");
  const names = (await caches.names?.namesIn(programsWithCells(document))) ?? noNames;
  const files = filesByPage(document);
  const plans = pages.map((page, at): Plan => {
    const neighbours = neighboursOf(document, at, index[0] ?? null);
    const printsIndex = inventories[at]?.printsIndex ?? false;
    const own = pageNames(document, page, names);
    return { page, neighbours, names: own, key: pageKey(document, page, { printsIndex, code: surroundingCode(document, page, { names: own, files: files.get(page) ?? new Set() }) }) };
  });
  const rendered = await renderedPages(document, plans, { caches, progress });
  const front = shownPage(document);
  const shown = front.page === null ? { html: "", diagnostics: [] } : await renderedOnce(document, { page: front.page, names: noPageNames }, caches, (setting) => contentHtml(setting.page.tree, setting));
  await progress("page frames");
  const contents = sidebarOf(document, extra);
  const texts = plans.map(({ page }, index) => ({ path: page.path, href: page.href, main: rendered.mains[index] ?? "" }));
  const notation = notationOf(texts, pages);
  const downloads = downloadsOf(document.meta.title, made);
  const notebooks = notebooksFrom(document, made);
  await progress("scripts and live cells");
  const scripts = await scriptFiles(caches.scripts);
  const cells = await cellFiles(root, document, caches.scripts, chapters);
  await progress("previews, search and program");
  const last = pages.at(-1);
  const sitemap = sitemapXml(document, [frontHref(document), ...pages.map(({ href }) => href), ...extra.map(({ href }) => href)]);
  const licence = licenceHtml(document, licenceFiles(root));
  const fileOf = (within: BookDocument, page: Page, { main, neighbours }: { readonly main: string; readonly neighbours: Neighbours }): SiteFile =>
    ({ text: pageHtml(within, page, { main, neighbours, contents: contents(page.href), notebook: notebooks.get(page.href) ?? null }) });
  const all = new Map<string, SiteFile>([
    [frontHref(document), { text: frontHtml(document, { extra, downloads, shown: shown.html }) }],
    ...plans.map(({ page, neighbours }, index): [string, SiteFile] => [page.href, fileOf(document, page, { main: rendered.mains[index] ?? "", neighbours })]),
    ...index.map(({ href }): [string, SiteFile] => [href, { text: indexHtml(document, last ? wayTo(last) : null, contents(href)) }]),
    ...(sections.length === 0 ? [] : [[needsPage.href, { text: needsHtml(document, sections, contents(needsPage.href)) }] as const]),
    ...(licence === null ? [] : [["licences.html", { text: licence }] as const]),
    [lostHref, { text: lostHtml(document) }],
    ...assetFiles(),
    ...scripts,
    ...cells,
    ...(cells.length === 0 ? [] : await workerScripts(caches.scripts)),
    ...downloadFiles([...downloads, ...notebooks.values()]),
    ...previewFiles(texts, document.terms),
    ...searchFiles(document, notation),
    ...plans.flatMap(({ page, names: { rows } }) => (rows.length === 0 ? [] : [[`assets/${typesName(page.href)}.js`, { text: dataScript(typesName(page.href), rows) }] as const])),
    ...(await programFiles(document, names, { contents, caches })),
    ...(notation === null ? [] : [[`assets/${notationName}.js`, { text: dataScript(notationName, notation) }] as const]),
    ...pages.flatMap((page, index) => pictureFiles(root, page, inventories[index]?.pictures ?? [])),
    ...pages.flatMap((page, index) => dataFiles(page, inventories[index]?.drawings ?? [])),
    ...(front.page === null ? [] : dataFiles(front.page, inventoryOf(front.page).drawings)),
    ...(await linkPictureFiles(document)),
    ...(sitemap === null ? [] : [["sitemap.xml", { text: sitemap }] as const]),
  ]);
  const fileAgain: Site["fileAgain"] = async (within, page) => {
    const { html: main, diagnostics } = await renderedOnce(within, { page, names: pageNames(within, page, names) }, caches, pageMain);
    const before = plans.find(({ page: { href } }) => href === page.href);
    return before === undefined || hasErrors(diagnostics) ? null : fileOf(within, page, { main, neighbours: before.neighbours });
  };
  return { files: all, keys: new Set(plans.map(({ key }) => key)), diagnostics: [...rendered.diagnostics, ...front.diagnostics, ...shown.diagnostics], fileAgain };
}

/** A page with all that its rendering needs but formulas and code. */
interface Plan {
  readonly page: Page;
  readonly neighbours: Neighbours;
  readonly names: PageNames;
  readonly key: string;
}

/** What a page shows of the program besides its own code. */
function surroundingCode(document: BookDocument, page: Page, { names: { listings, foreign }, files }: { readonly names: PageNames; readonly files: ReadonlySet<string> }): unknown {
  const change = page.role === "opening" ? changeSummary(document, page.chapter, page.href) : "";
  return [[...listings], foreign.map(({ usedIn, ...rest }) => [rest, [...usedIn]]), change, [...files]];
}

/** The files of the finished program that lines of a page are in. */
function filesByPage(document: BookDocument): ReadonlyMap<Page, ReadonlySet<string>> {
  const found = new Map<Page, Set<string>>();
  for (const { path, lines } of lastFiles(document)) {
    for (const part of new Set(lines.map((line) => line.part))) {
      const page = part === null ? undefined : document.targets.get(part)?.page;
      if (page !== undefined) found.set(page, (found.get(page) ?? new Set()).add(path));
    }
  }
  return found;
}

/** The pages before and after; `atEnd` stands after the last. */
function neighboursOf(document: BookDocument, index: number, atEnd: Way | null): Neighbours {
  const { pages, meta } = document;
  const [before, after] = [pages[index - 1], pages[index + 1]];
  return {
    previous: before ? wayTo(before) : { href: frontHref(document), text: meta.title },
    next: after ? wayTo(after) : atEnd,
  };
}

async function renderedPages(document: BookDocument, plans: readonly Plan[], { caches, progress }: { readonly caches: SiteCaches; readonly progress: NonNullable<SiteOptions["progress"]> }): Promise<{ mains: readonly string[]; diagnostics: readonly Diagnostic[] }> {
  const known = new Map(plans.flatMap((plan) => {
    const html = recall(document, plan, caches.pages);
    return html === null ? [] : [[plan, html] as const];
  }));
  const stale = plans.filter((plan) => !known.has(plan));
  await progress("mathematics");
  const formulas = await formulasOf(stale.map(({ page }) => page), caches.formulas);
  await progress("coloured code");
  const listings = await listingsOf(stale.map(({ page }) => page), caches.listings, caches.load);
  await progress("pages");
  const mains = plans.map((plan) => known.get(plan) ?? render(document, plan, { formulas, listings, caches }));
  return { mains, diagnostics: formulas.diagnostics };
}

const noPageNames: PageNames = { listings: new Map(), rows: [], foreign: [] };

/** A page that the store of pages does not have: what the front page shows, or one that is made again. */
async function renderedOnce(document: BookDocument, plan: Pick<Plan, "page" | "names">, caches: SiteCaches, html: (setting: PageSetting) => string): Promise<{ html: string; diagnostics: readonly Diagnostic[] }> {
  const formulas = await formulasOf([plan.page], caches.formulas);
  const listings = await listingsOf([plan.page], caches.listings, caches.load);
  return { html: html(settingOf(document, plan, { formulas, listings })), diagnostics: formulas.diagnostics };
}

interface Made {
  readonly formulas: Formulas;
  readonly listings: Highlighter;
}

function settingOf(document: BookDocument, { page, names }: Pick<Plan, "page" | "names">, { formulas, listings }: Made): PageSetting {
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

function render(document: BookDocument, plan: Plan, made: Made & { caches: SiteCaches }): string {
  const { page, key } = plan;
  const links: Record<string, Link | null> = {};
  const setting = settingOf(document, plan, made);
  const html = pageMain({ ...setting, link: (target) => (links[target] ??= setting.link(target)) });
  if (made.formulas.diagnostics.length === 0) made.caches.pages.set(key, `${JSON.stringify(links)}\n${html}`);
  return html;
}

/** The stored text of a page, if every link in it still leads where it led. */
function recall(document: BookDocument, { page, key }: Plan, store: Store): string | null {
  const stored = store.get(key);
  if (stored === undefined) return null;
  const end = stored.indexOf("\n");
  const links = JSON.parse(stored.slice(0, end)) as Readonly<Record<string, Link | null>>;
  const unchanged = Object.entries(links).every(([id, link]) => JSON.stringify(linkTo(document, page, id)) === JSON.stringify(link));
  return unchanged ? stored.slice(end + 1) : null;
}
