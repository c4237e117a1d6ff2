/** Code of a book that is woven for the first time, coloured on a thread of its own while the rest of the book is read: that is a third of the time. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { filesAt } from "../document/programs.ts";
import type { ReadChapters } from "../edition.ts";
import { highlighterFor, type Code, type Highlighter, type LoadHighlighter } from "../highlight.ts";
import { onThread, type Threaded } from "../thread.ts";
import { hasListings, keyOf, unpack } from "./listings.ts";

/** What is coloured ahead. */
export interface ListingsAhead {
  /** Begins, where no code of the book is kept and there is enough of it. */
  readonly begin: (codes: () => readonly Code[]) => void;
  /** Waits for what was begun. What was not among it is coloured as if nothing had been. */
  readonly load: LoadHighlighter;
  /** Lets the thread go. */
  readonly stop: () => void;
}

/** A thread is worth its start from some hundreds of listings on. */
const WORTH_A_THREAD = 300;

/** The code that a thread colours, by its keys. */
interface Begun {
  readonly keys: readonly string[];
  readonly thread: Threaded<readonly string[]>;
}

/** For a book of which `kept` is kept. */
export function listingsAhead(kept: string, worth = WORTH_A_THREAD): ListingsAhead {
  let begun: Begun | null = null;
  return {
    begin(codes) {
      if (availableParallelism() < 2 || hasListings(kept)) return;
      const all = codes();
      if (all.length < worth) return;
      const thread = onThread<readonly string[]>(join(import.meta.dirname, "./listings-worker.ts"), all);
      begun = { keys: all.map(({ text, language }) => keyOf(text, language)), thread };
    },
    async load(codes) {
      const lines = (await begun?.thread.made) ?? [];
      const packed = new Map(begun?.keys.map((key, at) => [key, lines[at] ?? ""]));
      const missing = codes.filter(({ text, language }) => !packed.has(keyOf(text, language)));
      const others: Highlighter | null = missing.length === 0 ? null : await highlighterFor(missing);
      return {
        lines(text, language) {
          const known = packed.get(keyOf(text, language));
          if (known !== undefined) return unpack(known);
          if (others === null) throw new Error("internal: a piece of code was not among those that were to be coloured");
          return others.lines(text, language);
        },
      };
    },
    stop: () => void begun?.thread.stop(),
  };
}

/** The code in a book's files, as its listings show it, and, if wanted, that of the finished program. */
export function codesIn({ book, graph }: ReadChapters, { withProgram }: { readonly withProgram: boolean }): readonly Code[] {
  const shown = book.sections.flatMap(({ fences }) => fences.map((fence): Code => {
    const body = graph.definitionOf.get(fence)?.body ?? [];
    return { text: fence.lines.map(({ text }, line) => (body[line]?.kind === "use" ? "" : text)).join("\n"), language: fence.language || "text" };
  }));
  return withProgram ? [...shown, ...filesAt(book, graph, book.chapters.length - 1)] : shown;
}
