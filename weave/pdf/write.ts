/** The PDF edition: tree → pandoc's JSON → Typst → tagged PDF. */
import { writeFile } from "node:fs/promises";
import { hasErrors, type Diagnostic } from "../../tangle/index.ts";
import { cacheUnder } from "../cache.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import { createHighlighter } from "../highlight.ts";
import { pandocOf } from "../pandoc/ast.ts";
import { findPandoc, PANDOC_MISSING, type Pandoc, type PandocPlaces } from "../pandoc/run.ts";
import type { BookDocument } from "../tree.ts";
import { walk } from "../walk.ts";
import { uncovered } from "./coverage.ts";
import { typstString } from "./escape.ts";
import { spelledOut, unknownCharacters } from "./glyphs.ts";
import { typstHooks } from "./hooks.ts";
import { bookSource } from "./matter.ts";
import { prepare } from "./prepare.ts";
import { assertLinked, createSession, type Session } from "./session.ts";
import { speak } from "./speech.ts";
import { compileTypst, type TypstJob } from "./typst.ts";

/** Writes the PDF. Formulas that cannot be set are errors at their places; without pandoc the edition is skipped. */
export async function writePdf(job: EditionJob, places: PandocPlaces = {}): Promise<EditionResult> {
  const pandoc = await findPandoc(places);
  if (pandoc === null) return { diagnostics: [], written: [], skipped: PANDOC_MISSING };
  const { languages, formulas } = needsOf(job.document);
  job.progress(`reading the book, speaking ${formulas.length} formulas`);
  const [spoken, woven] = await Promise.all([speak(formulas, cacheUnder(job.root)), wovenBy(pandoc, job.document, languages)]);
  const { session, body } = woven;
  if (body === null) return { diagnostics: session.diagnostics, written: [] };
  job.progress("typesetting");
  const files = new Map([["/template/speech.typ", speechSource([...session.formulas.keys()], spoken)]]);
  const { pdf, diagnostics } = typeset({ root: job.root, source: bookSource(job.document, body), files }, job.document);
  await writeFile(job.output, pdf);
  return { diagnostics: [...session.diagnostics, ...diagnostics], written: [job.output] };
}

/** The book's text in Typst; null if something in it cannot be set. */
async function wovenBy(
  pandoc: Pandoc, book: BookDocument, languages: readonly string[],
): Promise<{ readonly session: Session; readonly body: string | null }> {
  const session = createSession(book, await createHighlighter(languages));
  const document = prepare(pandocOf(book, typstHooks(session)), session);
  if (hasErrors(session.diagnostics)) return { session, body: null };
  assertLinked(session);
  const body = await pandoc.convert({ document, options: { to: "typst", wrap: "none" }, files: new Map() });
  return { session, body: Buffer.from(body).toString() };
}

/** Typesets once, with characters that no face has spelled out; twice where only Typst can tell of one. */
function typeset(job: TypstJob, document: BookDocument): { readonly pdf: Buffer; readonly diagnostics: readonly Diagnostic[] } {
  const missing = uncovered(job.source, document);
  const source = spelledOut(job.source, missing);
  const first = compileTypst({ ...job, source });
  const others = first.kind === "made" ? [] : first.characters;
  const made = first.kind === "made" ? first : compileTypst({ ...job, source: spelledOut(source, others) });
  if (made.kind !== "made") throw new Error(`internal: no face has ${made.characters.join(" ")}`);
  if (made.warnings.length > 0) throw new Error(`internal: Typst warns: ${made.warnings.join("; ")}`);
  return { pdf: made.pdf, diagnostics: unknownCharacters([...missing, ...others], document) };
}

/** What takes long to get ready: grammars for the languages, and spoken forms for the distinct formulas. */
function needsOf(document: BookDocument): { readonly languages: readonly string[]; readonly formulas: readonly string[] } {
  const languages = new Set<string>();
  const formulas = new Set<string>();
  for (const page of document.pages) {
    for (const part of [page.tree, { type: "paragraph" as const, children: [...page.title] }]) {
      walk(part, (node) => {
        if (node.type === "bookCode") languages.add(node.language);
        if (node.type === "inlineMath" || node.type === "bookMath") formulas.add(node.value);
      });
    }
  }
  return { languages: [...languages], formulas: [...formulas] };
}

/** The spoken forms in the order of the formulas' numbers. */
function speechSource(formulas: readonly string[], spoken: ReadonlyMap<string, string>): string {
  return `#let speech = (\n${formulas.map((latex) => `  ${typstString(spoken.get(latex) ?? latex)},`).join("\n")}\n)\n`;
}
