// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The rules of smoothing by name, each ready to climb a ladder: it is given one table after another, from order 0 up. */
import { probability, type CountTable } from "../../models/ngram/model.ts";
import { countContinuations, discount } from "../../models/ngram/kneser-ney.ts";
import { addAlpha, wittenBell, type NgramModel, type Smoothing } from "../../models/ngram/smoothing.ts";
import type { Alphabet } from "../../tokenizers/alphabet.ts";

/** Turns the next table, with those that it was given before, into an n-gram model. */
export type Climb = (table: CountTable, alphabet: Alphabet) => NgramModel;

/** A rule of smoothing. */
export interface NamedSmoothing {
  readonly title: string;
  /** Whether it knows an answer to less than a whole context. */
  readonly asksShorter: boolean;
  /** Starts at the foot of the ladder; `alpha` is what add-alpha adds. */
  readonly start: (alpha: number) => Climb;
}

/** What `--smoothing` may be. */
export const smoothings = {
  none: { title: "none: relative frequencies", asksShorter: false, start: () => counted },
  "add-one": { title: "add-one", asksShorter: false, start: () => alone(addAlpha(1)) },
  "add-alpha": { title: "add-alpha", asksShorter: false, start: (alpha) => alone(addAlpha(alpha)) },
  wb: { title: "Witten–Bell", asksShorter: true, start: () => climbWittenBell() },
  kn: { title: "Kneser–Ney", asksShorter: true, start: () => climbKneserNey() },
} as const satisfies Record<string, NamedSmoothing>;

export type SmoothingName = keyof typeof smoothings;

/** Whether there is a smoothing of this name. */
export function isSmoothing(name: string): name is SmoothingName {
  return Object.hasOwn(smoothings, name);
}

const counted: Climb = (table) => ({ order: table.order, probability: (history, next) => probability(table, history, next) });

function alone(smoothing: Smoothing): Climb {
  return (table, alphabet) => smoothing({ tables: [table], alphabet });
}

function climbWittenBell(): Climb {
  const below: CountTable[] = [];
  return (table, alphabet) => {
    const tables = [...below, table];
    below.push(table);
    return wittenBell({ tables, alphabet });
  };
}

function climbKneserNey(): Climb {
  const below: CountTable[] = [];
  let last: CountTable | undefined;
  return (table, alphabet) => {
    // the tables below the last have counted their neighbours already
    if (last) below.push(...countContinuations({ tables: [last, table], alphabet }).tables.slice(0, 1));
    last = table;
    return discount(3 / 4)({ tables: [...below, table], alphabet });
  };
}
//# sourceMappingURL=../../.maps/demos/ngram/models.ts.map
