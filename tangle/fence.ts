/** An info string → a `Fence`, or diagnostics. */
import type { Source, Span } from "./span.ts";

/** What a fence is for. `plain` is nobody's program. */
export type Role = "file" | "chunk" | "run" | "figure" | "verify" | "fragment" | "wrong" | "output" | "plain";

/** One line of a fence's body. `text` may begin with `virtual` spaces that a tab gave when its list took a part of it. */
export interface FenceLine {
  readonly text: string;
  /** 1-based line in the source. */
  readonly line: number;
  /** 1-based column of the first character of `text` that is really in the source. */
  readonly column: number;
  /** How many leading characters of `text` stand for a split tab, so are not in the source one by one. */
  readonly virtual: number;
}

/** A fenced block of the book with its attributes read. */
export interface Fence {
  readonly source: Source;
  /** From the opening marker to the end of the closing one; `span.start` equals the mdast node's start offset. */
  readonly span: Span;
  /** The info string, for diagnostics. */
  readonly info: Span;
  readonly language: string;
  readonly role: Role;
  /** For `file` and `chunk`: whether it defines, appends (`+=`) or replaces (`:=`). */
  readonly operation: "define" | "append" | "replace";
  /** The path (`src/x.ts`), the chunk's name without its chapter, or the figure's id; "" for other roles. */
  readonly name: string;
  readonly nameSpan: Span;
  /** What stood before the first `/` of a chunk's name, as written; it is a chapter only if the contents have that folder. */
  readonly qualifier: string | null;
  readonly id: string | null;
  readonly hide: boolean;
  readonly live: boolean;
  readonly measure: boolean;
  /** `wrong="TS2345"`, with the mutant form's chunk and test. */
  readonly wrong: { readonly expected: string; readonly chunk: string | null; readonly test: string | null } | null;
  readonly lines: readonly FenceLine[];
}
