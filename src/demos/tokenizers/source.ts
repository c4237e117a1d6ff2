// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
/** The text of the demonstration, and the tokenizer that encodes it. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { data } from "../../data/files.ts";
import { publishedTokenizer, type PublishedName } from "../../tokenizers/published.ts";
import { readTokenizerJson } from "../../tokenizers/files/tokenizer-json.ts";
import type { Tokenizer } from "../../tokenizers/tokenizer.ts";
import { textFor } from "../ngram/text.ts";
import { BadInput } from "../shell/bad-input.ts";
import { placeOf } from "../shell/files.ts";
import { textIn } from "../shell/text.ts";
import { kinds } from "./kinds.ts";
import type { Source, TokenizersOptions } from "./options.ts";

/** The text, with its name. Throws `BadInput` if it cannot be used. */
export function textOf({ file, data: name, source }: Pick<TokenizersOptions, "file" | "data" | "source">): { readonly title: string; readonly text: string } {
  if (file === null) return name === "names" ? { title: "names", text: data("names.txt") } : { title: "Moby-Dick", text: data("moby-dick.txt") };
  const text = source.from === "training" ? textFor(file) : textIn(file);
  if (text === "") throw new BadInput(`${file} is empty`);
  return { title: basename(file), text };
}

/** Trains a tokenizer on a text, or takes the one that is asked for. Throws `BadInput` where there is none, or none that can be read. */
export function tokenizerFrom(source: Source, training: string): Tokenizer {
  switch (source.from) {
    case "training": return kinds[source.kind].make(training, source);
    case "file": return tokenizerIn(source.name);
    case "package": return packaged(source.name as PublishedName);
    default: return source satisfies never;
  }
}

/** The tokenizer in a file, a tokenizer.json. Throws `BadInput` if it cannot be read, or is none. */
export function tokenizerIn(file: string): Tokenizer {
  const text = textIn(file);
  try {
    return readTokenizerJson(text);
  } catch (failure) {
    if (!(failure instanceof RangeError || failure instanceof SyntaxError)) throw failure;
    throw new BadInput(`cannot read the tokenizer in ${file}: ${failure.message.replace(/^[\w.]+: /, "")}`);
  }
}

function packaged(name: PublishedName): Tokenizer {
  try {
    return publishedTokenizer(name);
  } catch (failure) {
    if (!(failure instanceof Error && failure.message.endsWith("which is not installed"))) throw failure;
    throw new BadInput(failure.message);
  }
}

/** Throws `BadInput` if there is a file already. */
export function checkUnused(file: string): void {
  if (existsSync(placeOf(file))) throw new BadInput(`${file} is there already`);
}
//# sourceMappingURL=../../.maps/demos/tokenizers/source.ts.map
