// Tangled from book/05-optimisation/05-schedules.md. Edit the book, then: npm run tangle
/** Learning rate schedules: functions from the step, counted from 0, to the learning rate. */

/** The learning rate of each step. */
export type Schedule = (step: number) => number;

// Keep the learning rate
/** The same learning rate at every step. */
export function constant(rate: number): Schedule {
  return () => rate;
}

// Warm up linearly
/** Rises in equal parts to the first rate of a schedule in `warmup` steps, and follows the schedule from then on. Throws `RangeError` for a number of steps that is no whole one. */
export function withWarmup(warmup: number, schedule: Schedule): Schedule {
  checkSteps("withWarmup", warmup, 0);
  return (step) => step < warmup
    ? schedule(0) * (step + 1) / warmup
    : schedule(step - warmup);
}

// Fall along a cosine
/** Falls from `peak` along half a period of the cosine, and is `floor` from step `steps` on. Throws `RangeError` unless there are steps. */
export function cosine(peak: number, steps: number, floor = 0): Schedule {
  checkSteps("cosine", steps, 1);
  return (step) => {
    const share = Math.min(step / steps, 1);
    return floor + (peak - floor) * (1 + Math.cos(Math.PI * share)) / 2;
  };
}

// Fall linearly to zero
/** Falls linearly from `peak`, and is 0 from step `steps` on. Throws `RangeError` unless there are steps. */
export function decayToZero(peak: number, steps: number): Schedule {
  checkSteps("decayToZero", steps, 1);
  return (step) => peak * Math.max(1 - step / steps, 0);
}

// Stay, then fall to zero
/** Warm-up, stable, decay, without the warm-up: stays at `peak`, and falls linearly to 0 in the last `decay` of the `steps`. Throws `RangeError` for a decay that is longer than all. */
export function stableThenDecay(peak: number, steps: number, decay: number): Schedule {
  checkSteps("stableThenDecay", decay, 1);
  if (decay > steps) throw new RangeError(`stableThenDecay: the decay takes ${decay} of ${steps} steps`);
  return (step) => peak * Math.min(Math.max((steps - step) / decay, 0), 1);
}

// Refuse a schedule without steps
function checkSteps(schedule: string, steps: number, least: number): void {
  if (!(Number.isSafeInteger(steps) && steps >= least)) throw new RangeError(`${schedule}: ${steps} steps, and it takes a whole number from ${least} on`);
}
//# sourceMappingURL=../.maps/optim/schedule.ts.map
