/** English words without their endings and without the difference of British and American spelling: *normalised* and *normalization* are one. */

/** The stem of a word in lower case. What it is does not matter, only for which words it is the same; names and numbers are their own. */
export function stemOf(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  return folding.get(word) ?? ended(withoutEnding(withoutPlural(americanised(word))));
}

/** Words whose forms differ more than an ending does. */
const folding: ReadonlyMap<string, string> = new Map(Object.entries({
  grey: "gray", programme: "program", programmes: "program", judgement: "judgment", artefact: "artifact", artefacts: "artifact", sulphur: "sulfur",
  hypotheses: "hypothesis", bases: "basis", analyses: "analysi", analysis: "analysi", maxima: "maximum", minima: "minimum", optima: "optimum", datum: "data", embed: "embed",
}));

/** Each rule holds in every word it fits, true pair or not: what matters is that both spellings come to the same. */
const spellings: readonly (readonly [british: RegExp, american: string])[] = [
  [/is(e|es|ed|er|ers|ing|ation|ations|able)$/, "iz$1"],
  [/ys(e|ed|er|ers|ing)$/, "yz$1"],
  [/(?<=[bcdfghilmnprstv])our(s|ed|ing|al|hood|hoods|able)?$/, "or$1"],
  [/(?<=[bt])re(s|d)?$/, "er$1"],
  [/ogue(s?)$/, "og$1"],
  [/ense(s?)$/, "ence$1"],
  [/^parameteri/, "parametri"],
];

function americanised(word: string): string {
  return spellings.reduce((spelt, [british, american]) => spelt.replace(british, american), word);
}

/** `matrices` has lost `es`, and `matrix` will lose its x for a c. */
function withoutPlural(word: string): string {
  if (/(ss|us|is|ias)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|zz|ic)es$/.test(word)) return word.slice(0, -2);
  return word.replace(/s$/, "");
}

/** The first ending that leaves a stem long enough. */
function withoutEnding(word: string): string {
  for (const [ending, instead] of endings) {
    const stem = word.replace(ending, instead);
    if (stem !== word && stem.length > 2 && /[aeiouy]/.test(stem)) return stem;
  }
  return word;
}

const endings: readonly (readonly [ending: RegExp, instead: string])[] = [
  [/iz(ation|able|ing|ed|er|e)$/, "iz"],
  [/(?<=[a-z]{3})at(ion|ing|ed|or|e)$/, "at"],
  [/ing$/, ""],
  [/ed$/, ""],
];

/** A silent e goes, a doubled consonant is single, x is c. */
function ended(word: string): string {
  return word
    .replace(/(?<=[a-z]{2})e$/, "")
    .replace(/([bcdfghjklmnpqrstvwz])\1$/, "$1")
    .replace(/[ie]x$/, "ic");
}
