// Tangled from book/06-stability/06-regularisation.md. Edit the book, then: npm run tangle
/** The MLP language model, trained with dropout. */
// Import what the network with dropout needs
import { crossEntropy } from "../../ops/cross-entropy.ts";
import { dropout, maskKeys } from "../../ops/dropout.ts";
import { embedding } from "../../ops/embedding.ts";
import { linear } from "../../ops/linear.ts";
import { tanh } from "../../ops/tanh.ts";
import { reshape } from "../../tensor-core.ts";
import type { LossOf } from "../../train/train.ts";
import type { MlpParameters } from "./mlp-lm.ts";

// Compute the loss with dropout
/** The loss of `lossOf` with dropout on the embeddings that are read and on the hidden units, in training only. */
export function lossWithDropout(rate: number): LossOf<MlpParameters> {
  return ({ embedding: E, hidden, output }, { contexts, targets }, random) => {
    const keyOf = maskKeys(random); // null keys in an evaluation
    const X = embedding(E, contexts); // [n, context, features]
    const read = reshape(X, [targets.size, hidden.weight.shape[0]!]);
    const kept = dropout(read, rate, keyOf(0));
    const h = tanh(linear(kept, hidden.weight, hidden.bias)); // [n, width]
    const logits = linear(dropout(h, rate, keyOf(1)), output.weight, output.bias);
    return crossEntropy(logits, targets);
  };
}
//# sourceMappingURL=../../.maps/models/mlp-lm/dropout.ts.map
