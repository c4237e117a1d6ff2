/** What a plugin gives back: the tree it made and what the author got wrong. */
import type { Root } from "mdast";
import type { Diagnostic } from "../../tangle/index.ts";

/** A transformed tree, with the mistakes found on the way. */
export interface Plugged {
  readonly tree: Root;
  readonly diagnostics: readonly Diagnostic[];
}
