import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isIgnored } from "./coverage.ts";
import { walk } from "../disk/stat.ts";
import { prepare } from "./tangle.ts";
import { chapterNamed, through } from "./through.ts";

/** Each folder is a book; `expected/CHAPTER/src` is its program at that chapter's end, and an absent one an empty program. */
const fixtures = join(import.meta.dirname, "../fixtures", "programs");
const out = mkdtempSync(join(tmpdir(), "programs-"));
afterAll(() => rmSync(out, { recursive: true }));

describe.each(readdirSync(fixtures))("the program of %s", (name) => {
  const root = join(fixtures, name);
  const { ready, diagnostics } = prepare(root);
  const chapters = ready?.book.chapters.map(({ folder }) => folder) ?? [];

  test("has no errors, and each expected chapter is one of the book", () => {
    expect(diagnostics).toEqual([]);
    expect(chapters).toEqual(expect.arrayContaining(readdirSync(join(root, "expected"))));
  });

  test.each(chapters)("at the end of %s is what the fixture holds", (folder) => {
    const chapter = ready === null ? null : chapterNamed(ready.book, folder);
    if (ready === null || typeof chapter !== "number") throw new Error(`no chapter ${folder}`);
    const target = join(out, name, folder);
    expect(through(ready, chapter, { out: target }).diagnostics).toEqual([]);
    expect(filesOf(target)).toEqual(filesOf(join(root, "expected", folder)));
    const modes = Object.entries(filesOf(target)).map(([path, text]) => [statSync(join(target, path)).mode & 0o777, text.startsWith("#!") ? 0o555 : 0o444]);
    modes.forEach(([mode, wanted]) => expect(mode).toBe(wanted));
    for (const path of Object.keys(filesOf(target))) expect(existsSync(join(target, path.replace("src/", "src/.maps/") + ".map"))).toBe(true);
  });
});

function filesOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(walk(root, "src", isIgnored).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
