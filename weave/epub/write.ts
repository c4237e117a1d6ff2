/** The EPUB edition: the book's tree → pandoc → a package completed by us. */
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasErrors, sha256, type Diagnostic } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { keptUnder } from "../cache.ts";
import { rasterized } from "../cover/raster.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import { digest } from "../html/fingerprint.ts";
import { keptListings } from "../html/listings.ts";
import { metaOf } from "../pandoc/ast.ts";
import { splitLevel } from "../pandoc/hooks.ts";
import { findPandoc, PANDOC_MISSING, type Pandoc, type PandocJob } from "../pandoc/run.ts";
import { metaText, PANDOC_API_VERSION, type PandocDocument } from "../pandoc/syntax.ts";
import type { BookDocument, DocumentChapter } from "../tree.ts";
import { BYTES_WORTH_A_THREAD, onThread } from "../thread.ts";
import { packed, type Package } from "./archive.ts";
import { coverDrawing } from "./cover.ts";
import { createFragments, type Fragments } from "./fragments.ts";
import { epubHooks } from "./hooks.ts";
import { inlinePictures, picturesUnder, type FindPicture } from "./images.ts";
import { keptChapters, type KeptChapters, type MadePage } from "./keptChapters.ts";
import { chapterKeys, usesOf } from "./key.ts";
import { pagesByPiece, piecesOf, type Pages, type Piece } from "./manuscript.ts";
import { escapeAttribute } from "./markup.ts";
import { rights } from "./metadata.ts";
import { completed } from "./package.ts";
import { faces, styleSheet } from "./style.ts";

/** Writes the EPUB; skipped where there is no pandoc. */
export async function writeEpub(job: EditionJob): Promise<EditionResult> {
  const pandoc = await findPandoc();
  if (pandoc === null) return { diagnostics: [], written: [], skipped: PANDOC_MISSING };
  job.progress(`pandoc ${pandoc.version}, formulas and code`);
  const diagnostics: Diagnostic[] = [];
  const { document, root } = job;
  const find = picturesUnder(root);
  const store = storeOf(job, pandoc);
  const keys = chapterKeys(document, find);
  const manuscript = await manuscriptOf(job, { find, known: (chapter) => store.get(keys.get(chapter) ?? ""), report: (diagnostic) => void diagnostics.push(diagnostic) });
  const [epub, fill, cover] = await Promise.all([
    pandoc.convert(pandocJob(manuscript.pieces, document)),
    manuscript.fragments.made(),
    rasterized(coverDrawing(document)),
  ]);
  if (hasErrors(diagnostics)) return { diagnostics, written: [] };
  job.progress("links and metadata");
  const whole = (written: Pages): Pages => {
    const filled = new Map([...written].map(([file, page]) => [file, fill(page)]));
    const pieces = pagesByPiece(manuscript.pieces, filled, document);
    for (const [{ chapter, known }, pages] of pieces) if (chapter !== null && known === null) store.set(keys.get(chapter) ?? "", pages.map(([, page]) => page));
    return new Map([...filled, ...[...pieces.values()].flatMap((pages) => pages.map(([file, { text }]) => [file, text] as const))]);
  };
  await writeFile(job.output, await packedApart(completed(epub, { document, whole, picture: picturesOf(document, find), cover })));
  store.keep();
  return { diagnostics, written: [job.output] };
}

/** A large book is packed on a thread of its own, beside what else is done then. */
async function packedApart(files: Package): Promise<Uint8Array> {
  const size = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  return size < BYTES_WORTH_A_THREAD ? packed(files) : onThread<Uint8Array>(join(import.meta.dirname, "./archive-worker.ts"), files).made;
}

/** What makes pages are the modules, pandoc and its template; what the book says of itself is at the template's disposal. */
function storeOf({ root, document, kept = keptUnder(root) }: EditionJob, { kind, version }: Pandoc): KeptChapters {
  const makers = [loadedVersion(["weave/epub/write.ts"]), kind, version, sha256(beside("page.xhtml")), metaOfBook(document), splitLevel(document)];
  return keptChapters(join(kept, "epub"), digest(JSON.stringify(makers)));
}

interface Manuscript {
  readonly pieces: readonly Piece[];
  readonly fragments: Fragments;
}

interface Given {
  readonly find: FindPicture;
  readonly known: (chapter: DocumentChapter) => readonly MadePage[] | null;
  /** Takes what is wrong, some of it when fragments are made. */
  readonly report: (diagnostic: Diagnostic) => void;
}

async function manuscriptOf({ root, document, kept, load }: EditionJob, { find, known, report }: Given): Promise<Manuscript> {
  const chapters = new Map(document.parts.flatMap((part) => part.chapters.map((chapter) => [chapter, known(chapter)] as const)));
  const changed = [...chapters].flatMap(([{ opening, sections }, pages]) => (pages === null ? [opening, ...sections] : []));
  const fragments = createFragments();
  const highlighter = await keptListings(changed, kept ?? keptUnder(root), load);
  const picture = inlinePictures(root, { find, fragments, report });
  const pieces = piecesOf(document, epubHooks({ highlighter, picture, fragments, report }), (chapter) => chapters.get(chapter) ?? null);
  return { pieces, fragments };
}

/** Pictures of all pages, by their names. */
function picturesOf({ pages }: BookDocument, find: FindPicture): (name: string) => Uint8Array {
  const pictures = new Map(pages.flatMap((page) => usesOf(page).pictures.flatMap((url) => find(url, page) ?? [])).map(({ name, bytes }) => [name, bytes]));
  return (name) => {
    const bytes = pictures.get(name);
    if (bytes === undefined) throw new Error(`internal: no page has the picture ${name}`);
    return bytes;
  };
}

function metaOfBook({ meta }: BookDocument): PandocDocument["meta"] {
  return {
    ...metaOf(meta),
    identifier: metaText(meta.identifier),
    "toc-title": metaText("Contents"),
    ...(meta.licence.text === null ? {} : { rights: metaText(rights(meta)) }),
  };
}

function beside(name: string): Uint8Array {
  return readFileSync(new URL(name, import.meta.url));
}

function pandocJob(pieces: readonly Piece[], book: BookDocument): PandocJob {
  const document: PandocDocument = { "pandoc-api-version": PANDOC_API_VERSION, meta: metaOfBook(book), blocks: pieces.flatMap(({ blocks }) => blocks) };
  const fonts = faces.map(({ file, folder }) => [file, beside(`${folder}${file}`)] as const);
  const level = splitLevel(book);
  return {
    document,
    options: {
      to: "epub3",
      wrap: "none",
      template: "page.xhtml",
      css: ["style.css"],
      "epub-fonts": faces.map(({ file }) => file),
      "epub-cover-image": "cover.png",
      "split-level": level,
      "table-of-contents": true,
      "toc-depth": level,
      variables: { "cover-alt": escapeAttribute(`Cover of ${book.meta.title}, by ${book.meta.authors.join(", ")}`) },
    },
    files: new Map<string, string | Uint8Array>([
      ["page.xhtml", beside("page.xhtml")],
      ["style.css", styleSheet()],
      ["cover.png", emptyPicture],
      ...fonts,
    ]),
  };
}

/** One white pixel: pandoc needs a picture to make a place for the cover, which is drawn while it runs. */
const emptyPicture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP6DwABBQECz6AuzQAAAABJRU5ErkJggg==", "base64");
