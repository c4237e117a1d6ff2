// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** Texts to compare tokenizers on: source code, many scripts, and random ones. */
import type { Random } from "../random/random.ts";
import { randomFrom } from "../random/xoshiro128.ts";

const passages: readonly string[] = [
  "export const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);\n\tif (x !== 0x1F40B) {\r\n    return `${x}`;\n}\n\n\n",
  "Call me Ishmael. Some years ago--never mind how long precisely--having little or no money in my purse, I thought I'd sail about a little.",
  "\u{1f40b}\u{1f433} \u{1f469}\u200d\u{1f680}\u{1f3f4}\u200d\u2620\ufe0f \u{1f1ee}\u{1f1f8} \u270d\u{1f3fd}", "\u0627\u0644\u062d\u0648\u062a \u0627\u0644\u0623\u0628\u064a\u0636 \u0641\u064a \u0627\u0644\u0628\u062d\u0631\u060c \u0661\u0662\u0663\u0664\u0665", "\u0938\u092b\u093c\u0947\u0926 \u0935\u094d\u0939\u0947\u0932 \u0938\u092e\u0941\u0926\u094d\u0930 \u092e\u0947\u0902 \u0967\u0968\u0969\u096a", "\u767d\u9cb8\u5728\u6d77\u91cc\uff0c\u5171\u4e00\u5343\u4e8c\u767e\u4e09\u5341\u56db\u6761\u3002", "\u304f\u3058\u3089 \uace0\ub798 кит Φάλαινα vàlena ŒUVRE ǅungla",
  "WE'LL we'Ll don't I'M it's 'twas o'clock", "1234567890 3.14159 1e-9 ½ Ⅷ \u0663", "   \t\n\r\n \u00a0\u2003x  \n", "\u0000\u0001\u007f\u00ad\u200b\u200d\u2028", "a\u0301e\u0308 ﬁ ß İ", "<|endoftext|> <|im_start|>", "",
];

/** Pre-tokens at which patterns and merges differ. */
const parts: readonly string[] = [..."aeZ09 .,'\"/_-\n\t", "  ", "\r\n", "the", " Whale", "ing", "HTTP", "'s", "'RE", "é", "ß", "ж", "\u767d", "\u3042", "\u0939", "\u093f", "\u0628", "\u{1f40b}", "\u{1f469}\u200d\u{1f680}", "½", "\u0663", "\u0301", "\u00a0", "\u200d", "!!", "123", "{}"];

/** The passages, and then random texts of several kinds, `count` of them. Surrogates come in pairs. */
export function* textsOf(seed: number, count: number): Generator<string> {
  yield* passages;
  const random = randomFrom(seed);
  for (let i = 0; i < count; i++) yield kinds[i % kinds.length]!(random).replace(readOtherwise, "A");
}

/** What the other programs read otherwise than tiktoken: the long s, and U+FEFF and U+0085, which are white space in JavaScript or in Unicode only. */
const readOtherwise = /[\u017f\ufeff\u0085]/g;

const kinds: readonly ((random: Random) => string)[] = [
  (random) => repeated(random, 30, () => parts[below(random, parts.length)]!),
  (random) => repeated(random, 20, () => String.fromCodePoint(withoutSurrogates(below(random, 0x110000 - 0x800)))),
  (random) => repeated(random, 20, () => String.fromCodePoint(withoutSurrogates(below(random, 0x3000)))),
  // random bytes, as far as they are UTF-8
  (random) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from({ length: below(random, 40) }, () => below(random, 256))),
  (random) => parts[below(random, parts.length)]!.repeat(1 + below(random, 60)),
  (random) => {
    const passage = [...passages[below(random, passages.length)]!];
    return passage.slice(below(random, passage.length + 1)).join("");
  },
];

function repeated(random: Random, most: number, part: () => string): string {
  return Array.from({ length: below(random, most) }, part).join("");
}

function below(random: Random, limit: number): number {
  return Math.floor(limit * random.uniform());
}

function withoutSurrogates(point: number): number {
  return point < 0xd800 ? point : point + 0x800;
}
//# sourceMappingURL=../.maps/testing/random-texts.ts.map
