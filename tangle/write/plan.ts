/** What a tangle would do to `src/`: create, change, leave or remove each file, or why it must not. */
import { join } from "node:path";
import type { Base } from "../program/base.ts";
import type { Diagnostic, Location } from "../text/diagnostic.ts";
import { sha256 } from "../text/hash.ts";
import type { Layout } from "../program/layout.ts";
import { stat, obstacle, walk, type Seen } from "../disk/stat.ts";
import type { Manifest } from "../program/manifest.ts";
import { source, type Offset, type Source } from "../text/span.ts";

/** A file of the program and what is to become of it. `before` is its text now, null where there is none. */
export interface Action {
  readonly kind: "create" | "change" | "same" | "remove";
  readonly path: string;
  readonly before: string | null;
  /** Null for a removal. */
  readonly layout: Layout | null;
  /** The permissions it has now. */
  readonly mode: number;
}

/** What stands in the way of a plan, and a file at a time that was edited by hand. */
export interface Plan {
  readonly actions: readonly Action[];
  /** Never written over, `--force` or not. */
  readonly obstacles: readonly Diagnostic[];
  /** Written over only by `--force`. */
  readonly edits: readonly Diagnostic[];
}

/** What is known of the last tangle. Null where there is no record. */
export interface Previous {
  readonly manifest: Manifest | null;
  readonly base: Base | null;
}

/** Everything a plan depends on. `root` holds `src/`; `locate` gives the fence that defines a file. */
export interface PlanInput {
  readonly root: string;
  readonly layouts: readonly Layout[];
  readonly previous: Previous;
  readonly locate: (path: string) => Location;
}

/** Compares the program with the disk. */
export function planOf(input: PlanInput): Plan {
  const planned = new Set(input.layouts.map((layout) => layout.path));
  const known = [...(input.previous.manifest?.files.keys() ?? [])];
  const removals = known.filter((path) => !planned.has(path)).map((path) => removal(input, path));
  const leaving = new Set(removals.flatMap((each) => (each?.action ? [each.action.path] : [])));
  const writes = input.layouts.map((layout) => writing(input, layout, leaving));
  const verdicts = [...removals, ...writes].filter((each) => each !== null);
  return {
    actions: verdicts.flatMap((each) => each.action ?? []),
    obstacles: verdicts.flatMap((each) => each.obstacle ?? []),
    edits: verdicts.flatMap((each) => each.edit ?? []),
  };
}

interface Verdict {
  readonly action?: Action;
  readonly obstacle?: Diagnostic;
  readonly edit?: Diagnostic;
}

function removal(input: PlanInput, path: string): Verdict | null {
  const blocked = obstacle(input.root, path);
  if (blocked !== null) return null;
  const seen = stat(join(input.root, path));
  if (seen.kind !== "file") return null;
  const before = seen.bytes.toString("utf8");
  const action: Action = { kind: "remove", path, before, layout: null, mode: seen.mode };
  return isOurs(input.previous, path, seen) ? { action } : { action, edit: editedOrphan(path, before, input.previous) };
}

function writing(input: PlanInput, layout: Layout, leaving: ReadonlySet<string>): Verdict {
  const { path } = layout;
  const blocked = obstacle(input.root, path);
  if (blocked?.kind === "link") return { obstacle: linked(input.locate(path), path, blocked.path) };
  if (blocked?.kind === "file" && !leaving.has(blocked.path)) {
    return { obstacle: occupied(input.locate(path), `\`${blocked.path}\` is a file, so \`${path}\` cannot be in it`) };
  }
  const seen = blocked === null ? stat(join(input.root, path)) : { kind: "missing" as const };
  switch (seen.kind) {
    case "missing":
      return { action: { kind: "create", path, before: null, layout, mode: 0 } };
    case "folder":
      if (walk(input.root, path).every((each) => leaving.has(each))) return { action: { kind: "create", path, before: null, layout, mode: 0 } };
      return { obstacle: occupied(input.locate(path), `\`${path}\` is a folder that holds files which tangle did not write`) };
    case "link":
      return { obstacle: linked(input.locate(path), path, path) };
    case "other":
      return { obstacle: occupied(input.locate(path), `\`${path}\` is not a file`) };
    case "file":
      return overwriting(input.previous, layout, seen);
    default:
      return seen satisfies never;
  }
}

function overwriting(previous: Previous, layout: Layout, seen: Extract<Seen, { kind: "file" }>): Verdict {
  const before = seen.bytes.toString("utf8");
  const same = Buffer.from(layout.text).equals(seen.bytes);
  const action: Action = { kind: same ? "same" : "change", path: layout.path, before, layout, mode: seen.mode };
  return same || isOurs(previous, layout.path, seen) ? { action } : { action, edit: edited(layout, before, previous) };
}

/** A file is as it was written when it is what the base holds or what the manifest recorded. */
function isOurs(previous: Previous, path: string, seen: Extract<Seen, { kind: "file" }>): boolean {
  const base = previous.base?.files.get(path);
  if (base !== undefined && Buffer.from(base).equals(seen.bytes)) return true;
  return previous.manifest?.files.get(path)?.sha256 === sha256(seen.bytes);
}

function edited(layout: Layout, text: string, previous: Previous): Diagnostic {
  const { path } = layout;
  const base = previous.base?.files.get(path);
  const wrote = base !== undefined || previous.manifest?.files.has(path) === true;
  return {
    severity: "error",
    code: wrote ? "hand-edit" : "foreign-file",
    message: wrote ? `\`${path}\` was edited by hand since it was tangled` : `\`${path}\` exists and was not written by tangle`,
    at: firstDifference(path, text, base ?? layout.text),
    cure: wrote
      ? "`npm run stitch` takes the edit into the book; `npm run tangle -- --force` throws it away"
      : "move it away, or let `npm run tangle -- --force` replace it",
  };
}

function editedOrphan(path: string, text: string, previous: Previous): Diagnostic {
  return {
    severity: "error",
    code: "hand-edit",
    message: `\`${path}\` was edited by hand since it was tangled, and no chapter defines it any more`,
    at: firstDifference(path, text, previous.base?.files.get(path) ?? text),
    cure: "move it away, or let `npm run tangle -- --force` remove it",
  };
}

function linked(at: Location, path: string, link: string): Diagnostic {
  const message = `\`${link}\` is a symbolic link; \`${path}\` is not written through it`;
  return { severity: "error", code: "symbolic-link", message, at, cure: `remove the link \`${link}\`` };
}

function occupied(at: Location, message: string): Diagnostic {
  return { severity: "error", code: "path-taken", message, at };
}

/** The first line of `text` that `other` does not have there, as a place to point at. */
function firstDifference(path: string, text: string, other: string): Location {
  const from: Source = source(path, text);
  const lines = text.split("\n");
  const others = other.split("\n");
  const index = Math.max(0, lines.findIndex((line, position) => line !== others[position]));
  const start = from.lineStarts[index] ?? (0 as Offset);
  return { source: from, span: { start, end: (start + (lines[index]?.length ?? 0)) as Offset } };
}
