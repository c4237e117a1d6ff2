// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** An evaluation that can be watched and interrupted. */
import type { Examples } from "../../data/examples.ts";
import type { Parameters } from "../../nn/parameters.ts";
import { meanLoss } from "../../train/evaluate.ts";
import type { LossOf } from "../../train/train.ts";
import { grouped } from "../../format/text.ts";
import type { Screen } from "../shell/console.ts";

/** Examples at a time. */
const AT_ONCE = 4096;

/** Where it is shown how far an evaluation is, under a label, and by whom it may be ended. */
export interface Watched {
  readonly screen: Screen;
  readonly label: string;
  readonly pause: () => Promise<void>;
  readonly interrupted: () => boolean;
  /** How many characters an example predicts; 1 if nothing is said. */
  readonly targets?: number;
}

/** The mean loss of all examples, in nats; null if someone has asked the program to end before it is known. */
export async function evaluated<P extends Parameters>(parameters: P, lossOf: LossOf<P>, { count, batch }: Examples, around: Watched): Promise<number | null> {
  const { targets = 1 } = around;
  const [atOnce, unit] = [Math.ceil(AT_ONCE / targets), targets === 1 ? "characters" : "sequences"];
  let sum = 0;
  for (let start = 0; start < count; start += atOnce) {
    around.screen.progress(start / count, `${around.label}: ${grouped(start)} of ${grouped(count)} ${unit}`);
    await around.pause();
    if (around.interrupted()) return null;
    const length = Math.min(atOnce, count - start);
    const piece = { count: length, batch: (places: ArrayLike<number>) => batch(Array.from(places, (place) => start + place)) };
    sum += length * meanLoss(parameters, lossOf, piece);
  }
  return sum / count;
}
//# sourceMappingURL=../../.maps/demos/mlp-lm/evaluate.ts.map
