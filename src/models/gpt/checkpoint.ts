// Tangled from book/08-transformer/04-counting-a-gpt.md. Edit the book, then: npm run tangle
/** GPT-2 checkpoints: parameters under the public names of GPT-2, as a safetensors file and back. */
// Import what a GPT-2 checkpoint uses
import { safetensorsOf, type Safetensors } from "../../io/safetensors.ts";
import { shapeText } from "../../layout/shape.ts";
import { activations, type ActivationName } from "../../nn/feed-forward.ts";
import type { LinearParameters } from "../../nn/linear-layer.ts";
import type { NormParameters } from "../../nn/norm.ts";
import { leavesOf } from "../../nn/parameters.ts";
import type { BlockParameters } from "../../nn/transformer-block.ts";
import type { Tensor } from "../../tensor-core.ts";
import { completeConfig, type GptConfig, type GptParameters } from "./gpt.ts";

// Name the parameters as GPT-2 does
const NAMES: Readonly<Record<string, string>> = {
  embedding: "wte.weight",
  positions: "wpe.weight",
  norm: "ln_f",
  output: "lm_head.weight",
  attentionNorm: "ln_1",
  "attention.qkv": "attn.c_attn",
  "attention.output": "attn.c_proj",
  feedForwardNorm: "ln_2",
  "feedForward.hidden": "mlp.c_fc",
  "feedForward.output": "mlp.c_proj",
};

/** The public name of a parameter by its path: `h.0.attn.c_attn.weight` for `blocks.0.attention.qkv.weight`. */
export function gpt2NameOf(path: string): string {
  if (path in NAMES) return NAMES[path]!;
  const [, layer = "", part, kind] =
    /^(blocks\.\d+\.)?(.+)\.(weight|gain|bias)$/.exec(path)!;
  const suffix = kind === "bias" ? "bias" : "weight";
  return `${layer.replace("blocks", "h")}${NAMES[part!]!}.${suffix}`;
}

// Write a GPT-2 checkpoint
/** The bytes of a file that other programs read as GPT-2’s; what the tensors do not say is in its metadata. Throws `RangeError` for a model whose positions are not learned. */
export function gpt2CheckpointOf(parameters: GptParameters, config: GptConfig): Uint8Array<ArrayBuffer> {
  const { heads, activation, norm, positions } = completeConfig(config);
  if (positions !== undefined && positions.scheme !== "learned") throw new RangeError(`gpt2: GPT-2 has learned positions, and this model’s are ${JSON.stringify(positions.scheme)}`);
  const tensors = new Map(leavesOf(parameters).map(([path, leaf]) => [gpt2NameOf(path), leaf] as const));
  return safetensorsOf(tensors, new Map([["format", "pt"], ["n_head", String(heads)], ["activation", activation], ["norm", norm]]));
}

// Read a GPT-2 checkpoint
/** What the tensors of a file do not say. */
export type Unsaid = Pick<GptConfig, "heads" | "activation" | "norm">;

/**
 * The model in a file, with its configuration: sizes are those of the tensors. Heads, activation function and norm are as given, else as
 * the metadata says, else GPT-2’s: heads of 64 numbers, `geluTanh` and `layer`. Names may begin with `transformer.`. Throws `RangeError`
 * for a tensor that is missing, of another shape, or not known.
 */
export function readGpt2(file: Safetensors, given: Partial<Unsaid> = {}): { readonly config: Required<GptConfig>; readonly parameters: GptParameters } {
  const { take, has, count, refuseOthers } = tensorsByName(file);
  const embedding = take("wte.weight", ANY, ANY);
  const [vocabularySize, width] = embedding.shape as [number, number];
  const positions = take("wpe.weight", ANY, width);
  const layers = count(/^h\.(\d+)\./);
  const feedForward = layers === 0 ? 4 * width
    : take("h.0.mlp.c_fc.weight", width, ANY).shape[1]!;
  const parts = partsIn({ take, has }, width, feedForward);
  const blocks = Array.from({ length: layers }, (_, l) => parts.block(`h.${l}`));
  const norm = parts.norm("ln_f");
  const output = has("lm_head.weight")
    ? take("lm_head.weight", vocabularySize, width) : embedding;
  const tied = output === embedding || sameNumbers(output, embedding);
  refuseOthers();
  const bias = (blocks[0]?.attention.qkv ?? norm).bias !== undefined;
  const sizes = { vocabularySize, context: positions.shape[0]!, layers, width, feedForward };
  return {
    config: completeConfig({ ...unsaidIn(file.metadata, width), ...given, ...sizes, tied, bias }),
    parameters: { embedding, positions, blocks, norm, ...(!tied && { output }) },
  };
}

/** Reads linear layers, norms and blocks of a width by the beginnings of their names. */
function partsIn({ take, has }: Pick<TensorsByName, "take" | "has">, width: number, hidden: number) {
  const bias = (name: string, length: number) =>
    has(`${name}.bias`) && { bias: take(`${name}.bias`, length) };
  const linear = (name: string, inputs: number, outputs: number): LinearParameters =>
    ({ weight: take(`${name}.weight`, inputs, outputs), ...bias(name, outputs) });
  const norm = (name: string): NormParameters =>
    ({ gain: take(`${name}.weight`, width), ...bias(name, width) });
  const block = (name: string): BlockParameters => ({
    attentionNorm: norm(`${name}.ln_1`),
    attention: { qkv: linear(`${name}.attn.c_attn`, width, 3 * width),
      output: linear(`${name}.attn.c_proj`, width, width) },
    feedForwardNorm: norm(`${name}.ln_2`),
    feedForward: { hidden: linear(`${name}.mlp.c_fc`, width, hidden),
      output: linear(`${name}.mlp.c_proj`, hidden, width) },
  });
  return { norm, block };
}

/** In place of a length that a file decides. */
const ANY = null;

/** Buffers that some files have beside the parameters: the causal mask. */
const BUFFER = /^h\.\d+\.attn\.(masked_)?bias$/;

interface TensorsByName {
  /** The tensor of a name and shape. Throws `RangeError` if there is none. */
  take(name: string, ...shape: readonly (number | null)[]): Tensor;
  has(name: string): boolean;
  /** How many different numbers stand in the names where the pattern has its group. */
  count(pattern: RegExp): number;
  /** Throws `RangeError` for a tensor that was not taken. */
  refuseOthers(): void;
}

function tensorsByName(file: Safetensors): TensorsByName {
  const tensors = new Map([...file.tensors].map(([name, tensor]) => [name.replace(/^transformer\./, ""), tensor] as const).filter(([name]) => !BUFFER.test(name)));
  const taken = new Set<string>();
  return {
    take(name, ...shape) {
      const tensor = tensors.get(name);
      if (!tensor) throw new RangeError(`gpt2: it has no \`${name}\``);
      const fits = tensor.shape.length === shape.length && shape.every((length, axis) => length === ANY || length === tensor.shape[axis]);
      if (!fits) throw new RangeError(`gpt2: \`${name}\` is ${shapeText(tensor.shape)}, and not [${shape.map((length) => length ?? "any").join(", ")}]`);
      taken.add(name);
      return tensor;
    },
    has: (name) => tensors.has(name),
    count: (pattern) => new Set([...tensors.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? [])).size,
    refuseOthers() {
      const stray = [...tensors.keys()].find((name) => !taken.has(name));
      if (stray !== undefined) throw new RangeError(`gpt2: it has \`${stray}\`, which is no parameter of the model`);
    },
  };
}

/** What the metadata says of it, and GPT-2’s where it says nothing. Throws `RangeError` for an activation function or a norm that is not known. */
function unsaidIn(metadata: ReadonlyMap<string, string>, width: number): Required<Unsaid> {
  const [activation, norm] = [metadata.get("activation") ?? "geluTanh", metadata.get("norm") ?? "layer"];
  if (!(activation in activations)) throw new RangeError(`gpt2: the activation function is ${JSON.stringify(activation)}, and known are ${Object.keys(activations).join(", ")}`);
  if (norm !== "layer" && norm !== "rms") throw new RangeError(`gpt2: the norm is ${JSON.stringify(norm)}, and known are layer, rms`);
  return { heads: Number(metadata.get("n_head") ?? Math.max(1, width / 64)), activation: activation as ActivationName, norm };
}

function sameNumbers(one: Tensor, other: Tensor): boolean {
  const [numbers, others] = [one.dataSync(), other.dataSync()];
  return numbers.every((each, i) => each === others[i]);
}
//# sourceMappingURL=../../.maps/models/gpt/checkpoint.ts.map
