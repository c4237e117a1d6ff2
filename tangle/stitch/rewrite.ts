/** Puts changes of fences into the text of a chapter. */
import { placeOf, type Source } from "../text/span.ts";
import type { FenceEdit } from "./agreement.ts";
import { fenceLine } from "./fence-text.ts";
import { conflictLines, lineEnd, splitLines } from "./merge.ts";
import type { BodyChange } from "./places.ts";

/** The chapter with the changes in it. Lines that no change touches keep every byte. */
export function rewriteChapter(chapter: Source, edits: readonly FenceEdit[]): string {
  const changes = new Map(edits.flatMap(linesOf).map((each) => [each.line, each] as const));
  const end = lineEnd(chapter.text);
  return splitLines(chapter.text)
    .map((raw, index) => {
      const change = changes.get(index + 1);
      if (change === undefined) return raw;
      const own = /\r\n|\r|\n/.exec(raw)?.[0] ?? end;
      return (change.drop ? "" : raw) + change.add.map((text) => text + own).join("");
    })
    .join("");
}

/** A change of one line of the chapter, 1-based; what is added is Markdown without line ends. */
interface RawChange {
  readonly line: number;
  readonly drop: boolean;
  readonly add: readonly string[];
}

function linesOf(edit: FenceEdit): readonly RawChange[] {
  const [only, ...others] = edit.variants;
  if (only === undefined) throw new Error("internal: a fence edit without a variant");
  return others.length === 0 ? agreed(edit, only.change) : disputed(edit);
}

function agreed(edit: FenceEdit, change: BodyChange): readonly RawChange[] {
  return [...change].map(([index, { drop, add }]) => ({
    line: rawLine(edit, index),
    drop,
    add: add.map((text) => fenceLine(edit.definition, index, text)),
  }));
}

/** Where the variants differ, all of them stand between markers, in one block for lines that follow each other. */
function disputed(edit: FenceEdit): readonly RawChange[] {
  const { definition, variants } = edit;
  const changes: RawChange[] = [];
  const indexes = [-1, ...definition.body.keys()];
  for (let at = 0; at < indexes.length; at += 1) {
    const from = at;
    while (at < indexes.length && isDisputed(edit, indexes[at] ?? -1)) at += 1;
    const run = indexes.slice(from, at);
    if (run[0] !== undefined) {
      const sides = variants.map(({ label, change }) => ({ label, lines: run.flatMap((index) => after(edit, change, index)) }));
      changes.push({ line: rawLine(edit, run[0]), drop: run[0] >= 0, add: conflictLines(sides, "") });
      changes.push(...run.slice(1).map((index) => ({ line: rawLine(edit, index), drop: true, add: [] })));
    }
    const index = indexes[at];
    if (index !== undefined) changes.push(...agreed(edit, only(index, variants[0]?.change)));
  }
  return changes;
}

function only(index: number, change: BodyChange | undefined): BodyChange {
  const here = change?.get(index);
  return here === undefined ? new Map() : new Map([[index, here]]);
}

function isDisputed(edit: FenceEdit, index: number): boolean {
  return new Set(edit.variants.map(({ change }) => after(edit, change, index).join("\n"))).size > 1;
}

/** What a variant makes of one line of the body, as Markdown. */
function after({ definition }: FenceEdit, change: BodyChange, index: number): readonly string[] {
  const own = definition.body[index];
  const { drop, add } = change.get(index) ?? { drop: false, add: [] };
  const kept = own === undefined || drop ? [] : [splitLines(definition.section.source.text)[own.line.line - 1]?.replace(/[\r\n]+$/, "") ?? ""];
  return [...kept, ...add.map((text) => fenceLine(definition, index, text))];
}

/** The chapter's line of a body line; that of the opening marker for what is added above the first. */
function rawLine({ definition: { fence, body } }: FenceEdit, index: number): number {
  return body[index]?.line.line ?? placeOf(fence.source, fence.span.start).line;
}
