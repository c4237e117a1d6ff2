// Tangled from book/08-transformer/04-counting-a-gpt.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { backendNames, backendOrReason } from "../../backends/choose.ts";
import { data } from "../../data/files.ts";
import { readSafetensors, safetensorsOf, type Safetensors } from "../../io/safetensors.ts";
import { leavesOf, mapLeaves } from "../../nn/parameters.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, toBackend, variable, zeros, type Tensor } from "../../tensor-core.ts";
import { gradientsOf } from "../../train/train.ts";
import { gpt2CheckpointOf, gpt2NameOf, readGpt2, type Unsaid } from "./checkpoint.ts";
import { gptLastLogits, gptLogits, gptLossOf, initGpt, type GptConfig } from "./gpt.ts";

interface Recorded extends Required<Unsaid> {
  readonly name: string;
  readonly prefix: string;
  readonly weights: string;
  readonly ids: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly logits: readonly number[];
  readonly loss: number;
  readonly gradients: string;
}
const { cases } = JSON.parse(data("gpt-oracle.json")) as { readonly cases: readonly Recorded[] };
const fileIn = (base64: string): Safetensors => readSafetensors(Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)));
const numbersOf = (x: Tensor) => [...x.dataSync()];
/** The largest difference, as a part of the largest number wanted. */
const apart = (found: readonly number[], wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length);
  return Math.max(...found.map((each, i) => Math.abs(each - wanted[i]!))) / Math.max(...wanted.map(Math.abs));
};

const backends = backendNames.map(backendOrReason).filter((each) => typeof each !== "string");
const trials = backends.flatMap((backend) => cases.map((each) => [each.name, backend.name, backend, each] as const));

describe.each(trials)("%s, on %s", (_, __, backend, { heads, activation, norm, prefix, weights, ids, targets, logits, loss, gradients }) => {
  const { config, parameters } = readGpt2(fileIn(weights), { heads, activation, norm });
  const here = mapLeaves(parameters, (leaf) => toBackend(leaf, backend));
  const numbers = (rows: readonly (readonly number[])[]) => asTensor(rows, { dtype: "int32", backend });

  test("logits are those of PyTorch", () => {
    const found = gptLogits(here, config, numbers(ids));
    expect(found.shape).toEqual([3, ids[0]!.length, config.vocabularySize]);
    expect(apart(numbersOf(found), logits)).toBeLessThan(1e-5);
    const last = numbersOf(gptLastLogits(here, config, numbers(ids)));
    expect(apart(last, ids.flatMap((row, b) => logits.slice(((b + 1) * row.length - 1) * config.vocabularySize, (b + 1) * row.length * config.vocabularySize)))).toBeLessThan(1e-5);
  });

  test("loss and gradients are those of PyTorch", () => {
    const variables = mapLeaves(here, variable);
    const found = gptLossOf(config)(variables, { ids: numbers(ids), targets: numbers(targets) });
    expect(Math.abs(found.item() - loss)).toBeLessThan(1e-5 * loss);
    const wanted = fileIn(gradients).tensors;
    const all = leavesOf(gradientsOf(found, variables));
    expect(all.map(([path]) => gpt2NameOf(path)).sort()).toEqual([...wanted.keys()].sort());
    for (const [path, gradient] of all) expect(apart(numbersOf(gradient), numbersOf(wanted.get(gpt2NameOf(path))!)), path).toBeLessThan(1e-4);
  });

  test("written again, the file has the same tensors under the same names", () => {
    const before = fileIn(weights).tensors;
    const again = readSafetensors(gpt2CheckpointOf(parameters, config));
    const expected = [...before].filter(([name]) => !(prefix && /lm_head|\.attn\.bias/.test(name)));
    expect([...again.tensors.keys()].sort()).toEqual(expected.map(([name]) => name.slice(prefix.length)).sort());
    for (const [name, tensor] of expected) expect(numbersOf(again.tensors.get(name.slice(prefix.length))!)).toEqual(numbersOf(tensor));
    expect(readGpt2(again).config).toEqual(config);
  });
});

describe("a file", () => {
  const config: GptConfig = { vocabularySize: 5, context: 4, layers: 1, heads: 2, width: 6 };
  const whole = new Map(readSafetensors(gpt2CheckpointOf(initGpt(config, randomFrom(1)), config)).tensors);
  const reading = (change: (tensors: Map<string, Tensor>) => unknown, metadata?: ReadonlyMap<string, string>) => () => {
    const tensors = new Map(whole);
    change(tensors);
    return readGpt2(readSafetensors(safetensorsOf(tensors, metadata)), { heads: 2 });
  };

  test("without metadata is GPT-2’s, with heads of 64 numbers, and one head of a narrower stream", () => {
    expect(readGpt2(readSafetensors(safetensorsOf(whole))).config).toEqual({ ...config, heads: 1, feedForward: 24, tied: true, norm: "layer", bias: true, activation: "geluTanh", dropout: 0, scaledResiduals: true });
    const wide: GptConfig = { vocabularySize: 2, context: 1, layers: 0, heads: 1, width: 192 };
    const tensors = readSafetensors(gpt2CheckpointOf(initGpt(wide, randomFrom(1)), wide)).tensors;
    expect(readGpt2(readSafetensors(safetensorsOf(tensors))).config.heads).toBe(3);
  });

  test.each([
    ["a missing tensor", (all: Map<string, Tensor>) => all.delete("h.0.mlp.c_proj.weight"), "gpt2: it has no `h.0.mlp.c_proj.weight`"],
    ["another shape", (all: Map<string, Tensor>) => all.set("h.0.attn.c_attn.weight", zeros([18, 6])), "gpt2: `h.0.attn.c_attn.weight` is [18, 6], and not [6, 18]"],
    ["a table of one axis", (all: Map<string, Tensor>) => all.set("wte.weight", zeros([5])), "gpt2: `wte.weight` is [5], and not [any, any]"],
    ["a tensor of another model", (all: Map<string, Tensor>) => all.set("h.0.attn.rotary", zeros([3])), "gpt2: it has `h.0.attn.rotary`, which is no parameter of the model"],
    ["a block that is left out", (all: Map<string, Tensor>) => all.set("h.2.ln_1.weight", zeros([6])), "gpt2: it has no `h.1.ln_1.weight`"],
    ["an output layer for another vocabulary", (all: Map<string, Tensor>) => all.set("lm_head.weight", zeros([4, 6])), "gpt2: `lm_head.weight` is [4, 6], and not [5, 6]"],
  ])("with %s is refused", (_, change, message) => {
    expect(reading(change)).toThrow(new RangeError(message));
  });

  test("of an unknown activation function or norm is refused", () => {
    expect(reading(() => {}, new Map([["activation", "swish"]]))).toThrow(new RangeError('gpt2: the activation function is "swish", and known are gelu, geluTanh, relu'));
    expect(reading(() => {}, new Map([["norm", "batch"]]))).toThrow(new RangeError('gpt2: the norm is "batch", and known are layer, rms'));
  });
});
//# sourceMappingURL=../../.maps/models/gpt/checkpoint.test.ts.map
