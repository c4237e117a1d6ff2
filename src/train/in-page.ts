// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** A training as a page takes it: step by step, with what a reader has set, and kept so that it goes on as if it had not been left. */
import type { Batch } from "../data/examples.ts";
import type { Parameters } from "../nn/parameters.ts";
import { checkpointOf, runIn, type Configuration } from "./checkpoint.ts";
import { trainLoop, type Experiment, type Run } from "./training-loop.ts";

/** What a reader may set, and what the book sets. */
export interface Setting {
  readonly name: string;
  readonly value: number;
  readonly says: string;
  /** Null for any whole number. */
  readonly range: { readonly least: number; readonly most: number; readonly step: number } | null;
  readonly choices: null;
}

/** What is set, by name. */
export type Settings = Readonly<Record<string, number>>;

/** A training that is taken step by step. */
export interface PageTraining {
  /** Steps that the whole has. */
  readonly steps: number;
  /** Takes one step; gives the loss of its batch, before it. */
  advance(): number;
  /** What there is to see, after the steps whose losses are given. */
  look(losses: readonly number[]): PageLook;
  /** The bytes of a checkpoint. */
  keep(): Uint8Array;
}

/** What a training shows. */
export interface PageLook {
  /** How good it is; "" before the first evaluation. */
  readonly said: string;
  readonly sample: string;
  /** SVGs by name. */
  readonly drawings: Readonly<Record<string, string>>;
  /** What it has on a ladder; null before the first evaluation, and where there is no ladder. */
  readonly score: number | null;
}

/** What a training is made of. */
export interface PageCourse<P, B> {
  readonly trial: Experiment<P, B>;
  readonly start: Run<P>;
  readonly steps: number;
  readonly configuration: Configuration;
  readonly look: (run: Run<P>, losses: readonly number[]) => PageLook;
}

/** The training from its start, or from what it has kept. Throws `RangeError` for bytes of another one. */
export function pageTraining<P extends Parameters, B = Batch>({ trial, start, steps, configuration, look }: PageCourse<P, B>, kept: Uint8Array | null): PageTraining {
  let run = kept === null ? start : runIn(kept, { like: start.parameters, configuration, optimizer: trial.optimizer });
  const runs = trainLoop(trial, run);
  return {
    steps,
    advance() {
      const { sum, count } = run.recent;
      run = runs.next().value;
      // an evaluation leaves of the losses before it their mean
      return (run.recent.count > 0 ? run.recent.sum : run.evaluations.at(-1)!.training * (count + 1)) - sum;
    },
    look: (losses) => look(run, losses),
    keep: () => checkpointOf(run, configuration),
  };
}

/** Settings as a checkpoint has them. */
export function configurationOf(settings: Settings): Configuration {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
}
//# sourceMappingURL=../.maps/train/in-page.ts.map
