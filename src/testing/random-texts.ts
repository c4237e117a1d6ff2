// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** Texts to compare tokenizers on: source code, many scripts, and random ones. */
import type { Random } from "../random/random.ts";
import { randomFrom } from "../random/xoshiro128.ts";

const passages: readonly string[] = [
  "export const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);\n\tif (x !== 0x1F40B) {\r\n    return `${x}`;\n}\n\n\n",
  "Call me Ishmael. Some years ago--never mind how long precisely--having little or no money in my purse, I thought I'd sail about a little.",
  "🐋🐳 👩‍🚀🏴‍☠️ 🇮🇸 ✍🏽", "الحوت الأبيض في البحر، ١٢٣٤٥", "सफ़ेद व्हेल समुद्र में १२३४", "白鲸在海里，共一千二百三十四条。", "くじら 고래 кит Φάλαινα vàlena ŒUVRE ǅungla",
  "WE'LL we'Ll don't I'M it's 'twas o'clock", "1234567890 3.14159 1e-9 ½ Ⅷ ٣", "   \t\n\r\n \u00a0\u2003x  \n", "\u0000\u0001\u007f\u00ad\u200b\u200d\u2028", "a\u0301e\u0308 ﬁ ß İ", "<|endoftext|> <|im_start|>", "",
];

/** Pieces at which patterns and merges differ. */
const parts: readonly string[] = [..."aeZ09 .,'\"/_-\n\t", "  ", "\r\n", "the", " Whale", "ing", "HTTP", "'s", "'RE", "é", "ß", "ж", "白", "あ", "ह", "ि", "ب", "🐋", "👩‍🚀", "½", "٣", "\u0301", "\u00a0", "\u200d", "!!", "123", "{}"];

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
