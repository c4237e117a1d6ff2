// Tangled from book/05-optimisation/06-muon.md. Edit the book, then: npm run tangle
/** Muon: momentum, orthogonalised. */
// Import what Muon uses
import { mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import { shapeText } from "../layout/shape.ts";
import { add, multiply, subtract, zeros, type Tensor } from "../tensor-core.ts";
import { orthogonalised } from "./newton-schulz.ts";
import { checkState, rateAt, type Optimizer, type Rate } from "./optimizer.ts";
import { parameterGroups, type Choice } from "./parameter-groups.ts";

// Move each matrix by its orthogonalised momentum
/**
 * Muon for a tree of matrices: W ← (1 − ηλ) W − η 0.2 √max(m, n) O, where O
 * is the orthogonalised momentum. The momentum M ← μ M + G is its memory.
 * Throws `RangeError` for a leaf that is no matrix. Sources: Jordan and
 * others, 2024; the factor: Liu and others, 2025.
 */
export function muon(
  rate: Rate,
  { momentum = 0.95, nesterov = true, weightDecay = 0, steps = 5 }: MuonSettings = {},
): Optimizer {
  return {
    name: "muon",
    init: (parameters) => ({ name: "muon", step: 0, memory: zerosOf(parameters) }),
    update(parameters, gradients, state) {
      checkState("muon", state);
      const by = rateAt(rate, state.step);
      const memory = zipLeaves(state.memory, gradients, (M, G) =>
        add(multiply(M, momentum), G));
      // Look ahead along the momentum
      const towards = nesterov
        ? zipLeaves(memory, gradients, (M, G) => add(G, multiply(M, momentum)))
        : memory;
      const moved = zipLeaves(parameters, towards, (W, direction) => {
        const O = orthogonalised(direction, { steps });
        const kept = multiply(W, 1 - by * weightDecay);
        return subtract(kept, multiply(O, by * rmsFactor(W)));
      });
      const next = { name: "muon", step: state.step + 1, memory };
      return { parameters: moved, state: next };
    },
  };
}
/** How Muon moves, besides its learning rate. */
export interface MuonSettings {
  /** μ, 0.95 if nothing is said. */
  readonly momentum?: number;
  /** Whether the gradient is added once more to the momentum; true if nothing is said. */
  readonly nesterov?: boolean;
  /** λ of the decoupled weight decay, 0 if nothing is said. */
  readonly weightDecay?: number;
  /** Steps of the iteration, 5 if nothing is said. */
  readonly steps?: number;
}

/** The momentum before the first step. */
function zerosOf(parameters: Parameters): Parameters {
  return mapLeaves(parameters, (leaf, path) => {
    if (leaf.shape.length !== 2) throw new RangeError(`muon: \`${path}\` is no matrix, ${shapeText(leaf.shape)}`);
    return zeros(leaf.shape, leaf);
  });
}

// Match the RMS of AdamW
/** 0.2 √max(m, n): with it an update of orthonormal rows or columns has an RMS of 0.2. */
export function rmsFactor({ shape }: Tensor): number {
  return 0.2 * Math.sqrt(Math.max(...shape));
}

// Leave the other leaves to another optimizer
/** Muon for the leaves that `isHidden` chooses; `others` updates embeddings, biases and the output layer. */
export function muonWith(matrices: Optimizer, others: Optimizer, isHidden: Choice): Optimizer {
  return parameterGroups([
    { name: "matrices", holds: isHidden, optimizer: matrices },
    { name: "others", holds: () => true, optimizer: others },
  ]);
}
//# sourceMappingURL=../.maps/optim/muon.ts.map
