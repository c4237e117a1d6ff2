// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
/** A race detector: which threads touched each word of a memory, and how. */
import type { Access } from "./traffic.ts";

// Say which accesses conflict
const CONFLICTS: Readonly<Record<Access, readonly Access[]>> =
  { read: ["write", "atomic"], write: ["read", "write", "atomic"], atomic: ["read", "write"] };

/** Another thread, or workgroup, and what it did with the same word. */
export interface Conflict {
  readonly who: number;
  readonly access: Access;
}

/** The accesses to one memory since it was last ordered by a barrier. */
export class Watch {
  /** Of each access and word, up to two who did it. A third adds nothing: one of two is not the thread that comes next. */
  readonly #by: Readonly<Record<Access, Map<number, readonly number[]>>> = { read: new Map(), write: new Map(), atomic: new Map() };

  // Find an access that conflicts
  /** Records an access, and returns an earlier one that it conflicts with. */
  touch(who: number, access: Access, word: number): Conflict | undefined {
    const conflicts = CONFLICTS[access].flatMap((other) =>
      (this.#by[other].get(word) ?? []).filter((each) => each !== who).map((each) => ({ who: each, access: other })));
    const same = this.#by[access].get(word) ?? [];
    if (same.length < 2 && !same.includes(who)) this.#by[access].set(word, [...same, who]);
    return conflicts[0];
  }

  /** Forgets all accesses: a barrier has ordered them. */
  clear(): void {
    for (const words of Object.values(this.#by)) words.clear();
  }
}
//# sourceMappingURL=../.maps/gpu/races.ts.map
