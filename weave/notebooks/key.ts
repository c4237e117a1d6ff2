/** What a notebook is made from, as one digest that is known without the trees of its pages. */
import { sha256 } from "../../tangle/index.ts";
import { programOf } from "../chapterProgram.ts";
import { digest, digestOfTree } from "../html/fingerprint.ts";
import { answerOf } from "../lazyTree.ts";
import { nodesOf } from "../nodesOf.ts";
import type { BookDocument, DocumentChapter, Page, ProgramFile } from "../tree.ts";
import { isCell, isPicture, pagesOf, pictureAt } from "./chapter.ts";
import { askedIn } from "./packed.ts";
import { solvedOn } from "./solutions.ts";
import type { Packing } from "./whole.ts";

/** Hashes of what is read from the disk for notebooks; null for what is not there. */
export interface Disk {
  /** Of a picture, by its path below the root. */
  readonly picture: (path: string) => string | null;
  /** Of the book's data or a record, by the name by which cells ask for it. */
  readonly text: (name: string) => string | null;
}

/** The hashes of what is read so, each found once. */
export function hashed({ picture, read }: Pick<Packing, "picture" | "read">): Disk {
  return { picture: hashesOf(picture), text: hashesOf(read) };
}

function hashesOf(read: (path: string) => string | Uint8Array | null): (path: string) => string | null {
  const known = new Map<string, string | null>();
  return (path) => {
    if (!known.has(path)) known.set(path, hashOf(read(path)));
    return known.get(path) ?? null;
  };
}

function hashOf(content: string | Uint8Array | null): string | null {
  return content === null ? null : sha256(content);
}

/** The same digest, and the same tools: the same notebook of a chapter, or none again. */
export function notebookKey(document: BookDocument, chapter: DocumentChapter, disk: Disk): string {
  const { meta, targets } = document;
  const pages = pagesOf(chapter);
  const shown = [...new Set([...pages, ...pages.flatMap((page) => solvedOn(page, document))])];
  const program = programOf(document, chapter);
  const uses = shown.map((page) => [page, usesOf(page)] as const);
  const led = uses.flatMap(([, { references }]) => references.map((id) => {
    const target = targets.get(id);
    return target === undefined ? id : [id, target.id, target.kind, target.page.href, target.page.id];
  }));
  const pictures = uses.flatMap(([page, { pictures: urls }]) => urls.map((url) => [url, disk.picture(pictureAt(url, page))]));
  const asked = new Set([...uses.flatMap(([, { asked: names }]) => names), ...(program?.files ?? []).flatMap((file) => seenIn(file).asked)]);
  return digest(JSON.stringify([
    meta.title, meta.authors, chapter.number,
    shown.map((page) => [page.id, page.path, page.href, page.role, page.number, page.titleText, digestOfTree(page)]),
    led, pictures,
    program && [program.chapter.opening.href, program.files.map((file) => [file.path, seenIn(file).digest])],
    [...asked].map((name) => [name, disk.text(name)]),
  ]));
}

/** What the cells of a page take from outside. */
interface Uses {
  /** The ids that it refers to. */
  readonly references: readonly string[];
  /** Addresses of the pictures that its cells showed. */
  readonly pictures: readonly string[];
  /** The names of data and records. */
  readonly asked: readonly string[];
}

function usesOf(page: Page): Uses {
  return answerOf(page, {
    module: "weave/notebooks/key.ts", name: "uses",
    answer: (tree) => ({
      references: [...new Set(nodesOf(tree, "bookReference").map(({ target }) => target))],
      pictures: nodesOf(tree, "paragraph").filter(isPicture).flatMap(({ children }) => children.flatMap((child) => (child.type === "image" ? [child.url] : []))),
      asked: [...askedIn(nodesOf(tree, "bookCode").filter(isCell).map(({ value }) => value))],
    }),
  });
}

/** A file of a program, of which most programs have the very same. */
interface Seen {
  readonly digest: string;
  readonly asked: readonly string[];
}

const seen = new WeakMap<ProgramFile, Seen>();

function seenIn(file: ProgramFile): Seen {
  const known = seen.get(file) ?? { digest: digest(file.text), asked: [...askedIn([file.text])] };
  seen.set(file, known);
  return known;
}
