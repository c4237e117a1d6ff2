/** How long the sentences of a section are, and how many are passive. */
import type { Manuscripted } from "../manuscript.ts";
import type { Passage } from "../passages.ts";
import { sentencesOf } from "../sentences.ts";
import { asideIn, isWithin, wordsIn } from "./beats.ts";

/** Figures of the sentences of a text. Shares are between 0 and 1. */
export interface SentenceFigures {
  readonly sentences: number;
  /** In words: half of the sentences are no longer. */
  readonly median: number;
  /** In words: nine of ten sentences are no longer. */
  readonly ninetieth: number;
  /** The share of sentences of more than 35 words. */
  readonly long: number;
  /** The share of sentences with a passive. */
  readonly passive: number;
}

const most = 35;

/** The figures of a section’s main line: paragraphs and lists, without blocks, notes, tables and exercises; null where it has no sentence. */
export function sentenceFiguresOf(read: Manuscripted): SentenceFigures | null {
  const aside = asideIn(read);
  return figuresOf(read.passages.filter((passage) => isMainLine(passage) && !isWithin(passage.span, aside)).map(({ text }) => text));
}

function isMainLine({ kind }: Passage): boolean {
  return kind === "paragraph" || kind === "list";
}

/** The figures of texts, each of which ends its last sentence; null where there is none. A formula or a name in code is a word. */
export function figuresOf(texts: readonly string[]): SentenceFigures | null {
  const sentences = texts.flatMap((text) => sentencesOf(text).map(({ start, end }) => text.slice(start, end))).filter((sentence) => /\p{L}/u.test(sentence));
  if (sentences.length === 0) return null;
  const lengths = sentences.map(wordsIn).sort((a, b) => a - b);
  const share = (holds: (sentence: string) => boolean): number => sentences.filter(holds).length / sentences.length;
  return {
    sentences: sentences.length,
    median: atRank(lengths, 0.5),
    ninetieth: atRank(lengths, 0.9),
    long: share((sentence) => wordsIn(sentence) > most),
    passive: share(isPassive),
  };
}

/** The smallest of the sorted values that a share of them does not exceed (the nearest rank). */
function atRank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const irregular = [
  "beaten", "begun", "bent", "borne", "bought", "bound", "broken", "brought", "built", "caught", "chosen", "cut", "dealt", "done", "drawn", "driven", "eaten", "fed", "felt",
  "forgotten", "fought", "found", "given", "grown", "heard", "held", "hidden", "hit", "kept", "known", "laid", "led", "left", "lent", "lost", "made", "meant", "met", "overwritten",
  "paid", "put", "read", "rewritten", "said", "seen", "sent", "set", "shaken", "shown", "shut", "sold", "sought", "spent", "split", "spoken", "spread", "stolen", "struck", "swept",
  "taken", "taught", "thought", "thrown", "told", "torn", "understood", "undone", "won", "worn", "woven", "written",
].join("|");

/** A form of *be* and a participle; between them at most two of: an adverb in *-ly*, or a small word that can stand there. */
const passive = new RegExp(
  String.raw`(?<!\p{L})(?:am|is|are|was|were|be|been|being|isn’t|aren’t|wasn’t|weren’t)\s+(?:(?:\p{L}+ly|not|never|always|also|then|now|thus|often|still|just|first|again|all|both|each|only|already|once|so|even|best)\s+){0,2}(?:\p{L}{2,}ed|${irregular})(?!\p{L})`,
  "iu",
);

/** Words in *-ed* that describe a state or are no participles. */
const states = /(?<!\p{L})(?:need|seed|speed|feed|indeed|exceed|proceed|embed|shed|red|hundred|biased|unbiased|supposed|interested|limited|fixed|nested|tired|used to)$/iu;

/**
 * A guess: true where a form of *be* is followed by a participle, regular or among the irregular ones. `is called` and `was
 * sorted by` are; `it has computed` and `is fixed` are not. It misses `gets` and participles without *be*, and takes some states for passives.
 */
export function isPassive(sentence: string): boolean {
  return [...sentence.matchAll(new RegExp(passive, "giu"))].some(([found]) => !states.test(found));
}
