/** Compares the program with `src/`, then refuses or writes everything at once. */
import { join } from "node:path";
import { basePath, readBase, writeBase, type Base } from "../program/base.ts";
import { hasErrors, type Diagnostic, type Location } from "../text/diagnostic.ts";
import type { Writer } from "../disk/files.ts";
import type { Layout } from "../program/layout.ts";
import { locked } from "../disk/lock.ts";
import { isSystemError, obstacle, textAt, walk } from "../disk/stat.ts";
import { manifestPath, readManifest, writeManifest, type Manifest } from "../program/manifest.ts";
import { planOf, type Plan, type Previous } from "./plan.ts";
import { commit, recover, type Change } from "../disk/transaction.ts";
import { writeFailed } from "../disk/writeFailed.ts";

/** A program to be written. */
export interface Emission {
  /** The folder that holds `src/`. */
  readonly root: string;
  readonly layouts: readonly Layout[];
  /** Source maps by `Layout.mapPath`. */
  readonly maps: ReadonlyMap<string, string>;
  readonly manifest: Manifest;
  /** What `stitch` needs; null for a program written elsewhere, where nothing is stitched. */
  readonly base: Base | null;
  readonly edits: "refuse" | "overwrite";
  /** The fence that defines a file. */
  readonly locate: (path: string) => Location;
}

/** What was done, by path; empty lists where anything was refused. */
export interface Emitted {
  readonly diagnostics: readonly Diagnostic[];
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly same: readonly string[];
}

/** Writes the program, or nothing and says why. A write that fails is undone. Throws only on mistakes of our own. */
export function emit(emission: Emission, writer: Writer): Emitted {
  const links = [manifestPath, "src/.maps", "src/.tangle", basePath].flatMap((path) => linkOnTheWay(emission.root, path));
  if (links.length > 0) return refused(links);
  try {
    return locked(emission.root, writer, () => emitLocked(emission, writer)) ?? refused([busy]);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return refused([writeFailed(emission.root, error, "what was there before is untouched")]);
  }
}

/** What is known of the last tangle below `root`. */
export function previousAt(root: string): Previous {
  const manifest = textAt(join(root, manifestPath));
  const base = textAt(join(root, basePath));
  return { manifest: manifest === null ? null : readManifest(manifest), base: base === null ? null : readBase(base) };
}

function emitLocked(emission: Emission, writer: Writer): Emitted {
  recover(emission.root, writer);
  const plan = planOf({ ...emission, previous: previousAt(emission.root) });
  const refusals = [...plan.obstacles, ...(emission.edits === "refuse" ? plan.edits : [])];
  if (hasErrors(refusals)) return refused(refusals);
  commit(emission.root, changesOf(emission, plan), writer);
  restorePermissions(emission.root, plan, writer);
  const paths = (kind: string): readonly string[] => plan.actions.flatMap((each) => (each.kind === kind ? [each.path] : []));
  return { diagnostics: [], created: paths("create"), changed: paths("change"), removed: paths("remove"), same: paths("same") };
}

/** Files, then maps, then our records, the manifest last. What is already as it should be is left alone. */
function changesOf(emission: Emission, plan: Plan): readonly Change[] {
  const files = plan.actions.flatMap(({ kind, path, layout }): readonly Change[] =>
    kind === "same" ? [] : [{ path, content: layout?.text ?? null, mode: modeOf(layout) }],
  );
  const staleMaps = walk(emission.root, "src/.maps").filter((path) => !emission.maps.has(path));
  const records = [
    ...emission.maps,
    ...(emission.base === null ? [] : [[basePath, writeBase(emission.base)] as const]),
    [manifestPath, writeManifest(emission.manifest)] as const,
  ];
  const written = records.filter(([path, content]) => textAt(join(emission.root, path)) !== content);
  return [
    ...files,
    ...staleMaps.map((path) => ({ path, content: null, mode: 0 })),
    ...written.map(([path, content]) => ({ path, content, mode: 0o644 })),
  ];
}

function modeOf(layout: Layout | null): number {
  return layout?.executable === true ? 0o555 : 0o444;
}

/** A clone has the right texts with the permissions of ordinary files. That some other owner's file keeps its own is no failure. */
function restorePermissions(root: string, plan: Plan, writer: Writer): void {
  for (const { kind, path, layout, mode } of plan.actions) {
    if (kind !== "same" || mode === modeOf(layout)) continue;
    try {
      writer.chmod(join(root, path), modeOf(layout));
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }
}

const busy: Diagnostic = {
  severity: "error",
  code: "busy",
  message: "another tangle is at work in this folder",
  at: { path: "src/.tangle/lock" },
  cure: "wait for it; if there is none, remove this file",
};

function linkOnTheWay(root: string, path: string): readonly Diagnostic[] {
  const blocked = obstacle(root, path);
  if (blocked === null) return [];
  const what = blocked.kind === "link" ? "a symbolic link" : "a file";
  const message = `\`${blocked.path}\` is ${what}; tangle keeps its records in \`${path}\` and does not write there`;
  return [{ severity: "error", code: blocked.kind === "link" ? "symbolic-link" : "path-taken", message, at: { path: blocked.path } }];
}

function refused(diagnostics: readonly Diagnostic[]): Emitted {
  const seen = new Set<string>();
  const distinct = diagnostics.filter((each) => !seen.has(each.message) && seen.add(each.message));
  return { diagnostics: distinct, created: [], changed: [], removed: [], same: [] };
}
