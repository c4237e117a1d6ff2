/** Editions that are as they would be made now: what a run said is said again, as long as nothing that it read and nothing that it made has changed. */
import { lstatSync, statSync, type Stats } from "node:fs";
import { join } from "node:path";
import { isSystemError, walk } from "../tangle/index.ts";
import { nothingStands, runOf, sourcesAt, sourcesHash, type Run, type Sources } from "../tangle/standing/index.ts";
import { editions, targetsOf, type EditionName } from "./edition.ts";
import { lastChange } from "./lastChange.ts";
import { findPandoc } from "./pandoc/run.ts";

/** What is to be woven. */
export interface WeavingOrder {
  readonly root: string;
  readonly editions: readonly EditionName[];
  /** Whether editions that cannot be made here may be left out. */
  readonly choice: "all" | "named";
}

/** A run of the step, with all that was found before it. */
export interface Weaving extends Run {
  /** Null where something could not be read. */
  readonly sources: Sources | null;
}

/** Looks at all that there is. What changes while the editions are made is not in them, so it is looked at before. */
export async function weavingOf({ root, editions: asked, choice }: WeavingOrder): Promise<Weaving> {
  const sources = sourcesAt(root);
  if (sources === null) return { ...nothingStands, sources };
  const read = [sourcesHash(sources), lastChange(root), process.env["SOURCE_DATE_EPOCH"] ?? null, await pandocFor(asked)];
  // all editions, since one takes others along
  const run = runOf({ root, name: "weave", asked: [asked, choice] }, {
    read: JSON.stringify(read),
    made: () => editions.flatMap((edition) => targetsOf(root, edition).flatMap((target) => stampsOf(root, target))).join("\n"),
  });
  return { ...run, sources };
}

/** Which pandoc there is, for the editions that it makes. */
async function pandocFor(asked: readonly EditionName[]): Promise<string | null> {
  if (!asked.includes("pdf") && !asked.includes("epub")) return null;
  const pandoc = await findPandoc();
  return pandoc === null ? null : `${pandoc.kind} ${pandoc.version}`;
}

/** A file for each that stands at a target or below it: another stamp for another file in its place. Nobody edits editions, so that they are not read. */
function stampsOf(root: string, target: string): readonly string[] {
  const name = target.slice(root.length + 1);
  const files = seenAt(target, lstatSync)?.isDirectory() === true ? walk(root, name) : [name];
  return files.map((file) => {
    const seen = seenAt(join(root, file));
    return `${file} ${seen === null ? "is missing" : `${seen.size} ${seen.mtimeMs} ${seen.ino}`}`;
  });
}

/** Null where there is none, and where a file stands in a folder's place: what cannot be written is said by who writes. */
function seenAt(path: string, look: (path: string) => Stats = statSync): Stats | null {
  try {
    return look(path);
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}
