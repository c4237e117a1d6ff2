// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/** What all demonstrations say on `--help`. */

/** The lines on options that all of them have; what an option does begins at a column. */
export function commonOptions(column: number): string {
  const backend = `${"--backend NAME".padEnd(column)}where to compute: native, wasm, cpu, or auto, the best that works here (cpu)`;
  return `${backend}\n  ${"--help".padEnd(column)}print this`;
}
//# sourceMappingURL=../../.maps/demos/shell/help.ts.map
