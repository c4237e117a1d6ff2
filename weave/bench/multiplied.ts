/** A book with its chapters once more, and once more again: as long as it is to be, and of the kind that it is. */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { walk } from "../../tangle/index.ts";

/** What a book has more of. */
export interface Multiplied {
  /** Chapters with a program, in one copy. */
  readonly chapters: number;
  /** A section of the first of them, by its path. */
  readonly section: string;
}

/**
 * Multiplies the chapters with a program of the book below `root`, in place, until each is there `copies` times. A copy has folders, ids
 * and modules of its own, and leads to its own where the original leads to itself. It is read, typeset and run in the page like the
 * original; but what nobody has proved of it stands open, it defines no terms, and it has no cards, which name a function of all the program.
 */
export function multiplyBook(root: string, copies: number): Multiplied {
  const texts = new Map(walk(root, "book").filter((path) => path.endsWith(".md")).map((path) => [path, readFileSync(join(root, path), "utf8")]));
  const originals = foldersOfPrograms(texts);
  const names = namesIn(new Map([...texts].filter(([path]) => originals.has(folderOf(path)))));
  const contents = texts.get("book/contents.md") ?? "";
  const listed: string[] = [];
  for (let copy = 2; copy <= copies; copy += 1) {
    const folders = namedAnew(originals, copy);
    for (const [folder, anew] of folders) {
      const [from, to] = [join(root, "book", folder), join(root, "book", anew)];
      cpSync(from, to, { recursive: true });
      for (const [path, text] of texts) if (folderOf(path) === folder) {
        rmSync(join(to, path.slice(`book/${folder}/`.length)));
        writeFileSync(join(to, withFiles(path.slice(`book/${folder}/`.length), copy, names)), copyOf(text, copy, { folders, names }));
      }
    }
    listed.push(...entriesOf(contents, originals).map((line) => withFiles(withFolders(line, folders), copy, names)));
  }
  if (listed.length > 0) writeFileSync(join(root, "book/contents.md"), `${contents.trimEnd()}\n\n## Once more\n\n${listed.join("\n")}\n`);
  const section = [...texts.keys()].find((path) => originals.has(folderOf(path)) && !path.endsWith("/index.md")) ?? "";
  return { chapters: originals.size, section };
}

/** The names that a copy has of its own: of sections, which are ids as well, other ids, and experiments. */
interface Names {
  readonly files: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  readonly experiments: ReadonlySet<string>;
}

interface Renaming {
  readonly folders: ReadonlyMap<string, string>;
  readonly names: Names;
}

function folderOf(path: string): string {
  return path.split("/").length > 2 ? (path.split("/")[1] ?? "") : "";
}

function foldersOfPrograms(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set([...texts].filter(([path, text]) => folderOf(path) !== "" && /^ *`{3,}\w+ (?:file|chunk)=/m.test(text)).map(([path]) => folderOf(path)));
}

function namesIn(texts: ReadonlyMap<string, string>): Names {
  const all = (pattern: RegExp): ReadonlySet<string> => new Set([...texts.values()].flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name)));
  const files = new Set([...texts.keys()].flatMap((path) => /([^/]+)\.md$/.exec(path)?.[1] ?? []).filter((stem) => stem !== "index"));
  return { files, ids: all(/(?:\{#|[ {]id="|[ {]figure=")([\w-]+)/g), experiments: all(/^ *`{3,}\w+ experiment="([^"]+)"/gm) };
}

/** The lines of the contents that name chapters of some folders, and their sections. */
function entriesOf(contents: string, folders: ReadonlySet<string>): readonly string[] {
  return contents.split("\n").filter((line) => folders.has(/^\s*- \[.*\]\(([^/)]+)\//.exec(line)?.[1] ?? ""));
}

/** What the folders are called in a copy: numbers go on, since those of chapters ascend. */
function namedAnew(folders: ReadonlySet<string>, copy: number): ReadonlyMap<string, string> {
  const numberOf = (folder: string): number => Number(/^\d+(?=-)/.exec(folder)?.[0] ?? 0);
  const last = Math.max(0, ...[...folders].map(numberOf));
  return new Map([...folders].map((folder) => {
    const number = numberOf(folder) + (copy - 1) * last;
    return [folder, numberOf(folder) === 0 ? `${folder}-copy${copy}` : folder.replace(/^\d+/, String(number).padStart(2, "0"))] as const;
  }));
}

function withFolders(text: string, folders: ReadonlyMap<string, string>): string {
  return text.replace(/(?<![\w-])[\w-]+(?=\/)/g, (name) => folders.get(name) ?? name);
}

/** Sections get new names as well: their ids are made of them. */
function withFiles(text: string, copy: number, { files }: Names): string {
  return text.replace(/[\w-]+(?=\.md\b)/g, (stem) => (files.has(stem) ? `${stem}-copy${copy}` : stem));
}

/** A chapter's file as a copy has it. Fences are told from prose by their lines, so that what only looks like an id in code is left alone. */
function copyOf(text: string, copy: number, { folders, names }: Renaming): string {
  const own = (id: string): string => folders.get(id) ?? (names.ids.has(id) || names.files.has(id) ? `${id}-copy${copy}` : id);
  let fence: string | null = null;
  const lines = withFiles(withFolders(text, folders), copy, names).replace(/^(:{3,})card\b[^]*?^\1$\n?/gm, "").replaceAll("src/", `src/copy${copy}/`).split("\n").map((line) => {
    const mark = /^\s*(?:[-*>] +)?(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = null;
      return line;
    }
    if (mark !== undefined) fence = mark;
    const attributes = line
      .replace(/([ {](?:id|figure|mine)=")([\w-]+)/g, (_, before: string, id: string) => before + own(id))
      .replace(/^(::guess\[.* of=")([\w-]+)/, (_, before: string, id: string) => before + own(id))
      .replace(/( experiment=")([^"]+)/g, (_, before: string, name: string) => before + (names.experiments.has(name) ? `${name}-copy${copy}` : name));
    if (fence !== null) return attributes;
    return attributes.replace(/#([\w-]+)/g, (_, id: string) => `#${own(id)}`).replace(/\*\*(?=\S)([^*]+?)\*\*/g, "*$1*");
  });
  return lines.join("\n");
}
