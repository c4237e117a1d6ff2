// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/** Errors of float32 results. */

/** How far a result is from the true value, in float32 ulps of the true value; 0 where both are equal after rounding. */
export function ulpsApart(found: number, exact: number): number {
  if (Object.is(found, Math.fround(exact)) || found === exact) return 0;
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(exact))));
  return Math.abs(found - exact) / 2 ** (exponent - 23);
}
//# sourceMappingURL=../../.maps/backends/native/ulps.ts.map
