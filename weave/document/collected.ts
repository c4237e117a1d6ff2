/** What generated parts are made from: the whole book, resolved but for them. */
import type { ChunkGraph } from "../../tangle/index.ts";
import type { Totals } from "../../prove/index.ts";
import type { Cited } from "./citation.ts";
import type { Draft } from "./draft.ts";
import type { BookFiles } from "../files.ts";
import type { ListedTerm } from "./listedTerms.ts";
import type { Solution } from "../plugins/moveSolutions.ts";

/** A draft without its solutions, where another page shows them. */
export interface MovedDraft {
  readonly draft: Draft;
  /** They, in order; empty where they stay in their exercises. What the draft's key tells tells them as well. */
  readonly solutions: () => readonly Solution[];
}

/** Everything that a generated part may speak of. */
export interface Collected {
  /** In the order of the book. */
  readonly drafts: readonly MovedDraft[];
  readonly graph: ChunkGraph;
  readonly cited: readonly Cited[];
  readonly files: BookFiles;
  /** The terms of `book/terms.yml`. */
  readonly listed: readonly ListedTerm[];
  /** What a reference to an id prints; of what stands in the chapters. */
  readonly labels: ReadonlyMap<string, string>;
  /** How much was shown; null where nothing was run. */
  readonly totals: Totals | null;
}
