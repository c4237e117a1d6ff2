/** The cells of one section, taken apart for its page, and the live ones compiled. */
import type { Book, Section } from "../../../tangle/index.ts";
import { pageCells, type PageCell } from "../../../prove/index.ts";
import { moduleOf, neededBy } from "../../reader/cells/assemble.ts";
import type { LiveCell, Piece } from "../../reader/cells/cellsFile.ts";
import { compile } from "../../reader/cells/compile.ts";
import { digest } from "../fingerprint.ts";
import type { Store } from "../store.ts";
import type { BookData } from "./data.ts";

/** A live cell but for what depends on the program. */
export type CompiledCell = Omit<LiveCell, "chunks" | "packs">;

/** What a section gives its page. */
export interface SectionCells {
  readonly moduleHead: string;
  readonly pieces: readonly Piece[];
  /** By where the fence begins. */
  readonly live: ReadonlyMap<string, CompiledCell>;
}

/** Which section of which book. */
export interface SectionPlace {
  readonly root: string;
  readonly book: Book;
  readonly section: Section;
  readonly data: BookData;
}

/** Takes them apart, or finds them in the store, for the version of what takes them apart. */
export async function sectionCells(place: SectionPlace, store: Store, version: string): Promise<SectionCells> {
  const { root, book, section, data: { sizes } } = place;
  const key = digest(`cells ${version} ${section.path} ${JSON.stringify(Object.keys(sizes))} ${section.source.text}`);
  const known = store.get(key);
  if (known !== undefined) return unpacked(known);
  const { moduleHead, cells } = await pageCells(section, book.chapters[section.chapter]?.folder ?? "", root);
  const upTo = cells.slice(0, cells.findLastIndex(({ live }) => live) + 1);
  const pieces = upTo.map(({ text, before, after, declares, uses, changes }): Piece => ({ text, before, after, declares, uses, changes }));
  const live = upTo.flatMap((cell, piece): readonly (readonly [string, CompiledCell])[] => {
    if (!cell.live) return [];
    const module = moduleOf({ moduleHead, pieces }, piece, cell);
    const data = dataIn([...neededBy(pieces, piece, cell.uses).flatMap((at) => upTo[at] ?? []), cell]);
    return [[String(cell.offset), { piece, compiled: { ...module, text: compile(module.text) }, measured: cell.measured, printed: cell.printed, data: data.filter((name) => name in sizes) }]];
  });
  store.set(key, JSON.stringify({ moduleHead, pieces, live }));
  return { moduleHead, pieces, live: new Map(live) };
}

function unpacked(text: string): SectionCells {
  const { moduleHead, pieces, live } = JSON.parse(text) as Omit<SectionCells, "live"> & { readonly live: readonly (readonly [string, CompiledCell])[] };
  return { moduleHead, pieces, live: new Map(live) };
}

/** The names of data files and records that cells ask for by a literal. What they ask for in another way is fetched when they ask. */
function dataIn(cells: readonly PageCell[]): readonly string[] {
  const asked = cells.flatMap(({ text }) => [...text.matchAll(/\b(data|experiment|measurement)\(\s*"([^"]+)"/g)]);
  return [...new Set(asked.map(([, what = "", name = ""]) => (what === "data" ? name : `${what}s/${name}`)))];
}
