/**
 * Formulas and code stand in pandoc's document as numbered comments, and are made and put in while and after it runs: pandoc
 * reads all XHTML it is given again to find the links in it, which costs more than everything else it does.
 */
import { setImmediate } from "node:timers/promises";

/** Pieces of XHTML still to be made. */
export interface Fragments {
  /** Puts a piece aside; what stands for it until then. */
  readonly add: (make: () => string) => string;
  /** Makes all pieces, in their order, letting go of the thread now and then; gives what puts them into a page. */
  readonly made: () => Promise<(page: string) => string>;
}

/** None yet. */
export function createFragments(): Fragments {
  const makers: (() => string)[] = [];
  return {
    add: (make) => `<!--${makers.push(make) - 1}-->`,
    async made() {
      const pieces: string[] = [];
      for (const make of makers) {
        pieces.push(make());
        if (pieces.length % 20 === 0) await setImmediate(); // pandoc's input and output wait for this thread
      }
      return (page) => page.replace(/<!--(\d+)-->/g, (_, number: string) => pieces[Number(number)] ?? "");
    },
  };
}
