// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** The peak of this machine, measured. */
import { elapsedInTurn } from "../../timing/elapsed.ts";
import type { Addon } from "./addon.ts";
import { onCores } from "./cores.ts";

/** Multiply-adds in each of twelve chains of vectors: a few milliseconds. */
const TIMES = 200_000;

/** FLOP/s of independent multiply-adds of float32, by the wall clock: on one core, times the cores that the native backend uses. */
export function measuredPeak(addon: Addon): { readonly peak: number; readonly threads: number } {
  const { threads } = onCores(addon);
  const [path] = addon.paths as [(typeof addon.paths)[number]];
  const [seconds] = elapsedInTurn([() => path.multiplyAdd(TIMES, 0.999, 1e-3)]) as [number];
  return { peak: (threads * 12 * 2 * path.lanes * TIMES) / seconds, threads };
}
//# sourceMappingURL=../../.maps/backends/native/measured-peak.ts.map
