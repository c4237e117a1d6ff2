/** Remarks at the end of a row: `\text{by symmetry}`, `(\text{Gibbs})`, a full stop. */
import { refuse, refuseUnbound } from "../refusal.ts";
import type { Token } from "../tokens.ts";
import { beginsFactor, endsFactor, isWideBetween } from "./wide.ts";
import { refuseFormulaIn } from "./words.ts";

/** What is said about the text of a formula. */
export interface Wording {
  readonly latex: string;
  /** True for a text that is a bound name, and no remark. */
  readonly isName: (text: string) => boolean;
}

/** Tokens without the remarks and stops at their end. Refuses a word right behind a factor, which may be meant as one. */
export function annotationsDropped(tokens: readonly Token[], wording: Wording): readonly Token[] {
  const [before, text, close] = tokens.slice(-3);
  const isEnclosed = tokens.length >= 3 && before?.text === "(" && close?.text === ")";
  if (isEnclosed && isRemark(text, wording)) {
    refuseFormulaIn(text);
    return annotationsDropped(tokens.slice(0, -3), wording);
  }
  const last = tokens.at(-1);
  const isStop = last?.kind === "sign" && /^[.,;]$/.test(last.text);
  if (!isStop && !isRemark(last, wording)) return tokens;
  refuseWord(tokens, wording.latex);
  if (!isStop) refuseFormulaIn(last);
  return annotationsDropped(tokens.slice(0, -1), wording);
}

/** `\lambda \text{reg}`: a name that is not bound, and no remark, in front of which there would be a space. */
function refuseWord(tokens: readonly Token[], latex: string): void {
  const [before, last] = tokens.slice(-2);
  if (last && isWord(last) && before && endsFactor(before) && !isWideBetween(latex, before, last)) refuseUnbound(last.text, last);
}

/** Refuses a word between formulas that touches a factor, as in `\text{reg} \lambda`: it may be a name that is not bound. */
export function refuseTouching(word: Token, { before, after }: { readonly before: Token | undefined; readonly after: Token | undefined }, { latex }: Wording): void {
  const touches = (left: Token, right: Token): boolean => !/\\q?quad|~|\\ /.test(latex.slice(left.end, right.start));
  const isTouched = (before && endsFactor(before) && touches(before, word)) || (after && beginsFactor(after) && touches(word, after));
  if (isWord(word) && isTouched) refuse(`\`${word.text}\` may be a name or a word`, word, `bind it as a name, or leave a space in the word: \`\\text{ ${word.text} }\``);
}

function isWord({ kind, text }: Token): boolean {
  return kind === "text" && /^[A-Za-z][A-Za-z0-9]*$/.test(text);
}

/** True for words, which are no name that is bound. */
export function isRemark(token: Token | undefined, { isName }: Wording): token is Token {
  return token?.kind === "text" && !isName(token.text);
}
