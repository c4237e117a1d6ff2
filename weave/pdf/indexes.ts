/** The indexes at the back → Typst, which knows the pages. */
import type { BookIndex, IndexEntry } from "../tree.ts";
import { typstString } from "./escape.ts";
import { printed, type Session } from "./session.ts";

/** One index of the book; of the companion it has the places that define a name, since that has an index of all of its own. */
export function indexMarkup(of: BookIndex["of"], session: Session): string {
  const entries = { chunks: session.document.chunkIndex, identifiers: session.document.identifierIndex, terms: session.document.termIndex }[of];
  const shown = entries.map((entry): IndexEntry => {
    const places = entry.places.filter(({ id, primary }) => primary || !session.asideIds.has(id));
    return places.length === 0 ? entry : { ...entry, places };
  });
  return `#index-list[\n${entriesMarkup(shown, of, session)}\n]`;
}

/** The entries of an index, with a letter before each group of names or terms; those that begin with a sign or a figure come first, and have none. */
export function entriesMarkup(entries: readonly IndexEntry[], of: BookIndex["of"], session: Session): string {
  let letter = "";
  return entries.flatMap((entry) => {
    const first = of === "chunks" ? "" : (/^\p{L}/u.exec(entry.text.normalize("NFKD"))?.[0] ?? "").toLocaleUpperCase("en");
    const head = first === letter || first === "" ? [] : [`#index-letter(${typstString(first)})`];
    letter = first;
    return [...head, entryMarkup(entry, of, session)];
  }).join("\n");
}

function entryMarkup(entry: IndexEntry, of: BookIndex["of"], session: Session): string {
  const text = typstString(entry.text);
  const name = of === "chunks" && !entry.text.startsWith("src/") ? `angled(chunk-name(${text}))` : of === "terms" ? `[#${text};]` : `inline-code(${text})`;
  const [first] = entry.places;
  const places = entry.places.map(({ id, primary }) => `(${printed(id, session)}, ${primary})`);
  if (entry.see !== null && first) return `#index-see(${[name, typstString(entry.see), ...places].join(", ")})`;
  return `#index-entry(${[name, ...places].join(", ")})`;
}
