/** The demos of the chapters: which there are, and which one a person means. */
import { join } from "node:path";
import { readBook } from "../book/book.ts";
import type { ChapterEntry } from "../book/contents.ts";
import { stat, textAt } from "../disk/stat.ts";
import { manifestPath, readManifest } from "../program/manifest.ts";
import { closest } from "../text/suggest.ts";

/** A chapter with a demo in the program. */
export interface Stage {
  readonly chapter: ChapterEntry;
  /** `src/demos/ngram/run.ts` */
  readonly path: string;
  /** Whether it stands in `src/`; if not, the book has it and must be tangled. */
  readonly tangled: boolean;
}

/** The stage of a chapter; or what is wrong: nothing of this name, or a chapter without a demo. */
export type Found = { readonly stage: Stage } | { readonly mistake: string };

/**
 * All chapters that have a demo, in the order of the book: `src/demos/TOPIC/run.ts` belongs to the chapter that begins it,
 * `src/stages/CHAPTER.ts` to the one in its name. Before the first tangle the book itself is asked.
 */
export function stagesOf(root: string, chapters: readonly ChapterEntry[]): readonly Stage[] {
  const recorded = readManifest(textAt(join(root, manifestPath)) ?? "");
  const begun = recorded === null ? begunIn(root) : new Map([...recorded.files].map(([path, file]) => [path, file.chapters[0] ?? ""]));
  return chapters.flatMap((chapter): readonly Stage[] => {
    const named = `src/stages/${chapter.folder}.ts`;
    const isThere = (path: string): boolean => stat(join(root, path)).kind === "file";
    const path = [...begun].find(([each, folder]) => folder === chapter.folder && demo.test(each))?.[0] ?? (begun.has(named) || isThere(named) ? named : null);
    return path === null ? [] : [{ chapter, path, tangled: isThere(path) }];
  });
}

const demo = /^src\/demos\/[^/]+\/run\.ts$/;

/** Files that the book defines, with the folder of the chapter that begins each. */
function begunIn(root: string): ReadonlyMap<string, string> {
  const { book } = readBook(root);
  const begun = new Map<string, string>();
  for (const { chapter, fences } of book?.sections ?? []) {
    for (const fence of fences) if (fence.role === "file" && !begun.has(fence.name)) begun.set(fence.name, book?.chapters[chapter]?.folder ?? "");
  }
  return begun;
}

/** The stage that `name` names: a chapter's folder or its number. */
export function stageNamed(stages: readonly Stage[], chapters: readonly ChapterEntry[], name: string): Found {
  const number = /^\d+$/.test(name) ? Number(name) : null;
  const chapter = chapters.find(({ folder }) => folder === name) ?? chapters.find((each) => number !== null && each.number === number);
  if (chapter === undefined) {
    const near = closest(name, chapters.map(({ folder }) => folder));
    return { mistake: `there is no chapter \`${name}\`${near === null ? "" : `; did you mean \`${near}\`?`}\n${listOf(stages)}` };
  }
  const stage = stages.find((each) => each.chapter === chapter);
  if (stage !== undefined) return { stage };
  return { mistake: `\`${chapter.folder}\` has no demo: it begins no \`src/demos/TOPIC/run.ts\`, and there is no \`src/stages/${chapter.folder}.ts\`\n${listOf(stages)}` };
}

/** The stages as lines of text, for `npm run stage` alone and for mistakes. */
export function listOf(stages: readonly Stage[]): string {
  if (stages.length === 0) return "there is no demo in src/demos/ yet; if the book has one: npm run tangle\n";
  const rows = stages.map(({ chapter }) => [chapter.number === null ? chapter.folder : String(chapter.number), chapter.folder, chapter.title] as const);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(([call, folder, title]) => `  ${call.padEnd(widths[0] ?? 0)}  ${folder.padEnd(widths[1] ?? 0)}  ${title}\n`);
  return `demos:\n${lines.join("")}`;
}
