// Tangled from book/06-stability/07-anatomy-of-a-loss-spike.md. Edit the book, then: npm run tangle
/** What a training step did to each leaf of the parameters. */
// Import what statistics of leaves use
import { ledger } from "../../ledger/ledger.ts";
import { bytesOf } from "../../layout/dtype.ts";
import { leavesOf, type Parameters } from "../../nn/parameters.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import type { Tensor } from "../../tensor-core.ts";

// Measure the update of each leaf
/** A leaf, its update and its gradient. RMS: root mean square. */
export interface LeafStatistics {
  readonly path: string;
  readonly size: number;
  readonly weightRms: number;
  readonly updateRms: number;
  /** RMS of the update over RMS of the leaf. */
  readonly ratio: number;
  readonly gradientNorm: number;
}

/** For each leaf. Throws `TypeError` unless the trees have the same paths. */
export function leafStatistics<P extends Parameters>(
  { before, after, gradients }: Update<P>,
): readonly LeafStatistics[] {
  // Pair the leaves by their paths
  const [afterOf, gradientOf] = [leafAt(after, "new parameters"), leafAt(gradients, "gradients")];
  return leavesOf(before).map(([path, leaf]) => {
    const [w, moved, g] = [leaf.dataSync(),
      afterOf(path).dataSync(), gradientOf(path).dataSync()];
    let [weights, updates, squares] = [0, 0, 0];
    for (let i = 0; i < w.length; i++) {
      weights += w[i]! ** 2;
      updates += (moved[i]! - w[i]!) ** 2;
      squares += g[i]! ** 2;
    }
    // Enter the cost of the statistics of a leaf
    ledger()?.("leaf statistics", { FLOPs: 7 * w.length + 7, "bytes read": 3 * bytesOf(leaf.dtype, w.length) });
    const rms = (sum: number) => Math.sqrt(sum / w.length);
    return { path, size: w.length, weightRms: rms(weights),
      updateRms: rms(updates), ratio: Math.sqrt(updates / weights),
      gradientNorm: Math.sqrt(squares) };
  });
}

/** Parameters before and after a step, and the gradients of that step: trees with the same paths and shapes. */
export interface Update<P> {
  readonly before: P;
  readonly after: P;
  readonly gradients: P;
}

function leafAt(tree: Parameters, name: string): (path: string) => Tensor {
  const leaves = new Map(leavesOf(tree));
  return (path) => {
    const leaf = leaves.get(path);
    if (!leaf) throw new TypeError(`leafStatistics: the ${name} have no \`${path}\``);
    return leaf;
  };
}

// Record the updates of an optimizer
/** The optimizer, which at every `every`th step also records. */
export function withLeafStatistics(
  optimizer: Optimizer,
  record: (step: number, leaves: readonly LeafStatistics[]) => void,
  every = 1,
): Optimizer {
  return {
    ...optimizer,
    update(parameters, gradients, state) {
      const moved = optimizer.update(parameters, gradients, state);
      if (moved.state.step % every === 0) {
        record(moved.state.step, leafStatistics(
          { before: parameters, after: moved.parameters, gradients }));
      }
      return moved;
    },
  };
}
//# sourceMappingURL=../../.maps/train/health/leaf-statistics.ts.map
