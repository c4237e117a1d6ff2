// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomFrom } from "../../random/xoshiro128.ts";
import { vocabularyOf, withUnknown } from "../../tokenizers/vocabulary.ts";
import { readerOf } from "../language-model.ts";
import { attentionModel, initAttentionLm } from "./attention-lm.ts";
import { drawReading } from "./draw-reading.ts";
import { LONGEST, readAt, type Reading, type TrainedAttentionLm } from "./reading.ts";

const vocabulary = vocabularyOf("abc \n");
const shape = { context: 6, vocabularySize: vocabulary.size, width: 8, depth: 2, positions: true };
const parameters = initAttentionLm(shape, randomFrom(1));
const model: TrainedAttentionLm = { parameters, context: shape.context, vocabulary };

describe("what is read", () => {
  test("of each layer, a distribution over the characters up to the one that reads, but for those that the model cannot see", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...vocabulary.tokens), minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 15 }), (text, character) => {
      const { tokens, query, from, layers } = readAt(model, text, character);
      expect(tokens.join("")).toBe(text);
      expect(query).toBe(Math.min(character, text.length) - 1);
      expect(query - from + 1).toBe(Math.min(query + 1, 6));
      expect(layers).toHaveLength(2);
      for (const weights of layers) {
        expect(weights).toHaveLength(query - from + 1);
        expect(weights.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5);
      }
    }));
  });

  test("the probabilities are those with which the model goes on, in order", () => {
    const { next } = readAt(model, "abc abc", 7);
    const wanted = readerOf(attentionModel(parameters, vocabulary, shape), "abc abc").distribution();
    next.forEach(({ token, probability }) => expect(probability).toBeCloseTo(wanted[vocabulary.tokens.indexOf(token)]!, 6));
    expect(next.map(({ probability }) => probability)).toEqual(wanted.toSorted((one, other) => other - one).map((each) => expect.closeTo(each, 6)));
  });

  test("what comes after the character changes nothing", () => {
    const [{ layers, next }, other] = [readAt(model, "abcab", 3), readAt(model, "abccc", 3)];
    expect([layers, next]).toEqual([other.layers, other.next]);
  });

  test("unknown characters are left out and named once, with a token for them or without", () => {
    for (const known of [model, { ...model, vocabulary: withUnknown(vocabulary), parameters: initAttentionLm({ ...shape, vocabularySize: 6 }, randomFrom(1)) }]) {
      const { tokens, unknown, query, next } = readAt(known, "a🐳bé🐳c", 9);
      expect([tokens.join(""), unknown, query]).toEqual(["abc", ["🐳", "é"], 2]);
      expect(next).toHaveLength(5);
    }
  });

  test("a text without a known character has nothing to read", () => {
    const nothing = { tokens: [], left: 0, query: -1, from: 0, layers: [], next: [] };
    expect(readAt(model, "", 1)).toEqual({ ...nothing, unknown: [] });
    expect(readAt(model, "ééé", 2)).toEqual({ ...nothing, unknown: ["é"] });
  });

  test("a long text is cut, which is counted", () => {
    const { tokens, left, query } = readAt(model, "ab".repeat(100), 200);
    expect([tokens.length, left, query]).toEqual([LONGEST, 200 - LONGEST, LONGEST - 1]);
  });

  test.each([0, -1, 2.5, NaN])("there is no character %s", (character) => {
    expect(() => readAt(model, "abc", character)).toThrow(new RangeError(`readAt: no character ${character}; the first is 1`));
  });
});

describe("its drawing", () => {
  const reading: Reading = {
    tokens: [..."a b<\na"], left: 0, unknown: [], query: 3, from: 1, layers: [[0.25, 0.5, 0.25], [0, 0, 1]],
    next: [["a", 0.4], ["b", 0.3], ["<", 0.1], [" ", 0.1], ["c", 0.06], ["\n", 0.04]].map(([token, probability]) => ({ token, probability }) as Reading["next"][number]),
  };
  const words = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, each]) => each);
  const grounds = (svg: string) => [...svg.matchAll(/fill-opacity="([\d.]+)"/g)].map(([, each]) => Number(each));

  test("each layer has the text, grounds as dark as the weights, its entropy and what is read most", () => {
    const svg = drawReading(reading);
    expect(words(svg).slice(0, 16)).toEqual([
      "entropy 1.04 of 1.10 nats", "a", "␣", "b", "&lt;", "↵", "a", "mostly b 0.50, ␣ 0.25, &lt; 0.25",
      "entropy 0.00 of 1.10 nats", "a", "␣", "b", "&lt;", "↵", "a", "mostly &lt; 1.00",
    ].map((each, i) => (i % 8 === 0 ? `layer ${i / 8 + 1}, ${each}` : each)));
    expect(grounds(svg)).toEqual([0.15, 0.3, 0.15, 0.6]);
    expect(svg.match(/stroke="ink"/g)).toHaveLength(2);
    // before the window, and after the character
    expect([...svg.matchAll(/fill="quiet">(.)</g)].map(([, each]) => each)).toEqual(["a", "↵", "a", "a", "↵", "a"]);
  });

  test("the five most probable next characters have bars, and the one that follows in the text", () => {
    const svg = drawReading(reading);
    expect(words(svg).slice(16)).toEqual(["next after “␣b&lt;”", "a", "0.400", "b", "0.300", "&lt;", "0.100", "␣", "0.100", "c", "0.060", "↵", "0.040 in the text"]);
    expect([...svg.matchAll(/width="([\d.]+)" height="12" fill="accent"/g)].map(([, each]) => Number(each))).toEqual([56, 42, 14, 14, 8.4, 5.6]);
    expect(words(drawReading({ ...reading, tokens: [..."a b<a"] })).slice(14)).toEqual(["next after “␣b&lt;”", "a", "0.400 in the text", "b", "0.300", "&lt;", "0.100", "␣", "0.100", "c", "0.060"]);
  });

  test("a single layer has no number, and the words for those who do not see it say what is drawn", () => {
    const svg = drawReading({ ...reading, layers: reading.layers.slice(0, 1) });
    expect(svg).toContain("<title>What “␣b&lt;”, character 4 of 6, reads</title>");
    expect(svg).toContain("<desc>b 0.50, space 0.25, &lt; 0.25; entropy 1.04 of 1.10 nats. Next: a 0.400; b 0.300; &lt; 0.100; space 0.100; c 0.060; line end 0.040, which follows in the text.</desc>");
  });

  test("a long text stands in lines of twenty, all within the drawing", () => {
    const svg = drawReading(readAt(model, "abc ".repeat(12), 30));
    const cells = [...svg.matchAll(/<text x="([\d.]+)" y="(\d+)" text-anchor="middle"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(cells).toHaveLength(96);
    expect(new Set(cells.map(([, y]) => y)).size).toBe(6);
    expect(Math.max(...cells.map(([x]) => x))).toBeLessThan(292);
  });

  test("it says what was left out, and that there is nothing", () => {
    expect(words(drawReading(readAt(model, "", 1)))).toEqual(["There is no character to read."]);
    expect(words(drawReading(readAt({ ...model, vocabulary: vocabularyOf("abc") }, "é ñ", 1)))).toEqual(["unknown, left out: é ␣ ñ", "There is no character to read."]);
    expect(words(drawReading(readAt(model, "a0123456789", 1))).at(-1)).toBe("unknown, left out: 0 1 2 3 4 5 6 7 …");
    expect(words(drawReading(readAt(model, "a".repeat(LONGEST + 1), 1))).at(-1)).toBe("left out: 1 more character");
  });
});
//# sourceMappingURL=../../.maps/models/attention-lm/reading.test.ts.map
