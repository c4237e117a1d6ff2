/** Graph, root → lines, each with its origin. */
import type { FenceLine } from "./fence.ts";
import type { Source } from "./span.ts";

/** A line of a tangled file, without its line end: `indent + text`. */
export interface TangledLine {
  /** What the uses around it added. */
  readonly indent: string;
  readonly text: string;
  readonly origin: Origin;
}

/**
 * Where a tangled line comes from. `text`: a fence's line, character by character (`escaped`: its `@` is dropped).
 * `name`: a name comment, from the line that uses the chunk. `header`: from nowhere.
 */
export type Origin =
  | { readonly kind: "text"; readonly source: Source; readonly line: FenceLine; readonly escaped: boolean; readonly uses: readonly UseSite[] }
  | { readonly kind: "name"; readonly source: Source; readonly line: FenceLine; readonly uses: readonly UseSite[] }
  | { readonly kind: "header" };

/** A use that the line was reached through, outermost first. */
export interface UseSite {
  readonly source: Source;
  readonly line: FenceLine;
}

/** A file of the program at some chapter's end. */
export interface TangledFile {
  /** `src/markov/model.ts` */
  readonly path: string;
  readonly language: string;
  /** Without the header and the map comment, which `emit` adds. */
  readonly lines: readonly TangledLine[];
  /** The section that defines it, named in the header. */
  readonly definedIn: string;
}
