import { expect, test } from "vitest";
import { stemOf } from "./stem.ts";

test.each([
  "normalise normalised normalises normalising normalisation normalize normalized normalizing normalization",
  "initialise initialisation initialization initializing initializer initialiser",
  "tokenise tokenizer tokenisers tokenization",
  "parametrisation parameterization parametrize",
  "colour color colours colored coloured",
  "behaviour behavior behaviours",
  "centre center centres centers",
  "modelling modeling modelled modeled model models",
  "analyse analyze analysed analyzing",
  "licence license licences",
  "catalogue catalog",
  "programme program programs",
  "stopping stop stops stopped",
  "clip clipped clipping clips",
  "embedding embeddings embedded embed",
  "scale scaling scaled scales",
  "matrix matrices",
  "index indices indexes",
  "vertex vertices",
  "entropy entropies",
  "interpolate interpolation interpolated interpolating",
  "backpropagate backpropagation backpropagating",
  "loss losses",
  "batch batches batched",
  "bias biases biased",
  "gradient gradients",
  "bus buses",
  "analysis analyses",
])("one stem: %s", (words) => {
  expect(new Set(words.split(" ").map(stemOf)).size, words.split(" ").map(stemOf).join(" ")).toBe(1);
});

test.each([
  "normal normalise", "general generate", "layer layout", "order ordinal", "gate gates-open", "rate ratio", "string strong", "king kin", "red re", "organ organise",
  "station state", "need needle", "posit position", "universal university", "prior priority",
])("different stems: %s", (words) => {
  const [one = "", other = ""] = words.split(" ").map(stemOf);
  expect(one).not.toBe(other);
});

test.each(["x", "ReLU", "top_k", "float32", "α", "", "constructor"])("what is no English word is itself: %s", (word) => {
  expect(stemOf(word)).toBe(word);
});

test("short words keep a vowel and two letters", () => {
  expect(["string", "bring", "thing", "red", "sing", "bed", "need"].map(stemOf)).toEqual(["string", "bring", "thing", "red", "sing", "bed", "need"]);
});
