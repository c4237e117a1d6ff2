// Tangled from book/07-attention/06-induction-heads.md. Edit the book, then: npm run tangle
/** How often the most likely token is the right one. */
import { shapeText } from "../layout/shape.ts";
import type { Tensor } from "../tensor-core.ts";

/** The share of the targets, without those of −1, that have the largest logit of their row. logits: […, V], targets: […]. Throws `RangeError` if shapes do not fit or there is no target. */
export function accuracy(logits: Tensor, targets: Tensor): number {
  if (shapeText(logits.shape.slice(0, -1)) !== shapeText(targets.shape)) throw new RangeError(`accuracy: targets ${shapeText(targets.shape)} for logits ${shapeText(logits.shape)}`);
  const [z, wanted, width] = [logits.dataSync(), targets.dataSync(), logits.shape.at(-1)!];
  let [right, count] = [0, 0];
  for (let row = 0; row < wanted.length; row++) {
    if (wanted[row] === -1) continue;
    let best = 0;
    for (let v = 1; v < width; v++) if (z[row * width + v]! > z[row * width + best]!) best = v;
    if (best === wanted[row]) right++;
    count++;
  }
  if (count === 0) throw new RangeError("accuracy: there is no target");
  return right / count;
}
//# sourceMappingURL=../.maps/train/accuracy.ts.map
