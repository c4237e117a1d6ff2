// Tangled from book/11-memory/01-parameters-gradients-and-optimiser-states.md. Edit the book, then: npm run tangle
/** What the memory of a transformer depends on: its sizes, and which parts it has. */
// Describe an architecture
/** A decoder-only transformer by its sizes. */
export interface Architecture {
  readonly name: string;
  readonly vocabularySize: number; // V
  readonly context: number;
  readonly layers: number; // L
  readonly width: number; // d
  readonly heads: number; // H, of queries
  readonly keyValueHeads: number; // G, each shared by H / G queries
  readonly headWidth: number; // d_k
  readonly feedForward: number; // m
  readonly gated: boolean; // SwiGLU: a third matrix
  readonly norm: "layer" | "rms";
  readonly bias: boolean;
  readonly tied: boolean; // the output layer is the embedding
  readonly learnedPositions: boolean;
  readonly latent?: LatentAttention;
  readonly experts?: Experts;
}

/** Multi-head latent attention: keys and values of all heads are made from one vector of `rank` numbers, and a key of `rotary` numbers is shared by all heads. */
export interface LatentAttention {
  readonly queryRank: number;
  readonly rank: number;
  readonly rotary: number;
  /** Numbers of a head’s key without a position, and of its value. */
  readonly plain: number;
  readonly value: number;
}

/** A mixture of experts in all layers but the first `dense`. */
export interface Experts {
  readonly dense: number;
  readonly routed: number;
  readonly shared: number;
  readonly active: number;
  /** The hidden units of one expert. */
  readonly width: number;
}

// Count the parameters of an architecture
/** A kind of tensor: its shape, and how many of them there are. */
export interface TensorRow {
  readonly name: string;
  readonly shape: readonly number[];
  readonly times: number;
}

/** All tensors of parameters, those of a tied output layer once. */
export function parametersOf(a: Architecture): readonly TensorRow[] {
  const { vocabularySize: V, context, layers: L, width: d, bias } = a;
  const one = (name: string, times: number, ...shape: readonly number[]) =>
    ({ name, shape, times });
  const linear = (name: string, times: number, inputs: number, outputs: number) =>
    [one(name, times, inputs, outputs),
      ...(bias ? [one(`${name} bias`, times, outputs)] : [])];
  const normOf = (name: string, times: number, width = d) =>
    [one(name, times, width),
      ...(bias && a.norm === "layer" ? [one(`${name} bias`, times, width)] : [])];
  return [
    one("embedding", 1, V, d),
    ...(a.learnedPositions ? [one("positions", 1, context, d)] : []),
    ...normOf("attention norm", L),
    ...attentionRows(a, linear, normOf),
    ...normOf("feed-forward norm", L),
    ...feedForwardRows(a, linear),
    ...normOf("final norm", 1),
    // Leave out a tied output layer
    ...(a.tied ? [] : [one("output", 1, V, d)]),
  ].filter(({ times }) => times > 0);
}

/** How many numbers rows have in all. */
export function countOf(rows: readonly TensorRow[]): number {
  return rows.reduce((sum, { shape, times }) => sum + times * shape.reduce((product, length) => product * length, 1), 0);
}

type Linear = (name: string, times: number, inputs: number, outputs: number) => readonly TensorRow[];

function attentionRows({ layers: L, width: d, heads: H, keyValueHeads: G, headWidth: k, latent }: Architecture, linear: Linear, normOf: (name: string, times: number, width?: number) => readonly TensorRow[]): readonly TensorRow[] {
  if (!latent) return [...linear("queries, keys, values", L, d, (H + 2 * G) * k), ...linear("attention output", L, H * k, d)];
  const { queryRank, rank, rotary, plain, value } = latent;
  return [
    ...linear("queries down", L, d, queryRank),
    ...normOf("queries norm", L, queryRank),
    ...linear("queries up", L, queryRank, H * (plain + rotary)),
    ...linear("keys, values down", L, d, rank + rotary),
    ...normOf("keys, values norm", L, rank),
    ...linear("keys, values up", L, rank, H * (plain + value)),
    ...linear("attention output", L, H * value, d),
  ];
}

function feedForwardRows({ layers: L, width: d, feedForward: m, gated, experts }: Architecture, linear: Linear): readonly TensorRow[] {
  const network = (name: string, times: number, hidden: number) => [...linear(`${name} hidden`, (gated ? 2 : 1) * times, d, hidden), ...linear(`${name} output`, times, hidden, d)];
  if (!experts) return network("feed-forward", L, m);
  const sparse = L - experts.dense;
  return [
    ...network("feed-forward", experts.dense, m),
    ...network("expert", sparse * (experts.routed + experts.shared), experts.width),
    { name: "router", shape: [d, experts.routed], times: sparse },
    { name: "router bias", shape: [experts.routed], times: sparse },
  ];
}
//# sourceMappingURL=../.maps/memory/architecture.ts.map
