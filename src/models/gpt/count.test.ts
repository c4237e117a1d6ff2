// Tangled from book/08-transformer/04-counting-a-gpt.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { leavesOf, sizeOf } from "../../nn/parameters.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { gpt2NameOf } from "./checkpoint.ts";
import { forwardFlops, parameterRows } from "./count.ts";
import { drawParameters } from "./draw-parameters.ts";
import { initGpt, type GptConfig } from "./gpt.ts";
import { cpuPreset, gpt2Sizes } from "./presets.ts";

const totalOf = (config: GptConfig) => parameterRows(config).reduce((sum, { count }) => sum + count, 0);

test.each([["small", 124_439_808], ["medium", 354_823_168], ["large", 774_030_080], ["xl", 1_557_611_200]] as const)("GPT-2 %s has the parameters of the published weights", (name, parameters) => {
  expect(totalOf(gpt2Sizes[name])).toBe(parameters);
});

test("the small CPU configuration has 804,096 parameters for 65 characters, as nanoGPT’s", () => {
  expect(totalOf(cpuPreset(65))).toBe(804_096);
});

test.each([{}, { bias: false }, { tied: false }, { norm: "rms" }, { bias: false, norm: "rms", tied: false, feedForward: 5 }, { layers: 1 }] as const)("names, shapes and counts are those of the model: %j", (more) => {
  const config: GptConfig = { vocabularySize: 7, context: 5, layers: 3, heads: 2, width: 4, ...more };
  const leaves = leavesOf(initGpt(config, randomFrom(1))).map(([path, leaf]) => [gpt2NameOf(path), leaf.shape] as const);
  const rows = parameterRows(config);
  const expanded = rows.flatMap(({ name, shape }) => (name.startsWith("h.*.") ? Array.from({ length: config.layers }, (_, l) => [name.replace("*", String(l)), shape] as const) : [[name, shape] as const]));
  const sorted = (each: readonly (readonly [string, readonly number[]])[]) => each.map(([name, shape]) => `${name} ${shape.join()}`).sort();
  expect(sorted(expanded)).toEqual(sorted(leaves));
  expect(totalOf(config)).toBe(sizeOf(initGpt(config, randomFrom(1))));
});

test.each([["small", 291.65], ["medium", 826.95], ["large", 1774.57], ["xl", 3506.7]] as const)("GPT-2 %s takes %f GFLOP for 1,024 tokens", (name, gflops) => {
  const { total, ...parts } = forwardFlops(gpt2Sizes[name], 1, 1024);
  expect(total / 1e9).toBeCloseTo(gflops, 1);
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(total);
  expect(forwardFlops(gpt2Sizes[name], 3, 1024).total).toBe(3 * total);
});

test("the drawn areas are proportional to the parameters", () => {
  const rows = parameterRows(gpt2Sizes.small);
  const boxes = [...drawParameters(gpt2Sizes.small).matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="([\d.]+)" fill="(\w+)" fill-opacity="([\d.]+)"/g)].map(([, width, height, ink, opacity]) => ({ area: Number(width) * Number(height), kind: `${ink} ${opacity}` }));
  expect(boxes).toHaveLength(2 + 2 * 12);
  const areaOf = (kind: string) => boxes.filter((each) => each.kind === kind).reduce((sum, { area }) => sum + area, 0) / (340 * 300);
  const shareOf = (names: RegExp) => rows.filter(({ name }) => names.test(name)).reduce((sum, { count }) => sum + count, 0) / totalOf(gpt2Sizes.small);
  expect(areaOf("accent 0.3")).toBeCloseTo(shareOf(/wte|ln_f/), 3);
  expect(areaOf("accent 0.8")).toBeCloseTo(shareOf(/wpe/), 3);
  expect(areaOf("second 0.2")).toBeCloseTo(shareOf(/attn|ln_1/), 3);
  expect(areaOf("second 0.45")).toBeCloseTo(shareOf(/mlp|ln_2/), 3);
  expect(() => drawParameters({ ...gpt2Sizes.small, layers: 0 })).toThrow(new RangeError("drawParameters: there are no blocks"));
});
//# sourceMappingURL=../../.maps/models/gpt/count.test.ts.map
