// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** Kernels in parts: the ranges of them, and the calls that do them. */

/** The numbers with which a function of the module is called, once for each part. */
export type Calls = readonly (readonly number[])[];

/** Some of n numbers. */
export interface Range {
  readonly first: number;
  readonly count: number;
}

/** At most so many ranges that are n numbers together, each of whole units but the last. */
export function rangesOf(n: number, unit: number, most: number): readonly Range[] {
  const units = Math.ceil(n / unit);
  const count = Math.max(1, Math.min(most, units));
  const start = (i: number): number => Math.min(n, Math.floor((units * i) / count) * unit);
  return Array.from({ length: count }, (_, i) => ({ first: start(i), count: start(i + 1) - start(i) }));
}
//# sourceMappingURL=../../.maps/backends/wasm/parts.ts.map
