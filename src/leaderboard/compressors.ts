// Tangled from book/04-neural-lm/09-comparison-with-n-grams.md. Edit the book, then: npm run tangle
/** Entries for programs in daily use, which are asked on this machine. */
import type { Split } from "../data/split.ts";
import type { Entry } from "./entries.ts";

/** What a compressor, such as `gzip -9`, adds to its file when the last tenth is put behind the rest. */
export function compressorEntry({ text, train: training }: Pick<Split, "text" | "train">, name: string): Entry {
  const [command = "", ...options] = name.split(" ");
  const { execFileSync } = process.getBuiltinModule("node:child_process");
  const size = (read: string) => execFileSync(command, [...options, "-c"], { input: read, maxBuffer: 2 ** 26 }).length;
  return { name, family: "compressor", bits: (8 * (size(text) - size(training))) / (text.length - training.length), trainingFLOPs: null, predictionFLOPs: null, bytes: null };
}
//# sourceMappingURL=../.maps/leaderboard/compressors.ts.map
