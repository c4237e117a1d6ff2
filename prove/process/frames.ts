/** Where in the book an exception was thrown, as its stack trace, mapped by Node, says. */
import { join } from "node:path";
import type { FailurePlace } from "../records/outcome.ts";
import type { Job } from "../cells/job.ts";

/** A line of a chapter in a stack trace. */
export interface Frame {
  /** Relative to the root: `book/01-a/index.md`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The lines of chapters in a stack trace, the innermost first. */
export function framesOf(stack: string, root: string): readonly Frame[] {
  const folder = `${join(root, "book")}/`;
  return stack.split("\n").flatMap((text): readonly Frame[] => {
    const [, where = "", line, column] = /^\s+at (?:.*?\()?((?:file:\/\/|\/)[^)]*\.md):(\d+):(\d+)\)?$/.exec(text) ?? [];
    const path = where.startsWith("file://") ? decodeURI(where.slice(7)) : where;
    return path.startsWith(folder) ? [{ path: path.slice(root.length + 1), line: Number(line), column: Number(column) }] : [];
  });
}

/** The place of a failure: the innermost line of a chapter; the unit as a whole where the trace has none. */
export function placeOf(error: unknown, { root, path }: Pick<Job, "root" | "path">): FailurePlace {
  const [first] = framesOf(stackOf(error), root);
  if (first === undefined) return { kind: "unit" };
  const { line, column } = first;
  return first.path === path ? { kind: "line", line, column } : { kind: "line", line, column, path: first.path };
}

/** The trace of an exception; "" for what is none. */
export function stackOf(error: unknown): string {
  return error instanceof Error && typeof error.stack === "string" ? error.stack : "";
}
