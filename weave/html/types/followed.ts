/** Names while the book is written: code that has changed since all names were looked up is looked up alone, and the rest keeps its names. */
import { join } from "node:path";
import { once } from "../../once.ts";
import { askedThread } from "../../thread.ts";
import type { DocumentProgram } from "../../tree.ts";
import { digest } from "../fingerprint.ts";
import type { Identified } from "./identify.ts";
import type { CodeFile } from "./languageService.ts";
import { partCodes } from "./names.ts";
import type { KeptNames, KnownCodes } from "./packedNames.ts";
import { renewedNames, unchangedIn } from "./renewed.ts";
import { keyOf, wantedIn, type WantedFiles } from "./wanted.ts";

/** A program, and the paths of the files in it that are to be looked at. */
export interface AskedFiles {
  readonly root: string;
  readonly files: readonly CodeFile[];
  readonly wanted: readonly string[];
}

/** Follows what an author does to the programs of a book. */
export interface Follower {
  /**
   * The names of programs, of which `before` were looked up when they were a little otherwise. A file that has not changed keeps what it
   * showed, though what it imports may have changed.
   */
  readonly namesIn: (before: KeptNames, programs: readonly DocumentProgram[]) => Promise<KeptNames>;
  readonly close: () => void;
}

/** One with a thread that is started when something has changed. What was looked up last is not looked up again. */
export function followerOf(root: string): Follower {
  const thread = askedThread<AskedFiles, Identified>(join(import.meta.dirname, "./identify-worker.ts"));
  let known = new Map<string, Promise<Identified>>();
  const ask = ({ files, wanted, key }: WantedFiles): Promise<Identified> => {
    const answer = thread.ask({ root, files: files.map(({ path, text }) => ({ path, text })), wanted });
    // a failure is told to who asked, and is no answer for who asks again
    answer.catch(() => known.delete(key));
    return answer;
  };
  return {
    async namesIn(before, programs) {
      const now = codesOf(programs);
      const unchanged = unchangedIn(before.read(), now);
      const wanted = wantedIn(root, programs, unchanged.codes);
      const asked = new Map(wanted.map((each) => [each.key, known.get(each.key) ?? ask(each)]));
      known = asked;
      const found = await Promise.all(wanted.map(async ({ files, key }) => ({ program: { files }, identified: (await asked.get(key)) ?? nothing })));
      const last = programs.at(-1)?.files ?? [];
      const fromLast = found[0]?.program.files === last ? found : [{ program: { files: last }, identified: nothing }, ...found];
      return { digest: digest(`${before.digest} ${keyOf(root, programs)}`), read: once(() => renewedNames(before.read(), fromLast, now)) };
    },
    close: thread.stop,
  };
}

const nothing: Identified = { files: {}, names: [], hovers: [] };

/** The codes of the parts of programs, and of the files of the last. */
function codesOf(programs: readonly DocumentProgram[]): KnownCodes {
  return { parts: partCodes(programs), files: new Map(programs.at(-1)?.files.map(({ path, text }) => [path, digest(text)])) };
}
