// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** Short trainings of the names network, by which optimizers and schedules are compared. */
import type { MlpParameters } from "../models/mlp-lm/mlp-lm.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { meanLoss } from "../train/evaluate.ts";
import { train } from "../train/train.ts";
import { rounded } from "./recorded.ts";
import { onTest, type Names } from "./stopping.ts";

/** Losses of parameters in nats; null for those that are no numbers. */
export interface ShortResult {
  readonly validation: number | null;
  readonly test: number | null;
}

/** What came of a short training: the losses in the end, and the parameters and the optimizer’s state. */
export interface ShortRun extends ShortResult {
  readonly parameters: MlpParameters;
  readonly state: ReturnType<Optimizer["init"]>;
}

/** Trains the network for so many steps, says the loss of each, and evaluates it on a part of the validation names and of the test names. It stops at the first loss that is no number. */
export function shortRun(names: Names, optimizer: Optimizer, steps: number, say: (loss: number) => void = () => {}): ShortRun {
  const examples = names.examplesOf(names.parts.train);
  const run = train(names.start, names.usual.lossOf, { ...names.usual, examples, optimizer });
  for (let step = 1; ; step++) {
    const { parameters, state, loss } = run.next().value;
    // a record has no place for a loss that is no number
    say(Number.isFinite(loss) ? rounded(loss) : -1);
    if (step === steps || !Number.isFinite(loss)) return { ...lossesOf(names, parameters), parameters, state: state.optimizer };
  }
}

/** The losses of parameters on both parts. */
export function lossesOf(names: Names, parameters: MlpParameters): ShortResult {
  const number = (loss: number) => (Number.isFinite(loss) ? rounded(loss) : null);
  return { validation: number(meanLoss(parameters, names.usual.lossOf, names.glance)), test: number(onTest(names, parameters)) };
}
//# sourceMappingURL=../.maps/experiments/short-runs.ts.map
