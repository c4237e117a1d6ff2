// Tangled from book/11-memory/02-activations-of-a-block.md. Edit the book, then: npm run tangle
/** What the blocks of a transformer save for the backward pass, from its configuration alone. */
// Describe what is kept
import type { Architecture } from "./architecture.ts";

/** How activations are kept; the architecture says which there are. */
export interface Keeping {
  /** Bytes of an activation. */
  readonly element: number;
  /** Whether attention keeps its weights, or only the log-sum-exp of each query. */
  readonly attention: "weights" | "log-sum-exp";
  /** Bytes of a normalised row’s statistics, and of a query’s log-sum-exp. */
  readonly statistics: number;
  readonly logSumExp: number;
  /** Whether the merged heads are a copy of attention’s output. */
  readonly mergedCopy: boolean;
  /** Masks of a byte, and the attention weights once more. */
  readonly dropout: boolean;
}

/** What the fused kernels of this program keep. */
export const ours: Keeping = { element: 4, attention: "log-sum-exp",
  statistics: 16, logSumExp: 4, mergedCopy: true, dropout: false };
/** What Korthikanti and others (2022) count, in 16 bits. */
export const megatron: Keeping = { element: 2, attention: "weights",
  statistics: 0, logSumExp: 0, mergedCopy: false, dropout: true };

// List what a block saves
/** One saved tensor of a block: bytes for each token, and for each pair of a head and a key. */
export interface SavedRow {
  readonly name: string;
  readonly token: number;
  readonly pair: number;
}

/** What a block saves, in the order in which it computes. Throws `RangeError` for latent attention and experts, which no formula here describes. */
export function savedByBlock(a: Architecture, keeping: Keeping): readonly SavedRow[] {
  const { width: d, heads: H, keyValueHeads: G, headWidth: k, feedForward: m } = a;
  const { element: e, statistics, dropout } = keeping;
  // Refuse what has no formula
  if (a.latent || a.experts) throw new RangeError(`memory: what ${a.name} saves has no formula here, because of its ${a.latent ? "latent attention" : "experts"}`);
  const row = (name: string, token: number, pair = 0): SavedRow =>
    ({ name, token, pair });
  const mask = (name: string) => (dropout ? [row(name, d)] : []);
  const dense = keeping.attention === "weights";
  return [
    row("input of the first norm", e * d + statistics),
    row("input of queries, keys, values", e * d),
    row("queries", e * H * k), row("keys", e * G * k), row("values", e * G * k),
    ...(dense ? [row("attention weights", 0, e)] : [
      row("log-sum-exp", keeping.logSumExp * H),
      row("output of attention", keeping.mergedCopy ? e * H * k : 0)]),
    ...(dense && dropout ? [row("mask of the weights", 0, 1),
      row("weights after dropout", 0, e)] : []),
    row("input of the output projection", e * H * k),
    ...mask("mask of attention"),
    row("input of the second norm", e * d + statistics),
    row("input of the feed-forward network", e * d),
    ...(a.gated
      ? ["gate", "gate after SiLU", "up projection"].map((name) => row(name, e * m))
      : [row("before the activation function", e * m)]),
    row("input of the last matrix", e * m),
    ...mask("mask of the feed-forward network"),
  ];
}

// Add up what the model saves
/** Bytes for each token that are saved outside of the blocks, without logits: by the final norm, the output layer and the loss. */
export function savedOutside({ width: d }: Architecture, { element: e, statistics }: Keeping): number {
  return 2 * e * d + statistics + 8; // the log-sum-exp of the logits is a double
}

/** Bytes that all blocks save for B sequences of T tokens. */
export function savedByBlocks(a: Architecture, keeping: Keeping, B: number, T: number): number {
  const rows = savedByBlock(a, keeping);
  const token = rows.reduce((sum, each) => sum + each.token, 0);
  const pair = rows.reduce((sum, each) => sum + each.pair, 0);
  return a.layers * B * T * (token + a.heads * T * pair);
}
//# sourceMappingURL=../.maps/memory/saved-activations.ts.map
