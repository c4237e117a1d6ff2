/** `\mathbb{E}`, `\mathbb{P}`, `\mathbb{1}`: letters in the blackboard face, which are signs and no names. */
import { argument, peek, sees, take, type Reader } from "../reader.ts";

/** Takes `\mathbb{letter}` and returns where it begins; null, and nothing taken, if it is not next. */
export function blackboard(reader: Reader, letter: string): number | null {
  if (!sees(reader, "\\mathbb", "\\mathds", "\\Bbb")) return null;
  const from = reader.position;
  const { start, text } = take(reader);
  const { tokens } = argument(reader, text);
  if (tokens.length === 1 && tokens[0]?.text === letter) return start;
  reader.position = from;
  return null;
}

/** True before `\mathbb{letter}`. */
export function seesBlackboard(reader: Reader, letter: string): boolean {
  return blackboard({ ...reader }, letter) !== null && peek(reader).kind === "command";
}
