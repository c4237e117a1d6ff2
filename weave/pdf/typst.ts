/** The Typst compiler, a native addon: source in, tagged PDF out. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NodeCompiler, type NodeError, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { palette, syntax } from "../palette.ts";
import { apartSource } from "./apart.ts";
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
    /** The page of each anchor, where the source asks for them by `places-of-anchors`; else none. */
    readonly places: ReadonlyMap<string, number>;
  }
  | { readonly kind: "unknown-characters"; readonly characters: readonly string[] };

/** Compiles to PDF/UA-1. Throws `internal` with the line of the source where Typst refuses it, for all of it is ours. */
export function compileTypst(job: TypstJob): TypstResult {
  const compiler = NodeCompiler.create({ workspace: job.root, fontArgs: [{ fontBlobs: readFonts() }] });
  for (const [path, text] of [...template(), ...job.files]) compiler.addSource(join(job.root, path), text);
  const main = join(job.root, "/book.typ");
  compiler.addSource(main, job.source);
  const result = compiler.compile({ mainFilePath: main });
  const failed = result.hasError();
  const said = messages(compiler, failed ? result.takeError() : result.takeWarnings());
  const document = result.result;
  if (failed || document === null) throw new Error(`internal: Typst refused the book\n${said.map((each) => excerpt(each, job.source)).join("\n")}`);
  try {
    return exported(() => {
      const pdf = compiler.pdf(document, { pdfStandard: "ua-1" });
      return { kind: "made", pdf, pages: document.numOfPages, warnings: said.map(({ message }) => message), places: placesIn(compiler, document) };
    });
  } finally {
    // what a volume of a thousand pages leaves behind takes gigabytes
    compiler.evictCache(0);
  }
}

function placesIn(compiler: NodeCompiler, document: NodeTypstDocument): ReadonlyMap<string, number> {
  const [places = {}] = compiler.query(document, { selector: "<places>", field: "value" }) as readonly Readonly<Record<string, number>>[];
  return new Map(Object.entries(places));
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
    const characters = [...message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g)].map((found) => found[1] ?? "");
    const others = [...message.matchAll(/message: "/g)].length - characters.length;
    if (characters.length > 0 && others <= 0) return { kind: "unknown-characters", characters: [...new Set(characters)] };
    throw new Error(`internal: Typst could not write PDF/UA-1: ${message}`);
  }
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
