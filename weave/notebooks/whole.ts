/** Chapters → whole notebooks, with all that their cells need packed into them. */
import { programOf } from "../chapterProgram.ts";
import type { BookDocument, DocumentChapter } from "../tree.ts";
import { cellsOf, hasNotebook, type ReadPicture } from "./chapter.ts";
import { readyMade } from "./introduction.ts";
import { notebookName } from "../notebookName.ts";
import { notebookOf, type DraftCell, type Notebook } from "./notebook.ts";
import { askedIn, dataFolder, recordsFolder, unpacking } from "./packed.ts";
import { programFiles } from "./program.ts";

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
  return new Map(chapters.map((chapter) => [notebookName(chapter), wholeNotebook(document, chapter, packing)]));
}

/** That of one chapter. */
export function wholeNotebook(document: BookDocument, chapter: DocumentChapter, packing: Packing): Notebook {
  const cells = cellsOf(document, chapter, packing.picture);
  const files = packedFiles(document, chapter, { ...packing, codes: cells.flatMap((cell) => (cell.kind === "code" ? [cell.text] : [])) });
  return notebookOf(chapter.opening.titleText, withFiles(cells, files));
}

/** The cells, with one behind the introduction that has all that they need. */
function withFiles(cells: readonly DraftCell[], files: ReadonlyMap<string, string>): readonly DraftCell[] {
  const [introduction, ...rest] = cells;
  return introduction === undefined || files.size === 0 ? cells : [introduction, unpacking(files), ...rest];
}

/** What cells import and read, by path from the notebook's folder. */
function packedFiles(document: BookDocument, chapter: DocumentChapter, { codes, readyMade: code, read }: Packing & { readonly codes: readonly string[] }): ReadonlyMap<string, string> {
  const own = programOf(document, chapter);
  const program = own === null ? new Map<string, string>() : programFiles(own, codes);
  const asked = [...askedIn([...codes, ...program.values()])].flatMap((name): readonly (readonly [string, string])[] => {
    const text = read(name);
    if (text === null) return [];
    return [[name.includes("/") ? `${recordsFolder}${name}.json` : `${dataFolder}${name}`, text]];
  });
  const ready = codes.some((each) => each.includes(`"./${readyMade}"`)) ? [[readyMade, code] as const] : [];
  return new Map([...program, ...asked, ...ready]);
}
