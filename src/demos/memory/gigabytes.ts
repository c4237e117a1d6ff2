// Tangled from book/11-memory/10-exercises.md. Edit the book, then: npm run tangle
/** Bytes in units of 10⁹. */

/** As they read in a table: three decimals, or as many as show two digits of a small number. */
export function gigabytes(bytes: number): string {
  const value = bytes / 1e9;
  if (value === 0 || value >= 0.0995) return value.toFixed(3);
  return value.toFixed(Math.min(9, 1 - Math.floor(Math.log10(value))));
}
//# sourceMappingURL=../../.maps/demos/memory/gigabytes.ts.map
