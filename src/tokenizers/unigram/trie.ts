// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
/** A trie of byte strings: all tokens that begin at one position lie on one path. */

/** Byte strings with an id each. */
export class Trie {
  /** The child of a node by a byte, at node · 256 + byte. */
  readonly #children = new Map<number, number>();
  readonly #ids: number[] = [-1];

  /** Puts a byte string into the trie. Throws `RangeError` for an empty one, and for one that is there. */
  add(bytes: Uint8Array, id: number): void {
    if (bytes.length === 0) throw new RangeError("Trie.add: the byte string is empty");
    let node = 0;
    for (const byte of bytes) {
      let child = this.#children.get(node * 256 + byte);
      if (child === undefined) {
        child = this.#ids.push(-1) - 1;
        this.#children.set(node * 256 + byte, child);
      }
      node = child;
    }
    if (this.#ids[node] !== -1) throw new RangeError(`Trie.add: [${bytes.join(", ")}] is there already`);
    this.#ids[node] = id;
  }

  /** Calls `found` for each byte string that begins at `start`, the shortest first: its id, and where it ends. */
  matchesAt(text: Uint8Array, start: number, found: (id: number, end: number) => void): void {
    let node: number | undefined = 0;
    for (let i = start; i < text.length; i++) {
      node = this.#children.get(node * 256 + text[i]!);
      if (node === undefined) return;
      const id = this.#ids[node]!;
      if (id !== -1) found(id, i + 1);
    }
  }
}
//# sourceMappingURL=../../.maps/tokenizers/unigram/trie.ts.map
