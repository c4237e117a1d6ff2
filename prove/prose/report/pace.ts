/** The pace of a text: how much prose there is for each heading and each snippet of code, and how long snippets are. */
import type { Beat } from "./beats.ts";

/** Figures of a section, a chapter or a book. */
export interface Pace {
  readonly words: number;
  readonly listWords: number;
  readonly headings: number;
  /** The length in lines of each snippet. */
  readonly lengths: readonly number[];
  /** The words between each snippet and the next one of its section. */
  readonly gaps: readonly number[];
}

/** The pace of one section. */
export function paceOf(beats: readonly Beat[]): Pace {
  const lengths: number[] = [];
  const gaps: number[] = [];
  let words = 0;
  let listWords = 0;
  let since = 0;
  for (const beat of beats) {
    if (beat.kind === "words") {
      words += beat.words;
      since += beat.words;
      listWords += beat.isList ? beat.words : 0;
    } else if (beat.kind === "snippet") {
      if (lengths.length > 0) gaps.push(since);
      lengths.push(beat.fence.lines.length);
      since = 0;
    }
  }
  return { words, listWords, headings: beats.filter(({ kind }) => kind === "heading").length, lengths, gaps };
}

/** Sections taken together. */
export function together(paces: readonly Pace[]): Pace {
  const sum = (of: (pace: Pace) => number): number => paces.reduce((total, pace) => total + of(pace), 0);
  return {
    words: sum(({ words }) => words),
    listWords: sum(({ listWords }) => listWords),
    headings: sum(({ headings }) => headings),
    lengths: paces.flatMap(({ lengths }) => lengths),
    gaps: paces.flatMap(({ gaps }) => gaps),
  };
}

/** The middle one, the mean of two if they are even in number; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
