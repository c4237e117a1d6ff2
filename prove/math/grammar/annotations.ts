/** Remarks at the end of a row: `\text{by symmetry}`, `(\text{Gibbs})`, a full stop. */
import { refuseUnbound } from "../refusal.ts";
import type { Token } from "../tokens.ts";
import { endsFactor, isWideBetween } from "./wide.ts";

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
  if (isEnclosed && isRemark(text, wording)) return annotationsDropped(tokens.slice(0, -3), wording);
  const last = tokens.at(-1);
  const isStop = last?.kind === "sign" && /^[.,;]$/.test(last.text);
  if (!isStop && !isRemark(last, wording)) return tokens;
  refuseWord(tokens, wording.latex);
  return annotationsDropped(tokens.slice(0, -1), wording);
}

/** `\lambda \text{reg}`: a name that is not bound, and no remark, in front of which there would be a space. */
function refuseWord(tokens: readonly Token[], latex: string): void {
  const [before, last] = tokens.slice(-2);
  const isWord = last?.kind === "text" && /^[A-Za-z][A-Za-z0-9]*$/.test(last.text);
  if (isWord && before && endsFactor(before) && !isWideBetween(latex, before, last)) refuseUnbound(last.text, last);
}

function isRemark(token: Token | undefined, { isName }: Wording): boolean {
  return token?.kind === "text" && !isName(token.text);
}
