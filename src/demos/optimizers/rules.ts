// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** Optimizers and schedules by name. */
import { adafactor } from "../../optim/adafactor.ts";
import { adagrad } from "../../optim/adagrad.ts";
import { adam, adamW } from "../../optim/adam.ts";
import { clipped } from "../../optim/clip.ts";
import { momentum, nesterov } from "../../optim/momentum.ts";
import { muon, muonWith } from "../../optim/muon.ts";
import type { Optimizer, Rate } from "../../optim/optimizer.ts";
import { rmsprop } from "../../optim/rmsprop.ts";
import { constant, cosine, decayToZero, stableThenDecay, withWarmup, type Schedule } from "../../optim/schedule.ts";
import { sgd } from "../../optim/sgd.ts";

/** An optimizer with its usual constants, and the learning rate that is usual here. */
export interface Rule {
  readonly rate: number;
  readonly of: (rate: Rate) => Optimizer;
}

/** The optimizers. Muon updates the hidden weights, and AdamW without decay, at the same rate, the other parameters. */
export const OPTIMIZERS: Readonly<Record<string, Rule>> = {
  sgd: { rate: 0.1, of: sgd },
  momentum: { rate: 0.03, of: (rate) => momentum(rate, 0.9) },
  nesterov: { rate: 0.03, of: (rate) => nesterov(rate, 0.9) },
  adagrad: { rate: 0.03, of: adagrad },
  rmsprop: { rate: 0.003, of: rmsprop },
  adam: { rate: 0.003, of: adam },
  adamw: { rate: 0.003, of: adamW },
  adafactor: { rate: 0.03, of: adafactor },
  muon: { rate: 0.01, of: (rate) => muonWith(muon(rate), adamW(rate, { weightDecay: 0 }), (_, path) => /^(hidden|layers\.\d+)\.weight$/.test(path)) },
};

/** The schedules, after their warm-up: a peak rate, and the number of steps that follow. */
export const SCHEDULES: Readonly<Record<string, (peak: number, steps: number) => Schedule>> = {
  constant,
  cosine: (peak, steps) => cosine(peak, steps),
  wsd: (peak, steps) => stableThenDecay(peak, steps, Math.ceil(steps / 5)),
  linear: decayToZero,
};

/** How a network is trained. Without a clip, gradients stay as they are. */
export interface Training {
  readonly optimizer: string;
  readonly lr: number;
  readonly schedule: string;
  readonly warmup: number;
  readonly clip: number | null;
  readonly steps: number;
}

/** The learning rate of each step. */
export function scheduleFor({ schedule, lr, warmup, steps }: Training): Schedule {
  return withWarmup(warmup, SCHEDULES[schedule]!(lr, steps - warmup));
}

/** The optimizer of a training, with its schedule and its clipping. */
export function optimizerFor(training: Training): Optimizer {
  const rule = OPTIMIZERS[training.optimizer]!.of(scheduleFor(training));
  return training.clip === null ? rule : clipped(rule, training.clip);
}
//# sourceMappingURL=../../.maps/demos/optimizers/rules.ts.map
