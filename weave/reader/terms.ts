/** How a text is cut into the terms of the search index: the same when the index is made and when something is looked for. */

/** The words of a text as they are written. A name of the program is one word. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_$\p{M}]+/gu) ?? [];
}

/** The terms under which a word can be found: itself without case, accents and Greek, then the parts of a name such as `logProbability`. */
export function termsOf(word: string): string[] {
  const whole = folded(word);
  const parts = word.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu) ?? [];
  if (parts.length < 2) return whole === "" ? [] : [whole];
  return [...new Set([whole, ...parts.map(folded).filter((part) => part.length > 1)])];
}

/** A word without case and accents; a Greek letter by its name. */
export function folded(word: string): string {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return greek.get(plain) ?? plain;
}

// a map, because an object answers to `constructor` too
const greek: ReadonlyMap<string, string> = new Map(Object.entries({
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ϵ: "epsilon", ζ: "zeta", η: "eta", θ: "theta", ι: "iota", κ: "kappa", λ: "lambda",
  μ: "mu", ν: "nu", ξ: "xi", π: "pi", ρ: "rho", σ: "sigma", ς: "sigma", τ: "tau", υ: "upsilon", φ: "phi", ϕ: "phi", χ: "chi", ψ: "psi", ω: "omega",
}));
