// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The loss of an n-gram model on the text that was counted and on the text that was not. */
import { bits } from "../../models/ngram/evaluate.ts";
import type { CountTable } from "../../models/ngram/model.ts";
import type { NgramModel } from "../../models/ngram/smoothing.ts";
import { placesIn, type Place } from "../../tokenizers/characters.ts";

/** Bits per character, ∞ if a place is impossible, and how many are. */
export interface TextEvaluation {
  readonly bits: number;
  readonly impossible: number;
}

/** Places of a text that look the same. */
type Places = Place & { readonly times: number };

/** Evaluates on what was counted, each row of the table once; calls `step` at each row. */
export function evaluateTraining(model: NgramModel, { table }: CountTable, step: () => void): TextEvaluation {
  return evaluate(model, positionsOf(table, step));
}

function* positionsOf(table: CountTable["table"], step: () => void): Generator<Places> {
  for (const [history, { counts }] of table) {
    step();
    for (const [next, times] of counts) yield { history, next, times };
  }
}

/** Evaluates on `text` from position `from` on; calls `step` at each place. */
export function evaluateFrom(model: NgramModel, { text, from }: { readonly text: string; readonly from: number }, step: () => void): TextEvaluation {
  return evaluate(model, placesFrom(text, from, { order: model.order, step }));
}

function* placesFrom(text: string, from: number, { order, step }: { readonly order: number; readonly step: () => void }): Generator<Places> {
  for (const place of placesIn(text, order, from)) {
    step();
    yield { ...place, times: 1 };
  }
}

function evaluate(model: NgramModel, places: Iterable<Places>): TextEvaluation {
  let [nats, all, impossible] = [0, 0, 0];
  for (const { history, next, times } of places) {
    const q = model.probability(history, next);
    all += times;
    nats -= times * Math.log(q);
    if (q === 0) impossible += times;
  }
  return { bits: bits(nats / all), impossible };
}
//# sourceMappingURL=../../.maps/demos/ngram/evaluate.ts.map
