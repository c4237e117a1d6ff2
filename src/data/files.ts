// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** Reads the texts that the book learns from. */

declare global {
  /** A host of the program may serve its texts, or take note of what is read, by a function put here. */
  var bookData: ((name: string) => string) | undefined;
}

/**
 * The text `book/data/NAME`, whole. Everything that the program learns from comes through here.
 * Throws `RangeError` if `name` is not a plain file name.
 */
export function data(name: string): string {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(name)) throw new RangeError(`data: not a file name: ${JSON.stringify(name)}`);
  return (globalThis.bookData ?? readFromDisk)(name);
}

// the file system is asked for when it is needed, not imported, so that a page in a browser can load this module
function readFromDisk(name: string): string {
  const { readFileSync } = process.getBuiltinModule("node:fs");
  return readFileSync(new URL(`../../book/data/${name}`, import.meta.url), "utf8");
}
//# sourceMappingURL=../.maps/data/files.ts.map
