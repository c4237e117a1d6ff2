/** The Typst compiler, a native addon: source in, tagged PDF out. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NodeCompiler, type NodeError, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { palette, syntax } from "../palette.ts";
import { apartSource } from "./apart.ts";
import { typstString } from "./escape.ts";
import { readFonts } from "./fonts.ts";

/** What is to be typeset, a gathering of a volume or a text of its own; `files` are further sources by their path (`/speech.typ`), images are read from `root`. */
export interface TypstJob {
  readonly root: string;
  readonly source: string;
  readonly files: ReadonlyMap<string, string>;
}

/** What a pass has found, in points. */
export interface Arrangement {
  /** By key of a piece in the margin: how far from its line it belongs, and the share of its size. */
  readonly margin: Readonly<Record<string, { readonly dx: number; readonly dy: number; readonly size: number }>>;
  /** By anchor: where it is, its page among those that are bound. */
  readonly anchors: Readonly<Record<string, { readonly page: number; readonly x: number; readonly y: number }>>;
}

/** What a pass is told: what the one before has found, and what a gathering has to know of its volume. */
export interface Given extends Arrangement {
  /** The number of its first page. */
  readonly first: number;
  /** How many blank pages stand before that, so that left pages are left: they are not bound. */
  readonly skipped: 0 | 1;
  /** The pages of anchors in other gatherings that it prints. */
  readonly pages: Readonly<Record<string, number>>;
  /** Anchors of other gatherings to which it leads, each with a number. */
  readonly outside: Readonly<Record<string, number>>;
}

/** What the first pass is told: it takes any pages for those of references, and sets the margin's pieces at their lines. */
export const nothingGiven: Given = { margin: {}, anchors: {}, first: 1, skipped: 0, pages: {}, outside: {} };

/** What a pass made, and its PDF/UA-1 where that was asked for; or the characters that none of the faces has, for which PDF/UA has no place. */
export type PassResult =
  | {
    readonly kind: "made"; readonly found: Arrangement; readonly warnings: readonly string[]; readonly pdf: Buffer | null;
    /** How many pages are bound. */
    readonly pages: number;
  }
  | UnknownCharacters;

export interface UnknownCharacters {
  readonly kind: "unknown-characters";
  readonly characters: readonly string[];
}

/** Sets texts below a folder, one after another. `pass` throws `internal` with the line of the source where Typst refuses it, for all of it is ours. */
export interface Typesetter {
  readonly pass: (job: TypstJob, given: Given, export_: "pdf" | "nothing") => PassResult;
}

/** A compiler in this process. What a pass took is kept for the next, which is mostly of the same text; of others gigabytes would gather. */
export function createTypesetter(root: string): Typesetter {
  const compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontBlobs: readFonts() }] });
  return {
    pass(job, given, export_) {
      for (const [path, text] of [...sourcesOf(job), ["/template/arrangement.typ", arrangementSource(given)] as const]) compiler.addSource(join(root, path), text);
      try {
        const { found, document, warnings } = pass(compiler, job);
        const made = { kind: "made", found, warnings, pages: document.numOfPages - given.skipped } as const;
        return export_ === "nothing" ? { ...made, pdf: null } : exported(() => ({ ...made, pdf: compiler.pdf(document, { pdfStandard: "ua-1" }) }));
      } finally {
        compiler.evictCache(1);
      }
    },
  };
}

/** A reference to page 99 may be short enough to draw itself onto page 98; a text in which two such references chase each other has not been seen. */
export const mostPasses = 8;
export const stillMoves = `internal: the pages of references still change after ${mostPasses} passes`;

const arrangementIn = ({ margin, anchors }: Given): Arrangement => ({ margin, anchors });

function arrangementSource({ margin, anchors, first, skipped, pages, outside }: Given): string {
  return `#let arrangement = (first: ${first}, skipped: ${skipped}, margin: ${dictionary(margin, numbers)}, anchors: ${dictionary(anchors, numbers)}, pages: ${dictionary(pages, String)}, outside: ${dictionary(outside, String)})\n`;
}

const numbers = (named: Readonly<Record<string, number>>): string => `(${Object.entries(named).map(([name, value]) => `${name}: ${value}`).join(", ")})`;

function dictionary<T>(entries: Readonly<Record<string, T>>, written: (value: T) => string): string {
  const lines = Object.entries(entries).map(([key, value]) => `${typstString(key)}: ${written(value)},\n`);
  return lines.length === 0 ? "(:)" : `(\n${lines.join("")})`;
}

const mainIn = ({ root }: TypstJob): string => join(root, "/book.typ");

/** All that the compiler reads besides fonts, pictures and what it is given: our template, what the job adds to it, and its source. */
export function sourcesOf({ source, files }: TypstJob): readonly (readonly [path: string, text: string])[] {
  return [...template(), ...files, ["/book.typ", source]];
}

interface Pass {
  readonly found: Arrangement;
  readonly document: NodeTypstDocument;
  readonly warnings: readonly string[];
}

/** A source without our template has nothing to arrange. */
function pass(compiler: NodeCompiler, job: TypstJob): Pass {
  const result = compiler.compile({ mainFilePath: mainIn(job) });
  const failed = result.hasError();
  const said = messages(compiler, failed ? result.takeError() : result.takeWarnings());
  const document = result.result;
  if (failed || document === null) throw new Error(`internal: Typst refused the book\n${said.map((each) => excerpt(each, job.source)).join("\n")}`);
  const [found = arrangementIn(nothingGiven)] = compiler.query(document, { selector: "<arrangement>", field: "value" }) as readonly Arrangement[];
  return { found, document, warnings: said.map(({ message }) => message) };
}

interface Said {
  readonly message: string;
  readonly path: string;
  readonly range: { readonly start: { readonly line: number } } | null;
}

function messages(compiler: NodeCompiler, error: NodeError | null): readonly Said[] {
  return error === null ? [] : (compiler.fetchDiagnostics(error) as readonly Said[]);
}

function excerpt({ message, path, range }: Said, source: string): string {
  const line = range?.start.line;
  const shown = line === undefined || !path.endsWith("book.typ") ? "" : `\n  ${line + 1} │ ${(source.split("\n")[line] ?? "").slice(0, 300)}`;
  return `${path}: ${message}${shown}`;
}

function exported(make: () => PassResult): PassResult {
  try {
    return make();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const told = [...message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g)].map((found) => characterOf(found[1] ?? ""));
    const others = [...message.matchAll(/message: "/g)].length - told.length;
    // every face has ASCII: a sign of it is told of where one that no face has would combine with it
    const characters = told.filter((each) => /[^\x00-\x7f]/.test(each));
    if (characters.length > 0 && others <= 0) return { kind: "unknown-characters", characters: [...new Set(characters)] };
    throw new Error(`internal: Typst could not write PDF/UA-1: ${message}`);
  }
}

/** A text as Rust tells it, which writes a combining character that stands alone as its code point. */
function characterOf(told: string): string {
  return told.replace(/\\+u\{([\da-f]+)\}/g, (_, point: string) => String.fromCodePoint(parseInt(point, 16)));
}

/** Our template, with the inks of the palette, and nothing in another volume. */
function template(): readonly (readonly [string, string])[] {
  const folder = fileURLToPath(new URL("./template/", import.meta.url));
  const files = readdirSync(folder).map((name) => [`/template/${name}`, readFileSync(join(folder, name), "utf8")] as const);
  return [...files, ["/template/palette.typ", paletteSource()], ["/template/apart.typ", apartSource({ volume: "book", places: new Map() })]];
}

function paletteSource(): string {
  const { ink, quiet, accent, rule, removed, added } = palette;
  const named = { ink, quiet, accent, rule, "removed-ink": removed, "added-ink": added };
  const colours = Object.entries(named).map(([name, each]) => `#let ${name} = rgb("${each.print}")`);
  const kinds = Object.entries(syntax).map(([kind, each]) => `${kind}: rgb("${each.print}")`);
  return [...colours, `#let syntax = (${kinds.join(", ")})`].join("\n");
}
