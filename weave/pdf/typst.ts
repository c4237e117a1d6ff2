/** The Typst compiler, a native addon: source in, tagged PDF out. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { NodeCompiler, type NodeError, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { palette, syntax } from "../palette.ts";
import { apartSource } from "./apart.ts";
import { typstString } from "./escape.ts";
import { readFonts } from "./fonts.ts";

/** What is to be typeset; `files` are further sources by their path (`/speech.typ`), images are read from `root`. */
export interface TypstJob {
  readonly root: string;
  readonly source: string;
  readonly files: ReadonlyMap<string, string>;
}

/** A PDF and what Typst warned of; or the characters that none of the faces has, for which PDF/UA has no place. */
export type TypstResult =
  | {
    readonly kind: "made"; readonly pdf: Buffer; readonly pages: number; readonly warnings: readonly string[];
    /** The page of each anchor. */
    readonly places: ReadonlyMap<string, number>;
  }
  | { readonly kind: "unknown-characters"; readonly characters: readonly string[] };

/** Compiles to PDF/UA-1, both steps in this process. Throws `internal` with the line of the source where Typst refuses it, for all of it is ours. */
export function compileTypst(job: TypstJob): TypstResult {
  return settled(job, arrangementOf(job));
}

/** A first pass, with any pages for those of references and the margin's pieces at their lines: where everything comes to stand. */
export function arrangementOf(job: TypstJob): Arrangement {
  return pass(compilerOf(job), job, unknown).found;
}

/** Passes that each print the pages that the one before has found, and set what stands in the margin where it belongs, until nothing moves. */
export function settled(job: TypstJob, arrangement: Arrangement): TypstResult {
  const compiler = compilerOf(job);
  for (let given = arrangement, count = 1; ; count++) {
    const { found, document, warnings } = pass(compiler, job, given);
    try {
      if (isDeepStrictEqual(found, given)) return exported(() => ({ kind: "made", pdf: compiler.pdf(document, { pdfStandard: "ua-1" }), pages: document.numOfPages, warnings, places: pagesOf(found) }));
    } finally {
      // what the last pass had no use for: a volume of a thousand pages leaves gigabytes behind
      compiler.evictCache(1);
    }
    if (count === mostPasses) throw new Error(`internal: the pages of references still change after ${mostPasses} passes`);
    given = found;
  }
}

/** A reference to page 99 may be short enough to draw itself onto page 98; a text in which two such references chase each other has not been seen. */
const mostPasses = 8;

/** What a pass has found, in points. */
export interface Arrangement {
  /** By key of a piece in the margin: how far from its line it belongs, and the share of its size. */
  readonly margin: Readonly<Record<string, { readonly dx: number; readonly dy: number; readonly size: number }>>;
  /** By anchor: where it is. */
  readonly anchors: Readonly<Record<string, { readonly page: number; readonly x: number; readonly y: number }>>;
}

const unknown: Arrangement = { margin: {}, anchors: {} };

function arrangementSource({ margin, anchors }: Arrangement): string {
  return `#let arrangement = (margin: ${dictionary(margin)}, anchors: ${dictionary(anchors)})\n`;
}

function dictionary(entries: Readonly<Record<string, Readonly<Record<string, number>>>>): string {
  const lines = Object.entries(entries).map(([key, numbers]) => `${typstString(key)}: (${Object.entries(numbers).map(([name, value]) => `${name}: ${value}`).join(", ")}),\n`);
  return lines.length === 0 ? "(:)" : `(\n${lines.join("")})`;
}

function pagesOf({ anchors }: Arrangement): ReadonlyMap<string, number> {
  return new Map(Object.entries(anchors).map(([id, { page }]) => [id, page]));
}

const mainIn = ({ root }: TypstJob): string => join(root, "/book.typ");

function compilerOf(job: TypstJob): NodeCompiler {
  const compiler = NodeCompiler.create({ workspace: job.root, fontArgs: [{ fontBlobs: readFonts() }] });
  for (const [path, text] of sourcesOf(job)) compiler.addSource(join(job.root, path), text);
  return compiler;
}

/** All that the compiler reads besides fonts and pictures: our template, what the job adds to it, and its source. */
export function sourcesOf({ source, files }: TypstJob): readonly (readonly [path: string, text: string])[] {
  return [...template(), ...files, ["/book.typ", source]];
}

interface Pass {
  readonly found: Arrangement;
  readonly document: NodeTypstDocument;
  readonly warnings: readonly string[];
}

/** A source without our template has nothing to arrange. */
function pass(compiler: NodeCompiler, job: TypstJob, given: Arrangement): Pass {
  compiler.addSource(join(job.root, "/template/arrangement.typ"), arrangementSource(given));
  const result = compiler.compile({ mainFilePath: mainIn(job) });
  const failed = result.hasError();
  const said = messages(compiler, failed ? result.takeError() : result.takeWarnings());
  const document = result.result;
  if (failed || document === null) throw new Error(`internal: Typst refused the book\n${said.map((each) => excerpt(each, job.source)).join("\n")}`);
  const [found = unknown] = compiler.query(document, { selector: "<arrangement>", field: "value" }) as readonly Arrangement[];
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

function exported(make: () => TypstResult): TypstResult {
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
