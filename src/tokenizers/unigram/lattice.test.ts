// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../random/xoshiro128.ts";
import { addExpectedCounts, backward, forward, latticeOf, sampleSegmentation, viterbi, without, type Lattice } from "./lattice.ts";
import { Trie } from "./trie.ts";

/** Single letters and some longer tokens, with any probabilities. */
const tokensOf = (longer: readonly string[]) => [...new Set(["a", "b", ...longer])];
const settings = fc.record({
  text: fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 8 }),
  longer: fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 2, maxLength: 4 }), { maxLength: 6 }),
  seed: fc.integer(),
});

function latticeIn({ text, longer, seed }: { readonly text: string; readonly longer: readonly string[]; readonly seed: number }) {
  const random = randomFrom(seed);
  const tokens = tokensOf(longer);
  const trie = new Trie();
  tokens.forEach((token, id) => trie.add(Buffer.from(token), id));
  return { tokens, lattice: latticeOf(trie, Buffer.from(text)), logP: tokens.map(() => Math.log(random.uniform() + 1e-6)) };
}

/** All segmentations of a text, with the sums of their log-probabilities. */
function segmentations(tokens: readonly string[], text: string, logP: readonly number[]): { readonly ids: number[]; readonly logP: number }[] {
  if (text === "") return [{ ids: [], logP: 0 }];
  return tokens.flatMap((token, id) => (text.startsWith(token) ? segmentations(tokens, text.slice(token.length), logP).map((rest) => ({ ids: [id, ...rest.ids], logP: logP[id]! + rest.logP })) : []));
}

test("the edges are the tokens that occur, sorted by where they begin", () => {
  fc.assert(fc.property(settings, (setting) => {
    const { tokens, lattice } = latticeIn(setting);
    const edges = lattice.ids.map((id, e) => [lattice.starts[e]!, lattice.ends[e]!, tokens[id]]);
    const expected = [...setting.text].flatMap((_, i) => tokens.filter((token) => setting.text.startsWith(token, i)).map((token) => [i, i + token.length, token] as const)).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    expect(edges).toEqual(expected);
  }));
});

test("forward and backward are the sum over all segmentations, Viterbi finds the best one, and counts are expectations", () => {
  fc.assert(fc.property(settings, (setting) => {
    const { tokens, lattice, logP } = latticeIn(setting);
    const all = segmentations(tokens, setting.text, logP);
    const total = all.reduce((sum, each) => sum + Math.exp(each.logP), 0);
    expect(forward(lattice, logP)[setting.text.length]).toBeCloseTo(Math.log(total), 9);
    expect(backward(lattice, logP)[0]).toBeCloseTo(Math.log(total), 9);
    const best = viterbi(lattice, logP);
    expect(best.map((id) => tokens[id]).join("")).toBe(setting.text);
    expect(best.reduce((sum, id) => sum + logP[id]!, 0)).toBeCloseTo(Math.max(...all.map((each) => each.logP)), 9);
    const counts = new Float64Array(tokens.length);
    expect(addExpectedCounts(lattice, logP, 3, counts)).toBeCloseTo(Math.log(total), 9);
    const expected = tokens.map((_, id) => 3 * all.reduce((sum, each) => sum + (Math.exp(each.logP) / total) * each.ids.filter((one) => one === id).length, 0));
    counts.forEach((count, id) => expect(count).toBeCloseTo(expected[id]!, 9));
  }));
});

test("segmentations are drawn as often as their probabilities say", () => {
  const setting = { text: "aabab", longer: ["ab", "aab", "ba"], seed: 7 };
  const { tokens, lattice, logP } = latticeIn(setting);
  const all = segmentations(tokens, setting.text, logP);
  const total = all.reduce((sum, each) => sum + Math.exp(each.logP), 0);
  const [random, drawn, n] = [randomFrom(1), new Map<string, number>(), 20_000];
  for (let i = 0; i < n; i++) {
    const key = sampleSegmentation(lattice, logP, random).join();
    drawn.set(key, (drawn.get(key) ?? 0) + 1);
  }
  expect([...drawn.keys()].every((key) => all.some(({ ids }) => ids.join() === key))).toBe(true);
  for (const { ids, logP: each } of all) {
    const share = Math.exp(each) / total;
    expect(Math.abs((drawn.get(ids.join()) ?? 0) - n * share)).toBeLessThan(5 * Math.sqrt(n * share) + 5);
  }
});

test("what no tokens make up is refused", () => {
  const trie = new Trie();
  trie.add(Buffer.from("ab"), 0);
  const lattice = latticeOf(trie, Buffer.from("aba"));
  expect(forward(lattice, [0])[3]).toBe(-Infinity);
  expect(() => viterbi(lattice, [0])).toThrow(new RangeError("viterbi: no tokens make up the first 3 bytes"));
  expect(() => sampleSegmentation(lattice, [0], randomFrom(1))).toThrow(new RangeError("sampleSegmentation: no tokens make up the 3 bytes"));
});

test("an edge whose other end leads nowhere is never drawn", () => {
  const trie = new Trie();
  ["a", "ab", "bc", "c"].forEach((token, id) => trie.add(Buffer.from(token), id));
  const lattice = latticeOf(trie, Buffer.from("abc")); // a bc and ab c
  for (let i = 0; i < 50; i++) expect(["0,2", "1,3"]).toContain(sampleSegmentation(lattice, [0, -1, 0, 0], randomFrom(i)).join());
  const blocked = without(lattice, 2); // then a leads to b, from where no token begins
  for (let i = 0; i < 20; i++) expect(sampleSegmentation(blocked, [0, -1, 0, 0], randomFrom(i))).toEqual([1, 3]);
});

test("a lattice without a token has all the others", () => {
  const { lattice } = latticeIn({ text: "abab", longer: ["ab"], seed: 1 });
  const left: Lattice = without(lattice, 2);
  expect(left).toEqual({ length: 4, starts: [0, 1, 2, 3], ends: [1, 2, 3, 4], ids: [0, 1, 0, 1] });
});

test("a pre-token of one letter has three edges for each byte, where three tokens fit, and is read to its end", () => {
  const trie = new Trie();
  ["a", "aa", "aaaa"].forEach((token, id) => trie.add(Buffer.from(token), id));
  const lattice = latticeOf(trie, Buffer.alloc(2 ** 18, "a"));
  expect(lattice.ids).toHaveLength(3 * 2 ** 18 - 4);
  expect(viterbi(lattice, [-1, -1, -1])).toHaveLength(2 ** 16);
});

test("a trie refuses the empty string and what it has", () => {
  const trie = new Trie();
  trie.add(Uint8Array.of(1, 2), 0);
  expect(() => trie.add(Uint8Array.of(), 1)).toThrow(new RangeError("Trie.add: the byte string is empty"));
  expect(() => trie.add(Uint8Array.of(1, 2), 1)).toThrow(new RangeError("Trie.add: [1, 2] is there already"));
});
//# sourceMappingURL=../../.maps/tokenizers/unigram/lattice.test.ts.map
