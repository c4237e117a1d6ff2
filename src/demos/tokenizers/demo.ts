// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
/** Trains a tokenizer, or takes one, and shows what it makes of a text. */
import { split } from "../../data/split.ts";
import { columns, grouped, percent } from "../../format/text.ts";
import { replaceFile } from "../../io/atomic-write.ts";
import { bpeTokenizer, type BpeTokenizer } from "../../tokenizers/bpe/bpe.ts";
import { mergesOf } from "../../tokenizers/bpe/merges.ts";
import { pairsOf } from "../../tokenizers/bpe/ranks.ts";
import { writeTokenizerJson, writeUnigramJson } from "../../tokenizers/files/tokenizer-json.ts";
import { decode, type Tokenizer } from "../../tokenizers/tokenizer.ts";
import type { UnigramTokenizer } from "../../tokenizers/unigram/unigram.ts";
import { encodeUtf8 } from "../../tokenizers/utf-8.ts";
import { bar } from "../shell/console.ts";
import { demonstrationOf, type Reported } from "../shell/demonstration.ts";
import { onDisk, placeOf } from "../shell/files.ts";
import { kinds } from "./kinds.ts";
import { checkedOptions, givenIn, tokenizersHelp, type Source, type TokenizersOptions } from "./options.ts";
import { checkUnused, textOf, tokenizerFrom } from "./source.ts";

/** The demonstration’s name: its complaints begin with it. */
export const topic = "tokenizers";

/** Runs it and returns its exit code. */
export const demonstrateTokenizers = demonstrationOf({ topic, givenIn, checkedOptions, help: tokenizersHelp, show: async (_, options, around) => show(options, around) });

function show(options: TokenizersOptions, around: Reported): 0 {
  const { source, save } = options;
  const { screen, clock, began, release } = around;
  release(); // nothing is lost if someone ends it
  if (save !== null) checkUnused(save);
  const { title, text } = textOf(options);
  const { train, test } = split(text);
  const bytes = encodeUtf8(text).length;
  screen.print(`${title}: ${grouped(bytes)} bytes; ${described(source)}`);
  screen.report({ event: "start", bytes, ...(source.from === "training" ? { kind: source.kind } : { tokenizer: source.name }) });
  const seconds = stopwatch(clock);
  screen.progress(0, source.from === "training" ? "training" : "reading the tokenizer");
  const tokenizer = tokenizerFrom(source, train);
  const trainSeconds = seconds();
  screen.progress(0.5, "encoding");
  const held = source.from === "training" ? heldOut(tokenizer, test) : null;
  if (held !== null && "merges" in tokenizer) showSizes(tokenizer as BpeTokenizer, test, around);
  seconds();
  const ids = tokenizer.encode(text);
  const encodeSeconds = seconds();
  showLengths(tokenizer, ids, around);
  showTokens(tokenizer, options.encode ?? firstLine(text), around);
  if (save !== null) {
    onDisk(`write ${save}`, () => replaceFile(placeOf(save), encodeUtf8(fileOf(tokenizer))));
    screen.print(`\nthe tokenizer is in ${save}`);
    screen.report({ event: "saved", file: save });
  }
  const bytesPerToken = bytes / ids.length;
  const speed = `${(bytes / encodeSeconds / 1e6).toFixed(1)} MB/s`;
  screen.print(`\n${grouped(ids.length)} tokens of ${grouped(tokenizer.size)} kinds: ${bytesPerToken.toFixed(3)} bytes a token${held === null ? "" : `, ${(held.heldOutBytes / held.heldOutTokens).toFixed(3)} in the last tenth, which it was not trained on`}\n${source.from === "training" ? "trained" : "read"} in ${trainSeconds.toFixed(2)} s, encoded at ${speed}`);
  screen.report({ event: "done", vocabulary: tokenizer.size, tokens: ids.length, bytes, bytesPerToken, ...held, trainSeconds, encodeSeconds, seconds: (clock() - began) / 1000 });
  return 0;
}

/** The tokenizer.json of a kind that takes `--save`. */
function fileOf(tokenizer: Tokenizer): string {
  return "merges" in tokenizer ? writeTokenizerJson(tokenizer as BpeTokenizer) : writeUnigramJson(tokenizer as UnigramTokenizer);
}

/** Gives the seconds since it was last asked. */
function stopwatch(clock: () => number): () => number {
  let last = clock();
  return () => {
    const before = last;
    last = clock();
    return (last - before) / 1000;
  };
}

function described(source: Source): string {
  if (source.from !== "training") return `the tokenizer ${source.name}`;
  const { kind, size, split: cut } = source;
  const takes: readonly string[] = kinds[kind].takes;
  return `${kind}${takes.includes("vocab") ? `, ${grouped(size)} tokens at most` : ""}${takes.includes("split") ? `, cut by ${cut === "none" ? "nothing" : `the pattern of ${cut}`}` : ""}`;
}

const heldOut = (tokenizer: Tokenizer, test: string) => ({ heldOutTokens: tokenizer.encode(test).length, heldOutBytes: encodeUtf8(test).length });

/** What each doubling of the vocabulary brings: the first merges are those of a smaller tokenizer. */
function showSizes({ merges, split: cut, size }: BpeTokenizer, test: string, { screen }: Reported): void {
  const bytes = encodeUtf8(test).length;
  const sizes = [...doublings(256, size), size];
  const pairs = pairsOf(merges);
  const rows = sizes.map((V) => {
    const tokens = bpeTokenizer(mergesOf(pairs.slice(0, V - 256)), { split: cut }).encode(test).length;
    screen.report({ event: "size", vocabulary: V, heldOutTokens: tokens, heldOutBytesPerToken: bytes / tokens });
    return { V, perToken: bytes / tokens };
  });
  const most = Math.max(...rows.map(({ perToken }) => perToken));
  screen.print(`\n${columns(["tokens", "bytes a token in the last tenth", ""], rows.map(({ V, perToken }) => [grouped(V), perToken.toFixed(3), bar(perToken / most, 30)]))}`);
}

function* doublings(from: number, below: number): Generator<number> {
  for (let size = from; size < below; size *= 2) yield size;
}

/** Lengths above this are shown together. */
const LONG = 8;

/** How many of the tokens of a text have how many bytes. */
function showLengths({ tokens }: Tokenizer, ids: Int32Array, { screen }: Reported): void {
  const shares = new Array<number>(LONG + 1).fill(0);
  for (const id of ids) shares[Math.min(LONG + 1, tokens[id]?.length ?? 1) - 1]! += 1 / ids.length;
  const rows = shares.flatMap((share, i) => (share === 0 ? [] : [[i === LONG ? `over ${LONG}` : String(i + 1), percent(share, 1), bar(share, 30)]]));
  screen.print(`\n${columns(["bytes", "of the tokens", ""], rows)}`);
}

/** The tokens of a text, side by side. */
function showTokens(tokenizer: Tokenizer, text: string, { screen }: Reported): void {
  const ids = [...tokenizer.encode(text)];
  const pieces = ids.map((id) => nameOf(tokenizer, id));
  screen.print(`\n${JSON.stringify(text)} is ${ids.length === 1 ? "one token" : `${grouped(ids.length)} tokens`}:\n\n  ${pieces.join("│")}\n  ${ids.join(" ")}`);
  screen.report({ event: "shown", text, ids, tokens: pieces });
}

/** A token as text; one that is no text by itself, by its bytes. */
function nameOf(tokenizer: Tokenizer, id: number): string {
  const text = decode(tokenizer, [id]);
  return text.includes("\ufffd") ? Array.from(tokenizer.tokens[id]!, (byte) => `<${byte.toString(16).padStart(2, "0")}>`).join("") : JSON.stringify(text).slice(1, -1);
}

/** The first line that is not blank, at most 60 characters of it. */
const firstLine = (text: string) => /\S[^\n]{0,59}/u.exec(text)?.[0].trimEnd() ?? [...text.slice(0, 120)].slice(0, 60).join("");
//# sourceMappingURL=../../.maps/demos/tokenizers/demo.ts.map
