/** The name of `\log`, `\operatorname{tr}`, `\mathrm{Var}`. */
import { faces } from "../commands.ts";
import type { MathSpan } from "../expression.ts";
import { argument, peek, take, type Reader } from "../reader.ts";
import { isBound, plainWord } from "./names.ts";

/** Takes a command, or a word set as one that no cell binds; null if neither stands here. The caller puts the reader back if it has no use for it. */
export function operatorName(reader: Reader): (MathSpan & { readonly name: string }) | null {
  const { kind, text, start, end } = peek(reader);
  if (kind !== "command") return null;
  take(reader);
  if (!faces.has(text)) return { name: text.slice(1), start, end };
  const name = plainWord(argument(reader, text));
  if (name === null || name.length < 2 || isBound(reader, name)) return null;
  return { name, start, end: peek(reader, -1).end };
}
