/** Whether texts that should be the same are: the base and what its chapters tangle to, the edited program and what it became. */
import type { Base } from "../program/base.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { source } from "../text/span.ts";
import { textLines, type FileEdits } from "./edits.ts";
import { lineLocation } from "./refusals.ts";
import type { Tangled, Tangling } from "./tangled.ts";

/** Whether a text was edited since it was tangled; line ends that an editor changed throughout are no edit. */
export function isEdited(before: string, now: string): boolean {
  const plain = (text: string): string => textLines(text).map((line) => `${line}\n`).join("");
  return before !== now && plain(before) !== plain(now);
}

/** The edited files whose base is not what the base's chapters tangle to, so that their lines cannot be followed. */
export function strangers(tangled: Tangled | null, base: Base, program: ReadonlyMap<string, string>): readonly Diagnostic[] {
  return [...base.files].flatMap(([path, before]): readonly Diagnostic[] => {
    const edited = isEdited(before, program.get(path) ?? before);
    if (!edited || tangled?.layouts.get(path)?.text === before) return [];
    return [
      {
        severity: "error",
        code: "no-base",
        message: `\`${path}\` was edited, and the record of the last tangle does not say where its lines come from`,
        at: { path },
        cure: "put the edit into the book by hand, then: npm run tangle -- --force",
      },
    ];
  });
}

/** The first line of each file that would come out otherwise than it was edited. */
export function unfaithful({ tangled, diagnostics }: Tangling, base: Base, program: ReadonlyMap<string, string>): readonly Diagnostic[] {
  return [...base.files].flatMap(([path, before]): readonly Diagnostic[] => {
    const text = program.get(path) ?? before;
    const wanted = textLines(text);
    const got = tangled === null ? (isEdited(before, text) ? [] : wanted) : textLines(tangled.layouts.get(path)?.text ?? "");
    const index = Array.from({ length: Math.max(wanted.length, got.length) }, (_, line) => line).find((line) => wanted[line] !== got[line]);
    if (index === undefined) return [];
    const errors = tangled === null ? diagnostics.map(({ message }) => ({ message })) : [{ message: `tangled again it would read \`${got[index] ?? ""}\`` }];
    const at = lineLocation(source(path, text), Math.min(index + 1, wanted.length));
    return [{ severity: "error", code: "not-reproduced", message: "a chapter cannot say this", at, notes: errors }];
  });
}

/** Added lines that the program of the merged book does not have: the book of today replaces the chunk that would take them. */
export function superseded(merged: Tangled, edits: readonly FileEdits[], program: ReadonlyMap<string, string>): readonly Diagnostic[] {
  return edits.flatMap(({ layout, hunks }) => {
    const text = program.get(layout.path) ?? layout.text;
    const lines = textLines(text);
    const there = new Set(textLines(merged.layouts.get(layout.path)?.text ?? "").map((line) => line.trim()));
    const added = hunks.flatMap((hunk) => lines.slice(hunk.currentStart, hunk.currentEnd).map((line, index) => ({ line, at: hunk.currentStart + index + 1 })));
    const missing = added.find(({ line }) => !there.has(line.trim()));
    if (missing === undefined) return [];
    return [
      {
        severity: "error",
        code: "superseded",
        message: "the book has replaced the chunk that this line belongs to",
        at: lineLocation(source(layout.path, text), missing.at),
        cure: "put the edit into the replacement, take it back here",
      } as const,
    ];
  });
}
