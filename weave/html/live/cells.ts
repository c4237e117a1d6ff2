/** The cells of one section, taken apart for its page, and the live ones compiled. */
import { runsInPage } from "../../../tangle/index.ts";
import { pageCells, type PageCell } from "../../../prove/index.ts";
import { printedModuleOf } from "../../reader/cells/assemble.ts";
import type { LiveCell, Module, Part, Piece } from "../../reader/cells/cellsFile.ts";
import { compile } from "../../reader/cells/compile.ts";
import type { BookData } from "./data.ts";
import type { SectionPlace, SectionTexts } from "./sectionTexts.ts";
import { withStates } from "./states.ts";

/** A live cell but for what depends on the program. */
export interface CompiledCell extends Omit<LiveCell, "chunks" | "packs"> {
  /** The module of the cell and of those that it needs. */
  readonly compiled: Module;
}

/** What a section gives its page. */
export interface SectionCells {
  readonly moduleHead: string;
  readonly compiledHead: string;
  readonly pieces: readonly Piece[];
  /** By its index among those of the section: see `LiveMark`. */
  readonly live: ReadonlyMap<string, CompiledCell>;
}

/** A section's cells, which need not be read. */
export interface KeptCells {
  /** With the same digest they are the same. */
  readonly digest: string;
  readonly read: () => Promise<SectionCells>;
}

/** Takes them apart, or finds what was kept of them. */
export async function sectionCells(place: SectionPlace & { readonly data: BookData }, texts: SectionTexts): Promise<KeptCells> {
  const text = await texts.of(place, `cells ${JSON.stringify(Object.keys(place.data.sizes))}`, () => takenApart(place));
  return { digest: text.digest, read: async () => unpacked(await text.read()) };
}

async function takenApart({ root, book, section, data: { sizes } }: SectionPlace & { readonly data: BookData }): Promise<string> {
  const { moduleHead, cells } = await pageCells(section, book.chapters[section.chapter]?.folder ?? "", root);
  const upTo = cells.slice(0, cells.findLastIndex(({ live }) => live) + 1);
  const [compiledHead = "", ...codes] = compiledLines([moduleHead, ...upTo.map(({ before, text, after }) => before + text + after)]);
  const parts = withStates(upTo.map((cell) => cell.parts));
  const pieces = upTo.map(({ text, before, after, imports, uses }, at): Piece => ({ text, before, after, code: codes[at] ?? "", uses: [...uses, ...imports], parts: (parts[at] ?? []).map(partOf) }));
  const running = section.fences.filter(runsInPage).map(({ span }) => span.start);
  const live = upTo.flatMap((cell, piece): readonly (readonly [string, CompiledCell])[] => {
    if (!cell.live) return [];
    const compiled = printedModuleOf({ compiledHead, pieces }, piece);
    const data = dataIn(compiled.text);
    return [[String(running.findIndex((start) => start === cell.offset)), { piece, compiled, measured: cell.measured, printed: cell.printed, data: data.filter((name) => name in sizes) }]];
  });
  return JSON.stringify({ moduleHead, compiledHead, pieces, live });
}

function unpacked(text: string): SectionCells {
  const read = JSON.parse(text) as Omit<SectionCells, "live"> & { readonly live: readonly (readonly [string, CompiledCell])[] };
  return { ...read, live: new Map(read.live) };
}

/** A part as a page has it. The compiler loads a module where it is first imported, so that each import of it needs those before. */
export function partOf({ from, to, imports, declares, uses, changes }: PageCell["parts"][number]): Part {
  return { from, to, changes, declares: [...declares, ...imports], uses: [...uses, ...imports] };
}

/** Texts that are one module, compiled as one, and taken apart again: the compiler leaves each line where it stands. Each but the last must end a line. */
function compiledLines(texts: readonly string[]): readonly string[] {
  const lines = compile(texts.join("")).split("\n");
  let from = 0;
  return texts.map((text) => {
    const count = text.split("\n").length - 1;
    from += count;
    return lines.slice(from - count, from).map((line) => `${line}\n`).join("");
  });
}

/** The names of data files and records that a module asks for by a literal. What it asks for in another way is fetched when it asks. */
function dataIn(text: string): readonly string[] {
  const asked = [...text.matchAll(/\b(data|experiment|measurement)\b(?:\.call\(void 0, |\()\s*"([^"]+)"/g)];
  return [...new Set(asked.map(([, what = "", name = ""]) => (what === "data" ? name : `${what}s/${name}`)))];
}
