/** A folder in which one changed program after another stands: only the files that change are written again. */
import { dirname, join } from "node:path";
import { loadCompiler, sha256, sourceMapOf, type Layout } from "../../tangle/index.ts";
import { hasNative, nativeLanguages, type BuildNative } from "./native.ts";
import { layoutsOf, type ChangedProgram, type ChapterProgram } from "./programs.ts";

/** The folder, until it is discarded. */
export interface TrialFolder {
  /** Below the root's `output/.cache/`, so that packages are found; the program stands in its `program/`. */
  readonly folder: string;
  readonly target: string;
  /** Puts a program there, as it is where nothing is changed, and its native code if it has any. */
  readonly put: (program: ChangedProgram) => ReturnType<BuildNative>;
  readonly discard: () => void;
}

/** What a folder is made of. `slot` tells apart those that are used at the same time. */
export interface TrialFolderOrder {
  readonly root: string;
  readonly slot: number;
  readonly buildNative: BuildNative;
}

/** Makes one. */
export async function trialFolder({ root, slot, buildNative }: TrialFolderOrder): Promise<TrialFolder> {
  const { diskWriter, makeTestFolder, packageFile } = await loadCompiler();
  const writer = diskWriter();
  const folder = makeTestFolder(root, `trial${slot}`, writer);
  const target = join(folder, "program");
  let current: ChapterProgram | null = null;
  let texts: ReadonlyMap<string, string> = new Map();
  let native: { readonly of: string; readonly end: Awaited<ReturnType<BuildNative>> } = { of: "", end: "built" };

  function write(path: string, text: string): void {
    writer.mkdir(dirname(join(target, path)));
    writer.write(join(target, path), text, 0o644);
  }

  function writeAll({ layouts }: ChapterProgram): void {
    writer.discard(target);
    write("package.json", packageFile(null));
    // a changed token leaves the lines where they are, so that these maps stay good enough to name them
    for (const layout of layouts) write(layout.mapPath, sourceMapOf(layout, { target, book: root }));
    writer.link(join(root, "book"), join(target, "book"));
  }

  return {
    folder,
    target,
    async put(change) {
      if (change.program !== current) {
        writeAll(change.program);
        [current, texts, native] = [change.program, new Map(), { of: "", end: "built" }];
      }
      const layouts = layoutsOf(change);
      for (const { path, text } of layouts.filter((each) => texts.get(each.path) !== each.text)) {
        if (texts.has(path)) writer.unlink(join(target, path));
        write(path, text);
      }
      texts = new Map(layouts.map(({ path, text }) => [path, text]));
      const of = hasNative(layouts) ? nativeHash(layouts) : "";
      if (of !== native.of) native = { of, end: await buildNative({ root, target, layouts, changed: change.changed }) };
      return native.end;
    },
    discard: () => writer.discard(folder),
  };
}

function nativeHash(layouts: readonly Layout[]): string {
  return sha256(JSON.stringify(layouts.flatMap(({ path, text, file }) => (nativeLanguages.has(file.language) ? [[path, text]] : []))));
}
