/** The names of a book's program, kept by its content: an unchanged program is not looked at again. */
import { join } from "node:path";
import { textAt } from "../../../tangle/index.ts";
import type { DocumentProgram } from "../../tree.ts";
import { digest } from "../fingerprint.ts";
import type { Store } from "../store.ts";
import type { IdentifiedProgram } from "./definitions.ts";
import { namesOf, noNames, partCodes, type BookNames, type Marked } from "./names.ts";

/** Knows the names of a book's programs. */
export interface NameKeeper {
  readonly namesIn: (programs: readonly DocumentProgram[]) => Promise<BookNames>;
  readonly flush: () => void;
}

/** Texts by key, of which only some are kept. */
export type KeptTexts = Store & { readonly keep: (keys: ReadonlySet<string>) => void };

/**
 * What is known is read back. What is not is looked up, which takes seconds; or, with `leave`, the listings and files that
 * are as they were keep their names, and the others have none until the next `look-up`.
 */
export function nameKeeper(root: string, store: KeptTexts, unknown: "look-up" | "leave"): NameKeeper {
  return {
    async namesIn(programs) {
      if (programs.length === 0) return noNames;
      const key = keyOf(root, programs);
      const kept = store.get(key);
      if (kept !== undefined) return JSON.parse(kept) as BookNames;
      if (unknown === "leave") return unchangedIn(readLast(store), programs);
      const names = namesOf(await identified(root, programs));
      store.set(key, JSON.stringify(names));
      store.set(last, key);
      return names;
    },
    flush() {
      store.flush();
      const key = store.get(last);
      if (key !== undefined) store.keep(new Set([last, key]));
    },
  };
}

/** Under this key stands the key of the names that were looked up last. */
const last = "last";

/**
 * The programs that show a part which none after them has, each with what is in the files of such parts; from the last to the first,
 * of which all files are looked at.
 */
async function identified(root: string, programs: readonly DocumentProgram[]): Promise<readonly IdentifiedProgram[]> {
  const { identifier } = await import("./identify.ts");
  const { identify, close } = await identifier(root);
  const shown = new Set<string>();
  const found: IdentifiedProgram[] = [];
  for (const program of programs.toReversed()) {
    const wanted = program.files.filter(({ lines }) => found.length === 0 || lines.some(({ part }) => part !== null && !shown.has(part)));
    for (const { lines } of wanted) for (const { part } of lines) if (part !== null) shown.add(part);
    if (wanted.length > 0) found.push({ program, identified: identify(program.files, wanted) });
  }
  close();
  return found;
}

function readLast(store: Store): BookNames {
  const kept = store.get(store.get(last) ?? "");
  return kept === undefined ? noNames : (JSON.parse(kept) as BookNames);
}

/** The names without those of code that is no longer what it was. */
function unchangedIn(names: BookNames, programs: readonly DocumentProgram[]): BookNames {
  const codes = partCodes(programs);
  const files = new Map(programs.at(-1)?.files.map(({ path, text }) => [path, digest(text)]));
  const same = (marked: Readonly<Record<string, Marked>>, now: ReadonlyMap<string, string>): Record<string, Marked> =>
    Object.fromEntries(Object.entries(marked).filter(([id, { code }]) => now.get(id) === code));
  return { ...names, parts: same(names.parts, codes), files: same(names.files, files) };
}

/** The programs, and the options they are read with. */
function keyOf(root: string, programs: readonly DocumentProgram[]): string {
  const options = ["tsconfig.src.json", "tsconfig.json"].map((name) => textAt(join(root, name)) ?? "");
  const files = programs.map((program) => program.files.map(({ path, text }) => [path, digest(text)]));
  const parts = programs.map((program) => program.files.map(({ lines }) => lines.map(({ part, line }) => `${part} ${line}`).join()));
  return digest(JSON.stringify([options, files, parts]));
}
