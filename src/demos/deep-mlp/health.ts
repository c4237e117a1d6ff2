// Tangled from book/06-stability/09-exercises.md. Edit the book, then: npm run tangle
/** What the layers of a deep network do to the signal and to the gradient. */
import type { Batch } from "../../data/examples.ts";
import { deepLossOf, streamOf, type DeepMlpParameters, type DeepMlpShape } from "../../models/deep-mlp/deep-mlp.ts";
import { mapLeaves } from "../../nn/parameters.ts";
import type { Optimizer, OptimizerState } from "../../optim/optimizer.ts";
import { mean, multiply, subtract, variable, type Tensor } from "../../tensor-core.ts";
import { leafStatistics } from "../../train/health/leaf-statistics.ts";
import { gradientsOf } from "../../train/train.ts";

/** A layer under a batch; layer 0 is the input layer. */
export interface LayerHealth {
  readonly layer: number;
  /** Of the stream after the layer, over examples and units. */
  readonly meanSquare: number;
  /** The variance across the examples, averaged over the units. */
  readonly acrossContexts: number;
  /** The share of the units that are at most zero for all examples. */
  readonly zeroUnits: number;
  /** The RMS of ∂loss/∂weight. */
  readonly gradient: number;
  /** The RMS of the weight’s next update over the RMS of the weight. */
  readonly update: number;
}

const meanSquareOf = (x: Tensor) => mean(multiply(x, x)).item();

/** All layers of a network, under a batch, for the optimizer’s next update; its state is null before the first step. */
export function healthOf(
  shape: DeepMlpShape,
  { parameters, state }: { readonly parameters: DeepMlpParameters; readonly state: OptimizerState | null },
  { batch, optimizer }: { readonly batch: Batch; readonly optimizer: Optimizer },
): readonly LayerHealth[] {
  const variables = mapLeaves(parameters, variable);
  const gradients = gradientsOf(deepLossOf(shape)(variables, batch), variables);
  const { parameters: after } = optimizer.update(parameters, gradients, state ?? optimizer.init(parameters));
  const leaves = new Map(leafStatistics({ before: parameters, after, gradients }).map((each) => [each.path, each]));
  return streamOf(parameters, shape, batch.contexts).map((h, layer) => {
    const { gradientNorm, size, ratio } = leaves.get(layer === 0 ? "input.weight" : `layers.${layer - 1}.weight`)!;
    return {
      layer,
      meanSquare: meanSquareOf(h),
      acrossContexts: meanSquareOf(subtract(h, mean(h, 0, { keepDims: true }))),
      zeroUnits: zeroUnitsOf(h),
      gradient: gradientNorm / Math.sqrt(size),
      update: ratio,
    };
  });
}

function zeroUnitsOf(h: Tensor): number {
  const [n, width] = h.shape as [number, number];
  const values = h.dataSync();
  let zero = 0;
  for (let unit = 0; unit < width; unit++) {
    let example = 0;
    while (example < n && values[example * width + unit]! <= 0) example++;
    if (example === n) zero++;
  }
  return zero / width;
}

/** A factor for each layer, by which a statistic changes from the first to the last on geometric average; null where it reaches zero or is no number. */
export function factorPerLayer(layers: readonly LayerHealth[], of: (layer: LayerHealth) => number): number | null {
  const [first, last] = [of(layers[0]!), of(layers.at(-1)!)];
  const factor = (last / first) ** (1 / (layers.length - 1));
  return factor > 0 && Number.isFinite(factor) ? factor : null;
}
//# sourceMappingURL=../../.maps/demos/deep-mlp/health.ts.map
