import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { baseOf } from "../program/base.ts";
import { emit, type Emission, type Emitted } from "./emit.ts";
import { diskWriter, type Step, type Writer } from "../disk/files.ts";
import { layoutOf } from "../program/layout.ts";
import { walk } from "../disk/stat.ts";
import { manifestOf } from "../program/manifest.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function emptyRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "emit-"));
  folders.push(root);
  return root;
}

/** A program of JSON files, which get no header, so that texts stand here as they are written. */
function programOf(root: string, files: Readonly<Record<string, string>>): Emission {
  const layouts = Object.entries(files).map(([path, text]) =>
    layoutOf({
      path,
      language: "json",
      definedIn: "book/01-a/index.md",
      needs: [],
      lines: text.split("\n").slice(0, -1).map((line) => ({ indent: "", text: line, origin: { kind: "header" } })),
    }),
  );
  return {
    root,
    layouts,
    maps: new Map(layouts.map(({ path, mapPath }) => [mapPath, `map of ${path}\n`])),
    manifest: manifestOf(layouts, () => "01-a"),
    base: baseOf(layouts, new Map([["book/contents.md", "# A\n"]])),
    edits: "refuse",
    locate: (path) => ({ path: `book/01-a/index.md defining ${path}` }),
  };
}

function write(root: string, files: Readonly<Record<string, string>>, options: Partial<Emission> & { readonly writer?: Writer } = {}): Emitted {
  const { writer = diskWriter(), ...rest } = options;
  return emit({ ...programOf(root, files), ...rest }, writer);
}

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  rmSync(join(root, path), { force: true });
  writeFileSync(join(root, path), text);
}

function contentsOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(walk(root, "src").map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** Only the program, without our records. */
function filesOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(contentsOf(root)).filter(([path]) => !path.startsWith("src/.")));
}

function messages({ diagnostics }: Emitted): readonly string[] {
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

const first = { "src/a.json": "1\n", "src/deep/b.json": "2\n" };

describe("writing", () => {
  test("files are created with their maps, the manifest and the base, and nothing else is left", () => {
    const root = emptyRoot();
    expect(write(root, first)).toEqual({ diagnostics: [], created: ["src/a.json", "src/deep/b.json"], changed: [], removed: [], same: [] });
    expect(walk(root, ".")).toEqual(
      ["src/.manifest.json", "src/.maps/a.json.map", "src/.maps/deep/b.json.map", "src/.tangle/base.json", "src/a.json", "src/deep/b.json"].map((path) => `./${path}`),
    );
  });

  test("files are read-only, and executable if they begin with #!", () => {
    const root = emptyRoot();
    write(root, { "src/a.json": "1\n", "src/run": "#!/bin/sh\n" });
    expect(["src/a.json", "src/run"].map((path) => statSync(join(root, path)).mode & 0o777)).toEqual([0o444, 0o555]);
  });

  test("what is already as it should be is not written again", () => {
    const root = emptyRoot();
    write(root, first);
    const long = new Date("2001-02-03");
    for (const path of walk(root, "src")) utimesSync(join(root, path), long, long);
    expect(write(root, { ...first, "src/a.json": "changed\n" })).toMatchObject({ changed: ["src/a.json"], same: ["src/deep/b.json"] });
    const touched = walk(root, "src").filter((path) => statSync(join(root, path)).mtimeMs !== long.getTime());
    expect(touched).toEqual(["src/.manifest.json", "src/.tangle/base.json", "src/a.json"]);
  });

  test("a file that no chapter defines any more is removed with its map and its empty folder", () => {
    const root = emptyRoot();
    write(root, first);
    expect(write(root, { "src/a.json": "1\n" })).toMatchObject({ removed: ["src/deep/b.json"] });
    expect(contentsOf(root)).not.toHaveProperty("src/.maps/deep/b.json.map");
    expect(existsSync(join(root, "src/deep"))).toBe(false);
  });

  test("a file that the manifest does not have is never removed", () => {
    const root = emptyRoot();
    write(root, first);
    put(root, "src/deep/mine.txt", "mine\n");
    expect(write(root, { "src/a.json": "1\n" })).toMatchObject({ diagnostics: [], removed: ["src/deep/b.json"] });
    expect(filesOf(root)).toEqual({ "src/a.json": "1\n", "src/deep/mine.txt": "mine\n" });
  });

  test("a renamed file, also in case only, and a file that becomes a folder are written", () => {
    const root = emptyRoot();
    write(root, first);
    expect(write(root, { "src/A.json": "1\n", "src/deep": "now a file\n" })).toMatchObject({ diagnostics: [], removed: ["src/a.json", "src/deep/b.json"] });
    expect(filesOf(root)).toEqual({ "src/A.json": "1\n", "src/deep": "now a file\n" });
    expect(write(root, first)).toMatchObject({ diagnostics: [] });
    expect(filesOf(root)).toEqual(first);
  });

  test("a deleted file comes back", () => {
    const root = emptyRoot();
    write(root, first);
    rmSync(join(root, "src/a.json"));
    expect(write(root, first)).toMatchObject({ created: ["src/a.json"] });
  });

  test("a clone's files become read-only again", () => {
    const root = emptyRoot();
    write(root, first);
    chmodSync(join(root, "src/a.json"), 0o644);
    expect(write(root, first)).toMatchObject({ same: ["src/a.json", "src/deep/b.json"] });
    expect(statSync(join(root, "src/a.json")).mode & 0o777).toBe(0o444);
  });
});

describe("hand edits", () => {
  test("an edited file is refused at its first changed line, and nothing at all is written", () => {
    const root = emptyRoot();
    write(root, { ...first, "src/a.json": "one\ntwo\n" });
    put(root, "src/a.json", "one\nTWO\n");
    const before = contentsOf(root);
    const { diagnostics } = write(root, { "src/a.json": "one\nother\n", "src/new.json": "new\n" });
    expect(diagnostics).toEqual([
      {
        severity: "error",
        code: "hand-edit",
        message: "`src/a.json` was edited by hand since it was tangled",
        at: expect.objectContaining({ span: { start: 4, end: 7 } }),
        cure: "`npm run stitch` takes the edit into the book; `npm run tangle -- --force` throws it away",
      },
    ]);
    expect(contentsOf(root)).toEqual(before);
  });

  test("all edited files are named in one run, one that the book has dropped too", () => {
    const root = emptyRoot();
    write(root, first);
    put(root, "src/a.json", "x\n");
    put(root, "src/deep/b.json", "y\n");
    expect(messages(write(root, { "src/a.json": "new\n" }))).toEqual([
      "hand-edit: `src/deep/b.json` was edited by hand since it was tangled, and no chapter defines it any more",
      "hand-edit: `src/a.json` was edited by hand since it was tangled",
    ]);
  });

  test("`overwrite` writes over them and removes them", () => {
    const root = emptyRoot();
    write(root, first);
    put(root, "src/a.json", "x\n");
    put(root, "src/deep/b.json", "y\n");
    expect(write(root, { "src/a.json": "new\n" }, { edits: "overwrite" })).toMatchObject({ diagnostics: [], changed: ["src/a.json"], removed: ["src/deep/b.json"] });
    expect(filesOf(root)).toEqual({ "src/a.json": "new\n" });
  });

  test("an edit that is what would be written is none", () => {
    const root = emptyRoot();
    write(root, first);
    put(root, "src/a.json", "new\n");
    expect(write(root, { ...first, "src/a.json": "new\n" })).toMatchObject({ diagnostics: [], same: ["src/a.json", "src/deep/b.json"] });
  });

  test("after a pull the manifest's hash says that a file is not edited, though the base is older", () => {
    const root = emptyRoot();
    write(root, first);
    const pulled = emptyRoot();
    write(pulled, { ...first, "src/a.json": "pulled\n" });
    put(root, "src/a.json", "pulled\n");
    put(root, "src/.manifest.json", readFileSync(join(pulled, "src/.manifest.json"), "utf8"));
    expect(write(root, { ...first, "src/a.json": "later\n" })).toMatchObject({ diagnostics: [], changed: ["src/a.json"] });
  });

  test("in a clone, without a base, the manifest's hashes decide", () => {
    const root = emptyRoot();
    write(root, first);
    rmSync(join(root, "src/.tangle"), { recursive: true });
    put(root, "src/deep/b.json", "edited\n");
    expect(messages(write(root, { "src/a.json": "new\n", "src/deep/b.json": "new\n" }))).toEqual(["hand-edit: `src/deep/b.json` was edited by hand since it was tangled"]);
  });

  test.each(["no manifest", "a manifest with a merge conflict"])("with %s and no base, a file that is not what would be written is refused", (which) => {
    const root = emptyRoot();
    write(root, first);
    rmSync(join(root, "src/.tangle"), { recursive: true });
    if (which === "no manifest") rmSync(join(root, "src/.manifest.json"));
    else put(root, "src/.manifest.json", "<<<<<<< ours\n");
    expect(messages(write(root, { ...first, "src/a.json": "new\n" }))).toEqual(["foreign-file: `src/a.json` exists and was not written by tangle"]);
    expect(write(root, first)).toMatchObject({ diagnostics: [], same: ["src/a.json", "src/deep/b.json"] });
  });
});

describe("what is in the way", () => {
  test.each(["src", "src/deep", "src/deep/b.json", "src/.tangle", "src/.maps", "src/.manifest.json"])("a symbolic link at %s is refused, and nothing is written through it", (link) => {
    const root = emptyRoot();
    const outside = emptyRoot();
    mkdirSync(dirname(join(root, link)), { recursive: true });
    symlinkSync(outside, join(root, link));
    const emitted = write(root, first, { edits: "overwrite" });
    expect(emitted.diagnostics.map(({ code }) => code)).toContain("symbolic-link");
    expect(emitted.diagnostics[0]?.message).toContain(`\`${link}\` is a symbolic link`);
    expect(walk(outside, ".")).toEqual([]);
    expect(existsSync(join(root, "src/a.json"))).toBe(false);
  });

  test("a link is refused where the file is defined", () => {
    const root = emptyRoot();
    mkdirSync(join(root, "src"));
    symlinkSync("/nowhere", join(root, "src/deep"));
    expect(write(root, first).diagnostics).toEqual([
      {
        severity: "error",
        code: "symbolic-link",
        message: "`src/deep` is a symbolic link; `src/deep/b.json` is not written through it",
        at: { path: "book/01-a/index.md defining src/deep/b.json" },
        cure: "remove the link `src/deep`",
      },
    ]);
  });

  test("nothing is removed through a link that took the place of a folder", () => {
    const root = emptyRoot();
    const outside = emptyRoot();
    write(root, first);
    put(outside, "b.json", "2\n");
    rmSync(join(root, "src/deep"), { recursive: true });
    symlinkSync(outside, join(root, "src/deep"));
    expect(write(root, { "src/a.json": "1\n" })).toMatchObject({ diagnostics: [], removed: [] });
    expect(readFileSync(join(outside, "b.json"), "utf8")).toBe("2\n");
  });

  test("a foreign file where a folder must be, and a foreign folder where a file must be", () => {
    const root = emptyRoot();
    put(root, "src/deep", "a file\n");
    put(root, "src/a.json/mine.txt", "mine\n");
    expect(messages(write(root, first, { edits: "overwrite" }))).toEqual([
      "path-taken: `src/a.json` is a folder that holds files which tangle did not write",
      "path-taken: `src/deep` is a file, so `src/deep/b.json` cannot be in it",
    ]);
    expect(filesOf(root)).toEqual({ "src/a.json/mine.txt": "mine\n", "src/deep": "a file\n" });
  });
});

describe("whichever step fails", () => {
  const second = { "src/a.json": "changed\n", "src/c.json": "new\n" };
  const steps = stepsOf(second);

  function stepsOf(files: Readonly<Record<string, string>>): number {
    let count = 0;
    const root = emptyRoot();
    write(root, first);
    write(root, files, { writer: diskWriter(() => void count++) });
    return count;
  }

  const cases = Array.from({ length: steps }, (_, step) => step);

  test.each(cases)("step %i meets a full disk: an error that says so, and the output before is whole", (step) => {
    const root = emptyRoot();
    write(root, first);
    const before = contentsOf(root);
    let count = 0;
    const full = (at: Step): void => {
      if (count++ === step) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC", path: at.path });
    };
    const { diagnostics } = write(root, second, { writer: diskWriter(full) });
    const records = (contents: Readonly<Record<string, string>>): object =>
      Object.fromEntries(Object.entries(contents).filter(([path]) => path !== "src/.tangle/lock" && !path.startsWith("src/.tangle/stage/")));
    if (diagnostics.length === 0) return expect(filesOf(root)).toEqual(second);
    expect(diagnostics).toMatchObject([{ code: "write-failed", message: expect.stringMatching(/^cannot write `src[^`]*`: no space left on the device \(ENOSPC\); /) }]);
    expect(records(contentsOf(root))).toEqual(before);
    expect(write(root, second).diagnostics).toEqual([]);
    expect(filesOf(root)).toEqual(second);
  });

  test.each(cases)("the process dies at step %i: the next run writes what an undisturbed one would have", (step) => {
    const root = emptyRoot();
    write(root, first);
    let count = 0;
    const dying = diskWriter(() => {
      if (count++ >= step) throw new Error("power cut");
    });
    expect(() => write(root, second, { writer: dying })).toThrow("power cut");
    const files = filesOf(root);
    const third = { "src/a.json": "third\n" };
    expect(write(root, third).diagnostics).toEqual([]);
    expect(filesOf(root)).toEqual(third);
    const undisturbed = emptyRoot();
    write(undisturbed, third);
    expect(contentsOf(root)).toEqual(contentsOf(undisturbed));
    expect(Object.keys(files).length).toBeGreaterThan(0);
  });
});

test.each([
  ["EACCES", "permission denied (EACCES)"],
  ["EROFS", "the file system is read-only (EROFS)"],
  ["EXDEV", "EXDEV: cross-device link not permitted"],
])("a write that the system refuses with %s says why", (code, reason) => {
  const root = emptyRoot();
  const refusing = diskWriter(({ operation, path }) => {
    if (operation === "rename" && path.endsWith("b.json")) throw Object.assign(new Error("EXDEV: cross-device link not permitted"), { code, path });
  });
  expect(messages(write(root, first, { writer: refusing }))).toEqual([`write-failed: cannot write \`src/deep/b.json\`: ${reason}; what was there before is untouched`]);
  expect(filesOf(root)).toEqual({});
});

test("a lock that a living process holds is waited for", async () => {
  const root = emptyRoot();
  const lock = join(root, "src/.tangle/lock");
  mkdirSync(dirname(lock), { recursive: true });
  const holding = `const fs = require("node:fs"), lock = process.argv[1];
    fs.writeFileSync(lock, process.pid + "\\n");
    setTimeout(() => { fs.writeFileSync(lock + ".was-held", ""); fs.unlinkSync(lock); }, 300);`;
  const holder = spawn(process.execPath, ["-e", holding, lock]);
  while (!existsSync(lock) || readFileSync(lock, "utf8") === "") await new Promise((resume) => setTimeout(resume, 5));
  expect(write(root, first).diagnostics).toEqual([]);
  expect(existsSync(`${lock}.was-held`)).toBe(true);
  holder.kill();
});

test("a lock that a dead process left is taken over", () => {
  const root = emptyRoot();
  put(root, "src/.tangle/lock", "99999999\n");
  expect(write(root, first)).toMatchObject({ diagnostics: [], created: ["src/a.json", "src/deep/b.json"] });
  expect(existsSync(join(root, "src/.tangle/lock"))).toBe(false);
});
