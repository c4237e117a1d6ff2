// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { countCharacters } from "../../tokenizers/characters.ts";
import { BadInput } from "../shell/bad-input.ts";
import { commonOptions } from "../shell/help.ts";
import { numberIn, seedIn, valuesOf, wholeNumberIn } from "../shell/options.ts";
import { formatIn, type OutputFormat } from "../shell/report.ts";
import { isSmoothing, smoothings, type SmoothingName } from "./models.ts";

/** What `--help` prints. */
export const helpOf = (command: string): string => `Trains n-gram models of order 0 to N on the first nine tenths of a text, evaluates them on the test set, the last tenth, and writes a sample.

usage: ${command} [options]

  --text FILE       learn from this UTF-8 file of at least 1,000 characters, not from Moby-Dick
  --order N         the highest order, the length of its context: 1 to 10 characters (5)
  --smoothing NAME  where a character that never followed its context gets its probability from (kn):
                      none       it has none: relative frequencies
                      add-one    add-one smoothing
                      add-alpha  the same with --alpha in place of one
                      wb         Witten–Bell: interpolation with the lower orders
                      kn         Kneser–Ney: discount 3/4, continuation counts in the lower orders
  --alpha X         for add-alpha, 0.0001 to 1000 (0.02)
  --prompt TEXT     what the sample continues; must be as long as the order, but for wb and kn
  --temperature X   0.01 to 100 (1); below 1 improbable characters become rarer, above 1 more frequent
  --length N        how many characters to write, 0 to 100000 (400)
  --seed N          a whole number (1851); the same seed writes the same sample
  --json            one JSON object a line: each order, gzip, and last {"event":"done", …} with the figures; losses in nats
  ${commonOptions(18)}

exit codes: 0; 1 for a text or a prompt that cannot be used; 2 for a wrong command line`;

/** The options, checked. A null prompt or file was not given. */
export interface ChainOptions {
  readonly order: number;
  readonly smoothing: SmoothingName;
  readonly alpha: number;
  readonly temperature: number;
  readonly length: number;
  readonly seed: number;
  readonly prompt: string | null;
  readonly file: string | null;
  readonly format: OutputFormat;
}

/** The arguments read: options, a wish for help, or what is wrong with them. */
export type Reading =
  | { readonly kind: "options"; readonly options: ChainOptions }
  | { readonly kind: "help" }
  | { readonly kind: "mistake"; readonly message: string };

/** Reads the arguments. */
export function readOptions(args: readonly string[]): Reading {
  try {
    const given = valuesOf(args, NAMES);
    return given.has("help") ? { kind: "help" } : { kind: "options", options: checked(given) };
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    return { kind: "mistake", message: mistake.message };
  }
}

const NAMES = ["text", "order", "smoothing", "alpha", "prompt", "temperature", "length", "seed"];

function checked(given: ReadonlyMap<string, string>): ChainOptions {
  const smoothing = given.get("smoothing") ?? "kn";
  if (!isSmoothing(smoothing)) {
    throw new BadInput(`--smoothing must be ${Object.keys(smoothings).join(", ")}, not ${JSON.stringify(smoothing)}`);
  }
  if (given.has("alpha") && smoothing !== "add-alpha") throw new BadInput(`--alpha is for --smoothing add-alpha, not for ${smoothing}`);
  const order = wholeNumberIn("--order", given.get("order") ?? "5", [1, 10]);
  const prompt = given.get("prompt") ?? null;
  const known = countCharacters(prompt ?? "");
  if (prompt !== null && known < order && !smoothings[smoothing].asksShorter) {
    throw new BadInput(`--prompt must have at least ${order} characters for order ${order} and --smoothing ${smoothing}, not ${known}`);
  }
  return {
    order,
    smoothing,
    alpha: numberIn("--alpha", given.get("alpha") ?? "0.02", [0.0001, 1000]),
    temperature: numberIn("--temperature", given.get("temperature") ?? "1", [0.01, 100]),
    length: wholeNumberIn("--length", given.get("length") ?? "400", [0, 100_000]),
    seed: seedIn(given),
    prompt,
    file: given.get("text") ?? null,
    format: formatIn(given),
  };
}
//# sourceMappingURL=../../.maps/demos/ngram/options.ts.map
