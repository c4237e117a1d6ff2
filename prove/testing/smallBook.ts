/** For tests: a small book in a folder of its own, with its program tangled. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { prepare, render, tangle, type ReadyBook } from "../../tangle/index.ts";

/** A book on the disk. */
export interface SmallBook {
  readonly root: string;
  /** Writes a file below `book/`. */
  readonly write: (path: string, text: string) => void;
  /** Tangles and reads it. Throws with the messages where the book has errors. */
  readonly read: () => ReadyBook;
  readonly remove: () => void;
}

/** Makes it of texts by path below `book/`. The contents list every Markdown file as a chapter, in the order given, sections under theirs. */
export function smallBook(texts: Readonly<Record<string, string>>): SmallBook {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "prove-book-")));
  const names = Object.keys(texts).filter((name) => name.endsWith(".md"));
  const contents = `# A Book\n\n${names.map((name) => `${/\/(?!index\.md)/.test(name) ? "  " : ""}- [${name}](${name})\n`).join("")}`;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, "book", path)), { recursive: true });
    writeFileSync(join(root, "book", path), text);
  };
  for (const [path, text] of Object.entries({ "contents.md": contents, "book.yml": "title: A Book\n", ...texts })) write(path, text);
  return {
    root,
    write,
    read() {
      const { diagnostics } = tangle(root);
      const { ready, diagnostics: found } = prepare(root);
      if (ready === null) throw new Error([...diagnostics, ...found].map(render).join(""));
      return ready;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
