/** The EPUB edition: the book's tree → pandoc → a package completed by us. */
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { hasErrors, type Diagnostic } from "../../tangle/index.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import { keptUnder } from "../cache.ts";
import { keptListings } from "../html/listings.ts";
import { pandocOf } from "../pandoc/ast.ts";
import { splitLevel } from "../pandoc/hooks.ts";
import { findPandoc, PANDOC_MISSING, type PandocJob } from "../pandoc/run.ts";
import { metaText, type PandocDocument } from "../pandoc/syntax.ts";
import type { BookDocument } from "../tree.ts";
import { coverDrawing } from "./cover.ts";
import { epubHooks } from "./hooks.ts";
import { createFragments, type Fragments } from "./fragments.ts";
import { createImages } from "./images.ts";
import { escapeAttribute } from "./markup.ts";
import { rights } from "./metadata.ts";
import { completed } from "./package.ts";
import { rasterized } from "../cover/raster.ts";
import { faces, styleSheet } from "./style.ts";

/** Writes the EPUB; skipped where there is no pandoc. */
export async function writeEpub(job: EditionJob): Promise<EditionResult> {
  const pandoc = await findPandoc();
  if (pandoc === null) return { diagnostics: [], written: [], skipped: PANDOC_MISSING };
  job.progress(`pandoc ${pandoc.version}, formulas and code`);
  const parts = await partsOf(job);
  const [epub, fill, cover] = await Promise.all([
    pandoc.convert(pandocJob(parts, job.document)),
    parts.fragments.made(),
    rasterized(coverDrawing(job.document)),
  ]);
  const diagnostics = parts.diagnostics();
  if (hasErrors(diagnostics)) return { diagnostics, written: [] };
  job.progress("links and metadata");
  await writeFile(job.output, completed(epub, { document: job.document, fill, cover }));
  return { diagnostics, written: [job.output] };
}

interface Parts {
  readonly document: PandocDocument;
  readonly pictures: ReadonlyMap<string, string | Uint8Array>;
  readonly fragments: Fragments;
  /** Known when all fragments are made. */
  readonly diagnostics: () => readonly Diagnostic[];
}

async function partsOf({ root, document, kept }: EditionJob): Promise<Parts> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const images = createImages(root, report);
  const fragments = createFragments();
  const highlighter = await keptListings(document.pages, kept ?? keptUnder(root));
  const converted = pandocOf(document, epubHooks({ highlighter, images, fragments, report }));
  const meta = {
    ...converted.meta,
    identifier: metaText(document.meta.identifier),
    "toc-title": metaText("Contents"),
    ...(document.meta.licence.text === null ? {} : { rights: metaText(rights(document.meta)) }),
  };
  return { document: { ...converted, meta }, pictures: images.files, fragments, diagnostics: () => diagnostics };
}

function pandocJob({ document, pictures }: Parts, book: BookDocument): PandocJob {
  const beside = (name: string): Uint8Array => readFileSync(new URL(name, import.meta.url));
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
      ...pictures,
    ]),
  };
}

/** One white pixel: pandoc needs a picture to make a place for the cover, which is drawn while it runs. */
const emptyPicture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP6DwABBQECz6AuzQAAAABJRU5ErkJggg==", "base64");
