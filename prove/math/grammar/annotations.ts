/** Remarks at the end of a row: `\text{by symmetry}`, `(\text{Gibbs})`, a full stop. */
import type { Token } from "../tokens.ts";

/** Tokens without the remarks and stops at their end. */
export function annotationsDropped(tokens: readonly Token[], isName: (text: string) => boolean): readonly Token[] {
  const [before, text, close] = tokens.slice(-3);
  if (tokens.length >= 3 && before?.text === "(" && isRemark(text, isName) && close?.text === ")") return annotationsDropped(tokens.slice(0, -3), isName);
  const last = tokens.at(-1);
  const isStop = last?.kind === "sign" && /^[.,;]$/.test(last.text);
  return isStop || isRemark(last, isName) ? annotationsDropped(tokens.slice(0, -1), isName) : tokens;
}

function isRemark(token: Token | undefined, isName: (text: string) => boolean): boolean {
  return token?.kind === "text" && !isName(token.text);
}
