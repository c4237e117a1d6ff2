// Tangled from book/11-memory/07-the-kv-cache.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { countOf, parametersOf } from "./architecture.ts";
import { inferenceBytes, keyValueBytesPerToken } from "./inference-memory.ts";
import { publishedModels } from "./published-models.ts";

test.each([["llama-2-7b", 524_288], ["llama-3-8b", 131_072], ["llama-3-70b", 327_680], ["deepseek-v3", 70_272]] as const)("a token of %s takes the published %d bytes", (name, bytes) => {
  expect(keyValueBytesPerToken(publishedModels[name])).toBe(bytes);
  expect(keyValueBytesPerToken(publishedModels[name], 1)).toBe(bytes / 2);
});

test("inference holds weights, and a cache for every token of every sequence", () => {
  const a = publishedModels["llama-3-8b"];
  expect(inferenceBytes(a, { sequences: 3, tokens: 10 })).toEqual({ weights: 2 * countOf(parametersOf(a)), cache: 30 * 131_072 });
  expect(inferenceBytes(a, { element: 4, sequences: 1, tokens: 1 }).cache).toBe(262_144);
});
//# sourceMappingURL=../.maps/memory/inference-memory.test.ts.map
