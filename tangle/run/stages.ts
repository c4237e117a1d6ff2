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
  /** `src/stages/01-markov-chains.ts` */
  readonly path: string;
  /** Whether it stands in `src/`; if not, the book has it and must be tangled. */
  readonly tangled: boolean;
}

/** The stage of a chapter; or what is wrong: nothing of this name, or a chapter without a demo. */
export type Found = { readonly stage: Stage } | { readonly mistake: string };

/** All chapters that have a demo, in the order of the book. Before the first tangle the book itself is asked. */
export function stagesOf(root: string, chapters: readonly ChapterEntry[]): readonly Stage[] {
  const recorded = readManifest(textAt(join(root, manifestPath)) ?? "");
  const defined = recorded === null ? definedIn(root) : new Set(recorded.files.keys());
  return chapters.flatMap((chapter): readonly Stage[] => {
    const path = `src/stages/${chapter.folder}.ts`;
    const tangled = stat(join(root, path)).kind === "file";
    return tangled || defined.has(path) ? [{ chapter, path, tangled }] : [];
  });
}

function definedIn(root: string): ReadonlySet<string> {
  const sections = readBook(root).book?.sections ?? [];
  return new Set(sections.flatMap(({ fences }) => fences.flatMap((fence) => (fence.role === "file" ? [fence.name] : []))));
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
  return { mistake: `\`${chapter.folder}\` has no demo: there is no \`src/stages/${chapter.folder}.ts\`\n${listOf(stages)}` };
}

/** The stages as lines of text, for `npm run stage` alone and for mistakes. */
export function listOf(stages: readonly Stage[]): string {
  if (stages.length === 0) return "there is no demo in src/stages/ yet; if the book has one: npm run tangle\n";
  const rows = stages.map(({ chapter }) => [chapter.number === null ? chapter.folder : String(chapter.number), chapter.folder, chapter.title] as const);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(([call, folder, title]) => `  ${call.padEnd(widths[0] ?? 0)}  ${folder.padEnd(widths[1] ?? 0)}  ${title}\n`);
  return `demos:\n${lines.join("")}`;
}
