// Tangled from book/08-transformer/04-counting-a-gpt.md. Edit the book, then: npm run tangle
/** What a GPT is made of, and what it costs, from its configuration alone. */
import type { Shape } from "../../layout/shape.ts";
import { completeConfig, type GptConfig } from "./gpt.ts";

// Count the parameters
import { schemeOf } from "./gpt.ts";

/** A tensor of the model under its public name; one of a block stands for those of all blocks. */
export interface ParameterRow {
  readonly name: string;
  readonly shape: Shape;
  /** How many numbers, in all blocks together. */
  readonly count: number;
}

/** All parameters of a configuration; `wpe.weight` is what its positional encoding learns, if anything. Throws `RangeError` for an invalid one. */
export function parameterRows(config: GptConfig): readonly ParameterRow[] {
  const { vocabularySize: V, layers, width: d, feedForward: m, bias, norm, tied } = completeConfig(config);
  const row = (name: string, times: number, ...shape: readonly number[]): ParameterRow => ({ name, shape, count: times * shape.reduce((product, length) => product * length, 1) });
  const linear = (name: string, inputs: number, outputs: number) => [row(`h.*.${name}.weight`, layers, inputs, outputs), ...(bias ? [row(`h.*.${name}.bias`, layers, outputs)] : [])];
  const normOf = (name: string, times: number) => [row(`${name}.weight`, times, d), ...(bias && norm === "layer" ? [row(`${name}.bias`, times, d)] : [])];
  return [
    row("wte.weight", 1, V, d),
    ...[row("wpe.weight", 1, ...schemeOf(config).shape)].filter(({ count }) => count > 0),
    ...normOf("h.*.ln_1", layers),
    ...linear("attn.c_attn", d, 3 * d),
    ...linear("attn.c_proj", d, d),
    ...normOf("h.*.ln_2", layers),
    ...linear("mlp.c_fc", d, m),
    ...linear("mlp.c_proj", m, d),
    ...normOf("ln_f", 1),
    ...(tied ? [] : [row("lm_head.weight", 1, V, d)]),
  ];
}

// Count the FLOPs of the products
/** The FLOPs of all matrix products of a forward pass, scores counted densely. The backward pass takes twice as many. */
export function forwardFlops(config: GptConfig, batch: number, T: number) {
  const { width: d, layers, feedForward: m, vocabularySize: V } = completeConfig(config);
  const tokens = batch * T;
  const projections = layers * 8 * tokens * d * d;
  const feedForward = layers * 4 * tokens * d * m;
  const scores = layers * 4 * tokens * T * d; // scores and values
  const output = 2 * tokens * d * V;
  return { projections, feedForward, scores, output,
    total: projections + feedForward + scores + output };
}
//# sourceMappingURL=../../.maps/models/gpt/count.ts.map
