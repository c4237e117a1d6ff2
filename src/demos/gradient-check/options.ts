// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { commonOptions } from "../shell/help.ts";
import { numberIn, seedIn, valuesOf, wholeNumberIn } from "../shell/options.ts";
import { formatIn, type OutputFormat } from "../shell/report.ts";

/** What `--help` prints. */
export const gradientCheckHelp = (command: string): string => `Checks the gradient of every operation by four methods, then times it: fused, and composed of primitives.

usage: ${command} [options]

  --text FILE       check and time also an embedding and a cross-entropy on this UTF-8 file of at least 1,000 characters: --rows is
                    the number of its first characters that are embedded, and the targets are the characters that follow them
  --draws N         on how many random operands each gradient is checked, 1 to 1000 (20)
  --rows N          rows of the operands that are timed, 1 to 100000 (256)
  --width N         their columns, 2 to 100000 (768); at most 10 million numbers in all
  --runs N          of how many runs the fastest counts, 1 to 100 (20)
  --seed N          a whole number (1851); the same seed asks about the same numbers
  --json            one JSON object a line: each operation's check and times, and last {"event":"done", …} with the figures
  ${commonOptions(18)}

exit codes: 0; 1 if an error is larger than it may be, or for a text that cannot be used; 2 for a wrong command line`;

/** The options, checked. A null file was not given. */
export interface GradientCheckOptions {
  readonly file: string | null;
  readonly draws: number;
  readonly rows: number;
  readonly width: number;
  readonly runs: number;
  readonly seed: number;
  readonly format: OutputFormat;
}

/** Reads the arguments; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function readGradientCheckOptions(args: readonly string[]): GradientCheckOptions | null {
  const given = valuesOf(args, ["text", "draws", "rows", "width", "runs", "seed"]);
  if (given.has("help")) return null;
  const whole = (name: string, usual: string, range: readonly [number, number]) => wholeNumberIn(`--${name}`, given.get(name) ?? usual, range);
  const options = {
    file: given.get("text") ?? null,
    draws: whole("draws", "20", [1, 1000]),
    rows: whole("rows", "256", [1, 100_000]),
    width: whole("width", "768", [2, 100_000]),
    runs: whole("runs", "20", [1, 100]),
    seed: seedIn(given),
    format: formatIn(given),
  };
  numberIn("--rows times --width", String(options.rows * options.width), [2, 10_000_000]);
  return options;
}
//# sourceMappingURL=../../.maps/demos/gradient-check/options.ts.map
