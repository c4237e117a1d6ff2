/** How the score is said. */

/** How a guess is scored, in a sentence for the reader. */
export const scoring = "As a language model’s, a guess costs −log₂ of the probability that it gave to what came, in bits.";

/** `3.1 bits` */
export function bits(number: number): string {
  return `${number.toFixed(1)} bits`;
}
