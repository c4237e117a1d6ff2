// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { data } from "../data/files.ts";
import { TOTAL, Decoder, Encoder } from "./arithmetic-coder.ts";
import { compress, decompress, informationContents } from "./compress.ts";
import { crc32 } from "./crc-32.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { byteOf } from "./bits.ts";
import { AdaptiveModel } from "./adaptive-model.ts";

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const orders = fc.integer({ min: 0, max: 6 });
const anyBytes = fc.uint8Array({ maxLength: 300 });
/** Few different bytes, so that contexts return. */
const fewKinds = fc.array(fc.constantFrom(0, 1, 97, 255), { maxLength: 400 }).map((bytes) => Uint8Array.from(bytes));

test("what was compressed is restored, whatever the bytes", () => {
  fc.assert(
    fc.property(fc.oneof(anyBytes, fewKinds), orders, (bytes, order) => {
      expect(decompress(compress(bytes, order))).toEqual(bytes);
    }),
  );
});

test.each([
  ["no byte", new Uint8Array()],
  ["one byte", Uint8Array.of(255)],
  ["every byte", Uint8Array.from({ length: 256 }, (_, i) => i)],
  ["every byte, many times", Uint8Array.from({ length: 5000 }, (_, i) => (i * 89) % 256)],
  ["a long run", new Uint8Array(50_000).fill(7)],
  ["a long run that ends", new Uint8Array(50_000).fill(7).fill(8, 49_999)],
  ["text", new TextEncoder().encode(data("moby-dick.txt").slice(0, 30_000))],
])("%s is restored", (_, bytes) => {
  for (const order of [0, 1, 5, 20]) expect(decompress(compress(bytes, order))).toEqual(bytes);
});

test("random bytes are restored, a hundred thousand of them", () => {
  const random = randomFrom(1);
  const bytes = Uint8Array.from({ length: 100_000 }, () => 256 * random.uniform());
  expect(Buffer.compare(decompress(compress(bytes, 2)), bytes)).toBe(0);
});

test("version 1 of the format keeps its bytes", () => {
  const text = "the sea, the sea, and nothing but the sea";
  const file = Buffer.from("894e47430103000000290000000000000019806cff837434194413350931a27c610ea333d67b2c1230687a0b3de060", "hex");
  expect(new TextDecoder().decode(decompress(file))).toBe(text);
  expect(Buffer.compare(compress(new TextEncoder().encode(text), 3), file)).toBe(0);
});

// lengths and checksums as the first program of the format wrote them, which kept siblings in linked lists
test.each([
  ["the novel’s beginning", 5, () => new TextEncoder().encode(data("moby-dick.txt")).subarray(0, 50_000), 18765, 0x7d838a71],
  ["every byte in turn", 1, () => Uint8Array.from({ length: 5000 }, (_, i) => (i * 89) % 256), 448, 0x82c04008],
  ["few kinds of bytes", 20, () => Uint8Array.from({ length: 9000 }, (_, i) => (i * i) % 7), 30, 0x7395bdc3],
])("%s at order %d keeps its length and checksum", (_, order, bytes, length, checksum) => {
  const file = compress(bytes(), order);
  expect([file.length, crc32(file)]).toEqual([length, checksum]);
});

test("a file that lies within a larger buffer is read", () => {
  const file = compress(Uint8Array.of(1, 2, 3), 2);
  const buffer = new Uint8Array(file.length + 9);
  buffer.set(file, 4);
  expect(decompress(buffer.subarray(4, 4 + file.length))).toEqual(Uint8Array.of(1, 2, 3));
});

test("the code is longer than the information contents by two bits at most, but for the rounding of parts", () => {
  fc.assert(
    fc.property(fc.oneof(anyBytes, fewKinds), orders, (bytes, order) => {
      const encoder = new Encoder();
      compress(bytes, order, encoder);
      const totalBits = sum(informationContents(bytes, order));
      // a part of frequency 1 may lose, or gain, a share of 2⁻¹⁰ of its width
      const rounding = -bytes.length * Math.log2(1 - 2 ** -10);
      expect(encoder.bits).toBeLessThanOrEqual(totalBits + 2 + rounding);
      expect(encoder.bits).toBeGreaterThanOrEqual(totalBits - rounding);
    }),
  );
});

/** Frequencies of a few tokens that sum to the total, and which of them come. */
const games = fc
  .record({
    frequencies: fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 2 ** 17 })), { minLength: 1, maxLength: 6 }),
    draws: fc.array(fc.nat(), { maxLength: 200 }),
    at: fc.nat(),
  })
  .map(({ frequencies, draws, at }) => {
    const all = [...frequencies];
    all.splice(at % (frequencies.length + 1), 0, TOTAL - sum(frequencies));
    return { frequencies: Int32Array.from(all), symbols: draws.map((draw) => draw % all.length) };
  });

test("the coder restores tokens of any frequency, 1 among them", () => {
  fc.assert(
    fc.property(games, ({ frequencies, symbols }) => {
      const encoder = new Encoder();
      for (const symbol of symbols) encoder.encode(sum(frequencies.subarray(0, symbol)), frequencies[symbol]);
      const decoder = new Decoder(encoder.finish());
      expect(symbols.map(() => decoder.decode((token) => frequencies[token]))).toEqual(symbols);
    }),
  );
});

test("bits are pending, however many, while the interval straddles the middle", () => {
  // the middle one of three tokens, the others of half its frequency each: the interval closes in on one half
  const frequencies = Int32Array.of(2 ** 18, 2 ** 19, 2 ** 18);
  const encoder = new Encoder();
  for (let i = 0; i < 1000; i++) encoder.encode(frequencies[0], frequencies[1]);
  expect(encoder.bits).toBe(0);
  encoder.encode(0, frequencies[0]);
  const decoder = new Decoder(encoder.finish());
  expect(Array.from({ length: 1001 }, () => decoder.decode((token) => frequencies[token]))).toEqual([...new Array<number>(1000).fill(1), 0]);
});

/** The frequencies of all bytes as the next. */
function frequenciesOf(model: AdaptiveModel): number[] {
  model.predict();
  return Array.from({ length: 256 }, (_, byte) => model.frequency(byte));
}

/** Witten and Bell’s probability, interpolated down to 1 / 256, counted anew for every question. */
function wittenBell(history: readonly number[], byte: number, order: number): number {
  if (order > history.length) return wittenBell(history, byte, history.length);
  if (order < 0) return 1 / 256;
  const context = history.slice(history.length - order);
  const followed = history.filter((_, i) => i >= order && context.every((each, j) => history[i - order + j] === each));
  const distinct = new Set(followed).size;
  const shorter = wittenBell(history, byte, order - 1);
  if (distinct === 0) return shorter;
  return (followed.filter((each) => each === byte).length + distinct * shorter) / (followed.length + distinct);
}

test("the frequencies sum to the total, none is zero, and all are Witten and Bell’s but for rounding", () => {
  fc.assert(
    fc.property(fewKinds.map((bytes) => bytes.subarray(0, 60)), fc.integer({ min: 0, max: 4 }), (bytes, order) => {
      const model = new AdaptiveModel(order);
      bytes.forEach((byte, i) => {
        const frequencies = frequenciesOf(model);
        expect(sum(frequencies)).toBe(TOTAL);
        expect(Math.min(...frequencies)).toBeGreaterThan(0);
        for (const other of [0, 1, 97, 200]) {
          const share = wittenBell([...bytes.subarray(0, i)], other, order);
          expect(Math.abs(frequencies[other] / TOTAL - share)).toBeLessThan(300 / TOTAL);
        }
        model.update(byte);
      });
    }),
    { numRuns: 30 },
  );
});

/** The frequencies as the rule says, from counts that are made anew: what is left of the total, longest context first, divided by counts and type counts. */
function frequenciesByRule(history: readonly number[], order: number): number[] {
  const frequencies = new Array<number>(256).fill(0);
  let rest = TOTAL - 256;
  for (let length = Math.min(order, history.length); length >= 0; length--) {
    const context = history.slice(history.length - length);
    const followed = history.filter((_, i) => i >= length && context.every((each, j) => history[i - length + j] === each));
    const [available, whole] = [rest, followed.length + new Set(followed).size];
    for (const byte of new Set(followed)) {
      const part = Math.floor((available * followed.filter((each) => each === byte).length) / whole);
      frequencies[byte] += part;
      rest -= part;
    }
  }
  return frequencies.map((each, byte) => each + Math.floor((rest + 256 + byte) / 256));
}

test("in whichever order children stand, the frequencies are those of the rule, to the last", () => {
  const someBytes = fc.array(fc.constantFrom(0, 1, 2, 3, 97, 255), { maxLength: 60 });
  fc.assert(
    fc.property(someBytes, fc.integer({ min: 0, max: 4 }), (bytes, order) => {
      const model = new AdaptiveModel(order);
      bytes.forEach((byte, i) => {
        expect(frequenciesOf(model)).toEqual(frequenciesByRule(bytes.slice(0, i), order));
        model.update(byte);
      });
    }),
    { numRuns: 30 },
  );
  const text = [...new TextEncoder().encode(data("moby-dick.txt").slice(0, 1500))];
  const model = new AdaptiveModel(5);
  text.forEach((byte, i) => {
    if (i % 50 === 0) expect(frequenciesOf(model)).toEqual(frequenciesByRule(text.slice(0, i), 5));
    model.update(byte);
  });
});

test("a model that only follows is asked in the same contexts as one that learns, by what both had read", () => {
  const bytes = new TextEncoder().encode(data("moby-dick.txt").slice(0, 3000));
  const [frozen, other] = [new AdaptiveModel(3), new AdaptiveModel(3)];
  for (const byte of bytes) for (const each of [frozen, other]) each.update(byte);
  // what follows is known to the end, so that every context of three is found again
  for (const byte of bytes.subarray(0, 200)) frozen.advance(byte);
  for (const byte of bytes.subarray(197, 200)) other.advance(byte);
  expect(frequenciesOf(frozen)).toEqual(frequenciesOf(other));
});

test("the fiftieths of the novel that the figure names have the play, the cook’s sermon and the coin", () => {
  const bytes = new TextEncoder().encode(data("moby-dick.txt"));
  const fiftieth = (i: number) => new TextDecoder().decode(bytes.subarray((i * bytes.length) / 50, ((i + 1) * bytes.length) / 50));
  for (const chapter of ["37. Sunset.", "38. Dusk.", "39. First Night Watch.", "40. Midnight, Forecastle."]) {
    expect(fiftieth(14)).toContain(`CHAPTER ${chapter}`);
  }
  expect(fiftieth(26)).toContain("fellow-critters");
  expect(fiftieth(26)).toContain("CHAPTER 65.");
  expect(fiftieth(38)).toContain("I look, you look, he looks");
  expect(fiftieth(38)).toContain("CHAPTER 100.");
});

test("bits have a byte of their own beyond 2³¹ of them, too", () => {
  expect([0, 7, 8, 2 ** 31 - 1, 2 ** 31, 2 ** 35 - 9].map(byteOf)).toEqual([0, 0, 1, 2 ** 28 - 1, 2 ** 28, 2 ** 32 - 2]);
});

test("an order that is no order is refused", () => {
  expect(() => new AdaptiveModel(-1)).toThrow("AdaptiveModel: the order must be 0, 1, …, 255, not -1");
  expect(() => compress(new Uint8Array(3), 1.5)).toThrow("AdaptiveModel: the order must be 0, 1, …, 255, not 1.5");
});
//# sourceMappingURL=../.maps/compress/compress.test.ts.map
