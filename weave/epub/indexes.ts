/** The indexes as XHTML lists: a name, and links to the places it leads to. */
import { anchorOf } from "../pandoc/hooks.ts";
import type { BookDocument, BookIndex, IndexEntry } from "../tree.ts";
import { pageName } from "./code.ts";
import { element, escapeText } from "./markup.ts";

/** One of the three indexes. Definitions come first and are set bold. */
export function indexMarkup(of: BookIndex["of"], document: BookDocument): string {
  const items = entriesOf(of, document).map((entry) => element("li", {}, `${entryName(entry, of)}${entry.see === null ? "" : `, see ${seeAlso(entry.see, entry)}`} ${placesOf(entry)}`));
  return element("ul", { class: `index ${of}` }, items.join("\n"));
}

/** What is in it. */
export function entriesOf(of: BookIndex["of"], document: BookDocument): readonly IndexEntry[] {
  return { chunks: document.chunkIndex, identifiers: document.identifierIndex, terms: document.termIndex }[of];
}

function entryName(entry: IndexEntry, of: BookIndex["of"]): string {
  const text = escapeText(entry.text);
  if (of === "identifiers") return element("code", {}, text);
  return of === "chunks" ? element("span", { class: "name" }, `⟨${text}⟩`) : text;
}

/** The term that a synonym leads to. */
function seeAlso(term: string, { places: [place] }: IndexEntry): string {
  const name = place === undefined ? escapeText(term) : element("a", { href: `#${anchorOf(place.id)}` }, escapeText(term));
  return element("em", {}, name);
}

/** Each page once, at its first place or its definition. */
function placesOf(entry: IndexEntry): string {
  const sorted = [...entry.places].sort((a, b) => Number(b.primary) - Number(a.primary));
  const pages = sorted.filter(({ page }, index) => sorted.findIndex((other) => other.page === page) === index);
  return pages
    .map(({ id, page, primary }) => {
      const anchor = element("a", { href: `#${anchorOf(id)}` }, escapeText(page.number ?? pageName(page)));
      return primary ? element("b", {}, anchor) : anchor;
    })
    .join(", ");
}
