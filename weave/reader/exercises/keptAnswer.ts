/** What a reader has answered, as the browser keeps it, one value an exercise. */
import { recall, remember } from "../state.ts";
import { answerName } from "./answerName.ts";

/** The parts of an answer; what was not answered is "". */
export interface KeptAnswer {
  /** What was asked for line by line, in their order. */
  readonly lines: readonly string[];
  /** The program; null while it is as it was given. */
  readonly program: string | null;
  readonly words: string;
}

/** An answer of which nothing is written. */
export const noAnswer: KeptAnswer = { lines: [], program: null, words: "" };

/** The answer to an exercise; null where none is kept. */
export function keptAnswer(id: string): KeptAnswer | null {
  const kept = recall(answerName(id));
  return isAnswer(kept) ? kept : null;
}

/** Keeps it, or forgets one that says nothing. False where the browser keeps nothing. */
export function keepAnswer(id: string, answer: KeptAnswer): boolean {
  const isEmpty = answer.words === "" && answer.program === null && answer.lines.every((line) => line === "");
  return remember(answerName(id), isEmpty ? null : answer);
}

/** Calls back when another tab has changed the answer. */
export function watchAnswer(id: string, changed: (answer: KeptAnswer) => void): void {
  addEventListener("storage", ({ key }) => {
    if (key === null || key.endsWith(`:${answerName(id)}`)) changed(keptAnswer(id) ?? noAnswer);
  });
}

function isAnswer(value: unknown): value is KeptAnswer {
  if (typeof value !== "object" || value === null || !("lines" in value && "program" in value && "words" in value)) return false;
  const { lines, program, words } = value;
  return Array.isArray(lines) && lines.every((line) => typeof line === "string") && (program === null || typeof program === "string") && typeof words === "string";
}
