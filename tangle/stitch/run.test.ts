import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { render } from "../text/diagnostic.ts";
import { diskWriter } from "../disk/files.ts";
import { isIgnored } from "../write/coverage.ts";
import { textAt, walk } from "../disk/stat.ts";
import { tangle } from "../write/tangle.ts";
import { stitchRoot, type StitchReport } from "./run.ts";

const fixtures = join(import.meta.dirname, "../fixtures/stitch");
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folder(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "stitch-")));
  folders.push(root);
  return root;
}

/** A book on the disk, tangled. */
function tangledBook(files: Readonly<Record<string, string>>): string {
  const root = folder();
  for (const [path, text] of Object.entries(files)) put(root, path, text);
  expect(tangle(root).diagnostics.map(render).join("")).toBe("");
  return root;
}

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  if (existsSync(join(root, path))) chmodSync(join(root, path), 0o644);
  writeFileSync(join(root, path), text);
}

function change(root: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), "utf8");
  expect(text).toContain(from);
  put(root, path, text.replace(from, to));
}

/** Every text below a folder, without the records of tangle. */
function texts(root: string, below: string): ReadonlyMap<string, string> {
  return new Map(walk(root, below, isIgnored).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

function reportText({ kind, moves, kept, diagnostics }: StitchReport): string {
  const lines = moves.map(({ from, to }) => `${from.path}:${from.line} → ${to.path}:${to.line}\n`);
  return `${kind}\n${lines.join("")}${kept.map((path) => `kept ${path}\n`).join("")}${diagnostics.map(render).join("\n")}`;
}

const now = new Date("2026-11-24T12:00:00Z");

/**
 * A fixture: `book/` is tangled, then the files in `edited/` (`src/…`, and `book/…` where the chapters changed too) are
 * put over what is there, then it is stitched. `report.txt` is what is said; `expected/` has the chapters that changed,
 * and the files of `src/` that come out otherwise than they were edited.
 */
describe("fixtures", () => {
  test.each(readdirSync(fixtures))("%s", (name) => {
    const root = folder();
    cpSync(join(fixtures, name, "book"), join(root, "book"), { recursive: true });
    expect(tangle(root).diagnostics.map(render).join("")).toBe("");
    cpSync(join(fixtures, name, "edited"), root, { recursive: true, force: true });
    const edited = { book: texts(root, "book"), src: texts(root, "src") };
    const report = stitchRoot(root, { now });
    expect(reportText(report)).toBe(readFileSync(join(fixtures, name, "report.txt"), "utf8"));
    const expected = join(fixtures, name, "expected");
    expect(texts(root, "book")).toEqual(new Map([...edited.book, ...texts(expected, "book")]));
    expect(texts(root, "src")).toEqual(new Map([...edited.src, ...texts(expected, "src")]));
    if (report.kind === "stitched") expect(tangle(root).emitted?.changed).toEqual([]);
  });
});

const contents = "# T\n\n- [One](01-one/index.md)\n";
const chapter = "book/01-one/index.md";
const small = {
  "book/contents.md": contents,
  [chapter]: "# One\n\n```ts file=src/a.ts\nlet a = 1;\nlet b = 1;\nlet c = 1;\n```\n\n```ts file=src/b.ts\n<<Body>>\n<<Body>>\n```\n\n```ts chunk=\"Body\"\nf();\n```\n",
};

function said({ diagnostics }: { readonly diagnostics: StitchReport["diagnostics"] }): readonly string[] {
  return diagnostics.map(({ code, at }) => `${"source" in at ? at.source.path : at.path}: ${code}`);
}

describe("a conflict", () => {
  const conflicting = (): string => {
    const root = tangledBook(small);
    change(root, "src/a.ts", "let a = 1;", 'let a = "program";');
    change(root, chapter, "let a = 1;", 'let a = "book";');
    expect(stitchRoot(root).kind).toBe("conflict");
    return root;
  };
  const markers = '<<<<<<< book\nlet a = "book";\n=======\nlet a = "program";\n>>>>>>> src/a.ts\n';

  it("stands in the chapter until it is resolved; until then nothing is written over src/", () => {
    const root = conflicting();
    const before = [texts(root, "book"), texts(root, "src")];
    expect(said(stitchRoot(root))).toEqual([`${chapter}: conflict`]);
    expect(said(tangle(root))).toEqual(["src/a.ts: hand-edit"]);
    expect([texts(root, "book"), texts(root, "src")]).toEqual(before);
  });
  it("is resolved in the chapter to anything, and the edited text is kept", () => {
    const root = conflicting();
    change(root, chapter, markers, 'let a = "both";\n');
    const report = stitchRoot(root, { now });
    expect([report.kind, report.kept, report.diagnostics]).toEqual(["stitched", ["src/.tangle/kept/2026-11-24T12-00-00/src/a.ts"], []]);
    expect(textAt(join(root, "src/a.ts"))).toContain('let a = "both";');
    expect(textAt(join(root, report.kept[0] ?? ""))).toContain('let a = "program";');
    expect([stitchRoot(root).kind, tangle(root).emitted?.changed]).toEqual(["nothing", []]);
  });
  it("takes edits that were made in src/ while it was open", () => {
    const root = conflicting();
    change(root, "src/a.ts", "let c = 1;", "let c = 2;");
    change(root, chapter, markers, 'let a = "both";\n');
    expect(stitchRoot(root).kind).toBe("stitched");
    expect(textAt(join(root, chapter))).toContain('let a = "both";\nlet b = 1;\nlet c = 2;\n');
  });
  it("between uses of one chunk is resolved for all of them", () => {
    const root = tangledBook(small);
    change(root, "src/b.ts", "f();", "g();");
    expect(said(stitchRoot(root))).toEqual([`${chapter}: conflict`]);
    change(root, chapter, "<<<<<<< src/b.ts:3\ng();\n=======\nf();\n>>>>>>> src/b.ts:5\n", "h();\n");
    expect(stitchRoot(root).kind).toBe("stitched");
    expect(textAt(join(root, "src/b.ts"))).toContain("// Body\nh();\n// Body\nh();\n");
  });
  it("is over when the edit was taken back and the book was restored", () => {
    const root = conflicting();
    change(root, "src/a.ts", 'let a = "program";', "let a = 1;");
    change(root, chapter, markers, 'let a = "book";\n');
    expect(stitchRoot(root).kind).toBe("nothing");
    expect(tangle(root).emitted?.changed).toEqual(["src/a.ts"]);
  });
});

describe("without a base", () => {
  const cloned = (): string => {
    const root = tangledBook(small);
    rmSync(join(root, "src/.tangle"), { recursive: true });
    return root;
  };

  it("an edit is stitched as long as the book is what the manifest says was tangled", () => {
    const root = cloned();
    change(root, "src/a.ts", "let b = 1;", "let b = 2;");
    expect(stitchRoot(root).moves).toEqual([{ from: { path: "src/a.ts", line: 3 }, to: { path: chapter, line: 5 } }]);
  });
  it("an edit is refused when the book has changed too", () => {
    const root = cloned();
    change(root, "src/a.ts", "let b = 1;", "let b = 2;");
    change(root, chapter, "let a = 1;", "let a = 2;");
    const before = [texts(root, "book"), texts(root, "src")];
    expect(reportText(stitchRoot(root))).toBe(
      "refused\n" +
        "src/a.ts: error[no-base]: `src/a.ts` was edited, there is no record of the tangle it was made by, and the book has changed since\n" +
        "  cure: take the book back to what was tangled (`git stash push -- book`), `npm run stitch`, then `git stash pop`; " +
        "or put the edit into the book by hand, then: npm run tangle -- --force\n",
    );
    expect([texts(root, "book"), texts(root, "src")]).toEqual(before);
  });
  it("there is nothing to stitch where nothing was edited", () => {
    expect(stitchRoot(cloned()).kind).toBe("nothing");
  });
  it("nor before the first tangle, which is said", () => {
    const root = folder();
    for (const [path, text] of Object.entries(small)) put(root, path, text);
    expect(said(stitchRoot(root))).toEqual(["src/.manifest.json: not-tangled"]);
  });
});

describe("a base from before a pull", () => {
  it("is not taken for what was edited: the pulled program is what the book says", () => {
    const [here, there] = [tangledBook(small), tangledBook(small)];
    change(there, chapter, "let a = 1;", "let a = 2;");
    tangle(there);
    for (const path of [chapter, "src/a.ts", "src/.manifest.json"]) put(here, path, readFileSync(join(there, path), "utf8"));
    expect(stitchRoot(here).kind).toBe("nothing");
    change(here, "src/a.ts", "let c = 1;", "let c = 3;");
    expect(stitchRoot(here).moves).toEqual([{ from: { path: "src/a.ts", line: 4 }, to: { path: chapter, line: 6 } }]);
    expect(textAt(join(here, chapter))).toContain("let a = 2;\nlet b = 1;\nlet c = 3;\n");
  });
});

describe("files that come and go", () => {
  it("a deleted file is reported while the book has it, and nothing is written", () => {
    const root = tangledBook(small);
    change(root, "src/a.ts", "let a = 1;", "let a = 2;");
    rmSync(join(root, "src/b.ts"));
    expect(said(stitchRoot(root))).toEqual(["src/b.ts: deleted-file"]);
    expect(textAt(join(root, chapter))).toBe(small[chapter]);
  });
  it("a file deleted on both sides is none of it", () => {
    const root = tangledBook({ ...small, [chapter]: `${small[chapter]}\n\`\`\`ts file=src/c.ts\nlet c = 1;\n\`\`\`\n` });
    rmSync(join(root, "src/c.ts"));
    put(root, chapter, small[chapter]);
    expect(said(stitchRoot(root))).toEqual([]);
  });
  it("a chapter that is a symbolic link is not written through", () => {
    const root = tangledBook(small);
    renameSync(join(root, chapter), join(root, "book/real.md"));
    symlinkSync("../real.md", join(root, chapter));
    change(root, "src/a.ts", "let a = 1;", "let a = 2;");
    expect(said(stitchRoot(root))).toEqual([`${chapter}: symbolic-link`]);
    expect(textAt(join(root, "book/real.md"))).toBe(small[chapter]);
  });
});

it("an editor that writes CRLF or leaves out the last line end has edited nothing by that", () => {
  const root = tangledBook(small);
  put(root, "src/a.ts", (textAt(join(root, "src/a.ts")) ?? "").replaceAll("\n", "\r\n"));
  put(root, "src/b.ts", (textAt(join(root, "src/b.ts")) ?? "").trimEnd());
  expect(stitchRoot(root).kind).toBe("nothing");
  change(root, "src/a.ts", "let a = 1;", "let a = 2;");
  expect(stitchRoot(root).kind).toBe("stitched");
  expect(textAt(join(root, chapter))).toBe(small[chapter].replace("let a = 1;", "let a = 2;"));
});

it("a write that fails at any step leaves book/ and src/ as they were", () => {
  for (let failing = 0; ; failing += 1) {
    const root = tangledBook(small);
    change(root, "src/a.ts", "let a = 1;", "let a = 2;");
    const before = [texts(root, "book"), texts(root, "src")];
    let step = 0;
    const writer = diskWriter(({ operation }) => {
      if (operation !== "unlink" && operation !== "discard" && step++ === failing) throw Object.assign(new Error("disk full"), { code: "ENOSPC" });
    });
    const report = stitchRoot(root, { writer });
    if (step <= failing) return expect(failing).toBeGreaterThan(5);
    // once chapter and program are in place, only the records of tangle can fail, and the next tangle renews them
    if (textAt(join(root, chapter))?.includes("let a = 2;") === true) expect(stitchRoot(root).kind).toBe("nothing");
    else expect([texts(root, "book"), texts(root, "src")]).toEqual(before);
    if (report.kind === "refused") expect(said(report)).toEqual(["book: write-failed"]);
  }
});
