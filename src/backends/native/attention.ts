// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
/** The memory that attention in C uses beside its operands. */

/** Sizes of attention: T queries and N keys of d numbers, and values of m. */
export interface AttentionSizes {
  readonly N: number;
  readonly d: number;
  readonly m: number;
}

/** The next multiple of `side`. */
const whole = (n: number, side: number) => Math.ceil(n / side) * side;

/** How many numbers each part of the kernel needs, as `attention.h` takes them, for a tile of rows × columns. */
export function scratchOfAttention(name: "attention" | "attentionBackward", { N, d, m }: AttentionSizes, { rows, columns }: { readonly rows: number; readonly columns: number }): number {
  const [queries, atOnce, row] = [4 * rows, 256, whole(N, 16)];
  const forward = [whole(N, columns) * d, whole(m, columns) * N, queries * d, queries * atOnce, queries * row];
  const backward = [whole(N, columns) * d, whole(N, columns) * m, whole(d, columns) * N, queries * d, queries * m, queries * whole(N + atOnce, rows), whole(d, columns) * queries, whole(m, columns) * queries, queries * row, queries * row];
  return (name === "attention" ? forward : backward).reduce((sum, each) => sum + whole(each, 16), 0);
}
//# sourceMappingURL=../../.maps/backends/native/attention.ts.map
