// Tangled from book/06-stability/09-exercises.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import type { DeepMlpInit, DeepMlpShape } from "../../models/deep-mlp/deep-mlp.ts";
import { he, xavier } from "../../nn/init/weights.ts";
import { grouped } from "../../format/text.ts";
import { COURSE, courseHelp, courseIn, courseNotes, oneOf, type CourseOptions } from "../optimizers/options.ts";
import { BadInput } from "../shell/bad-input.ts";
import { commonOptions } from "../shell/help.ts";
import { valuesOf, wholeNumberIn } from "../shell/options.ts";

/** The initialisations by name, for a number of layers. */
export const INITIALISATIONS: Readonly<Record<string, (shape: Pick<DeepMlpShape, "depth" | "width">) => DeepMlpInit>> = {
  scaled: ({ depth }) => ({ weights: he, branch: 1 / Math.sqrt(depth) }),
  he: () => ({ weights: he }),
  xavier: () => ({ weights: xavier }),
  pytorch: ({ width }) => ({ weights: { gain: 1 / Math.sqrt(3), distribution: "uniform" }, bias: 1 / Math.sqrt(width) }),
};

const NORMS = ["pre", "post", "sandwich", "none"] as const;
const ACTIVATIONS = ["relu", "gelu", "tanh"] as const;
const YES_OR_NO = ["yes", "no"] as const;

/** More weights than these take more memory than a small machine has. */
const MOST_WEIGHTS = 20_000_000;

/** What `--help` prints. */
export const deepMlpHelp = (command: string): string => `Trains a deep MLP on characters, and shows what its layers do to signal and gradient before and after.

usage: ${command} [options]

  --depth N          layers, 1 to 1000 (50)
  --width N          units of a layer, 1 to 1024 (64)
  --norm NAME        where RMSNorm stands: ${NORMS.join(", ")} (pre)
  --residual NAME    whether each layer adds its output to the stream: ${YES_OR_NO.join(", ")} (yes)
  --init NAME        ${Object.keys(INITIALISATIONS).join(", ")} (scaled); scaled is He’s gain over the root of the depth, and
                     pytorch the uniform weights and biases of nn.Linear
  --activation NAME  ${ACTIVATIONS.join(", ")} (relu)
${courseHelp("1000", "deep-mlp.safetensors")}
  --json             print one JSON object a line: \`start\`, \`health\`, \`evaluation\`, \`kept\`, and at last \`done\`, \`stopped\` or \`diverged\`
  ${commonOptions(19)}

The table of layers is of 256 training examples: the mean square of the stream after a layer, its variance across the examples, the share of
units that ReLU sets to zero for all of them, the RMS of the gradient of the layer’s weights, and the RMS of their next
update over theirs: almost zero where a schedule has ended, and small in a warm-up.
${courseNotes}`;

/** The options, checked. */
export interface DeepMlpOptions extends CourseOptions {
  readonly depth: number;
  readonly width: number;
  readonly norm: (typeof NORMS)[number];
  readonly residual: boolean;
  readonly init: string;
  readonly activation: (typeof ACTIVATIONS)[number];
}

/** The arguments as they were typed; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function givenIn(args: readonly string[]): ReadonlyMap<string, string> | null {
  const given = valuesOf(args, ["depth", "width", "norm", "residual", "init", "activation", ...COURSE]);
  return given.has("help") ? null : given;
}

/** The options that are given, checked, and the usual for those that are not. Throws `BadInput` that says what is wrong with them. */
export function checkedOptions(given: ReadonlyMap<string, string>): DeepMlpOptions {
  const whole = (name: string, usual: number, range: readonly [number, number]) => wholeNumberIn(`--${name}`, given.get(name) ?? String(usual), range);
  const name = <T extends string>(option: string, names: readonly T[]) => oneOf(option, given.get(option) ?? names[0]!, names) as T;
  const [depth, width] = [whole("depth", 50, [1, 1000]), whole("width", 64, [1, 1024])];
  const weights = depth * width ** 2;
  if (weights > MOST_WEIGHTS) throw new BadInput(`--depth ${depth} and --width ${width} make ${grouped(weights)} weights, more than ${grouped(MOST_WEIGHTS)}; --width ${Math.floor(Math.sqrt(MOST_WEIGHTS / depth))} would fit`);
  return {
    ...courseIn(given, 1000),
    depth,
    width,
    norm: name("norm", NORMS),
    residual: name("residual", YES_OR_NO) === "yes",
    init: name("init", Object.keys(INITIALISATIONS)),
    activation: name("activation", ACTIVATIONS),
  };
}
//# sourceMappingURL=../../.maps/demos/deep-mlp/options.ts.map
