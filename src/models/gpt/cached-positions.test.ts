// Tangled from book/09-position/07-cost-of-positions.md. Edit the book, then: npm run tangle
import { afterEach, describe, expect, test } from "vitest";
import { backendNames, backendOrReason } from "../../backends/choose.ts";
import { useBackend } from "../../backends/default.ts";
import { feedForward } from "../../nn/feed-forward.ts";
import { linearLayer } from "../../nn/linear-layer.ts";
import { normalised } from "../../nn/norm.ts";
import { mapLeaves } from "../../nn/parameters.ts";
import { learnedPositions } from "../../nn/position/learned.ts";
import type { PositionConfig } from "../../nn/position/schemes.ts";
import { embedding } from "../../ops/embedding.ts";
import { fusedAttention } from "../../ops/fused-attention.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { add, asTensor, concat, cpu, matmul, matrixTranspose, normal, permuteDims, Pool, reshape, slice, zeros, type Tensor } from "../../tensor-core.ts";
import { difference } from "../../testing/laws.ts";
import { completeConfig, gptLastLogits, initGpt, schemeOf, type GptConfig, type GptParameters } from "./gpt.ts";

afterEach(() => useBackend(cpu));

const sizes: GptConfig = { vocabularySize: 7, context: 12, layers: 2, heads: 2, width: 8 };
const ids = [[0, 1, 2, 3, 4, 5, 6, 0, 2, 4], [6, 6, 1, 0, 2, 3, 5, 1, 4, 0]];
const idsOf = (rows: readonly (readonly number[])[]) => asTensor(rows, { dtype: "int32" });
/** With larger weights, so that every part makes a difference. */
const modelOf = (config: GptConfig): GptParameters => mapLeaves(initGpt(config, randomFrom(1)), (leaf, path) => asTensor(leaf.dataSync().map((each) => (path.endsWith("gain") ? each : 20 * each)), { shape: leaf.shape }));

/** The logits after the last token, where the sequences are read in pieces, with a cache of the keys and values of each layer. */
function decoded(parameters: GptParameters, config: GptConfig, pieces: readonly (readonly number[])[]): Tensor {
  const [scheme, { heads, norm, activation }] = [schemeOf(config), completeConfig(config)];
  const { embedding: E, positions, blocks } = parameters;
  const caches: (readonly [Tensor, Tensor])[] = [];
  let h = E;
  for (const [from, to] of pieces as readonly (readonly [number, number])[]) {
    const tokens = embedding(E, idsOf(ids.map((row) => row.slice(from, to))));
    const { rotate = (same: Tensor) => same, ...options } = scheme.attend(tokens, positions, from);
    h = scheme.embed(tokens, positions, from);
    blocks.forEach((block, l) => {
      const [B, T, width] = h.shape as [number, number, number];
      const columns = reshape(linearLayer(block.attention.qkv, normalised(block.attentionNorm, h, norm)), [B, T, 3, heads, width / heads]);
      const qkv = rotate(permuteDims(columns, [2, 0, 3, 1, 4]));
      const [q, k, v] = [0, 1, 2].map((i) => slice(qkv, [i])) as [Tensor, Tensor, Tensor];
      const cache = caches[l] ? [concat([caches[l][0], k], 2), concat([caches[l][1], v], 2)] as const : [k, v] as const;
      caches[l] = cache;
      const O = fusedAttention(q, ...cache, { causal: true, ...options });
      h = add(h, linearLayer(block.attention.output, reshape(permuteDims(O, [0, 2, 1, 3]), [B, T, width])));
      h = add(h, feedForward(block.feedForward, normalised(block.feedForwardNorm, h, norm), activation));
    });
  }
  return matmul(normalised(parameters.norm, slice(h, [[], -1]), norm), matrixTranspose(E));
}

const schemes: readonly PositionConfig[] = [
  { scheme: "none" }, { scheme: "learned" }, { scheme: "sinusoidal", amplitude: 0.5 }, { scheme: "relative", buckets: 4, maxDistance: 5 }, { scheme: "alibi" },
  { scheme: "rotary" }, { scheme: "rotary", layout: "interleaved", base: 100 }, { scheme: "rotary", scaling: { kind: "yarn", factor: 4, context: 6 } },
];
const backends = [...backendNames.map(backendOrReason).filter((each) => typeof each !== "string"), new Pool(cpu)];

describe.each(backends.map((each) => [each.name, each] as const))("on %s", (_, backend) => {
  test.each(schemes.map((positions) => [JSON.stringify(positions), positions] as const))("with a cache the last logits are those of the whole sequence: %s", (_, positions) => {
    useBackend(backend);
    const config = { ...sizes, positions };
    const parameters = modelOf(config);
    const expected = gptLastLogits(parameters, config, idsOf(ids));
    const size = Math.max(...expected.dataSync().map(Math.abs));
    for (const pieces of [ids[0]!.map((_, t) => [t, t + 1]), [[0, 9], [9, 10]], [[0, 4], [4, 7], [7, 10]]]) {
      expect(difference([decoded(parameters, config, pieces)], [expected]) / size).toBeLessThan(2e-6);
    }
  });
});

test("an offset that is one too small is seen wherever positions are used", () => {
  for (const positions of schemes) {
    const config = { ...sizes, positions };
    const [scheme, parameters] = [schemeOf(config), modelOf(config)];
    const x = normal(randomFrom(2), [1, 1, 8]);
    const [right, wrong] = [5, 4].map((first) => {
      const { rotate = (same: Tensor) => same, bias } = scheme.attend(x, parameters.positions, first);
      const qkv = rotate(normal(randomFrom(3), [3, 1, 2, 1, 4]));
      return [scheme.embed(x, parameters.positions, first), qkv, ...(bias ? [slice(bias, [[], [], -2])] : [])];
    });
    const apart = difference(right!, wrong!);
    // a bias is that of distances, which do not change
    if (["none", "relative", "alibi"].includes(positions.scheme)) expect(apart).toBe(0);
    else expect(apart).toBeGreaterThan(1e-3);
  }
});

test("a bias has a column for each key of the cache", () => {
  const x = zeros([1, 2, 8]);
  for (const [positions, shape] of [[{ scheme: "relative" }, [2, 2, 7]], [{ scheme: "alibi" }, [2, 1, 7]]] as const) {
    const config: GptConfig = { ...sizes, positions };
    expect(schemeOf(config).attend(x, modelOf(config).positions, 5).bias!.shape).toEqual(shape);
  }
});

test("learned positions beyond the table are refused", () => {
  const scheme = learnedPositions({ context: 6, width: 8, heads: 2 });
  const [x, table] = [zeros([1, 2, 8]), zeros([6, 8])];
  expect(scheme.embed(x, table, 4).shape).toEqual([1, 2, 8]);
  expect(() => scheme.embed(x, table, 5)).toThrow(new RangeError("learnedPositions: position 6, and the table has those from 0 to 5"));
});
//# sourceMappingURL=../../.maps/models/gpt/cached-positions.test.ts.map
