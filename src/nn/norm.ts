// Tangled from book/08-transformer/03-transformer-block.md. Edit the book, then: npm run tangle
/** A normalisation by its parameters: LayerNorm with a bias or without, or RMSNorm. */
import { layerNorm } from "../ops/layer-norm.ts";
import { rmsNorm } from "../ops/rms-norm.ts";
import { ones, zeros, type Tensor } from "../tensor-core.ts";

/** gain, bias: [d]. RMSNorm has no bias. */
export type NormParameters = {
  readonly gain: Tensor;
  readonly bias?: Tensor;
};

/** Which normalisation. */
export type NormKind = "layer" | "rms";

/** Gains of 1, and a bias of 0 if it has one. */
export function initNorm(width: number, { norm, bias }: { readonly norm: NormKind; readonly bias: boolean }): NormParameters {
  return { gain: ones([width]), ...(bias && norm === "layer" && { bias: zeros([width]) }) };
}

/** The normalised rows of x: […, d]. Throws as `layerNorm` and `rmsNorm` do. */
export function normalised({ gain, bias }: NormParameters, x: Tensor, norm: NormKind): Tensor {
  if (norm === "rms") return rmsNorm(x, gain);
  return layerNorm(x, gain, bias ?? zeros(gain.shape, gain));
}
//# sourceMappingURL=../.maps/nn/norm.ts.map
