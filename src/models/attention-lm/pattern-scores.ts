// Tangled from book/07-attention/06-induction-heads.md. Edit the book, then: npm run tangle
/** How much of a pattern is that of a known kind of head. */
import type { SequenceBatch } from "../../data/sequences.ts";
import { shapeText } from "../../layout/shape.ts";
import type { Tensor } from "../../tensor-core.ts";

/** The mean weight on the previous position, over all positions but the first. P: [n, T, T]. */
export function previousTokenScore(P: Tensor): number {
  return meanWeight(P, (_, t) => (t === 0 ? null : [t - 1]));
}

/**
 * The mean weight on the positions that follow an earlier occurrence of a token, over the positions that have a target. P: [n, T, T]. Throws
 * `RangeError` if the batch does not fit.
 */
export function inductionScore(P: Tensor, { ids, targets }: SequenceBatch): number {
  const T = P.shape.at(-1)!;
  if (shapeText(ids.shape) !== shapeText(P.shape.slice(0, -1))) throw new RangeError(`inductionScore: ids ${shapeText(ids.shape)} for a pattern ${shapeText(P.shape)}`);
  const [tokens, wanted] = [ids.dataSync(), targets.dataSync()];
  return meanWeight(P, (b, t) => (wanted[b * T + t] === -1 ? null : Array.from({ length: t }, (_, s) => s + 1).filter((s) => tokens[b * T + s - 1] === tokens[b * T + t])));
}

/** The mean, over the queries for which positions are given, of the weight on all of these. */
function meanWeight(P: Tensor, positionsOf: (sequence: number, query: number) => readonly number[] | null): number {
  const [weights, T] = [P.dataSync(), P.shape.at(-1)!];
  let [sum, count] = [0, 0];
  for (let row = 0; row < P.size / T; row++) {
    const positions = positionsOf(Math.floor(row / T), row % T);
    if (positions === null) continue;
    for (const s of positions) sum += weights[row * T + s]!;
    count++;
  }
  return sum / count;
}
//# sourceMappingURL=../../.maps/models/attention-lm/pattern-scores.ts.map
