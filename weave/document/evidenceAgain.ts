/** What evidence says of a book whose files were edited since it was read, until it is read again. */
import type { Book } from "../../tangle/index.ts";
import type { Evidence } from "../../prove/index.ts";
import { editOf, offsetBefore } from "./edit.ts";

/** The evidence of `before` for `now`: what stands in files that are otherwise is as it was shown, and said to be out of date. */
export function evidenceAgain(evidence: Evidence, before: Book, now: Book): Evidence {
  const texts = new Map(before.sections.map(({ path, source }) => [path, source.text]));
  const edits = new Map(now.sections.flatMap(({ path, source }) => {
    const old = texts.get(path);
    return old === undefined || old === source.text ? [] : [[path, editOf(old, source.text)] as const];
  }));
  return {
    ...evidence,
    at(path, offset) {
      const edit = edits.get(path);
      if (edit === undefined) return evidence.at(path, offset);
      const found = evidence.at(path, offsetBefore(edit, offset));
      return found.state === "proved" ? { ...found, state: "stale" } : found;
    },
    digestOf: (path) => `${evidence.digestOf(path)}${edits.has(path) ? ` as it was before ${JSON.stringify(edits.get(path))}` : ""}`,
  };
}
