/** Writes the notebooks into their staging folder. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shippedRecords } from "../../prove/index.ts";
import { readBook, type Book } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { cacheIn, keptUnder } from "../cache.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import type { Batch } from "../html/batch.ts";
import { writeFiles } from "../html/writeFiles.ts";
import { notebookName } from "../notebookName.ts";
import { once } from "../once.ts";
import type { DocumentChapter } from "../tree.ts";
import { keptReadyMade } from "./bundle.ts";
import { hasNotebook, type ReadPicture } from "./chapter.ts";
import { hashed, notebookKey } from "./key.ts";
import { wholeNotebook, type Packing } from "./whole.ts";

/** One file a chapter, which needs no other; and the licences of what is packed into them. Those are made of which something has changed. */
export async function writeNotebooks({ root, document, chapters, output, before, kept = keptUnder(root), progress }: EditionJob): Promise<EditionResult> {
  progress("writing the notebooks");
  const picture: ReadPicture = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : null);
  const read = readerOf(root, chapters?.book);
  const disk = hashed({ picture, read });
  const ready = once(() => keptReadyMade(cacheIn(kept)));
  const batchOf = (chapter: DocumentChapter): Batch => ({
    key: notebookKey(document, chapter, disk),
    files: async () => {
      if (!hasNotebook(document, chapter)) return [];
      const notebook = wholeNotebook(document, chapter, { picture, read, readyMade: (await ready()).code });
      return [[notebookName(chapter), { text: `${JSON.stringify(notebook, null, 1)}\n` }]];
    },
  });
  const licences: Batch = { key: "licences", files: async () => [["LICENSES.txt", { text: (await ready()).licences }]] };
  const batches = [...document.parts.flatMap((part) => part.chapters).map(batchOf), licences];
  const version = loadedVersion(["weave/notebooks/write.ts", "weave/notebooks/ready-made.ts"]);
  const written = await writeFiles(output, batches, before === undefined ? undefined : { folder: before, record: join(kept, "notebooks-written.json"), version });
  return { diagnostics: [], written };
}

/** Reads the book's data and records by the names by which cells ask for them; null for what is not there. */
export function readerOf(root: string, book: Book | null = readBook(root).book): Packing["read"] {
  const records = book === null ? new Map<string, string>() : shippedRecords(book);
  return (name) => {
    const file = join(root, "book/data", name);
    return records.get(name) ?? (/^[\w-]+(\.[\w-]+)*$/.test(name) && existsSync(file) ? readFileSync(file, "utf8") : null);
  };
}
