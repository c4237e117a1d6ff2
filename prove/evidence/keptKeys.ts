/** Keys of units that were found before: where a chapter's program and its units are as they were, nothing of it is bundled again. */
import { sha256 } from "../../tangle/index.ts";
import { loadedVersion, type Cache } from "../../tangle/standing/index.ts";
import type { UnitOutline } from "../units/outline.ts";
import { judgedKinds } from "./judges.ts";
import { keysIn, type KeyContext, type UnitKeys } from "./keys.ts";

/** Finds keys as `keysIn` does, whose answers it keeps by all that they are made of. */
export type KeyReader = (context: HashedContext, sections: readonly (readonly UnitOutline[])[]) => readonly UnitKeys[];

/** What keys are made from, with a hash of the program's files. */
export type HashedContext = KeyContext & { readonly program: string };

/** A reader with this cache. */
export function keyReader(cache: Cache): KeyReader {
  const version = loadedVersion(["prove/evidence/keys.ts"]);
  return (context, sections) => {
    const { program, lockfiles, judges, builds } = context;
    // where a unit stands is no part of its key
    const asked = sections.map((units) => units.map(({ start: _, ...unit }) => unit));
    const key = sha256(JSON.stringify([version, program, lockfiles.map((each) => [...each]), judgedKinds.map(judges.of), judges.drawing, builds, asked]));
    const kept = cache.get("keys", key);
    if (kept !== null) return (JSON.parse(kept) as readonly (readonly [string, string][])[]).map((each) => new Map(each));
    const found = keysIn(context, sections);
    cache.put("keys", key, JSON.stringify(found.map((each) => [...each])));
    return found;
  };
}
