// Tangled from book/01-markov-chains/08-hash-tables-and-memory.md. Edit the book, then: npm run tangle
/** Predictive distributions from packed counts. */
import { ledger } from "../../ledger/ledger.ts";
import { countCharacters, lastCharacters } from "../../tokenizers/characters.ts";
import type { Packed } from "./packed.ts";
import type { NgramModel } from "./smoothing.ts";

const [NONE, ROOT] = [-1, 0];

// Define a smoothing rule as a function of four numbers
/** Smoothing as a function of four numbers, not of an object, which would have to be allocated for each. */
export interface SmoothingRule {
  /** The probability of a token, from its count, the context’s total and type count, and its probability in the shorter context. */
  probability(count: number, total: number, distinct: number, shorter: number): number;
  /** How many operations that takes. */
  readonly FLOPs: number;
}

/** Witten–Bell smoothing, as `wittenBell`. */
export const wittenBellRule: SmoothingRule = {
  probability: (count, total, distinct, shorter) => (count + distinct * shorter) / (total + distinct),
  FLOPs: 4,
};

/** Absolute discounting by κ, as `discount`. Throws `RangeError` unless 0 < κ ≤ 1. */
export function discountRule(kappa: number): SmoothingRule {
  if (!(kappa > 0 && kappa <= 1)) throw new RangeError(`discountRule: κ must be above 0 and at most 1, not ${kappa}`);
  return {
    probability: (count, total, distinct, shorter) => (Math.max(count - kappa, 0) + kappa * distinct * shorter) / total,
    FLOPs: 6,
  };
}

/** Reads a text character by character and gives the probability of each. */
export class PackedReader {
  readonly #packed: Packed;
  readonly #rule: SmoothingRule;
  readonly #contexts: Int32Array;
  #depth = 1;

  constructor(packed: Packed, rule: SmoothingRule) {
    this.#packed = packed;
    this.#rule = rule;
    this.#contexts = new Int32Array(packed.order + 2);
  }

  /** Forgets all that was read. */
  restart(): void {
    this.#depth = 1;
  }

  /** The probability of a character, given by its code point, after those read before; it then belongs to these. */
  read(letter: number): number {
    const { columns: { count, total, distinct }, alphabetSize, order } = this.#packed;
    const rule = this.#rule;
    const contexts = this.#contexts;
    const depth = this.#depth;
    let q = 1 / alphabetSize;
    let next = ROOT;
    let [found, rows] = [0, 0];
    // Interpolate from order 0 up, and advance the contexts
    for (let length = 0; length < depth; length++) {
      const context = contexts[length];
      // where a string was not read, no longer one was
      const child = next === NONE ? NONE : this.#packed.find(context, letter);
      if (child !== NONE) found++;
      if (total[context] > 0) {
        const times = child === NONE ? 0 : count[child];
        q = rule.probability(times, total[context], distinct[context], q);
        rows++;
      }
      contexts[length] = next;
      next = child;
    }
    contexts[depth] = next;
    this.#depth = Math.min(found, order) + 1;
    // Enter one packed question in the ledger
    ledger()?.("evaluate", { probes: Math.min(found + 1, depth), FLOPs: 1 + rule.FLOPs * rows });
    return q;
  }
}

/** The n-gram model of a rule, for callers that ask one question at a time. A caller that reads on from letter to letter uses a `PackedReader`. */
export function packedModel(packed: Packed, rule: SmoothingRule): NgramModel {
  const reader = new PackedReader(packed, rule);
  return {
    order: packed.order,
    probability(history, next) {
      reader.restart();
      for (const letter of lastCharacters(history, packed.order)) reader.read(letter.codePointAt(0)!);
      return reader.read(next.codePointAt(0)!);
    },
  };
}

/** The loss of `text` from position `from` on, in nats a character. Throws `RangeError` if there is no character. */
export function packedLoss(packed: Packed, rule: SmoothingRule, { text, from }: { readonly text: string; readonly from: number }): number {
  if (from >= text.length) throw new RangeError("packedLoss: there is no character to evaluate");
  const reader = new PackedReader(packed, rule);
  let sum = 0;
  for (const letter of lastCharacters(text.slice(0, from), packed.order)) reader.read(letter.codePointAt(0)!);
  for (let i = from; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    sum += Math.log(reader.read(point));
    ledger()?.("evaluate", { FLOPs: 2 });
  }
  return -sum / countCharacters(text, from);
}
//# sourceMappingURL=../../.maps/models/ngram/packed-model.ts.map
