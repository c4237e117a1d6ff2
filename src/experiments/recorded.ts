// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** Trainings inside an experiment: what they say, and what they keep. */
// Import what an experiment trains with
import type { Parameters } from "../nn/parameters.ts";
import { checkpointOf, runIn } from "../train/checkpoint.ts";
import { advanced, type Evaluation, type Run, type Experiment } from "../train/training-loop.ts";
import { train } from "../train/train.ts";

// Train and record the losses
/**
 * Trains each to the last step, all in turn: says the losses of every step,
 * and at each evaluation keeps the runs, from which an interrupted one goes on.
 */
export function recorded<P extends Parameters>(
  trainings: readonly Training<P>[],
  steps: number,
  { step, keep, kept }: Recorder,
): readonly Run<P>[] {
  let runs = runsIn(kept(), trainings);
  const results = trainings.map(({ trial }, i) =>
    train(runs[i]!.parameters, trial.lossOf, trial, runs[i]!));
  while (runs[0]!.step < steps) {
    const now = results.map((each) => each.next().value);
    runs = runs.map((run, i) => advanced(trainings[i]!.trial, run, now[i]!));
    step(now.map(({ loss }) => loss));
    if (runs[0]!.recent.count === 0) keep(bytesOf(runs));
  }
  return runs;
}

/** A loss, to the last digit that a record has. */
export const rounded = (loss: number): number => Number(loss.toFixed(5));

/** An evaluation as a record has it: the step, the mean loss of the batches since the last one, the loss of the validation examples. */
export const inRecord = ({ step, training, validation }: Evaluation): readonly number[] => [step, rounded(training), rounded(validation)];

/** A training, and the run from which it starts. Those of one experiment are evaluated at the same steps. */
export interface Training<P> {
  readonly trial: Experiment<P>;
  readonly start: Run<P>;
}

/** What the cell of an experiment finds. */
export interface Recorder {
  readonly step: (losses: readonly number[]) => void;
  readonly keep: (bytes: Uint8Array) => void;
  /** What was kept before an interruption; null for a run that begins. */
  readonly kept: () => Uint8Array | null;
}

/** The checkpoints of runs, one behind the other, each after its length in four bytes. */
function bytesOf<P extends Parameters>(runs: readonly Run<P>[]): Uint8Array {
  const files = runs.map((run) => checkpointOf(run, {}));
  const bytes = new Uint8Array(files.reduce((sum, { length }) => sum + 4 + length, 0));
  let at = 0;
  for (const file of files) {
    new DataView(bytes.buffer).setUint32(at, file.length, true);
    bytes.set(file, at + 4);
    at += 4 + file.length;
  }
  return bytes;
}

/** The runs that were kept, or those from which the trainings start. Throws `RangeError` for bytes of other trainings. */
function runsIn<P extends Parameters>(bytes: Uint8Array | null, trainings: readonly Training<P>[]): readonly Run<P>[] {
  if (bytes === null) return trainings.map(({ start }) => start);
  let at = 0;
  return trainings.map(({ start }) => {
    const length = at + 4 <= bytes.length ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true) : 0;
    const file = bytes.slice(at + 4, at + 4 + length);
    at += 4 + length;
    return runIn(file, { like: start.parameters, configuration: {} });
  });
}
//# sourceMappingURL=../.maps/experiments/recorded.ts.map
