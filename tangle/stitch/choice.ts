/** Which files of `src/` were edited, and which text they were edited from. */
import type { Base } from "../program/base.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { sha256 } from "../text/hash.ts";
import { isEdited } from "./fidelity.ts";
import type { State } from "./state.ts";
import type { Tangled } from "./tangled.ts";

/** What is to be stitched: the edited files with their texts, and the base to compare them with; or why that is unknown. */
export type Choice =
  | { readonly kind: "nothing" }
  | { readonly kind: "edited"; readonly base: Base; readonly program: ReadonlyMap<string, string> }
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] };

/** Compares `src/` with the last tangle. `now` is what the book says today, null where it has errors. */
export function choose(state: State, now: Tangled | null): Choice {
  if (state.manifest === null && state.recorded === null) return { kind: "refused", diagnostics: [neverTangled] };
  const paths = [...new Set([...(state.manifest?.files.keys() ?? []), ...(state.recorded?.files.keys() ?? [])])];
  const edited = paths.filter((path) => wasEdited(state, path));
  const program = new Map(edited.map((path) => [path, state.program.get(path) ?? ""]));
  // after a clone, a pull or a merge `src/` may be what the book says although nothing was tangled here
  if ([...program].every(([path, text]) => now?.layouts.get(path)?.text === text)) return { kind: "nothing" };
  if (state.pending !== null) return { kind: "edited", base: state.pending, program: sincePending(state, state.pending, program) };
  if (state.recorded !== null && edited.every((path) => recordedText(state, path) !== null)) {
    return { kind: "edited", base: state.recorded, program };
  }
  const unknown = edited.filter((path) => !isAsTangled(state, path, now?.layouts.get(path)?.text));
  if (now === null || unknown.length > 0) return { kind: "refused", diagnostics: unknown.map(noBase) };
  const files = new Map([...now.layouts].map(([path, layout]) => [path, layout.text]));
  return { kind: "edited", base: { files, chapters: state.chapters }, program };
}

/** Files of the last tangle that are gone, though the book still has them; and files that never came from the book. */
export function strays(state: State, now: Tangled | null): { readonly deleted: readonly Diagnostic[]; readonly added: readonly Diagnostic[] } {
  const known = new Set([...(state.manifest?.files.keys() ?? []), ...(state.recorded?.files.keys() ?? [])]);
  const planned = new Set(now?.layouts.keys() ?? known);
  const deleted = [...known].filter((path) => planned.has(path) && !state.program.has(path));
  const added = [...state.program.keys()].filter((path) => !known.has(path) && !planned.has(path));
  return { deleted: deleted.map((path) => deletedFile(path, now)), added: added.map(addedFile) };
}

function wasEdited(state: State, path: string): boolean {
  const text = state.program.get(path);
  if (text === undefined) return false;
  const before = recordedText(state, path);
  return before === null ? !isAsTangled(state, path, text) : isEdited(before, text);
}

/** The recorded text of a file; null where the manifest says that it was tangled again elsewhere since. */
function recordedText({ recorded, manifest }: State, path: string): string | null {
  const text = recorded?.files.get(path);
  if (text === undefined) return null;
  return manifest === null || manifest.files.get(path)?.sha256 === sha256(text) ? text : null;
}

/** A line that was taken back while a conflict was open is an edit too. */
function sincePending(state: State, pending: Base, edited: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const taken = [...pending.files].flatMap(([path, before]) => {
    const text = state.program.get(path);
    return text !== undefined && isEdited(before, text) ? [[path, text] as const] : [];
  });
  return new Map([...edited, ...taken]);
}

function isAsTangled({ manifest }: State, path: string, text: string | undefined): boolean {
  return text !== undefined && manifest?.files.get(path)?.sha256 === sha256(text.replaceAll("\r\n", "\n"));
}

const neverTangled: Diagnostic = {
  severity: "error",
  code: "not-tangled",
  message: "`src/` was never tangled from this book, so there is nothing to compare it with",
  at: { path: "src/.manifest.json" },
  cure: "npm run tangle",
};

function noBase(path: string): Diagnostic {
  return {
    severity: "error",
    code: "no-base",
    message: `\`${path}\` was edited, there is no record of the tangle it was made by, and the book has changed since`,
    at: { path },
    cure:
      "take the book back to what was tangled (`git stash push -- book`), `npm run stitch`, then `git stash pop`; " +
      "or put the edit into the book by hand, then: npm run tangle -- --force",
  };
}

function deletedFile(path: string, now: Tangled | null): Diagnostic {
  const from = now?.layouts.get(path)?.file.definedIn;
  return {
    severity: "error",
    code: "deleted-file",
    message: `\`${path}\` was deleted, and the book still has it`,
    at: { path },
    ...(from === undefined ? {} : { notes: [{ message: `it comes from \`${from}\`` }] }),
    cure: `to delete it, remove it from the book; to keep it, \`git restore ${path}\` or \`npm run tangle\``,
  };
}

function addedFile(path: string): Diagnostic {
  return {
    severity: "error",
    code: "outside-the-book",
    message: `\`${path}\` does not come from the book: no chapter defines it`,
    at: { path },
    cure: "put its text into a chapter (a fence with `file=`), or remove the file",
  };
}
