// Tangled from book/09-position/05-context-extension.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { grouped } from "../../format/text.ts";
import type { RotaryScaling } from "../../nn/position/rotary-scaling.ts";
import type { PositionConfig } from "../../nn/position/schemes.ts";
import { COURSE, courseHelp, courseIn, courseNotes, oneOf, type CourseOptions } from "../optimizers/options.ts";
import { chooseBackend } from "../shell/backend.ts";
import { BadInput } from "../shell/bad-input.ts";
import { commonOptions } from "../shell/help.ts";
import { numberIn, valuesOf, wholeNumberIn } from "../shell/options.ts";

const SCHEMES = ["none", "learned", "sinusoidal", "relative", "alibi", "rotary"] as const satisfies readonly PositionConfig["scheme"][];
const SCALINGS = ["none", "interpolation", "ntk", "ntk-by-parts", "yarn"] as const;
/** More weights, or more numbers of all streams of a step, than these take more memory than a small machine has. */
const [MOST_WEIGHTS, MOST_NUMBERS] = [20_000_000, 50_000_000];
const MODEL = ["position", "train-length", "test-length", "scaling", "layers", "heads", "width"];

/** What `--help` prints. */
export const positionHelp = (command: string): string => `Trains a GPT with positions of one kind on short windows of characters, and tests it on longer ones.

usage: ${command} [options]

  --position NAME    ${SCHEMES.join(", ")} (rotary)
  --train-length N   characters of a window in training, 8 to 1024 (64)
  --test-length N,…  up to 8 lengths of the windows that it is tested on, each 8 to 2048 (1, 2 and 4 times --train-length)
  --scaling NAME     what is done to the frequencies of rotary positions where it is tested on longer windows:
                     ${SCALINGS.join(", ")} (none)
  --layers N         blocks, 1 to 16 (4)
  --heads N          heads of a block, which must divide the width (4)
  --width N          the width of the stream, 1 to 512 (64)
  --prompt TEXT      what the sample continues
  --temperature X    0.01 to 100 (1); below 1 the sample is more timid, above 1 bolder
  --length N         characters to write, 0 to 100000 (200)
${courseHelp("600", "position.safetensors").replace("names, or moby-dick (names)", "names, or moby-dick (moby-dick)").replace("(32)", "(12)")}
  --json             print one JSON object a line: \`start\`, \`evaluation\`, \`kept\`, \`lengths\`, \`sample\`, and at last \`done\`, \`stopped\` or \`diverged\`
  ${commonOptions(19).replace("(cpu)", "(auto)")}

All lengths are tested on the same characters of the validation part, the last 8 of each window.
${courseNotes}`;

/** The options, checked. A null one was not given. */
export interface PositionOptions extends CourseOptions {
  readonly position: PositionConfig["scheme"];
  readonly trainLength: number;
  readonly testLengths: readonly number[];
  readonly scaling: RotaryScaling["kind"] | null;
  readonly layers: number;
  readonly heads: number;
  readonly width: number;
  readonly prompt: string | null;
  readonly temperature: number;
  readonly length: number;
}

/** The arguments as they were typed; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function givenIn(args: readonly string[]): ReadonlyMap<string, string> | null {
  const given = valuesOf(args, [...MODEL, "prompt", "temperature", "length", ...COURSE]);
  if (given.has("help")) return null;
  if (!given.has("backend")) chooseBackend("auto");
  return given;
}

/** The options that are given, checked, and the usual for those that are not. Throws `BadInput` that says what is wrong with them. */
export function checkedOptions(given: ReadonlyMap<string, string>): PositionOptions {
  const whole = (name: string, usual: number, range: readonly [number, number]) => wholeNumberIn(`--${name}`, given.get(name) ?? String(usual), range);
  const usual = [["batch", "12"], ["lr", "0.008"], ["clip", "1"], ...(given.has("data") || given.has("text") ? [] : [["data", "moby-dick"]])] as [string, string][];
  const course = courseIn(new Map([...usual, ...given]), 600);
  const position = oneOf("position", given.get("position") ?? "rotary", SCHEMES) as PositionConfig["scheme"];
  const trainLength = whole("train-length", 64, [8, 1024]);
  const [layers, heads, width] = [whole("layers", 4, [1, 16]), whole("heads", 4, [1, 512]), whole("width", 64, [1, 512])];
  if (width % heads !== 0) throw new BadInput(`--heads ${heads} does not divide --width ${width}`);
  if (position === "rotary" && (width / heads) % 2 !== 0) throw new BadInput(`--position rotary rotates pairs, and --width ${width} with --heads ${heads} makes heads of ${width / heads}`);
  if (position === "sinusoidal" && width % 2 !== 0) throw new BadInput(`--position sinusoidal has pairs, and --width ${width} is odd`);
  const scaling = oneOf("scaling", given.get("scaling") ?? "none", SCALINGS);
  if (scaling !== "none" && position !== "rotary") throw new BadInput(`--scaling is for --position rotary, not ${position}`);
  if (scaling === "ntk" && width / heads < 4) throw new BadInput(`--scaling ntk needs two pairs, and --width ${width} with --heads ${heads} makes one`);
  checkMemory({ batch: course.batch, trainLength, layers, width }, 0);
  return {
    ...course, position, trainLength, layers, heads, width,
    testLengths: lengthsIn(given.get("test-length") ?? [1, 2, 4].map((times) => times * trainLength).filter((length) => length <= 2048).join(",")),
    scaling: scaling === "none" ? null : scaling as RotaryScaling["kind"],
    prompt: given.get("prompt") ?? null,
    temperature: numberIn("--temperature", given.get("temperature") ?? "1", [0.01, 100]),
    length: whole("length", 200, [0, 100_000]),
  };
}

function lengthsIn(text: string): readonly number[] {
  const lengths = text.split(",").map((each) => wholeNumberIn("--test-length", each, [8, 2048]));
  if (lengths.length > 8) throw new BadInput(`--test-length has ${lengths.length} lengths, and at most 8 are tested`);
  return lengths;
}

/** Throws `BadInput` if a model or a step takes more numbers than a small machine has room for; the vocabulary is 0 as long as it is not known. */
export function checkMemory({ batch, trainLength, layers, width }: Pick<PositionOptions, "batch" | "trainLength" | "layers" | "width">, vocabularySize: number): void {
  const weights = 12 * layers * width ** 2;
  if (weights > MOST_WEIGHTS) throw new BadInput(`--layers ${layers} and --width ${width} make ${grouped(weights)} weights, more than ${grouped(MOST_WEIGHTS)}; --width ${Math.floor(Math.sqrt(MOST_WEIGHTS / 12 / layers))} would fit`);
  const ofPosition = 18 * width * layers + 3 * vocabularySize;
  const numbers = batch * trainLength * ofPosition;
  if (numbers <= MOST_NUMBERS) return;
  const fitting = Math.floor(MOST_NUMBERS / (trainLength * ofPosition));
  const cure = fitting >= 1 ? `--batch ${fitting}` : `--batch 1 with --train-length ${Math.floor(MOST_NUMBERS / ofPosition)}`;
  throw new BadInput(`--batch ${batch}, --train-length ${trainLength}, --layers ${layers} and --width ${width} take about ${grouped(numbers)} numbers in a step, more than ${grouped(MOST_NUMBERS)}; ${cure} would fit`);
}
//# sourceMappingURL=../../.maps/demos/position/options.ts.map
