/** What passes between a page and the worker that runs its cells. */

/** What the page sends once: the data it has loaded. */
export interface Start {
  readonly data: Readonly<Record<string, string>>;
  /** How many cells will run. */
  readonly cells: number;
}

/** What the worker says. */
export type Said =
  | { readonly kind: "cell"; readonly cell: number }
  /** All lines of the output so far. */
  | { readonly kind: "output"; readonly lines: readonly string[] }
  | { readonly kind: "done" }
  /** The program asks for data that was not sent. */
  | { readonly kind: "missing"; readonly name: string }
  | { readonly kind: "failed"; readonly name: string; readonly message: string; readonly stack: string };

/** What is said in place of a drawing. */
export const notDrawn = "which is drawn only when the book is made)";
