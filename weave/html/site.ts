/** The whole edition in memory: every file by its path. Pages whose content and links are as before come from the store. */
import { hasErrors, type Diagnostic } from "../../tangle/index.ts";
import type { ReadChapters } from "../edition.ts";
import { indexes } from "../blocks/directives.ts";
import { once } from "../once.ts";
import type { BookDocument, Page } from "../tree.ts";
import { assetFiles, type SiteFile } from "./assets.ts";
import { filesOf, type Batch, type MakeFiles, type NamedFile } from "./batch.ts";
import { cellBatch } from "./live/files.ts";
import { downloadFiles, downloadsOf, type MadeEdition } from "./downloads.ts";
import { contentHtml } from "./content.ts";
import type { SiteCaches } from "./caches.ts";
import { digest, pageDigest } from "./fingerprint.ts";
import { formulasOf } from "./formulas.ts";
import { needsOf } from "./graph/needs.ts";
import { needsHtml, needsPage } from "./graph/page.ts";
import { linkPictureFiles } from "./linkPicture.ts";
import { frontHref } from "./links.ts";
import { listingsOf } from "./listings.ts";
import { frontHtml } from "./front/front.ts";
import { shownPage } from "./front/shown.ts";
import { hasEntries, indexHtml, indexPage } from "./indexPage.ts";
import { indexesOn, indexPartBatch } from "./indexPartPages.ts";
import { licenceFiles, licenceHtml } from "./licencePage.ts";
import { lostHref, lostHtml } from "./lostPage.ts";
import { inventoryOf } from "./inventory.ts";
import { dataBatches } from "./dataFiles.ts";
import { notebooksFrom } from "./notebooks.ts";
import { notationName, notationOf } from "./notation.ts";
import { pageHtml, pageMain, wayTo, type Neighbours } from "./page.ts";
import { pictureFiles } from "./pictures.ts";
import { dataScript, previewBatches } from "./previews.ts";
import { renderedOnce, renderedPages, type Progress, type RenderedPage, type Rendering } from "./rendered.ts";
import { scriptFiles, workerScripts } from "./scripts.ts";
import { searchBatches } from "./search/index.ts";
import { sidebarOf } from "./sidebar.ts";
import type { Way } from "./shell.ts";
import { changeSummary } from "./program/change.ts";
import { lastFiles } from "./program/paths.ts";
import { programBatch, typesName } from "./program/site.ts";
import { surroundingsOf } from "./surroundings.ts";
import { programsWithCells } from "./types/cells.ts";
import { nameless } from "./types/kept.ts";
import { pageNames } from "./types/marks.ts";
import type { KeptNames } from "./types/packedNames.ts";
import type { PageNames } from "./types/shown.ts";
import { sitemapXml } from "./sitemap.ts";

/** The files of the edition, and what the author got wrong; with an error, the files are not to be used. */
export interface Site<Files = ReadonlyMap<string, SiteFile>> {
  /** The keys of all its pages in the store; what else is there is of no use any more. */
  readonly keys: ReadonlySet<string>;
  readonly files: Files;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The files of a page that was made again, in the document that has it, with the names that it has now or those of the site; contents and
   * neighbours are as they were. Null where a formula in it is wrong, and for a page that the site does not have.
   */
  readonly pageAgain: (document: BookDocument, page: Page, names?: KeptNames) => Promise<readonly NamedFile[] | null>;
}

/** What a site is made with besides its book; everything has a default. */
export interface SiteOptions {
  /** What the document was made of; else it is read again. */
  readonly chapters?: ReadChapters;
  /** The other editions that it takes along. */
  readonly made?: readonly MadeEdition[];
  /** Says what is being done; the next step waits for it. */
  readonly progress?: Progress;
}

/** Makes all files of the edition, by `make` where it is given. */
export async function siteOf(root: string, document: BookDocument, caches: SiteCaches, { make = filesOf, ...options }: SiteOptions & { readonly make?: MakeFiles } = {}): Promise<Site> {
  const site = await siteBatches(root, document, caches, options);
  return { ...site, files: await make(site.files) };
}

/** The same, each file only when it is wanted. No path is in two batches. */
export async function siteBatches(root: string, document: BookDocument, caches: SiteCaches, { chapters, made = [], progress = () => {} }: SiteOptions = {}): Promise<Site<readonly Batch[]>> {
  const { pages } = document;
  const inventories = pages.map(inventoryOf);
  const index = hasEntries(document) && !inventories.some(({ printsIndex }) => printsIndex) ? [indexPage] : [];
  const sections = needsOf(document);
  const extra = [...index, ...(sections.length === 0 ? [] : [needsPage])];
  await progress("scripts and live cells");
  const scripts = await scriptFiles(caches.scripts);
  const cells = await cellBatch(root, document, caches.scripts, chapters);
  const naming = caches.names?.namesIn(programsWithCells(document)) ?? Promise.resolve(nameless);
  if (!(await isSettled(naming))) {
    // what needs no names is made while they are looked up, and is found in its store then; to write that takes a while, too
    await progress("mathematics");
    await formulasOf(pages, caches.formulas);
    await progress("coloured code");
    await listingsOf(pages, caches.listings, caches.load);
    for (const store of [caches.formulas, caches.listings, caches.scripts]) store.flush();
  }
  await progress("names and types");
  const names = await naming;
  const surroundings = surroundingsOf(document);
  const files = once(() => filesByPage(document));
  const plans = pages.map((page, at): Plan => {
    const neighbours = neighboursOf(document, at, index[0] ?? null);
    const said = pageDigest(document, page, { printsIndex: inventories[at]?.printsIndex ?? false });
    const key = (around: unknown): string => digest(JSON.stringify([said, around]));
    const own = once(() => pageNames(document, page, names.read()));
    return {
      page, neighbours, names: own, placed: key(surroundings.places), seen: key([surroundings.all, names.digest]),
      key: () => key(surroundingCode(document, page, { names: own(), files: files().get(page) ?? new Set() })),
    };
  });
  const placed = new Map(plans.map((plan) => [plan.page.href, plan.placed]));
  const rendered = await renderedPages(document, plans, { caches, progress });
  const front = shownPage(document);
  const shown = front.page === null ? { html: "", diagnostics: [] } : await renderedOnce(document, { page: front.page, names: noPageNames }, caches, (setting) => contentHtml(setting.page.tree, setting));
  await progress("page frames");
  const contents = sidebarOf(document, extra);
  const notation = notationOf(rendered.pages.map(({ main }, at) => ({ path: pages[at]?.path ?? "", main })), pages);
  const downloads = downloadsOf(document.meta.title, made);
  const notebooks = notebooksFrom(document, made);
  const fileOf = (within: BookDocument, page: Page, { main, neighbours }: { readonly main: string; readonly neighbours: Neighbours }): SiteFile & { readonly text: string } =>
    ({ text: pageHtml(within, page, { main, neighbours, contents: contents(page.href), notebook: notebooks.get(page.href) ?? null }) });
  const pageBatches = ({ page, neighbours, names: own, seen }: Plan, { digest: text, main }: RenderedPage): readonly Batch[] => [
    // the frame around the digest of the text has all that the page is made from
    { key: digest(`page ${page.href}\n${fileOf(document, page, { main: text, neighbours }).text}`), files: () => [[page.href, fileOf(document, page, { main: main(), neighbours })]] },
    { key: digest(JSON.stringify(["types", seen])), files: () => typesOf(page, own()) },
  ];
  await progress("previews, search and program");
  const last = pages.at(-1);
  const homes = [
    ...plans.flatMap(({ page, neighbours: { next } }) => indexesOn(page).map((of) => ({ of, way: wayTo(page), next }))),
    ...index.flatMap(({ href, text }) => indexes.map((of) => ({ of, way: { href, text }, next: null }))),
  ];
  const indexParts = indexPartBatch(document, homes, { surroundings: surroundings.places, contents });
  const sitemap = sitemapXml(document, [frontHref(document), ...pages.map(({ href }) => href), ...extra.map(({ href }) => href), ...indexParts.hrefs]);
  const licence = licenceHtml(document, licenceFiles(root));
  const shared = new Map<string, SiteFile>([
    ...index.map(({ href }): [string, SiteFile] => [href, { text: indexHtml(document, last ? wayTo(last) : null, contents(href)) }]),
    ...(sections.length === 0 ? [] : [[needsPage.href, { text: needsHtml(document, sections, contents(needsPage.href)) }] as const]),
    ...(licence === null ? [] : [["licences.html", { text: licence }] as const]),
    [lostHref, { text: lostHtml(document) }],
    ...assetFiles(),
    ...scripts,
    ...(cells === null ? [] : await workerScripts(caches.scripts)),
    ...downloadFiles([...downloads, ...notebooks.values()]),
    ...(notation === null ? [] : [[`assets/${notationName}.js`, { text: dataScript(notationName, notation) }] as const]),
    ...pages.flatMap((page, index) => pictureFiles(root, page, inventories[index]?.pictures ?? [])),
    ...(await linkPictureFiles(document)),
    ...(sitemap === null ? [] : [["sitemap.xml", { text: sitemap }] as const]),
  ]);
  const batches: readonly Batch[] = [
    { key: null, files: () => [[frontHref(document), { text: frontHtml(document, { extra, downloads, shown: shown.html }) }]] },
    ...plans.flatMap((plan, at) => { const page = rendered.pages[at]; return page === undefined ? [] : pageBatches(plan, page); }),
    ...(cells === null ? [] : [cells]),
    { key: null, files: () => [...shared] },
    ...dataBatches([...pages, ...(front.page === null ? [] : [front.page])]),
    ...previewBatches(rendered.pages, document.terms),
    ...searchBatches(document, notation, { store: caches.search, placed: ({ href }) => placed.get(href) ?? "" }),
    indexParts.batch,
    programBatch(document, names, { surroundings: surroundings.all, contents, caches }),
  ];
  const pageAgain: Site["pageAgain"] = async (within, page, now = names) => {
    const own = pageNames(within, page, now.read());
    const { html: main, diagnostics } = await renderedOnce(within, { page, names: own }, caches, pageMain);
    const before = plans.find(({ page: { href } }) => href === page.href);
    return before === undefined || hasErrors(diagnostics) ? null : [[page.href, fileOf(within, page, { main, neighbours: before.neighbours })], ...typesOf(page, own)];
  };
  return { files: batches, keys: new Set(rendered.pages.flatMap(({ keys }) => keys)), diagnostics: [...rendered.diagnostics, ...front.diagnostics, ...shown.diagnostics], pageAgain };
}

/** What a page shows of its names. */
function typesOf({ href }: Page, { rows }: PageNames): readonly NamedFile[] {
  return rows.length === 0 ? [] : [[`assets/${typesName(href)}.js`, { text: dataScript(typesName(href), rows) }]];
}

/** Whether it need not be waited for. */
function isSettled(made: Promise<unknown>): Promise<boolean> {
  const later = new Promise<boolean>((resolve) => setImmediate(() => resolve(false)));
  return Promise.race([made.then(() => true, () => true), later]);
}

/** A page between its neighbours. */
interface Plan extends Rendering {
  readonly neighbours: Neighbours;
  /** A key of its content and of all that can be referred to. */
  readonly placed: string;
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

const noPageNames: PageNames = { listings: new Map(), rows: [], foreign: [] };
