// Tangled from book/interlude-c-the-graphics-processor/05-a-training-step-on-the-device.md. Edit the book, then: npm run tangle
/** What all demonstrations say on `--help`. */

/** The lines on options that all of them have; what an option does begins at a column. */
export function commonOptions(column: number): string {
  const backend = `${"--backend NAME".padEnd(column)}where to compute: native, wasm, cpu, or auto, the best of these that works here (cpu); webgpu or cuda on a device`;
  return `${backend}\n  ${"--help".padEnd(column)}print this`;
}
//# sourceMappingURL=../../.maps/demos/shell/help.ts.map
