// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The reader of what a demonstration prints. */

/** Ends the process when its reader stops in the middle, as `head` does; anything else that goes wrong with the output ends it too, or does what is said here. */
export function endWithReader(otherwise: () => void = () => process.exit(1)): void {
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => (code === "EPIPE" ? process.exit(0) : otherwise()));
}
//# sourceMappingURL=../../.maps/demos/shell/reader.ts.map
