// Tangled from book/06-stability/07-anatomy-of-a-loss-spike.md. Edit the book, then: npm run tangle
/** How far a loss lies above the recent ones. */
// Measure a loss in robust standard deviations
/** MAD over standard deviation of a normal distribution: its quantile of 75 %. */
const MAD_OF_NORMAL = 0.6744897501960817;

/**
 * How many robust standard deviations a loss lies above the median of
 * recent ones. Throws `RangeError` if there is none.
 */
export function spikeScore(recent: readonly number[], loss: number): number {
  if (!Number.isFinite(loss)) return Infinity;
  const centre = median(recent);
  const mad = median(recent.map((each) => Math.abs(each - centre)));
  return loss === centre ? 0 : (loss - centre) / (mad / MAD_OF_NORMAL);
}

/** The value in the middle, or the mean of the two that are. Throws `RangeError` if there is none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("median: there is no value");
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

// Judge a loss
/** When there is an alarm. */
export interface Detector {
  /** How many losses the median and the MAD are taken over. */
  readonly window: number;
  /** In robust standard deviations. */
  readonly threshold: number;
}

/** Whether a loss is a spike, and the losses to compare the next with. */
export function judged(
  recent: readonly number[], loss: number,
  { window, threshold }: Detector,
): { readonly spike: boolean; readonly recent: readonly number[] } {
  const known = recent.length >= window || !Number.isFinite(loss);
  if (known && spikeScore(recent, loss) > threshold) {
    return { spike: true, recent };
  }
  return { spike: false, recent: [...recent, loss].slice(-window) };
}
//# sourceMappingURL=../../.maps/train/health/spike-score.ts.map
