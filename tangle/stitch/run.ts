/** A whole stitch on the disk: read, merge, write, tangle again. */
import { hasErrors, type Diagnostic } from "../text/diagnostic.ts";
import { diskWriter, type Writer } from "../disk/files.ts";
import { locked } from "../disk/lock.ts";
import { stitch, type Move } from "./stitch.ts";
import { tangle } from "../write/tangle.ts";
import { isInterrupted, recover } from "../disk/transaction.ts";
import { apply, type Application } from "./apply.ts";
import { openConflicts } from "./chapters.ts";
import { choose, strays } from "./choice.ts";
import { readState, type State } from "./state.ts";
import { tangler } from "./tangled.ts";

/** How to stitch; everything has a default. */
export interface StitchOptions {
  readonly writer?: Writer;
  /** Called with what is about to be done. */
  readonly progress?: (step: string) => void;
  readonly now?: Date;
}

/** What a stitch did. */
export interface StitchReport {
  readonly kind: "nothing" | "stitched" | "conflict" | "refused";
  readonly diagnostics: readonly Diagnostic[];
  readonly moves: readonly Move[];
  /** Chapters that were written. */
  readonly chapters: readonly string[];
  /** Copies of edited files that the merge made into something else. */
  readonly kept: readonly string[];
}

/** Stitches the book below `root` (absolute). Author's mistakes are returned, never thrown. */
export function stitchRoot(root: string, options: StitchOptions = {}): StitchReport {
  const { writer = diskWriter(), progress = () => {}, now = new Date() } = options;
  if (isInterrupted(root)) locked(root, writer, () => recover(root, writer));
  progress("reading the book and src/");
  const { state, reading } = readState(root);
  if (state === null) return refused(reading.diagnostics);
  const tangleBook = tangler(root, reading);
  const { tangled, diagnostics: mistakes } = tangleBook(state.chapters);
  const { deleted, added } = strays(state, tangled);
  const choice = choose(state, tangled);
  if (choice.kind === "nothing") return { ...refused([...deleted, ...added]), kind: deleted.length + added.length > 0 ? "refused" : "nothing" };
  if (choice.kind === "refused") return refused([...choice.diagnostics, ...mistakes, ...deleted, ...added]);
  const open = openConflicts(state.recorded?.chapters ?? choice.base.chapters, state.chapters);
  if (open.length + deleted.length > 0) return refused([...open, ...deleted, ...added]);
  progress("putting the edits into the chapters");
  const outcome = stitch({ ...state, ...choice, tangle: tangleBook });
  if (outcome.kind === "refused") return refused([...outcome.diagnostics, ...added]);
  progress("writing the chapters and src/");
  return finish(state, { state, outcome, edited: choice.program, keep: `src/.tangle/kept/${stamp(now)}` }, { writer, added });
}

function finish(
  state: State,
  application: Application,
  { writer, added }: { readonly writer: Writer; readonly added: readonly Diagnostic[] },
): StitchReport {
  const { outcome } = application;
  const { diagnostics, kept } = apply(application, writer);
  if (diagnostics.length > 0) return refused([...diagnostics, ...added]);
  const chapters = [...outcome.chapters.keys()];
  if (outcome.kind === "conflict") return { kind: "conflict", diagnostics: [...outcome.diagnostics, ...added], moves: [], chapters, kept };
  const tangled = tangle(state.root, { writer });
  const all = hasErrors(tangled.diagnostics) ? tangled.diagnostics : [...tangled.diagnostics, ...added];
  return { kind: "stitched", diagnostics: all, moves: outcome.moves, chapters, kept };
}

function refused(diagnostics: readonly Diagnostic[]): StitchReport {
  return { kind: "refused", diagnostics, moves: [], chapters: [], kept: [] };
}

/** The moment as a folder's name. */
function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(":", "-");
}
