/** The names of a book's program, kept by its content: an unchanged program is not looked at again. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { once } from "../../once.ts";
import { onThread, type Threaded } from "../../thread.ts";
import type { DocumentProgram } from "../../tree.ts";
import type { PrunedStore } from "../store.ts";
import { followerOf } from "./followed.ts";
import { lookUp, type LookedUp, type LookUp, type WantedNames } from "./lookUp.ts";
import { packedNames, unpackedNames, type KeptNames } from "./packedNames.ts";
import { keyOf, nothingKnown, wantedIn } from "./wanted.ts";

const noNames = packedNames({ hovers: [], definitions: [], parts: {}, files: {} });

/** Those of a book without a program, or of one that is not looked at. */
export const nameless: KeptNames = { digest: "", read: once(() => unpackedNames(noNames)) };

/** Knows the names of a book's programs. */
export interface NameKeeper {
  /** Who asks twice for names that are being looked up is given the same. */
  readonly namesIn: (programs: readonly DocumentProgram[]) => Promise<KeptNames>;
  readonly flush: () => void;
  /** Looks up nothing more: what is being looked up is not wanted. */
  readonly close: () => void;
}

/**
 * What is known is read back. What is not is looked up, which takes seconds; much of it on a thread of its own, so that other things can be
 * done meanwhile. Or, with `follow`, only code that has changed since the last `look-up` is looked up, and nothing of it kept; a book that
 * was never looked at has no names.
 */
export function nameKeeper(root: string, store: PrunedStore, unknown: "look-up" | "follow", worth = WORTH_A_THREAD): NameKeeper {
  const follower = followerOf(root);
  const looking = new Map<string, Promise<void>>();
  const threads: Threaded<LookedUp>[] = [];
  const look = async (key: string, job: LookUp): Promise<void> => {
    const thread = availableParallelism() > 1 && sizeOf(job) >= worth ? onThread<LookedUp>(join(import.meta.dirname, "./names-worker.ts"), job) : null;
    if (thread !== null) threads.push(thread);
    const { packed, fresh } = await (thread?.made ?? lookUp(job));
    for (const [own, text] of fresh) store.set(own, text);
    store.set(key, packed);
    store.set(last, key);
    store.set(ofPrograms, JSON.stringify(job.programs.map((program) => program.key)));
  };
  const keptAs = (key: string): KeptNames => ({ digest: key, read: once(() => unpackedNames(store.get(key) ?? noNames)) });
  return {
    async namesIn(programs) {
      if (programs.length === 0) return nameless;
      const key = keyOf(root, programs);
      if (store.has(key)) return keptAs(key);
      if (unknown === "follow") {
        const before = store.get(last);
        return before !== undefined && store.has(before) ? follower.namesIn(keptAs(before), programs) : nameless;
      }
      const wanted = wantedIn(root, programs, nothingKnown).map((each): WantedNames => ({ ...each, kept: store.get(each.key) ?? null }));
      const found = looking.get(key) ?? look(key, { root, programs: wanted });
      looking.set(key, found);
      await found;
      return keptAs(key);
    },
    close() {
      follower.close();
      for (const { stop } of threads) stop();
    },
    flush() {
      store.flush();
      const key = store.get(last);
      if (key !== undefined) store.keep(new Set([last, ofPrograms, key, ...(JSON.parse(store.get(ofPrograms) ?? "[]") as readonly string[])]));
    },
  };
}

/** Under this key stands the key of the names that were looked up last. */
const last = "last";

/** Under this one those of the programs that they are of. */
const ofPrograms = "programs";

/** So many characters of code take a compiler longer than a thread takes to load one. */
const WORTH_A_THREAD = 200_000;

function sizeOf({ programs }: LookUp): number {
  const wanted = programs.flatMap(({ files, wanted: paths, kept }) => (kept === null ? files.filter(({ path }) => paths.includes(path)) : []));
  return wanted.reduce((sum, { text }) => sum + text.length, 0);
}
