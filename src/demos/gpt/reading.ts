// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
/** The logits that GPT-2 weights of a file give. */
import { grouped } from "../../format/text.ts";
import { readSafetensors } from "../../io/safetensors.ts";
import { readGpt2 } from "../../models/gpt/checkpoint.ts";
import { gptLastLogits } from "../../models/gpt/gpt.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { asTensor } from "../../tensor-core.ts";
import { BadInput } from "../shell/bad-input.ts";
import type { Reported } from "../shell/demonstration.ts";
import { bytesOf } from "../shell/files.ts";
import type { ReadingOptions } from "./options.ts";

/** So many of the logits are printed for people. */
const SHOWN = 10;

/** Prints the logits after the last token. Throws `BadInput` for a file that is no GPT-2, and for tokens that it does not read. */
export function printLogits({ weights, ids, heads }: ReadingOptions, { screen, clock, began }: Reported): 0 {
  const { config, parameters } = modelIn(weights, heads);
  const { vocabularySize, context, layers, width } = config;
  const unknown = ids.find((id) => id >= vocabularySize);
  if (unknown !== undefined) throw new BadInput(`--ids has ${unknown}, and the tokens of ${weights} are 0 to ${grouped(vocabularySize - 1)}`);
  if (ids.length > context) throw new BadInput(`--ids are ${ids.length} tokens, and ${weights} reads ${context}`);
  screen.report({ event: "start", parameters: sizeOf(parameters), vocabulary: vocabularySize, layers, heads: config.heads, width, context });
  const logits = [...gptLastLogits(parameters, config, asTensor(Int32Array.from(ids), { shape: [1, ids.length] })).dataSync()];
  const order = [...logits.keys()].sort((one, other) => logits[other]! - logits[one]! || one - other).slice(0, SHOWN);
  screen.print(`${weights}: ${layers} blocks of ${config.heads} heads, width ${width}, ${grouped(sizeOf(parameters))} parameters\nthe largest of ${grouped(vocabularySize)} logits after ${ids.join(", ")}:\n${order.map((id) => `  ${grouped(id).padStart(7)}  ${logits[id]!.toFixed(4).padStart(10)}`).join("\n")}`);
  screen.report({ event: "logits", ids, logits });
  screen.report({ event: "done", parameters: sizeOf(parameters), seconds: (clock() - began) / 1000 });
  return 0;
}

function modelIn(file: string, heads: number | null) {
  const bytes = bytesOf(file);
  try {
    return readGpt2(readSafetensors(bytes), heads === null ? {} : { heads });
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    throw new BadInput(`cannot read the weights in ${file}: ${failure.message.replace(/^(gpt2|gpt|safetensors): /, "")}`);
  }
}
//# sourceMappingURL=../../.maps/demos/gpt/reading.ts.map
