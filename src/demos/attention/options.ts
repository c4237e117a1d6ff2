// Tangled from book/07-attention/09-exercises.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { grouped } from "../../format/text.ts";
import { COURSE, courseHelp, courseIn, courseNotes, oneOf, type CourseOptions } from "../optimizers/options.ts";
import { BadInput } from "../shell/bad-input.ts";
import { commonOptions } from "../shell/help.ts";
import { numberIn, valuesOf, wholeNumberIn } from "../shell/options.ts";

const YES_OR_NO = ["yes", "no"] as const;
/** More weights, or more numbers of all streams of a step, than these take more memory than a small machine has. */
const [MOST_WEIGHTS, MOST_NUMBERS] = [20_000_000, 50_000_000];

/** What `--help` prints. */
export const attentionHelp = (command: string): string => `Trains a language model of attention layers on characters, and shows as a map what each position of a sentence reads.

usage: ${command} [options]

  --context N        the longest sequence that it reads, 8 to 1024 (64)
  --width N          the width of the stream and of each head, 1 to 512 (64)
  --depth N          layers of one head each, 1 to 16 (2)
  --positions NAME   whether a learned vector is added at each position: ${YES_OR_NO.join(", ")} (yes)
  --probe TEXT       the sentence of the map, at most as long as --context
  --prompt TEXT      what the sample continues
  --temperature X    0.01 to 100 (1); below 1 the sample is more timid, above 1 bolder
  --length N         characters to write, 0 to 100000 (200)
${courseHelp("1000", "attention.safetensors").replace("names, or moby-dick (names)", "names, or moby-dick (moby-dick)").replace("(32)", "(16)")}
  --json             print one JSON object a line: \`start\`, \`map\`, \`evaluation\`, \`kept\`, \`sample\`, and at last \`done\`, \`stopped\` or \`diverged\`
  ${commonOptions(19)}

The loss of a step is over all positions of its sequences. Evaluated are the later half of the positions of each, so that every character
is predicted once, from at least half of --context; a part that is shorter than that has no evaluation, and its text is refused.
In a map a row is a position that reads, a column one that is read, and a fuller cell a larger attention weight.
${courseNotes}`;

/** The options, checked. A null one was not given. */
export interface AttentionOptions extends CourseOptions {
  readonly context: number;
  readonly width: number;
  readonly depth: number;
  readonly positions: boolean;
  readonly probe: string | null;
  readonly prompt: string | null;
  readonly temperature: number;
  readonly length: number;
}

/** The arguments as they were typed; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function givenIn(args: readonly string[]): ReadonlyMap<string, string> | null {
  const given = valuesOf(args, ["context", "width", "depth", "positions", "probe", "prompt", "temperature", "length", ...COURSE]);
  return given.has("help") ? null : given;
}

/** The options that are given, checked, and the usual for those that are not. Throws `BadInput` that says what is wrong with them. */
export function checkedOptions(given: ReadonlyMap<string, string>): AttentionOptions {
  const whole = (name: string, usual: number, range: readonly [number, number]) => wholeNumberIn(`--${name}`, given.get(name) ?? String(usual), range);
  const usual = [["batch", "16"], ...(given.has("data") || given.has("text") ? [] : [["data", "moby-dick"]])] as [string, string][];
  const course = courseIn(new Map([...usual, ...given]), 1000);
  const [context, width, depth] = [whole("context", 64, [8, 1024]), whole("width", 64, [1, 512]), whole("depth", 2, [1, 16])];
  const weights = 4 * depth * width ** 2;
  if (weights > MOST_WEIGHTS) throw new BadInput(`--depth ${depth} and --width ${width} make ${grouped(weights)} weights, more than ${grouped(MOST_WEIGHTS)}; --width ${Math.floor(Math.sqrt(MOST_WEIGHTS / 4 / depth))} would fit`);
  checkMemory({ batch: course.batch, context, width, depth }, 0);
  const probe = given.get("probe") ?? null;
  if (probe !== null && probe.trim() === "") throw new BadInput("--probe has nothing to read");
  if (probe !== null && [...probe].length > context) throw new BadInput(`--probe has ${[...probe].length} characters, more than the ${context} of --context`);
  return {
    ...course,
    context,
    width,
    depth,
    positions: oneOf("positions", given.get("positions") ?? "yes", YES_OR_NO) === "yes",
    probe,
    prompt: given.get("prompt") ?? null,
    temperature: numberIn("--temperature", given.get("temperature") ?? "1", [0.01, 100]),
    length: whole("length", 200, [0, 100_000]),
  };
}

/**
 * Throws `BadInput` if a step takes more numbers than a small machine has room for: eight streams a layer, and of each position three times
 * the logits over the vocabulary, which is 0 as long as it is not known. The attention weights are not among them, since the kernels keep none.
 */
export function checkMemory({ batch, context, width, depth }: Pick<AttentionOptions, "batch" | "context" | "width" | "depth">, vocabularySize: number): void {
  const ofPosition = 8 * width * (depth + 1) + 3 * vocabularySize;
  const numbers = batch * context * ofPosition;
  if (numbers <= MOST_NUMBERS) return;
  const positions = Math.floor(MOST_NUMBERS / ofPosition);
  const fits = positions >= context ? `--batch ${Math.floor(positions / context)}` : `--batch 1 with --context ${positions}`;
  const withText = vocabularySize === 0 ? "" : ` for ${grouped(vocabularySize)} kinds of characters`;
  throw new BadInput(`--batch ${batch}, --context ${context}, --width ${width} and --depth ${depth} take about ${grouped(numbers)} numbers in a step${withText}, more than ${grouped(MOST_NUMBERS)}; ${fits} would fit`);
}
//# sourceMappingURL=../../.maps/demos/attention/options.ts.map
