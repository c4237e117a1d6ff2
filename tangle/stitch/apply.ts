/** Writes what a stitch gave: chapters, the program and copies of what is replaced, all at once or nothing. */
import { join } from "node:path";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { Writer } from "../disk/files.ts";
import type { Layout } from "../program/layout.ts";
import { locked } from "../disk/lock.ts";
import { isSystemError, stat, obstacle, textAt } from "../disk/stat.ts";
import { commit, recover, type Change } from "../disk/transaction.ts";
import type { Stitched } from "./stitch.ts";
import { pendingPath, writePending, type State } from "./state.ts";

/** Something to write, and the edited files it was made from. */
export interface Application {
  readonly state: State;
  readonly outcome: Exclude<Stitched, { readonly kind: "refused" }>;
  readonly edited: ReadonlyMap<string, string>;
  /** The folder, relative to the root, for copies of edited files that come out otherwise than they were. */
  readonly keep: string;
}

/** What was written; nothing where there are diagnostics. */
export interface Applied {
  readonly diagnostics: readonly Diagnostic[];
  /** Paths of the copies. */
  readonly kept: readonly string[];
}

/** Writes it. A file or chapter that changed since it was read stops everything. */
export function apply(application: Application, writer: Writer): Applied {
  const { state, outcome } = application;
  const links = [...outcome.chapters.keys()].flatMap((path) => linkAt(state.root, path));
  if (links.length > 0) return { diagnostics: links, kept: [] };
  try {
    return locked(state.root, writer, () => applyLocked(application, writer)) ?? { diagnostics: [busy], kept: [] };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { diagnostics: [{ severity: "error", code: "write-failed", message: `${error.message}; nothing was changed`, at: { path: "book" } }], kept: [] };
  }
}

function applyLocked({ state, outcome, edited, keep }: Application, writer: Writer): Applied {
  recover(state.root, writer);
  const moved = [...edited, ...state.chapters].filter(([path, text]) => textAt(join(state.root, path)) !== text);
  if (moved.length > 0) return { diagnostics: moved.map(([path]) => changedMeanwhile(path)), kept: [] };
  const chapters = [...outcome.chapters].map(([path, content]) => ({ path, content, mode: modeAt(state.root, path) }));
  if (outcome.kind === "conflict") {
    commit(state.root, [...chapters, { path: pendingPath, content: writePending(state.root, outcome.base), mode: 0o644 }], writer);
    return { diagnostics: [], kept: [] };
  }
  const program = [...edited].map(([path, text]) => programChange(path, text, outcome.program.get(path)));
  const copies = program.filter(({ change, text }) => change.content !== text);
  const kept = copies.map(({ change, text }) => ({ path: `${keep}/${change.path}`, content: text, mode: 0o644 }));
  const settled = textAt(join(state.root, pendingPath)) === null ? [] : [{ path: pendingPath, content: null, mode: 0 }];
  commit(state.root, [...kept, ...chapters, ...program.map(({ change }) => change), ...settled], writer);
  return { diagnostics: [], kept: kept.map(({ path }) => path) };
}

function programChange(path: string, text: string, layout: Layout | undefined): { readonly change: Change; readonly text: string } {
  return { change: { path, content: layout?.text ?? null, mode: layout?.executable === true ? 0o555 : 0o444 }, text };
}

function modeAt(root: string, path: string): number {
  const seen = stat(join(root, path));
  return seen.kind === "file" ? seen.mode : 0o644;
}

const busy: Diagnostic = {
  severity: "error",
  code: "busy",
  message: "a tangle is at work in this folder",
  at: { path: "src/.tangle/lock" },
  cure: "wait for it; if there is none, remove this file",
};

function linkAt(root: string, path: string): readonly Diagnostic[] {
  const blocked = obstacle(root, path);
  if (blocked?.kind !== "link") return [];
  const message = `\`${blocked.path}\` is a symbolic link; \`${path}\` is not written through it`;
  return [{ severity: "error", code: "symbolic-link", message, at: { path } }];
}

function changedMeanwhile(path: string): Diagnostic {
  return { severity: "error", code: "changed-meanwhile", message: `\`${path}\` was changed while it was being stitched`, at: { path }, cure: "npm run stitch" };
}
