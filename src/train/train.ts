// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** Trains any model whose loss has a gradient. */
// Import what training uses
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { gradient, multiply, subtract, variable } from "../tensor/index.ts";
import { meanLoss, type Loss, type Source } from "./evaluate.ts";
import { placesOf } from "./order.ts";

// Describe a course of training
/** What is learned, from what, and how. */
export interface Course<P, B> {
  readonly lossOf: Loss<P, B>;
  readonly training: Source<B>;
  readonly heldOut: Source<B>;
  /** Examples in a step. */
  readonly batch: number;
  /** How far to go against a slope of 1. */
  readonly rate: (step: number) => number;
  /** Steps from one mark to the next. */
  readonly every: number;
  readonly seed: number;
}

/** How far a training has come: all that it needs to go on. */
export interface Run<P> {
  /** Steps taken. */
  readonly step: number;
  readonly parameters: P;
  /** Those with the least held-out loss at a mark so far. */
  readonly best: Best<P>;
  readonly marks: readonly Mark[];
  /** The losses of the steps since the last mark. */
  readonly recent: { readonly sum: number; readonly count: number };
}

/** Parameters, and what they cost when they were marked. */
export interface Best<P> {
  readonly step: number;
  readonly heldOut: number;
  readonly parameters: P;
}

/** The losses after some steps: the mean over the batches since the mark before, each before its step, and that of all held-out examples. */
export interface Mark {
  readonly step: number;
  readonly training: number;
  readonly heldOut: number;
}

const NONE = { sum: 0, count: 0 };

/** A run that has not taken a step. */
export function startFrom<P>(parameters: P): Run<P> {
  return { step: 0, parameters, best: { step: 0, heldOut: Infinity, parameters }, marks: [], recent: NONE };
}

// Take one step
/** The loss of a batch, and the parameters after a step downhill. */
export function descend<P extends Parameters, B>(
  lossOf: Loss<P, B>,
  parameters: P,
  { batch, rate }: { readonly batch: B; readonly rate: number },
): { readonly loss: number; readonly parameters: P } {
  const knobs = mapLeaves(parameters, variable);
  const loss = lossOf(knobs, batch);
  const slopes = gradient(loss, leavesOf(knobs).map(([, leaf]) => leaf));
  let next = 0;
  const turned = mapLeaves(parameters, (leaf) =>
    subtract(leaf, multiply(slopes[next++]!, rate)));
  return { loss: loss.item(), parameters: turned };
}

// Take step after step
/** Goes on from a run for ever, and yields it after each step. */
export function* train<P extends Parameters, B>(
  course: Course<P, B>,
  run: Run<P>,
): Generator<Run<P>, never> {
  const { training, lossOf, every } = course;
  const placesAt = placesOf({ ...course, count: training.count });
  for (;;) {
    const batch = training.batch(placesAt(run.step));
    const rate = course.rate(run.step);
    const { loss, parameters } =
      descend(lossOf, run.parameters, { batch, rate });
    run = counted(run, loss, parameters);
    if (run.step % every === 0) run = marked(course, run);
    yield run;
  }
}

function counted<P>(run: Run<P>, loss: number, parameters: P): Run<P> {
  const { sum, count } = run.recent;
  return { ...run, step: run.step + 1, parameters, recent: { sum: sum + loss, count: count + 1 } };
}

// Mark a run
function marked<P, B>(course: Course<P, B>, run: Run<P>): Run<P> {
  const { step, parameters, recent: { sum, count } } = run;
  const heldOut = meanLoss(course.lossOf, parameters, course.heldOut);
  const marks = [...run.marks, { step, training: sum / count, heldOut }];
  const isBest = heldOut < run.best.heldOut;
  const best = isBest ? { step, heldOut, parameters } : run.best;
  return { ...run, marks, best, recent: NONE };
}

// Stop when nothing gets better
/** Trains until a step, or until there was no better mark for so many. */
export function trained<P extends Parameters, B>(
  course: Course<P, B>,
  start: Run<P>,
  { steps, patience = Infinity }: Limits,
): Run<P> {
  const runs = train(course, start);
  let run = start;
  while (run.step < steps && marksSinceBest(run) < patience) {
    run = runs.next().value;
  }
  return run;
}

/** The step after which a training ends, and how many marks it waits for a better one. */
export interface Limits {
  readonly steps: number;
  readonly patience?: number;
}

/** How many marks have come since the best one. */
export function marksSinceBest<P>({ marks, best }: Run<P>): number {
  return marks.filter(({ step }) => step > best.step).length;
}

/** A rate for the first half of the steps, and a tenth of it from then on. */
export function fallingRate(rate: number, steps: number): (step: number) => number {
  return (step) => (step < steps / 2 ? rate : rate / 10);
}
//# sourceMappingURL=../.maps/train/train.ts.map
