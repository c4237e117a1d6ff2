/** `--check`: where `src/` is not what the book says, and how. Only reads. */
import { createTwoFilesPatch } from "diff";
import { join } from "node:path";
import type { ReadyBook } from "./tangle.ts";
import { previousAt } from "./emit.ts";
import { hasErrors, type Diagnostic } from "../text/diagnostic.ts";
import { isIgnored } from "./coverage.ts";
import { textAt, walk } from "../disk/stat.ts";
import { manifestPath, writeManifest } from "../program/manifest.ts";
import { planOf, type Action, type Plan } from "./plan.ts";
import { programAt, type Program } from "../program/program.ts";

/** One file that differs, in words, and the lines that differ, as a unified diff from `src/` to what the book says. */
export interface Difference {
  readonly path: string;
  readonly kind: "stale" | "edited" | "missing" | "orphan" | "stray";
  readonly patch: string;
}

/** What `--check` found; nothing differs when both lists are empty. */
export interface CheckResult {
  readonly differences: readonly Difference[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many files are as they should be. */
  readonly same: number;
}

/** Tangles in memory and compares. The maps are not compared: they are not committed, so a clone has none. */
export function check({ book, graph }: ReadyBook): CheckResult {
  const program = programAt(book, graph, { chapter: book.chapters.length - 1, target: book.root });
  const plan = planOf({ ...program, root: book.root, previous: previousAt(book.root) });
  const edited = new Set(plan.edits.map(({ at }) => ("source" in at ? at.source.path : at.path)));
  const changed = plan.actions.flatMap((action) => (action.kind === "same" ? [] : [difference(action, edited)]));
  const strays = straysIn(book.root, program, plan).map((path) => ({ path, kind: "stray" as const, patch: "" }));
  const differences = [...changed, ...strays, ...(hasErrors(plan.obstacles) ? [] : staleManifest(book.root, program))];
  return {
    differences: differences.sort((a, b) => (a.path < b.path ? -1 : 1)),
    diagnostics: plan.obstacles,
    same: plan.actions.filter(({ kind }) => kind === "same").length,
  };
}

/** A difference as text: what is wrong in a line, then the diff. */
export function renderDifference({ path, kind, patch }: Difference): string {
  return `${path}: ${words[kind]}\n${patch}`;
}

const words: Readonly<Record<Difference["kind"], string>> = {
  stale: "stale: the book has changed since it was tangled (`npm run tangle`)",
  edited: "edited by hand since it was tangled (`npm run stitch` takes the edit into the book)",
  missing: "missing (`npm run tangle` writes it)",
  orphan: "no chapter defines it any more (`npm run tangle` removes it)",
  stray: "not from the book (put its text into a chapter, or remove the file)",
};

function difference({ kind, path, before, layout }: Action, edited: ReadonlySet<string>): Difference {
  const word = edited.has(path) ? "edited" : kind === "create" ? "missing" : kind === "remove" ? "orphan" : "stale";
  return { path, kind: word, patch: patchOf(path, before, layout?.text ?? null) };
}

function staleManifest(root: string, program: Program): readonly Difference[] {
  const before = textAt(join(root, manifestPath));
  const after = writeManifest(program.manifest);
  if (before === after) return [];
  return [{ path: manifestPath, kind: before === null ? "missing" : "stale", patch: patchOf(manifestPath, before, after) }];
}

function straysIn(root: string, program: Program, plan: Plan): readonly string[] {
  const accounted = new Set([...program.layouts, ...plan.actions].map(({ path }) => path));
  return walk(root, "src", isIgnored).filter((path) => !accounted.has(path));
}

function patchOf(path: string, before: string | null, after: string | null): string {
  const names = [before === null ? "/dev/null" : path, after === null ? "/dev/null" : `${path} (from the book)`] as const;
  const patch = createTwoFilesPatch(names[0], names[1], before ?? "", after ?? "", undefined, undefined, { context: 3 });
  return patch.slice(patch.indexOf("--- "));
}
