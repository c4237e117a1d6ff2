/** LaTeX → Typst's mathematics, through tex2typst between two small passes of our own. */
import { tex2typst } from "tex2typst";
import { partName, rewrite, UnknownLatex } from "./latex.ts";

/** A formula in Typst, or why it cannot be set and where in the formula. */
export type TypstFormula =
  | { readonly kind: "set"; readonly typst: string }
  | { readonly kind: "refused"; readonly reason: string; readonly offset: number };

/** Translates formulas and remembers them: a thousand pages repeat the same short ones. */
export function createTranslator(): (latex: string) => TypstFormula {
  const known = new Map<string, TypstFormula>();
  return (latex) => {
    const found = known.get(latex) ?? translate(latex);
    known.set(latex, found);
    return found;
  };
}

function translate(latex: string): TypstFormula {
  try {
    return { kind: "set", typst: typstOf(latex) };
  } catch (error) {
    if (error instanceof UnknownLatex) return { kind: "refused", reason: error.message, offset: error.offset };
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "refused", reason: `the PDF edition cannot set this formula: ${message.replace(/\s+/g, " ")}`, offset: 0 };
  }
}

function typstOf(latex: string): string {
  const { latex: plain, parts } = rewrite(latex, typstOf);
  const typst = tex2typst(plain, { nonStrict: true, fracToSlash: false, preferShorthands: false });
  return parts
    .reduce((text, part, index) => text.replace(`op("${partName(index)}")`, () => part), typst)
    // two primes come out as a script of two quotation marks
    .replace(/\^\(('(?:\s*')+)\)/g, (_, primes: string) => primes.replace(/\s/g, ""))
    .replace(/\s*\n\s*/g, " ");
}
