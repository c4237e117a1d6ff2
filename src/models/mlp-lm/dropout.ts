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
/** Which shares of the embeddings that are read and of the hidden units are dropped. */
export interface DropoutRates {
  readonly embeddings: number;
  readonly hidden: number;
}

/** The loss of `lossOf`, in training with dropout. */
export function lossWithDropout(rates: DropoutRates): LossOf<MlpParameters> {
  return ({ embedding: E, hidden, output }, { contexts, targets }, random) => {
    const keyOf = maskKeys(random); // in an evaluation null
    const X = embedding(E, contexts); // [n, context, features]
    const read = reshape(X, [targets.size, hidden.weight.shape[0]!]);
    const x = dropout(read, rates.embeddings, keyOf(0));
    const h = tanh(linear(x, hidden.weight, hidden.bias)); // [n, width]
    const y = dropout(h, rates.hidden, keyOf(1));
    return crossEntropy(linear(y, output.weight, output.bias), targets);
  };
}
//# sourceMappingURL=../../.maps/models/mlp-lm/dropout.ts.map
