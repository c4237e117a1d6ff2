/** The names in one page's listings, with the way to where each is defined and the number of what is shown of it. */
import type { BookCode, BookDocument, Page } from "../../tree.ts";
import { walk } from "../../walk.ts";
import { linkTo } from "../links.ts";
import type { Link } from "../setting.ts";
import { listingKey } from "./cells.ts";
import type { Defined } from "./definitions.ts";
import type { BookNames } from "./packedNames.ts";
import type { Foreign, NameMark, PageNames, Row } from "./shown.ts";

/** The names in the listings of a page. */
export function pageNames(document: BookDocument, page: Page, names: BookNames): PageNames {
  const rows = new Rows();
  const foreign = new Map<string, Foreign & { readonly usedIn: Set<string> }>();
  const listings = new Map<string, readonly NameMark[]>();
  for (const code of codesIn(page)) {
    const id = listingKey(page, code);
    const marks = id === null ? [] : (names.part(id) ?? []);
    if (id === null || marks.length === 0) continue;
    listings.set(id, marks.map(([line, start, end, hover, definition, isDefinition]): NameMark => {
      const defined = names.definition(definition);
      const way = defined && isKnown(names, defined) ? linkTo(document, page, defined.part) : null;
      const place = defined && way && defined.part !== id ? placeOf(way, defined) : "";
      const row = rows.rowOf(names.hover(hover), place);
      const href = way && defined && defined.part !== id ? `${way.href.split("#")[0]}#${encodeURIComponent(defined.anchor)}` : null;
      if (href !== null && way?.section != null && defined?.scope === "module" && isShown(code)) {
        const known = foreign.get(defined.anchor) ?? { text: defined.text, href, section: way.section, row, usedIn: new Set<string>() };
        known.usedIn.add(id);
        foreign.set(defined.anchor, known);
      }
      return { line, start, end, row, href, id: isDefinition === 1 && defined ? defined.anchor : null };
    }));
  }
  return { listings, rows: rows.all, foreign: [...foreign.values()].sort(byName) };
}

/** The names in a whole file, which lead to lines of whole files. */
export function fileNames(path: string, names: BookNames, hrefOf: (defined: Defined) => string | null): { readonly marks: readonly NameMark[]; readonly rows: readonly Row[] } {
  const rows = new Rows();
  const marks = (names.file(path) ?? []).map(([line, start, end, hover, definition, isDefinition]): NameMark => {
    const defined = names.definition(definition);
    const isElsewhere = defined && isDefinition === 0 && (defined.scope !== "local" || defined.path !== path);
    return { line, start, end, row: rows.rowOf(names.hover(hover), defined && defined.path !== path ? defined.path : ""), href: isElsewhere ? hrefOf(defined) : null, id: null };
  });
  return { marks, rows: rows.all };
}

/** Rows, each once. */
class Rows {
  readonly all: Row[] = [];
  private readonly known = new Map<string, number>();
  /** By what is shown itself, since most names stand many times; the same words may be there twice. */
  private readonly rows = new Map<readonly [string, string], Map<string, number>>();

  rowOf(hover: readonly [string, string] | undefined, place: string): number | null {
    if (!hover) return null;
    const own = this.rows.get(hover) ?? new Map<string, number>();
    this.rows.set(hover, own);
    const row = own.get(place) ?? this.rowOfWords([hover[0], hover[1], place]);
    own.set(place, row);
    return row;
  }

  private rowOfWords(words: Row): number {
    const key = JSON.stringify(words);
    const row = this.known.get(key) ?? this.all.push(words) - 1;
    this.known.set(key, row);
    return row;
  }
}

/** Whether the listing that defines a name has its anchor: it has not where it changed since names were looked up. */
function isKnown(names: BookNames, { part }: Defined): boolean {
  return names.codes.parts.has(part);
}

/** Where a name is defined: `1.2 · src/markov/model.ts`. */
function placeOf({ section }: Link, { path }: Defined): string {
  return [section, path.startsWith("src/") ? path : null].filter((each) => each !== null).join(" · ");
}

/** Whether a reader sees the code without unfolding it. */
function isShown({ hide, role }: BookCode): boolean {
  return !hide && role !== "figure";
}

function codesIn(page: Page): readonly BookCode[] {
  const found: BookCode[] = [];
  walk(page.tree, (node) => {
    if (node.type === "bookCode" && node.role !== "output") found.push(node);
  });
  return found;
}

function byName(a: Foreign, b: Foreign): number {
  return a.text.toLowerCase() < b.text.toLowerCase() ? -1 : a.text.toLowerCase() > b.text.toLowerCase() ? 1 : 0;
}
