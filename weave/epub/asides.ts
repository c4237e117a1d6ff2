/** What hooks put aside while they convert, to set it later: notes at the end of their page, hidden code at the end of its chapter. */
import type { BookCode, MarginNote, Page } from "../tree.ts";

/** A place to put things aside; taking empties it. */
export interface Aside<T> {
  readonly add: (item: T) => void;
  readonly take: () => readonly T[];
}

/** One page's notes, and one chapter's hidden code with the page it stood on. */
export interface Asides {
  readonly notes: Aside<MarginNote>;
  readonly hidden: Aside<{ readonly code: BookCode; readonly page: Page; readonly id: string }>;
}

/** Empty ones, for one book. */
export function createAsides(): Asides {
  return { notes: createAside(), hidden: createAside() };
}

function createAside<T>(): Aside<T> {
  let items: readonly T[] = [];
  return {
    add: (item) => void (items = [...items, item]),
    take: () => {
      const taken = items;
      items = [];
      return taken;
    },
  };
}
