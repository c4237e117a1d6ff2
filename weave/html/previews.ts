/** Previews of what the pages refer to elsewhere in the book: one small file a target, fetched when its link is first pointed at. */
import { posix } from "node:path";
import { once } from "../once.ts";
import type { DocumentTerm } from "../tree.ts";
import type { Batch } from "./batch.ts";
import { digest } from "./fingerprint.ts";
import { relativeHref } from "./links.ts";

/** A page whose text is known: what it needs of others, and others of it. */
export interface PreviewedPage {
  readonly href: string;
  /** Of its HTML. */
  readonly digest: string;
  readonly references: readonly Place[];
  /** Whether it prints entries of the glossary. */
  readonly isGlossary: boolean;
  readonly main: () => string;
}

/** A place of the edition; `id` is "" for a page itself. */
export interface Place {
  readonly href: string;
  readonly id: string;
}

/**
 * The files of all previews, a batch for each page that is referred to. The bold words of a term of the list show its meaning, as the
 * glossary has it; a heading or a block that treats a term shows itself.
 */
export function previewBatches(pages: readonly PreviewedPage[], terms: readonly DocumentTerm[] = []): readonly Batch[] {
  // another term may lead to the same place, and has its entry under it as well
  const listed = new Map(terms.flatMap(({ term, bold }) => bold.map((id) => [id, term] as const)));
  const printing = pages.filter(({ isGlossary }) => isGlossary);
  const glossaries = once(() => printing.map(({ href, main }): Glossary => ({ href, main: main(), entries: entriesIn(main()) })));
  const wanted = new Map<string, Map<string, string | null>>();
  for (const { href, id } of pages.flatMap(({ references }) => references)) {
    const own = wanted.get(href) ?? new Map<string, string | null>();
    wanted.set(href, own.set(id, listed.get(id) ?? null));
  }
  return pages.flatMap(({ href, digest: text, main }): Batch[] => {
    const own = [...(wanted.get(href) ?? [])];
    const lists = own.some(([, term]) => term !== null) ? printing.map((page) => [page.href, page.digest]) : [];
    const files: Batch["files"] = () => own.flatMap(([id, term]) => {
      const name = previewName(href, id);
      const shown = (term === null ? null : meaning(glossaries(), { href, id }, term)) ?? excerpt(main(), id);
      return shown === null ? [] : [[`assets/${name}.js`, { text: dataScript(name, shown) }]];
    });
    return own.length === 0 ? [] : [{ key: digest(JSON.stringify(["previews", href, text, own, lists])), files }];
  });
}

/** Whether a text prints entries of the glossary. */
export function printsEntries(main: string): boolean {
  return entryStart.test(main);
}

/** A file of data as a classic script, which a page from the disk can load. */
export function dataScript(name: string, value: unknown): string {
  return `book.give(${JSON.stringify(name)},${JSON.stringify(value)});\n`;
}

/** The name of the preview of an id on a page; "" for the page itself. The page's script makes the same name from a link. */
export function previewName(href: string, id: string): string {
  return `previews/${href.replace(/\.html$/, "").replaceAll("/", ".")}~${id}`;
}

/** Where the references of a page lead, but for its own places. */
export function referencesIn({ href, main }: { readonly href: string; readonly main: string }): readonly Place[] {
  const links = [...main.matchAll(/<a class="(?:ref(?: solution-link)?|use)" href="([^"#]+)(?:#([^"]*))?"/g), ...main.matchAll(/<a href="([^"#]+)#([^"]*)" title="The next part"/g)];
  return links.map(([, file = "", id = ""]) => ({
    href: posix.join(posix.dirname(href), decodeURI(file)),
    id: decodeURIComponent(id),
  }));
}

/** A page that prints entries of the glossary, with where each begins, by its address and its term. */
interface Glossary {
  readonly href: string;
  readonly main: string;
  readonly entries: ReadonlyMap<string, number>;
}

const entryStart = /<li><a class="ref" href="([^"]*)"><strong>([^]*?)<\/strong>/;

function entriesIn(main: string): Glossary["entries"] {
  const entries = new Map<string, number>();
  for (const { 1: address = "", 2: term = "", index } of main.matchAll(new RegExp(entryStart, "g"))) {
    const name = entryName(address, term);
    if (!entries.has(name)) entries.set(name, index);
  }
  return entries;
}

function entryName(address: string, term: string): string {
  return `${address} ${term}`;
}

/**
 * The entry of the glossary that begins with the way to a term, its addresses as from the term's own page. Null where no
 * glossary is printed, or the term stands only there: then its own entry is what is there anyway.
 */
function meaning(glossaries: readonly Glossary[], { href, id }: Place, term: string): string | null {
  for (const { href: from, main, entries } of glossaries) {
    const address = `${relativeHref(from, href)}#${encodeURIComponent(id)}`;
    const start = entries.get(entryName(address, term.replaceAll("&", "&#x26;").replaceAll("<", "&#x3C;")));
    if (start !== undefined) return moved(elementAt(main, start), from, href);
  }
  return null;
}

/** HTML from one page with the addresses that it has on another. */
function moved(html: string, from: string, to: string): string {
  return html.replace(/ href="([^"#:]*)(#[^"]*)?"/g, (_, file: string, hash = "") => {
    const path = file === "" ? from : posix.join(posix.dirname(from), decodeURI(file));
    return ` href="${relativeHref(to, path)}${hash}"`;
  });
}

/** So many characters of HTML after a heading are enough. */
const enough = 6000;

/** What a preview shows of a text: the element itself; a heading with what follows it; a term with its paragraph. Null where there is no such id. */
export function excerpt(main: string, id: string): string | null {
  if (id === "") return withFollowing(main, main.indexOf("<header"));
  const at = main.search(new RegExp(` id="${escapePattern(id)}"`));
  if (at < 0) return null;
  const start = main.lastIndexOf("<", at);
  const tag = tagAt(main, start);
  if (tag === "h1") return withFollowing(main, main.indexOf("<header"));
  if (/^h\d$/.test(tag)) return withFollowing(main, start);
  if (tag !== "dfn") return elementAt(main, start);
  const block = Math.max(...["<p>", "<li>", "<td>", "<dd>"].map((open) => main.lastIndexOf(open, start)));
  return block < 0 ? null : elementAt(main, block);
}

/** A heading and the paragraphs after it, up to the next heading. */
function withFollowing(main: string, start: number): string | null {
  if (start < 0) return null;
  let shown = elementAt(main, start);
  for (let at = start + shown.length, end = start + enough; at < end; ) {
    const next = main.indexOf("<", at);
    if (next < 0 || /^(?:h\d|nav)$/.test(tagAt(main, next))) break;
    const element = elementAt(main, next);
    if (element === "") break;
    if (tagAt(main, next) === "p") return shown + element;
    shown += element;
    at = next + element.length;
  }
  return shown;
}

/** The element that begins at `start`. Our own HTML is well formed, so that counting its tags is enough. */
function elementAt(html: string, start: number): string {
  const tag = tagAt(html, start);
  const tags = new RegExp(`<(/?)${tag}(?=[\\s>])[^>]*>`, "g");
  tags.lastIndex = start;
  let depth = 0;
  for (const { 1: slash, index, 0: whole } of html.matchAll(tags)) {
    depth += slash === "/" ? -1 : 1;
    if (depth === 0) return html.slice(start, index + whole.length);
  }
  return "";
}

function tagAt(html: string, start: number): string {
  return /^<([a-z][a-z0-9]*)/.exec(html.slice(start, start + 20))?.[1] ?? "";
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
