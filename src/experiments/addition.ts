// Tangled from book/10-tokenisation/05-vocabulary-size.md. Edit the book, then: npm run tangle
/** Addition problems as texts, with their numbers cut into tokens in one of several ways. */
import { sequencesOf, type Sequences } from "../data/sequences.ts";
import { gptLogits, type GptConfig, type GptParameters } from "../models/gpt/gpt.ts";
import type { Random } from "../random/random.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { poolOf } from "../tensor-core.ts";

/** Each digit a token, or pairs of digits from the first digit of a number on, or from its last digit back. */
export const groupings = {
  digits: /\d|\D/g,
  "pairs from the left": /\d{1,2}|\D/g,
  "pairs from the right": /\d{1,2}(?=(?:\d\d)*(?!\d))|\D/g,
} as const;

/** The name of a grouping. */
export type Grouping = keyof typeof groupings;

/** The tokens that a grouping makes, by id: signs and digits, and where there are pairs, all of these. */
export function additionVocabulary(grouping: Grouping): ReadonlyMap<string, number> {
  const ones = [..."0123456789"];
  const pairs = grouping === "digits" ? [] : ones.flatMap((ten) => ones.map((one) => ten + one));
  return new Map([..."+=\n", ...ones, ...pairs].map((token, id) => [token, id]));
}

/** Numbers have so many digits at most. */
const DIGITS = 4;

/** How many ids the longest problem gives a model to read. */
export function additionLength(grouping: Grouping): number {
  const most = "9".repeat(DIGITS);
  return tokensIn(grouping, `${most}+${most}=${2 * Number(most)}\n`).length - 1;
}

/** The tokens of a text of digits and signs. */
export function tokensIn(grouping: Grouping, text: string): readonly string[] {
  return text.match(groupings[grouping]) ?? [];
}

/**
 * Problems that a seed draws, each a sequence: `47+125=172` and a line end, whose targets are the tokens behind the equals sign. Of all pairs of
 * numbers one in ten is held out, whatever the seed. Both numbers have 1 to 4 digits, each length as often as another.
 */
export function additionProblems(grouping: Grouping, { seed, count, heldOut }: { readonly seed: number; readonly count: number; readonly heldOut: "yes" | "no" }): Sequences {
  const [idOf, length] = [additionVocabulary(grouping), additionLength(grouping)];
  return sequencesOf(length, count, (i) => {
    const [a, b] = drawnPair(randomFrom(seed * 2 ** 32 + i), heldOut === "yes");
    const ids = tokensIn(grouping, `${a}+${b}=${a + b}\n`).map((token) => idOf.get(token)!);
    const answer = ids.indexOf(idOf.get("=")!);
    const padded = (from: readonly number[], filling: number) => Int32Array.from({ length }, (_, t) => from[t] ?? filling);
    return { ids: padded(ids.slice(0, -1), 0), targets: padded(ids.slice(1).map((id, t) => (t < answer ? -1 : id)), -1) };
  });
}

function drawnPair(random: Random, wanted: boolean): readonly [number, number] {
  for (;;) {
    const [a, b] = [drawnNumber(random), drawnNumber(random)];
    if (isHeldOut(a, b) === wanted) return [a, b];
  }
}

/** A number whose length is drawn before its digits. */
function drawnNumber(random: Random): number {
  const digits = 1 + Math.floor(random.uniform() * DIGITS);
  const least = digits === 1 ? 0 : 10 ** (digits - 1);
  return least + Math.floor(random.uniform() * (10 ** digits - least));
}

const isHeldOut = (a: number, b: number) => randomFrom(a * 10 ** DIGITS + b).uniform() < 0.1;

/** The share of problems of which the model gives every token of the answer the greatest probability, so that greedy decoding solves them. */
export function accuracyOf(parameters: GptParameters, config: GptConfig, { count, batch }: Sequences): number {
  const pool = poolOf(parameters.embedding);
  let solved = 0;
  for (let from = 0; from < count; from += AT_ONCE) {
    const { ids, targets } = batch(Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => from + i));
    const read = () => gptLogits(parameters, config, ids).dataSync();
    const logits = pool ? pool.scope(read) : read();
    solved += solvedIn(logits, targets.dataSync(), targets.shape[1]!);
  }
  return solved / count;
}

const AT_ONCE = 250;

/** How many rows of targets, each of `length`, have the largest of their logits wherever one is asked for. */
function solvedIn(logits: ArrayLike<number>, targets: ArrayLike<number>, length: number): number {
  const V = logits.length / targets.length;
  const isRight = (place: number) => {
    const wanted = targets[place]!;
    if (wanted < 0) return true;
    for (let id = 0; id < V; id++) if (id !== wanted && logits[place * V + id]! >= logits[place * V + wanted]!) return false;
    return true;
  };
  return Array.from({ length: targets.length / length }, (_, row) => row).filter((row) => Array.from({ length }, (_, t) => t).every((t) => isRight(row * length + t))).length;
}
//# sourceMappingURL=../.maps/experiments/addition.ts.map
