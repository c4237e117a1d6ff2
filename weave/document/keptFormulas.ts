/** Formulas that KaTeX accepts, kept from run to run: those of cards and of the list of terms are checked in each, and change seldom. */
import { loadedVersion } from "../../tangle/standing/index.ts";
import { cacheKey, type Cache } from "../cache.ts";
import { katexMistake, type FormulaCheck } from "../formulas.ts";

/** A check that knows what was accepted before. */
export interface KeptCheck {
  readonly check: FormulaCheck;
  /** Keeps what it has accepted; the rest is forgotten. */
  readonly keep: () => void;
}

const kind = "formulas";

/** One that asks a cache first. Mistakes are found anew each time, since they are to be said. */
export function keptFormulas(cache: Cache): KeptCheck {
  const key = cacheKey(loadedVersion(["weave/formulas.ts"]));
  const before = new Set(JSON.parse(cache.get(kind, key) ?? "[]") as readonly string[]);
  const accepted = new Set<string>();
  return {
    check(formula, display) {
      const named = `${display ? "$$" : "$"}${formula}`;
      const found = accepted.has(named) || before.has(named) ? null : katexMistake(formula, display);
      if (found === null) accepted.add(named);
      return found;
    },
    keep() {
      const isKnown = accepted.size === before.size && [...accepted].every((each) => before.has(each));
      if (!isKnown) cache.put(kind, key, JSON.stringify([...accepted]));
    },
  };
}
