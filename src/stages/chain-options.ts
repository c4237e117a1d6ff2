// Tangled from book/01-markov-chains/03-guess-the-next-letter.md. Edit the book, then: npm run tangle
/** The command line of the demonstration of Chapter 1. */
import { parseArgs } from "node:util";

/** What `--help` prints. */
export const HELP = `Trains a Markov chain of every order up to N, marks each on the last tenth of the text, and writes a sample.

usage: npm run stage -- 1 [options]

  --order N      the longest memory, 1 to 16 characters (5)
  --length N     how many characters to write, 0 to 100000 (400)
  --seed N       an integer; the same seed writes the same sample (1851)
  --prompt TEXT  what the sample continues, at least as long as the order
  --text FILE    learn from this UTF-8 file and not from Moby-Dick
  --help         print this`;

/** The options, checked. A null prompt or file was not given. */
export interface ChainOptions {
  readonly order: number;
  readonly length: number;
  readonly seed: number;
  readonly prompt: string | null;
  readonly file: string | null;
}

/** The arguments read: options, a wish for help, or what is wrong with them. */
export type Reading =
  | { readonly kind: "options"; readonly options: ChainOptions }
  | { readonly kind: "help" }
  | { readonly kind: "mistake"; readonly message: string };

/** Reads the arguments. */
export function readOptions(args: readonly string[]): Reading {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        order: { type: "string", default: "5" },
        length: { type: "string", default: "400" },
        seed: { type: "string", default: "1851" },
        prompt: { type: "string" },
        text: { type: "string" },
        help: { type: "boolean" },
      },
    });
    if (values.help) return { kind: "help" };
    const order = wholeNumber("--order", values.order, [1, 16]);
    const length = wholeNumber("--length", values.length, [0, 100_000]);
    const seed = wholeNumber("--seed", values.seed, [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
    const prompt = values.prompt ?? null;
    if (prompt !== null && prompt.length < order) {
      throw new RangeError(`--prompt must have at least ${order} characters for a chain of order ${order}, not ${prompt.length}`);
    }
    return { kind: "options", options: { order, length, seed, prompt, file: values.text ?? null } };
  } catch (mistake) {
    // parseArgs throws a TypeError for what it does not know
    if (mistake instanceof RangeError || mistake instanceof TypeError) return { kind: "mistake", message: mistake.message };
    throw mistake;
  }
}

function wholeNumber(option: string, text: string, [least, most]: readonly [number, number]): number {
  const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) {
    throw new RangeError(`${option} must be a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`);
  }
  return value;
}
//# sourceMappingURL=../.maps/stages/chain-options.ts.map
