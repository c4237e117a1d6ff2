/** The PDF edition: tree → pandoc's JSON → Typst → tagged PDF, in two volumes, the book and its companion. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasErrors, type Diagnostic } from "../../tangle/index.ts";
import { cacheIn, keptUnder } from "../cache.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import { keptListings } from "../html/listings.ts";
import { pandocOf } from "../pandoc/ast.ts";
import { anchorOf } from "../pandoc/hooks.ts";
import { findPandoc, PANDOC_MISSING, type Pandoc, type PandocPlaces } from "../pandoc/run.ts";
import type { BookDocument } from "../tree.ts";
import { walk } from "../walk.ts";
import { apartSource, pageOfProgram, type Apart } from "./apart.ts";
import { uncovered } from "./coverage.ts";
import { typstString } from "./escape.ts";
import { spelledOut, unknownCharacters } from "./glyphs.ts";
import { typstHooks } from "./hooks.ts";
import { compileKept } from "./keptVolume.ts";
import { bookSource } from "./matter.ts";
import { prepare } from "./prepare.ts";
import { placeInBook, programSource } from "./program.ts";
import { assertLinked, createSession, type Session } from "./session.ts";
import { setAsideIn, type SetAside } from "./setAside.ts";
import { speak } from "./speech.ts";
import type { TypstJob } from "./typst.ts";

/**
 * Writes the book and, where it sets code aside, its companion, which is set first: the book prints the companion's pages, the companion
 * the book's sections. Formulas that cannot be set are errors at their places; without pandoc the edition is skipped.
 */
export async function writePdf(job: EditionJob, places: PandocPlaces = {}): Promise<EditionResult> {
  const pandoc = await findPandoc(places);
  if (pandoc === null) return { diagnostics: [], written: [], skipped: PANDOC_MISSING };
  const { document } = job;
  const kept = job.kept ?? keptUnder(job.root);
  const formulas = formulasOf(document);
  job.progress(`reading the book, speaking ${formulas.length} formulas`);
  const aside = setAsideIn(document);
  const highlighter = await keptListings(document.pages, kept);
  const [spoken, woven] = await Promise.all([speak(formulas, cacheIn(kept)), wovenBy(pandoc, createSession(document, highlighter, aside))]);
  const { session, body } = woven;
  if (body === null) return { diagnostics: session.diagnostics, written: [] };
  if (aside.chapters.length > 0) job.progress("typesetting the program");
  const companion = aside.chapters.length === 0 ? null : companionOf({ ...job, kept }, aside, createSession(document, highlighter, aside));
  job.progress("typesetting the book");
  const apart: Apart = { volume: "book", places: new Map([...(companion?.places ?? [])].map(([id, page]) => [id, pageOfProgram(page)])) };
  assertLinked(session, apart);
  const files = new Map([["/template/apart.typ", apartSource(apart)], ["/template/speech.typ", speechSource([...session.formulas.keys()], spoken)]]);
  const book = typeset({ root: job.root, source: bookSource(document, body, aside), files }, { document, folder: join(kept, "volumes", "book") });
  await writeFile(job.output, book.pdf);
  if (companion === null || job.companion === undefined) return { diagnostics: [...session.diagnostics, ...book.diagnostics], written: [job.output] };
  await writeFile(job.companion, companion.pdf);
  return { diagnostics: [...session.diagnostics, ...companion.diagnostics, ...book.diagnostics], written: [job.output, job.companion] };
}

/** The companion, whose links into the book name its sections. */
function companionOf({ root, document, kept }: Pick<EditionJob, "root" | "document"> & { readonly kept: string }, aside: SetAside, session: Session): Volume {
  const source = programSource(document, aside, session);
  const pages = new Map([...document.targets].map(([id, { page }]) => [anchorOf(id), page]));
  const apart: Apart = {
    volume: "program",
    places: new Map([...session.links].flatMap((id) => {
      const page = session.anchors.has(id) ? undefined : pages.get(id);
      return page === undefined ? [] : [[id, { name: placeInBook(page), order: 0 }]];
    })),
  };
  assertLinked(session, apart);
  return typeset({ root, source, files: new Map([["/template/apart.typ", apartSource(apart)], ["/template/speech.typ", speechSource([], new Map())]]) }, { document, folder: join(kept, "volumes", "program") });
}

/** The book's text in Typst; null if something in it cannot be set. */
async function wovenBy(pandoc: Pandoc, session: Session): Promise<{ readonly session: Session; readonly body: string | null }> {
  const document = prepare(pandocOf(session.document, typstHooks(session)), session);
  if (hasErrors(session.diagnostics)) return { session, body: null };
  const body = await pandoc.convert({ document, options: { to: "typst", wrap: "none" }, files: new Map() });
  return { session, body: Buffer.from(body).toString() };
}

/** A finished PDF, with the pages of its anchors, and the characters that no face has. */
interface Volume {
  readonly pdf: Buffer;
  readonly places: ReadonlyMap<string, number>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Typesets once, with characters that no face has spelled out; twice where only Typst can tell of one. */
function typeset(job: TypstJob, { document, folder }: { readonly document: BookDocument; readonly folder: string }): Volume {
  const missing = uncovered(job.source, document);
  const source = spelledOut(job.source, missing);
  const first = compileKept({ ...job, source }, folder);
  const others = first.kind === "made" ? [] : first.characters;
  const made = first.kind === "made" ? first : compileKept({ ...job, source: spelledOut(source, others) }, folder);
  if (made.kind !== "made") throw new Error(`internal: no face has ${made.characters.join(" ")}`);
  if (made.warnings.length > 0) throw new Error(`internal: Typst warns: ${made.warnings.join("; ")}`);
  return { pdf: made.pdf, places: made.places, diagnostics: unknownCharacters([...missing, ...others], document) };
}

/** The distinct formulas, whose spoken forms take long to get ready. */
function formulasOf(document: BookDocument): readonly string[] {
  const formulas = new Set<string>();
  for (const page of document.pages) {
    for (const part of [page.tree, { type: "paragraph" as const, children: [...page.title] }]) {
      walk(part, (node) => {
        if (node.type === "inlineMath" || node.type === "bookMath") formulas.add(node.value);
      });
    }
  }
  return [...formulas];
}

/** The spoken forms in the order of the formulas' numbers. */
function speechSource(formulas: readonly string[], spoken: ReadonlyMap<string, string>): string {
  return `#let speech = (\n${formulas.map((latex) => `  ${typstString(spoken.get(latex) ?? latex)},`).join("\n")}\n)\n`;
}
