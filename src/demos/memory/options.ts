// Tangled from book/11-memory/10-exercises.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { publishedModels } from "../../memory/published-models.ts";
import { recipes, type Recipe } from "../../memory/training-recipe.ts";
import { BadInput } from "../shell/bad-input.ts";
import { commonOptions } from "../shell/help.ts";
import { valuesOf, wholeNumberIn } from "../shell/options.ts";
import { formatIn, type OutputFormat } from "../shell/report.ts";

const MODELS = Object.keys(publishedModels) as readonly (keyof typeof publishedModels)[];
const DTYPES = ["float32", "mixed"] as const;
const OPTIMIZERS = ["sgd", "momentum", "adamw", "adafactor", "adamw-8bit"] as const;
/** What `--context` may be before it is known of which model, and `--batch`. */
const [MOST_BATCH, MOST_CONTEXT] = [1_000_000, 10_000_000];

/** What `--help` prints. */
export const memoryHelp = (command: string): string => `Predicts the memory of a training step and of inference from a model’s configuration, draws the step phase by phase, and says whether it fits.

usage: ${command} [options]

  --model NAME       ${MODELS.slice(0, 4).join(", ")},
                     ${MODELS.slice(4).join(", ")}, or a FILE.json:
                     the config.json of a GPT-2, a Llama or a DeepSeek-V3 (gpt2)
  --batch N          sequences in a step, and in the cache of inference, 1 to ${MOST_BATCH} (4)
  --context N        tokens of a sequence, 1 to what the model reads (that, but at most 1024)
  --dtype NAME       float32, or mixed: weights, gradients and activations in 16 bits, with float32 copies of the weights (float32)
  --optimizer NAME   ${OPTIMIZERS.join(", ")} (adamw);
                     ${DTYPES.map((dtype) => `with ${dtype}: ${optimizersWith(dtype).join(", ")}`).join("; ")}
  --device SIZE      such as 24GB or 80GiB: does it fit there? (8GB, 24GB and 80GB); a GiB is larger than a GB, and what is sold
                     as a 24 GB card has about 24 GiB
  --fit NAME         batch or context: the largest that fits into --device
  --measure          run a step on this machine, of an architecture like GPT-2’s, and compare the bytes with the prediction
  --json             one JSON object a line: \`model\`, \`bytes\`, \`phase\`, \`inference\`, \`device\`, \`fit\`, \`content\`, \`measured\`, and last {"event":"done", …}
  ${commonOptions(19).replace("(cpu)", "(auto)").replace("where to compute", "where to measure")}

exit codes: 0; 1 if measured bytes are not those predicted, for a file that cannot be used, and for too little memory; 2 for a wrong command line`;

/** The bytes of a device, and how they were written. */
export interface Device {
  readonly name: string;
  readonly bytes: number;
}

/** The options, checked as far as the model is not needed. A null one was not given. */
export interface MemoryOptions {
  readonly model: keyof typeof publishedModels | { readonly file: string };
  readonly batch: number;
  readonly context: number | null;
  readonly recipe: Recipe;
  readonly optimizer: (typeof OPTIMIZERS)[number];
  readonly device: Device | null;
  readonly fit: "batch" | "context" | null;
  readonly measure: boolean;
  readonly backend: string;
  readonly format: OutputFormat;
}

/** Reads the arguments; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function readMemoryOptions(args: readonly string[]): MemoryOptions | null {
  const given = valuesOf(args, ["model", "batch", "context", "dtype", "optimizer", "device", "fit"], ["measure"]);
  if (given.has("help")) return null;
  const dtype = oneOf("--dtype", given.get("dtype") ?? "float32", DTYPES);
  const optimizer = oneOf("--optimizer", given.get("optimizer") ?? "adamw", OPTIMIZERS);
  const [context, device, fit] = [given.get("context"), given.get("device"), given.get("fit")];
  const options = {
    model: modelIn(given.get("model") ?? "gpt2"),
    batch: wholeNumberIn("--batch", given.get("batch") ?? "4", [1, MOST_BATCH]),
    context: context === undefined ? null : wholeNumberIn("--context", context, [1, MOST_CONTEXT]),
    recipe: recipeOf(dtype, optimizer),
    optimizer,
    device: device === undefined ? null : deviceIn(device),
    fit: fit === undefined ? null : oneOf("--fit", fit, ["batch", "context"] as const),
    measure: given.has("measure"),
    backend: given.get("backend") ?? "auto",
    format: formatIn(given),
  };
  if (options.fit && !options.device) throw new BadInput("--fit needs --device, into which it must fit");
  if (options.fit && given.has(options.fit)) throw new BadInput(`--fit ${options.fit} finds --${options.fit}, which must not be given as well`);
  if (options.fit && options.measure) throw new BadInput("--fit and --measure exclude each other");
  if (options.measure && dtype !== "float32") throw new BadInput(`--measure runs in float32, not in --dtype ${dtype}`);
  return options;
}

function oneOf<T extends string>(option: string, text: string, names: readonly T[]): T {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new BadInput(`${option} must be ${listOf(names, "or")}, not ${JSON.stringify(text)}`);
  return found;
}

const listOf = (names: readonly string[], and: string) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`);

function modelIn(text: string): MemoryOptions["model"] {
  const found = MODELS.find((name) => name === text);
  if (found) return found;
  if (/\.json$/i.test(text)) return { file: text };
  throw new BadInput(`--model must be ${MODELS.join(", ")} or the name of a FILE.json, not ${JSON.stringify(text)}`);
}

const keyOf = (dtype: (typeof DTYPES)[number], optimizer: string) => (dtype === "float32" ? optimizer : `mixed-${optimizer}`);
const recipeAt = (key: string): Recipe | undefined => (Object.hasOwn(recipes, key) ? recipes[key as keyof typeof recipes] : undefined);

function optimizersWith(dtype: (typeof DTYPES)[number]): readonly string[] {
  return OPTIMIZERS.filter((optimizer) => recipeAt(keyOf(dtype, optimizer)));
}

function recipeOf(dtype: (typeof DTYPES)[number], optimizer: string): Recipe {
  const recipe = recipeAt(keyOf(dtype, optimizer));
  if (!recipe) throw new BadInput(`there is no recipe for --dtype ${dtype} with --optimizer ${optimizer}; with ${dtype} there are ${listOf(optimizersWith(dtype), "and")}`);
  return recipe;
}

const UNITS: Readonly<Record<string, number>> = { GB: 1e9, GIB: 2 ** 30 };

function deviceIn(text: string): Device {
  const [, count, unit = ""] = /^(\d+\.?\d*|\.\d+) ?(GB|GiB)$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(count) * (UNITS[unit.toUpperCase()] ?? NaN));
  if (!(bytes >= 1 && bytes <= Number.MAX_SAFE_INTEGER)) throw new BadInput(`--device must be a number of GB or GiB, as in 24GB or 80GiB, not ${JSON.stringify(text)}`);
  return { name: `${Number(count)} ${unit.toUpperCase() === "GB" ? "GB" : "GiB"}`, bytes };
}
//# sourceMappingURL=../../.maps/demos/memory/options.ts.map
