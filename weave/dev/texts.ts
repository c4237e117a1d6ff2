/** Texts of files that are asked for after every save: one is read again only where it may have changed. */
import { statSync } from "node:fs";
import { textAt } from "../../tangle/index.ts";

/** A file system whose clock is coarse gives two texts of a file the same time; one that has stood for so many milliseconds is not such. */
const settled = 3000;

/** Reads files by their paths; null where there is none. */
export function textReader(now: () => number = Date.now): (path: string) => string | null {
  const known = new Map<string, { readonly stamp: string; readonly text: string | null }>();
  return (path) => {
    const seen = statSync(path, { throwIfNoEntry: false });
    const stamp = seen === undefined || now() - seen.mtimeMs < settled ? null : `${seen.ino} ${seen.size} ${seen.mtimeMs}`;
    const before = known.get(path);
    if (stamp !== null && before?.stamp === stamp) return before.text;
    const text = textAt(path);
    if (stamp !== null) known.set(path, { stamp, text });
    return text;
  };
}
