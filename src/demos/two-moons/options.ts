// Tangled from book/02-automatic-differentiation/09-exercises.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { BadInput } from "../shell/bad-input.ts";
import { commonOptions } from "../shell/help.ts";
import { numberIn, seedIn, valuesOf, wholeNumberIn } from "../shell/options.ts";
import { formatIn, type OutputFormat } from "../shell/report.ts";

/** What `--help` prints. */
export const moonsHelp = (command: string): string => `Trains a network to tell two half-moons apart, by gradient descent with gradients from a tape, and draws its border.

usage: ${command} [options]

  --text FILE       separate the points of this UTF-8 file, 4 to 2000, not half-moons; a line is x y 0 or x y 1.
                    Each axis is scaled to that of the half-moons
  --widths N,N,…    units in each layer between the two inputs and the answer, 1 to 8 layers of 1 to 128 (16,16)
  --points N        how many points, an even number from 4 to 2000 (100)
  --noise X         how far they are moved, 0 to 1 (0.1)
  --steps N         how many steps of gradient descent, 1 to 10000 (100)
  --rate X          the learning rate at first, 0.0001 to 10 (1); it falls to a tenth
  --columns N       how wide the drawing is, 20 to 200 characters (72)
  --seed N          a whole number (1851); the same seed trains the same network
  --json            one JSON object a line: the steps that are printed, and last {"event":"done", …} with the figures
  ${commonOptions(18)}

exit codes: 0; 1 for a file of points that cannot be used; 2 for a wrong command line`;

/** The options, checked. `widths` are those of all layers; a null file was not given. */
export interface MoonsOptions {
  readonly file: string | null;
  readonly widths: readonly number[];
  readonly points: number;
  readonly noise: number;
  readonly steps: number;
  readonly rate: number;
  readonly columns: number;
  readonly seed: number;
  readonly format: OutputFormat;
}

/** Reads the arguments; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function readMoonsOptions(args: readonly string[]): MoonsOptions | null {
  const given = valuesOf(args, ["text", "widths", "points", "noise", "steps", "rate", "columns", "seed"]);
  if (given.has("help")) return null;
  const ofMoons = ["points", "noise"].find((name) => given.has("text") && given.has(name));
  if (ofMoons !== undefined) throw new BadInput(`--${ofMoons} is for half-moons, not for --text`);
  const points = wholeNumberIn("--points", given.get("points") ?? "100", [4, 2000]);
  if (points % 2 !== 0) throw new BadInput(`--points must be even, not ${points}`);
  const layers = (given.get("widths") ?? "16,16").split(",");
  if (layers.length > 8) throw new BadInput(`--widths must have at most 8 layers, not ${layers.length}`);
  return {
    file: given.get("text") ?? null,
    widths: [2, ...layers.map((units) => wholeNumberIn("--widths", units, [1, 128])), 1],
    points,
    noise: numberIn("--noise", given.get("noise") ?? "0.1", [0, 1]),
    steps: wholeNumberIn("--steps", given.get("steps") ?? "100", [1, 10_000]),
    rate: numberIn("--rate", given.get("rate") ?? "1", [0.0001, 10]),
    columns: wholeNumberIn("--columns", given.get("columns") ?? "72", [20, 200]),
    seed: seedIn(given),
    format: formatIn(given),
  };
}
//# sourceMappingURL=../../.maps/demos/two-moons/options.ts.map
