// Tangled from book/06-stability/07-anatomy-of-a-loss-spike.md. Edit the book, then: npm run tangle
/** What stands in the computational graph of a loss: the inputs of its linear layers, and the logits. */
// Import what statistics of activations use
import { ledger } from "../../ledger/ledger.ts";
import { bytesOf } from "../../layout/dtype.ts";
import type { GraphNode, Tensor } from "../../tensor-core.ts";
import type { LossOf } from "../train.ts";

// Read the layers from the graph
/** The linear layers of a loss from first to last; its logits and log Z. */
export function forwardStatistics(loss: Tensor): ForwardStatistics {
  const layers: LayerStatistics[] = [];
  let [largestLogit, largestLogZ] = [0, 0];
  for (const { rule, saved } of nodesBehind(loss)) {
    if (rule.name === "linear") layers.push(layerStatistics(saved["X"]!));
    // with the z-loss added or not
    if (rule.name.startsWith("crossEntropy")) {
      const { logits, logZ } = saved;
      [largestLogit, largestLogZ] = [largest(logits!), largest(logZ!)];
    }
  }
  return { layers, largestLogit, largestLogZ };
}

// Measure the input of a linear layer
/** Of activations X: [n, d]. */
function layerStatistics(X: Tensor): LayerStatistics {
  const [numbers, [n, d]] = [X.dataSync(), X.shape as [number, number]];
  let [squares, dead] = [0, 0];
  for (let unit = 0; unit < d; unit++) {
    let same = true;
    for (let i = unit; i < n * d; i += d) {
      squares += numbers[i]! ** 2;
      if (numbers[i] !== numbers[unit]) same = false;
    }
    if (same) dead++;
  }
  // Enter the cost of the statistics of a layer
  ledger()?.("layer statistics", { FLOPs: 3 * n * d + 2, "bytes read": bytesOf(X.dtype, n * d) });
  return { meanSquare: squares / (n * d), deadShare: dead / d };
}

/** What the input of a linear layer is like in one batch. */
export interface LayerStatistics {
  readonly meanSquare: number;
  /** The share of units with the same value in every row: dead, or saturated to the last bit. */
  readonly deadShare: number;
}

/** What the forward pass of a batch was like. */
export interface ForwardStatistics {
  readonly layers: readonly LayerStatistics[];
  /** max |logit| of the cross-entropy’s input; 0 without a fused one. */
  readonly largestLogit: number;
  /** max |log Z| over the rows that are counted; 0 without a fused one. */
  readonly largestLogZ: number;
}

function largest(z: Tensor): number {
  let most = 0;
  for (const each of z.dataSync()) most = Number.isNaN(each) ? NaN : Math.max(most, Math.abs(each));
  ledger()?.("logit statistics", { FLOPs: 2 * z.size, "bytes read": bytesOf(z.dtype, z.size) });
  return most;
}

/** The nodes behind a tensor, each after its operands. Throws `TypeError` for a constant. */
function nodesBehind({ node: end }: Tensor): readonly GraphNode[] {
  if (!end) throw new TypeError("forwardStatistics: the loss has no computational graph");
  const [order, visited, stack]: [GraphNode[], Set<GraphNode>, { readonly node: GraphNode; readonly expanded: boolean }[]] = [[], new Set(), [{ node: end, expanded: false }]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.expanded) order.push(top.node);
    else if (!visited.has(top.node)) {
      visited.add(top.node);
      stack.push({ node: top.node, expanded: true });
      for (const operand of top.node.operands) if (operand) stack.push({ node: operand, expanded: false });
    }
  }
  return order;
}

/** The loss, which is also recorded with its forward pass whenever it is computed of variables. */
export function withForwardStatistics<P, B>(lossOf: LossOf<P, B>, record: (forward: ForwardStatistics) => void): LossOf<P, B> {
  return (parameters, batch, random) => {
    const loss = lossOf(parameters, batch, random);
    if (loss.node) record(forwardStatistics(loss));
    return loss;
  };
}
//# sourceMappingURL=../../.maps/train/health/forward-statistics.ts.map
