/** What several guesses say of a reader: their mean loss, and whether chance explains how far it is from what they expected. */
import { together, type Loss } from "./score.ts";

/** The mean of the losses of independent guesses; its variance is that of the mean. */
export function meanLoss(losses: readonly Loss[]): Loss {
  const loss = together(losses);
  return { ...loss, variance: loss.variance / losses.length };
}

/** What the difference between loss and expectation says, where it is more than two standard deviations of what chance explains. */
export function verdict({ bits: lost, expected, variance }: Loss): string {
  const chance = 2 * Math.sqrt(variance);
  if (lost > expected + chance) return "You were surer than you had reason to be.";
  return lost < expected - chance ? "You knew more than you trusted yourself to know." : "That is as close to your own expectation as so few guesses can tell.";
}
