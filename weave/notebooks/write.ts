/** Writes the notebooks into their staging folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { shippedRecords } from "../../prove/index.ts";
import { readBook, type Book } from "../../tangle/index.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import type { BookDocument } from "../tree.ts";
import { bundleReadyMade } from "./bundle.ts";
import { cellsOf, hasNotebook, type ReadPicture } from "./chapter.ts";
import { readyMade } from "./introduction.ts";
import { licencesOf } from "./licences.ts";
import { notebookName } from "./name.ts";
import { notebookOf, type DraftCell, type Notebook } from "./notebook.ts";
import { askedIn, dataFolder, recordsFolder, unpacking } from "./packed.ts";
import { programFiles } from "./program.ts";

/** One file a chapter, which needs no other; and the licences of what is packed into them. */
export async function writeNotebooks({ root, document, chapters, output, progress }: EditionJob): Promise<EditionResult> {
  progress("writing the notebooks");
  mkdirSync(output, { recursive: true });
  const picture: ReadPicture = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : null);
  const { code, packages } = await bundleReadyMade();
  const notebooks = notebooksOf(document, { picture, readyMade: code, read: readerOf(root, chapters?.book) });
  const files = [...[...notebooks].map(([name, notebook]) => [name, `${JSON.stringify(notebook, null, 1)}\n`] as const), ["LICENSES.txt", licencesOf(packages)]] as const;
  return { diagnostics: [], written: files.map(([name, text]) => written(join(output, name), text)) };
}

/** Reads the book's data and records by the names by which cells ask for them; null for what is not there. */
export function readerOf(root: string, book: Book | null = readBook(root).book): Packing["read"] {
  const records = book === null ? new Map<string, string>() : shippedRecords(book);
  return (name) => {
    const file = join(root, "book/data", name);
    return records.get(name) ?? (/^[\w-]+(\.[\w-]+)*$/.test(name) && existsSync(file) ? readFileSync(file, "utf8") : null);
  };
}

function written(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** What notebooks are made with, beside the document. */
export interface Packing {
  readonly picture: ReadPicture;
  /** The text of what draws and shows. */
  readonly readyMade: string;
  /** A file of the book's data, or a record, by the name by which cells ask for it; null where there is none. */
  readonly read: (name: string) => string | null;
}

/** The notebooks of all chapters that have one, by file name. */
export function notebooksOf(document: BookDocument, packing: Packing): ReadonlyMap<string, Notebook> {
  const chapters = document.parts.flatMap(({ chapters: each }) => each).filter((chapter) => hasNotebook(document, chapter));
  return new Map(chapters.map((chapter) => [notebookName(chapter), notebookOf(chapter.opening.titleText, wholeOf(document, cellsOf(document, chapter, packing.picture), packing))]));
}

/** The cells, with one behind the introduction that has all that they need. */
function wholeOf(document: BookDocument, cells: readonly DraftCell[], packing: Packing): readonly DraftCell[] {
  const files = packedFiles(document, cells, packing);
  const [introduction, ...rest] = cells;
  return introduction === undefined || files.size === 0 ? cells : [introduction, unpacking(files), ...rest];
}

/** What cells import and read, by path from the notebook's folder. */
export function packedFiles(document: BookDocument, cells: readonly DraftCell[], { readyMade: code, read }: Packing): ReadonlyMap<string, string> {
  const codes = cells.flatMap((cell) => (cell.kind === "code" ? [cell.text] : []));
  const program = programFiles(document, codes);
  const asked = [...askedIn([...codes, ...program.values()])].flatMap((name): readonly (readonly [string, string])[] => {
    const text = read(name);
    if (text === null) return [];
    return [[name.includes("/") ? `${recordsFolder}${name}.json` : `${dataFolder}${name}`, text]];
  });
  const ready = codes.some((each) => each.includes(`"./${readyMade}"`)) ? [[readyMade, code] as const] : [];
  return new Map([...program, ...asked, ...ready]);
}
