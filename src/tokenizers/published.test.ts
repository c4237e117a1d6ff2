// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { data } from "../data/files.ts";
import { gpt2 } from "../data/gpt2.ts";
import { publishedNames, publishedTokenizer, type PublishedName } from "./published.ts";
import { encodeWithSpecial } from "./special-tokens.ts";
import { textsOf } from "../testing/random-texts.ts";
import { decode } from "./tokenizer.ts";

/** The ids of npm’s gpt-tokenizer. */
async function referenceOf(name: PublishedName): Promise<(text: string) => readonly number[]> {
  const module = name === "r50k_base" ? await import("gpt-tokenizer/encoding/r50k_base") : name === "cl100k_base" ? await import("gpt-tokenizer/encoding/cl100k_base") : await import("gpt-tokenizer/encoding/o200k_base");
  return (text) => module.encode(text, { disallowedSpecial: new Set() });
}

describe.each(publishedNames)("%s", (name) => {
  const tokenizer = publishedTokenizer(name);

  test("has the tokens that are published, each made of two", () => {
    const [size, merges] = { r50k_base: [50257, 50000], cl100k_base: [100277, 100000], o200k_base: [200019, 199742] }[name];
    expect([tokenizer.size, tokenizer.merges.ranks.size]).toEqual([size, merges]);
  });

  test("of the novel gives the ids of another program", async () => {
    const novel = data("moby-dick.txt");
    const ids = tokenizer.encode(novel);
    expect(ids.length).toBe({ r50k_base: 287_230, cl100k_base: 280_536, o200k_base: 277_602 }[name]);
    expect(ids).toEqual(Int32Array.from((await referenceOf(name))(novel)));
    expect(decode(tokenizer, ids)).toBe(novel);
  });

  test("of source code, of other scripts, and of texts at random gives the ids of another program", async () => {
    const reference = await referenceOf(name);
    for (const text of textsOf(name.length, Number(process.env["TOKENIZER_TEXTS"] ?? 3000))) {
      const ids = tokenizer.encode(text);
      expect([text, ...ids]).toEqual([text, ...reference(text)]);
      expect(decode(tokenizer, ids)).toBe(text);
    }
  });
});

test("minbpe's text has the published ids of GPT-4", () => {
  const tokenizer = publishedTokenizer("cl100k_base");
  expect([...tokenizer.encode("hello world!!!? (\uc548\ub155\ud558\uc138\uc694!) lol123 \u{1f609}")]).toEqual([15339, 1917, 12340, 30, 320, 31495, 230, 75265, 243, 92245, 16715, 28509, 4513, 57037]);
  expect([...encodeWithSpecial(tokenizer, "<|endoftext|>hello world", ["<|endoftext|>"])]).toEqual([100257, 15339, 1917]);
});

test("the merges among the book's data are r50k's", () => {
  const [ours, theirs] = [gpt2(), publishedTokenizer("r50k_base")];
  expect(ours.tokens).toEqual(theirs.tokens);
  expect(ours.encode(data("moby-dick.txt"))).toEqual(theirs.encode(data("moby-dick.txt")));
});
//# sourceMappingURL=../.maps/tokenizers/published.test.ts.map
