// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { oneOf } from "../optimizers/options.ts";
import { BadInput } from "../shell/bad-input.ts";
import { valuesOf, wholeNumberIn } from "../shell/options.ts";
import { formatIn, type OutputFormat } from "../shell/report.ts";
import { publishedNames } from "../../tokenizers/published.ts";
import { kinds, type Kind } from "./kinds.ts";

/** How a text is cut before it is merged. */
export const splits = ["gpt2", "cl100k", "o200k", "none"] as const;

/** What `--help` prints. */
export const tokenizersHelp = (command: string): string => `Trains a tokenizer on the first nine tenths of a text, or takes one that is there, and says how many tokens the text has.

usage: ${command} [options]

  --data NAME        moby-dick, or names (moby-dick)
  --text FILE        take this UTF-8 file; to train on it, it must have at least 1,000 characters
  --kind NAME        ${Object.entries(kinds).map(([name, { title }]) => `${name}: ${title}`).join("\n                     ")}
  --vocab N          the size of the vocabulary, where it can be chosen, 257 to 200000 (4096)
  --split NAME       the pattern by which a text is cut before it is merged: ${splits.join(", ")} (gpt2)
  --tokenizer NAME   do not train, take the tokenizer.json in this file, or one of ${publishedNames.join(", ")},
                     whose ranks are in the npm package gpt-tokenizer
  --encode TEXT      show the tokens of this text (the first line)
  --save FILE        write the tokenizer to this new file, as tokenizer.json
  --json             print one JSON object a line: \`start\`, \`size\`, \`shown\`, \`saved\`, and at last \`done\`
  --help             print this

Ctrl-C ends it at once.

exit codes: 0; 1 for a file that cannot be used; 2 for a wrong command line`;

/** The options, checked. What is null was not given. */
export interface TokenizersOptions {
  readonly data: "moby-dick" | "names";
  readonly file: string | null;
  readonly source: Source;
  readonly encode: string | null;
  readonly save: string | null;
  readonly format: OutputFormat;
}

/** Where a tokenizer comes from: from a training, from a file, or from a package. */
export type Source = Trained | { readonly from: "file" | "package"; readonly name: string };

/** A tokenizer to be trained. */
export interface Trained {
  readonly from: "training";
  readonly kind: Kind;
  readonly size: number;
  readonly split: (typeof splits)[number];
}

const NAMES = ["data", "text", "kind", "vocab", "split", "tokenizer", "encode", "save"];

/** The arguments as they were typed; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function givenIn(args: readonly string[]): ReadonlyMap<string, string> | null {
  const given = valuesOf(args, NAMES);
  if (given.has("help")) return null;
  if (given.has("backend")) throw new BadInput("there is no option --backend");
  return given;
}

/** The options that are given, checked, and the usual for those that are not. Throws `BadInput` that says what is wrong with them. */
export function checkedOptions(given: ReadonlyMap<string, string>): TokenizersOptions {
  if (given.has("data") && given.has("text")) throw new BadInput("--data and --text exclude each other");
  const empty = ["save", "tokenizer"].find((name) => given.get(name) === "");
  if (empty !== undefined) throw new BadInput(`--${empty} must name a file`);
  return {
    data: oneOf("data", given.get("data") ?? "moby-dick", ["moby-dick", "names"]) as "moby-dick" | "names",
    file: given.get("text") ?? null,
    source: given.has("tokenizer") ? takenIn(given) : trainedIn(given),
    encode: given.get("encode") ?? null,
    save: given.get("save") ?? null,
    format: formatIn(given),
  };
}

function takenIn(given: ReadonlyMap<string, string>): Source {
  const stray = ["kind", "vocab", "split"].find((name) => given.has(name));
  if (stray !== undefined) throw new BadInput(`--tokenizer takes one that is trained, and --${stray} has no place there`);
  const name = given.get("tokenizer")!;
  return { from: (publishedNames as readonly string[]).includes(name) ? "package" : "file", name };
}

function trainedIn(given: ReadonlyMap<string, string>): Trained {
  const kind = oneOf("kind", given.get("kind") ?? "bpe", Object.keys(kinds)) as Kind;
  const takes: readonly string[] = kinds[kind].takes;
  const stray = ["vocab", "split", "save"].find((name) => given.has(name) && !takes.includes(name));
  if (stray !== undefined) throw new BadInput(`--${stray} has no place beside --kind ${kind}`);
  return {
    from: "training",
    kind,
    size: wholeNumberIn("--vocab", given.get("vocab") ?? "4096", [257, 200_000]),
    split: oneOf("split", given.get("split") ?? "gpt2", splits) as Trained["split"],
  };
}
//# sourceMappingURL=../../.maps/demos/tokenizers/options.ts.map
