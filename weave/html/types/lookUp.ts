/** Looks up the names of programs: what takes seconds of the compiler. What it is given and gives back can be copied from thread to thread. */
import type { IdentifiedProgram } from "./definitions.ts";
import type { Identified, Identifier } from "./identify.ts";
import { namesOf } from "./names.ts";
import { packedNames } from "./packedNames.ts";
import type { WantedFiles } from "./wanted.ts";

/** What is to be looked up. */
export interface LookUp {
  readonly root: string;
  /** From the last to the first. */
  readonly programs: readonly WantedNames[];
}

/** What was found under the program's key before, as JSON; null where that is not kept. */
export interface WantedNames extends WantedFiles {
  readonly kept: string | null;
}

/** What was found. */
export interface LookedUp {
  readonly packed: string;
  /** By the keys of the programs, what was not kept of each. */
  readonly fresh: ReadonlyMap<string, string>;
}

/** Looks up what is not kept, and puts it together. */
export async function lookUp({ root, programs }: LookUp): Promise<LookedUp> {
  let identifier: Identifier | null = null;
  const fresh = new Map<string, string>();
  const found: IdentifiedProgram[] = [];
  for (const { files, wanted, key, kept } of programs) {
    if (kept === null) {
      identifier ??= await (await import("./identify.ts")).identifier(root);
      fresh.set(key, JSON.stringify(identifier.identify(files, files.filter(({ path }) => wanted.includes(path)))));
    }
    found.push({ program: { files }, identified: JSON.parse(kept ?? fresh.get(key) ?? "") as Identified });
  }
  identifier?.close();
  return { packed: packedNames(namesOf(found)), fresh };
}
