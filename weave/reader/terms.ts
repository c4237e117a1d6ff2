/** How a text is cut into the terms of the search index: the same when the index is made and when something is looked for. */
import { stemOf } from "./stem.ts";

/** The words of a text as they are written, without the s of a genitive. A name of the program is one word. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/(?<![’'](?=s(?![\p{L}\p{N}])))[\p{L}\p{N}_$\p{M}]+/gu) ?? [];
}

/** What is written with a hyphen or a dash, written as one word: `topk` for top-k, `KneserNey` for Kneser–Ney. */
export function compoundsOf(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}\p{M}]+(?:[-‐‑–][\p{L}\p{N}\p{M}]+)+/gu) ?? []).map((compound) => compound.replace(/[-‐‑–]/g, ""));
}

/** The terms under which a word can be found: its stem, for a name such as `logProbability` itself and its parts, always without case, accents and Greek. */
export function termsOf(word: string): string[] {
  const whole = folded(word);
  const parts = word.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu) ?? [];
  if (parts.length < 2) return whole === "" ? [] : [stemOf(whole)];
  return [...new Set([whole, ...parts.map(folded).filter((part) => part.length > 1).map(stemOf)])];
}

/** The same, and the word itself: for titles and names, where the very word tells more than its stem. */
export function exactTermsOf(word: string): string[] {
  return [...new Set([folded(word), ...termsOf(word)])].filter((term) => term !== "");
}

/** A word without case and accents; a Greek letter by its name. */
export function folded(word: string): string {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return greek.get(plain) ?? plain;
}

/**
 * Words of questions, which need not stand where the answer is: "why tanh saturates", "forward mode vs reverse mode".
 * They are indexed in titles and names only, and looked for where a query has nothing else.
 */
export const functionWords: ReadonlySet<string> = new Set(
  "a an and are as at be by can do does for explain explained from get gets how i if in is it its make makes my need needs of on or should than that the this to used using versus vs we what when where which who why with work works you your".split(" "),
);

/** The words of a phrase that mean something. */
export function meantOf(text: string): readonly string[] {
  const words = wordsOf(text).map(folded).filter((word) => word !== "");
  const meant = words.filter((word) => !functionWords.has(word));
  return meant.length > 0 ? meant : words;
}

/** What spellings of a phrase have in common, the narrowest first: "Top-K sampling" and "topk sampling", "Kneser–Ney smoothing" and "kneserney smoothing". */
export function phraseKeys(words: readonly string[]): readonly string[] {
  const stems = words.map(stemOf);
  return [...new Set([stems.join(" "), stems.join(""), words.join("")])];
}

// a map, because an object answers to `constructor` too
const greek: ReadonlyMap<string, string> = new Map(Object.entries({
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ϵ: "epsilon", ζ: "zeta", η: "eta", θ: "theta", ι: "iota", κ: "kappa", λ: "lambda",
  μ: "mu", ν: "nu", ξ: "xi", π: "pi", ρ: "rho", σ: "sigma", ς: "sigma", τ: "tau", υ: "upsilon", φ: "phi", ϕ: "phi", χ: "chi", ψ: "psi", ω: "omega",
}));
